"""A picture on disk as tiles in halving sizes, so that any part of it is read without the rest.

A pyramid is one file: a line of JSON (width, height, channels), then every tile of every level, full size
first, row by row, each `TILE` x `TILE` pixels of 3 (sRGB) or 4 (sRGB and alpha) bytes, padded at the right
and lower border. It takes 4/3 of the pixels' bytes and no time to decode.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from aresrgan_gui.core.paths import pyramids_folder
from aresrgan_gui.core.pictures import Picture, to_srgb
from aresrgan_gui.core.publish import written_whole

TILE = 256
HEADER = 128
"""Sides of a tile in pixels; bytes before the first."""

HUGE_PIXELS = 64_000_000
"""Pictures of more pixels are looked at through a pyramid."""

KEPT_BYTES = 8 * 2**30
"""What all pyramids together may take; the least recently used give way."""

_SAMPLE = 4096
_SUFFIX = ".pyramid"


@dataclass(frozen=True)
class Level:
    """One size of the picture: its pixels, its columns and rows of tiles, and its first tile's number."""

    width: int
    height: int
    columns: int
    rows: int
    first: int


@dataclass(frozen=True)
class Pyramid:
    """A finished pyramid; `channels` is 3 or 4."""

    path: Path
    channels: int
    levels: tuple[Level, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        return self.levels[0].width, self.levels[0].height

    def tile(self, level: int, column: int, row: int) -> bytes:
        """The bytes of one tile. Raises OSError."""
        place = self.levels[level]
        size = TILE * TILE * self.channels
        with self.path.open("rb") as stream:
            stream.seek(HEADER + (place.first + row * place.columns + column) * size)
            return stream.read(size)


def levels_of(width: int, height: int) -> tuple[Level, ...]:
    """The sizes of a pyramid, from the whole picture to one that fits a tile."""
    levels: list[Level] = []
    first = 0
    while True:
        columns, rows = -(-width // TILE), -(-height // TILE)
        levels.append(Level(width, height, columns, rows, first))
        if columns == rows == 1:
            return tuple(levels)
        first += columns * rows
        width, height = -(-width // 2), -(-height // 2)


def is_huge(size: tuple[int, int]) -> bool:
    """Whether a picture of `size` is better looked at through a pyramid."""
    return size[0] * size[1] > HUGE_PIXELS


def find_pyramid(picture: Path) -> Pyramid | None:
    """The pyramid of a file as it is now, if there is one. Raises OSError where the file cannot be read."""
    path = _path_for(picture)
    try:
        with path.open("rb") as stream:
            width, height, channels = json.loads(stream.read(HEADER))
        os.utime(path)
    except (OSError, ValueError):
        return None
    return Pyramid(path, channels, levels_of(width, height))


def make_pyramid(picture: Path, decoded: Picture) -> Pyramid:
    """Write the pyramid of a file from its pixels, a row of tiles at a time. Raises OSError."""
    path = _path_for(picture)
    width, height = decoded.image.size
    channels = 4 if decoded.image.mode.endswith("A") else 3
    with written_whole(path, overwrite=True, private=True) as part, part.open("wb") as stream:
        stream.write(json.dumps([width, height, channels]).encode().ljust(HEADER))
        for tile in _tiles(decoded):
            stream.write(tile)
    _make_room(path)
    return Pyramid(path, channels, levels_of(width, height))


def _tiles(picture: Picture) -> Iterator[bytes]:
    """The tiles in their order; each level is made from the one before while that is written."""
    image, profile = picture.image, picture.icc_profile
    for level in levels_of(*image.size):
        half = Image.new("RGBA" if image.mode.endswith("A") else "RGB", _halved(image.size))
        for row in range(level.rows):
            top = row * TILE
            strip = image.crop((0, top, level.width, min(top + TILE, level.height)))
            shown = to_srgb(Picture(strip, profile))
            half.paste(shown.reduce(2), (0, top // 2))
            for column in range(level.columns):
                left = column * TILE
                yield shown.crop((left, 0, left + TILE, TILE)).tobytes()
        image, profile = half, None


def _halved(size: tuple[int, int]) -> tuple[int, int]:
    return -(-size[0] // 2), -(-size[1] // 2)


def _path_for(picture: Path) -> Path:
    """By what the file is, not where it lies: it is made before the result gets its name."""
    known = picture.stat()
    with picture.open("rb") as stream:
        head = stream.read(_SAMPLE)
        stream.seek(max(0, known.st_size - _SAMPLE))
        tail = stream.read(_SAMPLE)
    stamp = f"{known.st_size} {known.st_mtime_ns}".encode()
    return pyramids_folder() / f"{hashlib.sha256(stamp + head + tail).hexdigest()[:32]}{_SUFFIX}"


def _make_room(newest: Path) -> None:
    """Remove the least recently used pyramids until the rest is within `KEPT_BYTES`."""
    found = sorted(
        ((entry.stat(), entry) for entry in newest.parent.glob(f"*{_SUFFIX}")),
        key=lambda pair: (pair[1] == newest, pair[0].st_mtime_ns),
        reverse=True,
    )
    total = 0
    for known, path in found:
        total += known.st_size
        if total > KEPT_BYTES and path != newest:
            path.unlink(missing_ok=True)
