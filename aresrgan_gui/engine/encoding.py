"""Writing results by bands, in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PIL import Image

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, lacks_memory
from aresrgan_gui.core.imaging.packing import LEVELS, THREADS, Head, nobody
from aresrgan_gui.core.imaging.pixels import Picture, image_of
from aresrgan_gui.core.imaging.saving import keeps_colours, save, seconds_to_save
from aresrgan_gui.core.options import Compression, OutputFormat
from aresrgan_gui.engine.devices import cpu_threads
from aresrgan_gui.engine.progress import Effort
from aresrgan_gui.engine.room import free_memory

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.packing import TellEncoded

DEEP_FORMATS = (OutputFormat.PNG, OutputFormat.TIFF)
"""Formats in which 16 bits a channel are written."""

WHOLE_FORMATS = (OutputFormat.WEBP, OutputFormat.AVIF)
"""Formats whose encoders want a still picture whole."""


_ENCODED_PER_SECOND = {
    OutputFormat.JPG: 80e6,
    OutputFormat.WEBP: 10e6,
    OutputFormat.AVIF: 2.5e6,
    OutputFormat.GIF: 1.8e6,
}
"""Pixels that an encoder makes a file of in a second: WebP's do between 7 and 17 million of them, as there is
much or little to be seen, AVIF's between 1 and 10 with two threads, and GIF's between 1 and 2.3."""

_PACKED_PER_SECOND = {Compression.FAST: 220e6, Compression.BALANCED: 7e6, Compression.SMALL: 2e6}
"""Bytes of rows that a thread packs in a second."""

_FRAMES_AT_ONCE = 2
"""Frames of WebP that are encoded at a time."""

_AVIF_BYTES = 60
"""What the encoder of AVIF takes for a pixel at most: 40 to 50 measured, with alpha and at full colour.

With a third of it, its library (libaom by libavif 1.4) ends the process where it gets no memory, which takes
the picture beside this one along; somewhat below what it needs it only says that it failed."""

_TRIES = 8
"""Pieces of a picture that are encoded beforehand, to see how long all of it is going to take."""

_TRIED_SIDE = 128
"""Of each of the two squares in such a piece: for smaller ones the encoders take longer by the pixel."""

_AT_ONCE = {OutputFormat.WEBP: 1, OutputFormat.AVIF: 1.8}
"""Threads that an encoder keeps busy with a whole picture, where there are two: seconds of the processor in
each second; what AVIF's makes of more was not measured."""

_SLOWER_IN_PIECES = {OutputFormat.WEBP: 1.0, OutputFormat.AVIF: 1.15}
"""Times as long as in the whole picture a pixel of a piece takes. Measured with 8 enlarged pictures at 2
qualities: WebP 0.8 to 1.1, and AVIF, which makes less of much that is smooth, 0.8 to 1.75."""

_SLOWER_WITH_ALPHA = 1.2
"""Times as long again where there is alpha: 1.03 to 1.5 measured with 3 pictures in both formats."""

_WORTH_TRYING = 10
"""A picture has at least so many times the pixels of all pieces together, that these cost little."""

_ALONE = 3
"""Times that a sample is encoded before the networks begin, to see how much slower all is beside them: up to
1.7 times measured, in the processor's own count."""

_READ_PER_SECOND = {
    OutputFormat.PNG: 50e6,
    OutputFormat.JPG: 90e6,
    OutputFormat.TIFF: 40e6,
    OutputFormat.WEBP: 45e6,
    OutputFormat.AVIF: 50e6,
    OutputFormat.GIF: 75e6,
}
"""Pixels that are read back in a second, measured in the same way."""

_FRAMES_READ_PER_SECOND = {OutputFormat.PNG: 26e6, OutputFormat.WEBP: 52e6, OutputFormat.GIF: 70e6}
"""The same of animations."""

_UNPACKED_PER_SECOND = 80e6
"""Pixels of a PNG or TIFF that a thread unpacks in a second."""

_GAVE_UP = (
    "encoding error 1",
    "encoding error 2",
    "Encoding of color planes failed",
    "Encoding of alpha plane failed",
)
"""How Pillow's messages end where these encoders had not enough memory: libwebp's numbers for that, and what
libavif says of a codec that could not go on."""


class Encoder(Protocol):
    """Takes a picture's bands from the top, of an animation those of one frame after another."""

    def write(self, band: Band) -> None:
        """Take a band of samples as the head says. Raises OSError."""

    def finish(self) -> None:
        """Write what is left. Raises OSError, MemoryError, UpscaleError(OUT_OF_MEMORY)."""

    def close(self) -> None:
        """End what works for it, whether the file is whole or not."""


def effort(head: Head, output_format: OutputFormat, compression: Compression) -> Effort:
    """About what encoding takes."""
    width, height = head.size
    pixels = width * height * (len(head.timing.durations) if head.timing else 1)
    if output_format not in _ENCODED_PER_SECOND:
        packed = pixels * head.channels * (2 if head.is_deep else 1)
        return Effort(packed / _PACKED_PER_SECOND[compression], THREADS, 0.0)
    seconds = pixels / _ENCODED_PER_SECOND[output_format]
    if output_format in WHOLE_FORMATS and not head.timing:
        return Effort(0.0, 1, seconds)
    return Effort(seconds, _FRAMES_AT_ONCE if output_format is OutputFormat.WEBP else 1, 0.0)


def reading_seconds(head: Head, output_format: OutputFormat, *, unpacks: bool) -> float:
    """About what it takes to read a result back; `unpacks` is whether its pieces are, on all threads."""
    width, height = head.size
    pixels = width * height * (2 if head.is_deep else 1)
    if head.timing:
        return pixels * len(head.timing.durations) / _FRAMES_READ_PER_SECOND[output_format]
    if unpacks:
        return pixels / (_UNPACKED_PER_SECOND * min(THREADS, cpu_threads()))
    return pixels / _READ_PER_SECOND[output_format]


@contextmanager
def encoder(
    path: Path,
    head: Head,
    output_format: OutputFormat,
    quality: int,
    compression: Compression,
    *,
    expects: Callable[[float], None] = lambda _seconds: None,
    tell: TellEncoded = nobody,
) -> Iterator[Encoder]:
    """What writes a picture to `path`, which is whole once its `finish` was called and the block has ended.

    `expects` hears for how many seconds that will go on, whenever more is known of it than from `effort`, and
    `tell` how much is encoded of what is so before. Raises OSError as the file system gives it, and
    UpscaleError(OUT_OF_MEMORY).
    """
    if output_format in WHOLE_FORMATS and not head.timing:
        yield _WholeWriter(path, head, output_format, quality, expects)
        return
    with path.open("wb") as stream:
        writer: Encoder
        if output_format is OutputFormat.PNG:
            from aresrgan_gui.core.imaging.png import PngWriter

            writer = PngWriter(stream, head, level=LEVELS[compression], tell=tell)
        elif output_format is OutputFormat.TIFF:
            from aresrgan_gui.core.imaging.tiff import TiffWriter

            writer = TiffWriter(stream, head, level=LEVELS[compression], tell=tell)
        elif output_format is OutputFormat.GIF:
            from aresrgan_gui.core.imaging.gif import GifWriter

            writer = GifWriter(stream, head, tell=tell)
        elif head.timing:
            from aresrgan_gui.core.imaging.webp import WebpWriter

            writer = WebpWriter(stream, head, head.timing, quality=quality, tell=tell)
        else:
            from aresrgan_gui.core.imaging.jpeg import JpegWriter

            keeps = keeps_colours(quality)
            writer = JpegWriter(stream, head, quality=quality, keeps_colours=keeps, tell=tell)
        try:
            yield writer
        finally:
            writer.close()


class _WholeWriter:
    """For WebP and AVIF: their libraries want the whole picture, which these formats keep small enough."""

    def __init__(
        self,
        path: Path,
        head: Head,
        output_format: OutputFormat,
        quality: int,
        expects: Callable[[float], None],
    ) -> None:
        self._path = path
        self._head = head
        self._format = output_format
        self._quality = quality
        self._expects = expects
        self._has_alpha = head.channels in (2, 4)
        self._tried = 0
        self._tried_seconds = 0.0
        self._sample_seconds = 0.0
        width, height = head.size
        # Before the work, and not only behind it.
        self._refuse_without_room()
        self._is_worth_trying = width * height >= _WORTH_TRYING * _TRIES * 2 * _TRIED_SIDE**2
        self._alone = self._seconds_alone() if self._is_worth_trying else 0.0
        self._pixels = np.empty((height, width, head.channels), np.uint8)
        self._end = 0

    def write(self, band: Band) -> None:
        height = len(self._pixels)
        before, self._end = self._end, self._end + len(band)
        self._pixels[before : self._end] = band
        if self._is_worth_trying:
            for number in range(before * _TRIES // height, self._end * _TRIES // height):
                self._try(number)

    def _try(self, number: int) -> None:
        """Encode a piece of one of the parts from top to bottom, and tell what follows for the whole."""
        height, width, _ = self._pixels.shape
        down = (2 * number + 1) * height // (2 * _TRIES)
        squares = [
            self._pixels[_around(down, self._end), _around(eighths * width // 8, width)]
            for eighths in ((1, 5) if number % 2 else (3, 7))
        ]
        piece = image_of(np.concatenate(squares, axis=1))
        self._tried += 1
        self._tried_seconds += seconds_to_save(piece, self._format, self._quality)
        self._sample_seconds += seconds_to_save(_sample(), self._format, self._quality)
        slower = max(1.0, self._sample_seconds / (self._tried * self._alone)) if self._alone else 1.0
        seconds = self._tried_seconds * width * height / (self._tried * piece.width * piece.height)
        threads = min(cpu_threads(), _AT_ONCE[self._format])
        in_pieces = _SLOWER_IN_PIECES[self._format] * (_SLOWER_WITH_ALPHA if self._has_alpha else 1.0)
        self._expects(seconds / slower / in_pieces / threads)

    def _seconds_alone(self) -> float:
        """What the sample takes as long as the networks do not work."""
        # What an encoder prepares only once takes it several times as long.
        seconds_to_save(_sample(), self._format, self._quality)
        return sum(seconds_to_save(_sample(), self._format, self._quality) for _ in range(_ALONE)) / _ALONE

    def _refuse_without_room(self) -> None:
        """Raises UpscaleError(OUT_OF_MEMORY)."""
        width, height = self._head.size
        needed, free = _AVIF_BYTES * width * height, free_memory()
        if self._format is OutputFormat.AVIF and needed > free:
            detail = f"avif needs about {needed / 1e6:.0f} MB at this size, and {free / 1e6:.0f} MB are free"
            raise UpscaleError(ErrorCode.OUT_OF_MEMORY, None, detail)

    def finish(self) -> None:
        self._refuse_without_room()
        head = self._head
        image = Image.fromarray(self._pixels[..., 0] if head.channels == 1 else self._pixels)
        exif = head.exif.tobytes() if head.exif else b""
        picture = Picture(image, head.icc_profile or None, exif, head.xmp)
        try:
            save(picture, self._path, self._format, self._quality)
        except (RuntimeError, ValueError) as error:
            if lacks_memory(error) or str(error).endswith(_GAVE_UP):
                raise MemoryError from error
            raise

    def close(self) -> None:
        pass


def _sample() -> Image.Image:
    """Something to encode that is always the same, of about the effort of a piece."""
    return Image.radial_gradient("L").convert("RGB")


def _around(middle: int, length: int) -> slice:
    """A side of a square that is tried, within `length` pixels."""
    start = max(0, min(middle - _TRIED_SIDE // 2, length - _TRIED_SIDE))
    return slice(start, min(start + _TRIED_SIDE, length))
