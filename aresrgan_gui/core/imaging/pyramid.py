"""A picture on disk as tiles in halving sizes, so that any part of it is read without the rest.

A pyramid is one file: a line of JSON (width, height, channels), then every tile of every level, full size
first, row by row, each `TILE` x `TILE` pixels of 3 (sRGB) or 4 (sRGB and alpha) bytes, padded at the right
and lower border. It takes 4/3 of the pixels' bytes and no time to decode. `pyramid_making` makes it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from aresrgan_gui.core.paths import pyramids_folder

TILE = 256
HEADER = 128
"""Sides of a tile in pixels; bytes before the first."""

HUGE_SIDE = 8000
HUGE_PIXELS = HUGE_SIDE**2
"""Pictures with a longer side are looked at through a pyramid, and so are all that have more pixels."""

_SAMPLE = 4096
SUFFIX = ".pyramid"


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

    def pixel(self, x: int, y: int) -> tuple[int, ...]:
        """The channels of one pixel of the full size, 0 to 255. Raises OSError."""
        tile = y // TILE * self.levels[0].columns + x // TILE
        number = tile * TILE * TILE + y % TILE * TILE + x % TILE
        with self.path.open("rb") as stream:
            stream.seek(HEADER + number * self.channels)
            return tuple(stream.read(self.channels).ljust(self.channels, b"\0"))


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
    return max(size) > HUGE_SIDE


def find_pyramid(picture: Path) -> Pyramid | None:
    """The pyramid of a file as it is now, if there is one. Raises OSError where the file cannot be read."""
    path = path_for(picture)
    try:
        with path.open("rb") as stream:
            width, height, channels = json.loads(stream.read(HEADER))
        os.utime(path)
        if min(width, height) < 1 or channels not in (3, 4):
            return None
    except (OSError, ValueError, TypeError):
        return None
    return Pyramid(path, channels, levels_of(width, height))


def path_for(picture: Path) -> Path:
    """Where a file's pyramid is, if there is one. Raises OSError.

    By what the file is, not where it lies: the pyramid is made before the result gets its name.
    """
    known = picture.stat()
    with picture.open("rb") as stream:
        head = stream.read(_SAMPLE)
        stream.seek(max(0, known.st_size - _SAMPLE))
        tail = stream.read(_SAMPLE)
    stamp = f"{known.st_size} {known.st_mtime_ns}".encode()
    import hashlib

    return pyramids_folder() / f"{hashlib.sha256(stamp + head + tail).hexdigest()[:32]}{SUFFIX}"
