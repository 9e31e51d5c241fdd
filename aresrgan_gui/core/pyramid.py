"""A picture on disk as tiles in halving sizes, so that any part of it is read without the rest.

A pyramid is one file: a line of JSON (width, height, channels), then every tile of every level, full size
first, row by row, each `TILE` x `TILE` pixels of 3 (sRGB) or 4 (sRGB and alpha) bytes, padded at the right
and lower border. It takes 4/3 of the pixels' bytes and no time to decode.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from aresrgan_gui.core.paths import pyramids_folder
from aresrgan_gui.core.pictures import Picture, image_of, to_srgb
from aresrgan_gui.core.publish import written_whole

if TYPE_CHECKING:
    from aresrgan_gui.core.bands import Band
    from aresrgan_gui.core.sources import Source

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


def make_pyramid(picture: Path, source: Source) -> Pyramid:
    """Write the pyramid of a file from its pixels. Raises OSError, and what going through `source` raises."""
    with pyramid_of(picture, source) as take:
        for band in source.begin():
            take(band)
    return Pyramid(_path_for(picture), _channels(source), levels_of(*source.size))


@contextmanager
def pyramid_of(picture: Path, source: Source) -> Iterator[Callable[[Band], None]]:
    """What takes the bands of `source` from the top and makes the pyramid of its file. Raises OSError."""
    path = _path_for(picture)
    levels, channels = levels_of(*source.size), _channels(source)
    mode = "RGBA" if channels == 4 else "RGB"
    with written_whole(path, overwrite=True, private=True) as part, part.open("wb") as stream:
        stream.write(json.dumps([*source.size, channels]).encode().ljust(HEADER))
        first, *smaller = [_LevelMaker(stream, level, mode) for level in levels]
        for larger, half in zip([first, *smaller], smaller):  # noqa: B905
            larger.half = half

        def take(band: Band) -> None:
            first.take(to_srgb(Picture(image_of(band), source.icc_profile)).convert(mode))

        yield take
        first.finish()
    _make_room(path)


class _LevelMaker:
    """Writes the tiles of one level as soon as a row of them is there, and hands on their halves."""

    def __init__(self, stream: BinaryIO, level: Level, mode: str) -> None:
        self._stream = stream
        self._level = level
        self._rows = Image.new(mode, (level.width, TILE))
        self._filled = 0
        self._row = 0
        self.half: _LevelMaker | None = None

    def take(self, rows: Image.Image) -> None:
        """Take rows from the top. Raises OSError."""
        top = 0
        while top < rows.height:
            count = min(TILE - self._filled, rows.height - top)
            self._rows.paste(rows.crop((0, top, rows.width, top + count)), (0, self._filled))
            self._filled += count
            top += count
            if self._filled == TILE:
                self._write()

    def finish(self) -> None:
        """Write what is left. Raises OSError."""
        if self._filled:
            self._write()
        if self.half is not None:
            self.half.finish()

    def _write(self) -> None:
        strip = self._rows.crop((0, 0, self._level.width, self._filled))
        place = self._level.first + self._row * self._level.columns
        self._stream.seek(HEADER + place * TILE * TILE * len(strip.getbands()))
        for left in range(0, self._level.width, TILE):
            self._stream.write(strip.crop((left, 0, left + TILE, TILE)).tobytes())
        if self.half is not None:
            self.half.take(strip.reduce(2))
        self._row += 1
        self._filled = 0


def _channels(source: Source) -> int:
    return 4 if source.channels in (2, 4) else 3


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
