"""Where the tiles of a picture lie: numbers only.

The picture is thought to be continued by `EDGE` pixels beyond each side. Windows of one shape cover it; of
each window's result only the kept part is used, which lies at least `padding` pixels inside the window or at
the picture's edge. The kept parts do not overlap and cover the picture, so tiles may end in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

EDGE = 10
"""Pixels by which a picture is continued beyond its sides, as the original does."""

MIN_TILE = 32


@dataclass(frozen=True)
class Span:
    """One axis of a tile in source pixels: the window [start, stop) and the part [keep_from, keep_to) of it.

    The picture's first pixel is 0; windows reach from -EDGE to the picture's length + EDGE.
    """

    start: int
    stop: int
    keep_from: int
    keep_to: int


@dataclass(frozen=True)
class Tile:
    """A tile's window and kept part, down and across."""

    rows: Span
    columns: Span


def spans(length: int, tile: int, padding: int) -> tuple[Span, ...]:
    """Windows of one length over `length` pixels, each keeping at most `tile` of them."""
    count = ceil(length / tile)
    kept = ceil(length / count)
    window = min(kept + 2 * padding, length + 2 * EDGE)
    found = []
    for keep_from in range(0, length, kept):
        start = max(-EDGE, min(keep_from - padding, length + EDGE - window))
        found.append(Span(start, start + window, keep_from, min(keep_from + kept, length)))
    return tuple(found)


def tiles(width: int, height: int, tile: int, padding: int) -> tuple[Tile, ...]:
    """The tiles of a picture, row by row, all with windows of one shape."""
    across = spans(width, tile, padding)
    return tuple(Tile(rows, columns) for rows in spans(height, tile, padding) for columns in across)
