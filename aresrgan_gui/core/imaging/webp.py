"""Writing animated WebP, one frame being filled while the one before it is encoded.

libwebp's own writer of animations, which Pillow and libvips use, makes one frame of those that are equal.
Here each is encoded by itself, whole, and put into the file as the container format has it (RFC 9649).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from aresrgan_gui.core.imaging.packing import InOrder, nobody
from aresrgan_gui.core.imaging.pixels import image_of

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.animation import Timing
    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.packing import Head, TellEncoded

_ICC, _ALPHA, _EXIF, _XMP, _ANIMATION = 0x20, 0x10, 0x08, 0x04, 0x02
_NO_BLEND = 0x02
_PIXELS = (b"ALPH", b"VP8 ", b"VP8L")


class WebpWriter:
    """Takes the bands of frame after frame, uint8; the file is whole after `finish`."""

    def __init__(
        self, stream: BinaryIO, head: Head, timing: Timing, *, quality: int, tell: TellEncoded = nobody
    ) -> None:
        """Write what stands before the frames; `quality` is 1 to 100. Raises OSError."""
        self._tell = tell
        self._stream = stream
        self._quality = quality
        self._work = InOrder(self._put_frame, most=1)
        self._durations = timing.in_steps(1)
        self._frames = 0
        width, height = head.size
        self._pixels = np.empty((height, width, head.channels), np.uint8)
        self._end = 0
        exif = head.exif.tobytes().removeprefix(b"Exif\0\0") if head.exif else b""
        self._last = [(b"EXIF", exif), (b"XMP ", head.xmp)]
        flags = (
            _ANIMATION
            | (_ALPHA if head.channels in (2, 4) else 0)
            | (_ICC if head.icc_profile else 0)
            | (_EXIF if exif else 0)
            | (_XMP if head.xmp else 0)
        )
        stream.write(b"RIFF\0\0\0\0WEBP")
        self._chunk(b"VP8X", struct.pack("<I", flags) + _three(width - 1) + _three(height - 1))
        if head.icc_profile:
            self._chunk(b"ICCP", head.icc_profile)
        self._chunk(b"ANIM", struct.pack("<IH", 0, timing.plays))

    def write(self, band: Band) -> None:
        """Take a band; have the frame encoded that it ends. Raises OSError."""
        self._pixels[self._end : self._end + len(band)] = band
        self._end += len(band)
        if self._end == len(self._pixels):
            self._work.add(_encoded, self._pixels, self._quality)
            self._pixels, self._end = np.empty_like(self._pixels), 0

    def finish(self) -> None:
        """Write what is left. Raises OSError."""
        self._work.finish()
        for name, data in self._last:
            if data:
                self._chunk(name, data)
        size = self._stream.tell() - 8
        self._stream.seek(4)
        self._stream.write(struct.pack("<I", size))

    def close(self) -> None:
        """End the thread, whether the file is whole or not."""
        self._work.close()

    def _put_frame(self, pixels: bytes) -> None:
        height, width, _ = self._pixels.shape
        head = _three(0) * 2 + _three(width - 1) + _three(height - 1) + _three(self._durations[self._frames])
        self._chunk(b"ANMF", head + bytes([_NO_BLEND]) + pixels)
        self._frames += 1
        self._tell(self._frames / len(self._durations), self._work.seconds)

    def _chunk(self, name: bytes, data: bytes) -> None:
        self._stream.write(_framed(name, data))


def _encoded(pixels: Band, quality: int) -> bytes:
    """The chunks of a frame's pixels, as they stand in a file of its own."""
    file = io.BytesIO()
    image_of(pixels).save(file, "WEBP", quality=quality, method=4, exact=True)
    return b"".join(_framed(name, data) for name, data in _chunks(file.getvalue()) if name in _PIXELS)


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(b"RIFF....WEBP")
    while at < len(file):
        name, length = struct.unpack_from("<4sI", file, at)
        yield name, file[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _framed(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")
