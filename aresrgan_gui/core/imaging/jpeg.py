"""Writing JPEG files by bands, through libvips.

What a JPEG says beside its pixels is put in here, as libvips would parse and change it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from aresrgan_gui.core.imaging.fed import FedEncoder
from aresrgan_gui.core.imaging.metadata import MAX_XMP_BYTES
from aresrgan_gui.core.imaging.packing import nobody

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.packing import Head, TellEncoded

_SEGMENT_BYTES = 65_519
"""What one segment holds of an ICC profile (ICC.1:2010, B.4)."""

_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_START_AND_JFIF = 4
"""Bytes before the length's end of a JPEG's first segment, which JFIF wants to be its own."""


class JpegWriter(FedEncoder):
    """Takes a picture's bands of uint8 from the top, grey or RGB; the file is whole after `finish`."""

    def __init__(
        self, stream: BinaryIO, head: Head, *, quality: int, keeps_colours: bool, tell: TellEncoded = nobody
    ) -> None:
        """`quality` is 1 to 100; `keeps_colours` has them at full resolution."""
        self._stream = stream
        self._segments = b"".join(_segments(head))
        subsampling = "off" if keeps_colours else "on"

        def save(image: Any, target: Any) -> None:
            image.jpegsave_target(target, Q=quality, subsample_mode=subsampling, keep="none")

        super().__init__(head.size, head.channels, save, self._put_in, tell=tell)

    def _put_in(self, made: bytes) -> None:
        if self._segments:
            first = _START_AND_JFIF + int.from_bytes(made[_START_AND_JFIF : _START_AND_JFIF + 2], "big")
            made, self._segments = made[:first] + self._segments + made[first:], b""
        self._stream.write(made)


def _segments(head: Head) -> Iterator[bytes]:
    """EXIF, XMP and profile as they stand in a JPEG; XMP of more than a segment holds is left out."""
    exif = head.exif.tobytes() if head.exif else b""
    if exif:
        yield _segment(0xE1, exif)
    if head.xmp and len(head.xmp) <= MAX_XMP_BYTES:
        yield _segment(0xE1, _XMP_HEAD + head.xmp)
    profile = head.icc_profile
    parts = [profile[at : at + _SEGMENT_BYTES] for at in range(0, len(profile), _SEGMENT_BYTES)]
    for number, part in enumerate(parts, 1):
        yield _segment(0xE2, b"ICC_PROFILE\0" + bytes([number, len(parts)]) + part)


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data
