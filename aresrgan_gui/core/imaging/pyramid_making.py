"""Making a picture's pyramid, band by band."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from aresrgan_gui.core.imaging.pixels import Picture, image_of, to_srgb
from aresrgan_gui.core.imaging.pyramid import HEADER, SUFFIX, TILE, Level, Pyramid, levels_of, path_for
from aresrgan_gui.core.publish import written_whole

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.sources import Source

KEPT_BYTES = 8 * 2**30
"""What all pyramids together may take; the least recently used give way."""


def make_pyramid(picture: Path, source: Source) -> Pyramid:
    """Write the pyramid of a file from its pixels. Raises OSError, and what going through `source` raises."""
    with pyramid_of(picture, source) as take:
        for band in source.begin():
            take(band)
    return Pyramid(path_for(picture), _channels(source), levels_of(*source.size))


@contextmanager
def pyramid_of(picture: Path, source: Source) -> Iterator[Callable[[Band], None]]:
    """What takes the bands of `source` from the top and makes the pyramid of its file. Raises OSError."""
    path = path_for(picture)
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


def _make_room(newest: Path) -> None:
    """Remove the least recently used pyramids until the rest is within `KEPT_BYTES`."""
    found = sorted(
        ((entry.stat(), entry) for entry in newest.parent.glob(f"*{SUFFIX}")),
        key=lambda pair: (pair[1] == newest, pair[0].st_mtime_ns),
        reverse=True,
    )
    total = 0
    for known, path in found:
        total += known.st_size
        if total > KEPT_BYTES and path != newest:
            path.unlink(missing_ok=True)
