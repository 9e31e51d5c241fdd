"""Animations for tests: made by Pillow, and looked at frame by frame."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

DURATIONS = (100, 70, 30, 30, 1000)


def moving(count: int = len(DURATIONS), size: tuple[int, int] = (24, 20)) -> list[Image.Image]:
    """RGBA frames: an opaque square of two colours that moves over nothing."""
    frames = []
    for number in range(count):
        at = 3 * number
        frame = Image.new("RGBA", size, (0, 0, 0, 0))
        frame.paste((200, 40, 30, 255), (at, 4, at + 8, 12))
        frame.paste((20, 60, 220, 255), (at + 4, 6, at + 8, 12))
        frames.append(frame)
    return frames


def write(
    path: Path, frames: list[Image.Image], *, loop: int | None = 0, durations: tuple[int, ...] = DURATIONS
) -> Path:
    """An animation that Pillow writes in the format of the extension."""
    options: dict[str, Any] = {} if loop is None else {"loop": loop}
    if frames[0].mode == "RGBA":
        options["disposal"] = 2
    first, *rest = frames
    first.save(path, save_all=True, append_images=rest, duration=list(durations), lossless=True, **options)
    return path


def shown(path: Path) -> list[NDArray[np.uint8]]:
    """What Pillow shows of each frame, as RGBA of (height, width, 4)."""
    with Image.open(path) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(np.asarray(image.convert("RGBA")))
        return found


def laid(
    path: Path,
    frames: Sequence[tuple[NDArray[Any], tuple[int, int], int, int]],
    *,
    depth: int = 8,
    transparent: bytes = b"",
    promised: int = 0,
) -> Path:
    """An APNG of frames of (height, width, channels): with left and top, disposal and blending of each.

    Samples have `depth` bits; `transparent` is the data of its tRNS; `promised` are the frames that it says
    it has, else as many.
    """

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    height, width, channels = frames[0][0].shape
    parts = [b"\x89PNG\r\n\x1a\n"]
    kind = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    parts.append(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)))
    parts.append(chunk(b"acTL", struct.pack(">II", promised or len(frames), 0)))
    parts += [chunk(b"tRNS", transparent)] if transparent else []
    number = 0
    for pixels, (left, top), disposal, blending in frames:
        size = pixels.shape[1], pixels.shape[0]
        control = struct.pack(">IIIIIHHBB", number, *size, left, top, 5, 100, disposal, blending)
        packed = zlib.compress(b"".join(b"\0" + _packed(row, depth) for row in pixels))
        parts.append(chunk(b"fcTL", control))
        parts.append(
            chunk(b"fdAT", struct.pack(">I", number + 1) + packed) if number else chunk(b"IDAT", packed)
        )
        number += 2 if number else 1
    path.write_bytes(b"".join([*parts, chunk(b"IEND", b"")]))
    return path


def _packed(row: NDArray[Any], depth: int) -> bytes:
    """Samples of 1 to 8 bits, the first in the highest bits of a byte, or of 16 (PNG third edition, 7.2)."""
    if depth == 16:
        return row.astype(">u2").tobytes()
    return np.packbits(np.unpackbits(row.reshape(-1, 1), axis=1)[:, 8 - depth :]).tobytes()
