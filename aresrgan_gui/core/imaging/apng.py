"""The frames of an APNG, laid over each other as they are meant (PNG third edition, 11.3.6).

Each one is decoded as a PNG of its own; how Pillow lays them over each other itself makes holes where a frame
is half transparent, and where grey or RGB is so by a single colour.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from aresrgan_gui.core.imaging.pictures import loses_in_pillow
from aresrgan_gui.core.imaging.pixels import image_of, picture_of
from aresrgan_gui.core.imaging.png import SIGNATURE, chunks_of
from aresrgan_gui.core.imaging.vips import decoded_png

_GREY_TYPES = (0, 4)
_OVER = 1
_CLEAR, _RESTORE = 1, 2
_NO_DELAY = 100
"""What divides a delay that is divided by 0."""


@dataclass
class _Frame:
    """One frame as it lies in the file: where it goes, and its packed pixels."""

    width: int
    height: int
    left: int
    top: int
    milliseconds: float
    disposal: int
    blending: int
    data: list[bytes] = field(default_factory=list)

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.left + self.width, self.top + self.height


def composed(path: Path) -> Iterator[tuple[float, Image.Image]]:
    """What is seen while each frame is shown, of mode LA or RGBA, and for how many milliseconds.

    Raises ValueError, struct.error, DamageError and what Pillow raises where the file is damaged.
    """
    with path.open("rb") as stream:
        chunks = ((name, data) for name, data, _ in chunks_of(stream))
        name, header = next(chunks)
        if name != b"IHDR":
            raise ValueError("no header")
        *size, _depth, kind = struct.unpack_from(">IIBB", header)
        canvas = Image.new("LA" if kind in _GREY_TYPES else "RGBA", (size[0], size[1]))
        palette: list[tuple[bytes, bytes]] = []
        for frame in _frames(chunks, palette):
            if frame.box[2] > canvas.width or frame.box[3] > canvas.height:
                raise ValueError("a frame beyond the picture")
            below = canvas.crop(frame.box)
            seen = _decoded(frame, header, palette).convert(canvas.mode)
            canvas.paste(Image.alpha_composite(below, seen) if frame.blending == _OVER else seen, frame.box)
            yield frame.milliseconds, canvas.copy()
            if frame.disposal == _CLEAR:
                canvas.paste(Image.new(canvas.mode, seen.size), frame.box)
            elif frame.disposal == _RESTORE:
                canvas.paste(below, frame.box)


def _frames(chunks: Iterator[tuple[bytes, bytes]], palette: list[tuple[bytes, bytes]]) -> Iterator[_Frame]:
    """The frames in their order; `palette` gets what all of them need to be decoded."""
    frame: _Frame | None = None
    number = 0
    for name, data in chunks:
        if name in (b"PLTE", b"tRNS"):
            palette.append((name, data))
        elif name == b"IDAT" and frame:
            frame.data.append(data)
        elif name in (b"fcTL", b"fdAT"):
            if struct.unpack_from(">I", data) != (number,):
                raise ValueError("frames out of order")
            number += 1
            if name == b"fcTL":
                if frame:
                    yield frame
                frame = _controlled(data)
            elif frame:
                frame.data.append(data[4:])
    if frame:
        yield frame


def _controlled(data: bytes) -> _Frame:
    _, width, height, left, top, count, divisor, disposal, blending = struct.unpack(">IIIIIHHBB", data)
    return _Frame(width, height, left, top, 1000 * count / (divisor or _NO_DELAY), disposal, blending)


def _decoded(frame: _Frame, header: bytes, palette: list[tuple[bytes, bytes]]) -> Image.Image:
    if not frame.data:
        raise ValueError("a frame without pixels")
    own = struct.pack(">II", frame.width, frame.height) + header[8:]
    chunks = [(b"IHDR", own), *palette, *((b"IDAT", data) for data in frame.data), (b"IEND", b"")]
    file = SIGNATURE + b"".join(map(_framed, chunks))
    with Image.open(io.BytesIO(file), formats=("PNG",)) as image:
        return image_of(decoded_png(file)) if loses_in_pillow(image) else picture_of(image).image


def _framed(chunk: tuple[bytes, bytes]) -> bytes:
    name, data = chunk
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))
