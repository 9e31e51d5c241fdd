"""Where the tiles of a picture lie: numbers only.

The picture is thought to be continued by `edge` pixels beyond each side. Windows of one shape cover it; of
each window's result only the kept part is used, which lies at least `padding` pixels inside the window or at
the picture's edge. The kept parts do not overlap and cover the picture, so tiles may end in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

EDGE = 10
"""By how many pixels a picture is continued at its sides, as the original does, if no network needs more."""

MIN_TILE = 32

BAND_BYTES = 24 << 20
"""About what the results of one row of tiles may take in the last pass; a few such bands are in memory."""

BETWEEN_BYTES = 12 << 20
"""The same in the passes before, which have a small share of the work: there, lower tiles cost little."""


@dataclass(frozen=True)
class Span:
    """One axis of a tile in source pixels: the window [start, stop) and the part [keep_from, keep_to) of it.

    The picture's first pixel is 0; windows reach from -edge to the picture's length + edge.
    """

    start: int
    stop: int
    keep_from: int
    keep_to: int


@dataclass(frozen=True)
class Shape:
    """The most that a tile keeps, in source pixels."""

    rows: int
    columns: int


def shape_for(size: tuple[int, int], tile: int, padding: int, *, most_rows: int, workers: int) -> Shape:
    """The shape of tiles for a picture of `size` (width, height).

    Windows hold no more pixels than those of square tiles that keep `tile` a side. They keep at most
    `most_rows`, or MIN_TILE, and where there would be fewer tiles than workers they are narrower.
    """
    width, height = size
    rows = min(tile, max(MIN_TILE, most_rows))
    columns = (tile + 2 * padding) ** 2 // (rows + 2 * padding) - 2 * padding
    bands = ceil(height / rows)
    if bands * ceil(width / columns) < workers:
        columns = min(columns, max(MIN_TILE, padding, ceil(width / ceil(workers / bands))))
    return Shape(rows, columns)


def spans(length: int, most: int, padding: int, edge: int, first: int = 0) -> tuple[Span, ...]:
    """Windows of one length over the pixels from `first` to `length`, each keeping at most `most` of them.

    `edge` is at most `padding`, so that a kept part lies at least `edge` pixels inside its window.
    """
    left = length - first
    kept = ceil(left / ceil(left / most))
    window = min(kept + 2 * padding, length + 2 * edge)
    found = []
    for keep_from in range(first, length, kept):
        start = max(-edge, min(keep_from - padding, length + edge - window))
        found.append(Span(start, start + window, keep_from, min(keep_from + kept, length)))
    return tuple(found)
