"""Setting a picture upright without holding it in memory: its blocks wait in a file for their turn."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aresrgan_gui.core.imaging.bands import Band, Bands, rows_of

IN_MEMORY = 64 << 20
"""What takes fewer bytes waits in memory."""


@dataclass(frozen=True)
class Turn:
    """Rows become columns first where `is_transposed`, then their orders are turned round."""

    is_transposed: bool
    flips_rows: bool
    flips_columns: bool

    def of(self, block: Band) -> Band:
        """A block of the picture, turned in itself."""
        turned = block.swapaxes(0, 1) if self.is_transposed else block
        return turned[:: -1 if self.flips_rows else 1, :: -1 if self.flips_columns else 1]


TURNS = {
    1: Turn(False, False, False),
    2: Turn(False, False, True),
    3: Turn(False, True, True),
    4: Turn(False, True, False),
    5: Turn(True, False, False),
    6: Turn(True, False, True),
    7: Turn(True, True, True),
    8: Turn(True, True, False),
}
"""How a picture of each EXIF orientation is set upright (EXIF 2.32, tag 0x0112)."""


class Spool:
    """A picture turned upright, in blocks: each is a part of the width of one band as it lay."""

    def __init__(self, source: Bands, turn: Turn, folder: Path | None) -> None:
        """Take over the whole of `source`. Raises OSError, and what its rows raise."""
        self._turn = turn
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115
        self._places: list[list[tuple[int, tuple[int, ...]]]] = []
        for band in source.rows:
            # As wide as an upright band of the usual size is high.
            step = rows_of(source.height, source.channels * band.itemsize)
            step = step if turn.is_transposed else source.width
            self._places.append([self._store(band[:, at : at + step]) for at in range(0, source.width, step)])
            self._kind = band.dtype

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def rows(self) -> Iterator[Band]:
        """The upright bands; any number of times, one time after another. Raises OSError."""
        turn = self._turn
        if not turn.is_transposed:
            for (place,) in reversed(self._places) if turn.flips_rows else self._places:
                yield self._fetched(place)
            return
        columns = range(len(self._places[0]))
        for column in reversed(columns) if turn.flips_rows else columns:
            parts = [self._fetched(places[column]) for places in self._places]
            yield np.concatenate(parts[::-1] if turn.flips_columns else parts, axis=1)

    def _store(self, block: Band) -> tuple[int, tuple[int, ...]]:
        turned = np.ascontiguousarray(self._turn.of(block))
        place = self._file.tell()
        self._file.write(turned.tobytes())
        return place, turned.shape

    def _fetched(self, place: tuple[int, tuple[int, ...]]) -> Band:
        at, shape = place
        self._file.seek(at)
        count = int(np.prod(shape)) * self._kind.itemsize
        return np.frombuffer(self._file.read(count), self._kind).reshape(shape)


@contextmanager
def spooled(source: Bands, turn: Turn, folder: Path | None) -> Iterator[Spool]:
    """A `Spool` whose file, in `folder`, is gone after the block, or when the program dies."""
    spool = Spool(source, turn, folder)
    try:
        yield spool
    finally:
        spool.close()
