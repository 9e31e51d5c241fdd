"""Writing GIF files by bands, through libvips: it finds each frame's 256 colours and what changes in it.

What a GIF shows through, it shows through wholly: libvips makes a
pixel of less than half opacity transparent, and any other opaque in its own colour, so that no fringes come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from aresrgan_gui.core.imaging.fed import FedEncoder
from aresrgan_gui.core.imaging.packing import nobody
from aresrgan_gui.core.imaging.pixels import Picture, image_of, pixels_of, to_srgb
from aresrgan_gui.core.imaging.vips import library

if TYPE_CHECKING:
    from pathlib import Path

    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.packing import Head, TellEncoded

_STEP = 10
"""Milliseconds: a GIF counts in hundredths of a second."""

_EFFORT = 4
"""A third of the time of libvips' usual 7, for colours that are as near when looked at."""


class GifWriter(FedEncoder):
    """Takes the bands of a picture, or of frame after frame; the file is whole after `finish`.

    A GIF holds no profile, so that colours are brought to sRGB, and neither EXIF nor XMP.
    """

    def __init__(self, stream: BinaryIO, head: Head, *, tell: TellEncoded = nobody) -> None:
        self._mode = "RGBA" if head.channels in (2, 4) else "RGB"
        self._profile = head.icc_profile or None
        width, height = head.size
        durations = [_STEP * steps for steps in head.timing.in_steps(_STEP)] if head.timing else [0]
        plays = head.timing.plays if head.timing else 1

        self._stream = stream

        def save(image: Any, target: Any) -> None:
            kinds = library().GValue
            frames = image.copy(interpretation="srgb")
            frames.set_type(kinds.gint_type, "page-height", height)
            frames.set_type(kinds.array_int_type, "delay", durations)
            frames.set_type(kinds.gint_type, "loop", plays)
            frames.gifsave_target(target, effort=_EFFORT, keep_duplicate_frames=True)

        size, channels = (width, height * len(durations)), len(self._mode)
        # libvips begins with a frame when it has all of it.
        super().__init__(size, channels, save, self._put_out, tell=tell, held=width * height * channels)

    def _put_out(self, made: bytes) -> None:
        self._stream.write(made)

    def write(self, band: Band) -> None:
        """Hand a band over. Raises OSError."""
        super().write(pixels_of(to_srgb(Picture(image_of(band), self._profile)).convert(self._mode)))


def write_gif(pixels: Band, path: Path, head: Head) -> None:
    """Write a picture of uint8 that is in memory. Raises OSError."""
    with path.open("wb") as stream:
        writer = GifWriter(stream, head)
        try:
            writer.write(pixels)
            writer.finish()
        finally:
            writer.close()
