"""Whether a tile can be an enlargement of what the network was given.

Drivers that fail often say nothing and leave black or another single colour. How bright a tile is tells
nothing: some networks paint whole dithers over. But what networks make of something that varies is never of
one value to the last digit. Tiles that do not hold numbers are seen to by `network.check_result`. The figures
come from `tests/benchmarks/tiles.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aresrgan_gui.engine.networks.network import Pixels

CELL = 16
"""The side of a cell in source pixels."""

SMALL_CELL = 4
"""The same where it matters whether there is anything to be seen."""

MOST_DIFFERENCE = 0.25
"""Between the mean level of a cell of one value and its source's, of 1."""

FLAT = 1 / 2550
"""Levels that lie as close together are of one value."""

VARIED = 0.1
"""A tile of one value does not come of a source whose small cells differ by this."""


def what_is_wrong(source: Pixels, enlarged: Pixels, scale: int) -> str:
    """Why `enlarged` cannot show the same as `source`; empty where it can.

    Both are of shape (3, height, width), the former `scale` times as high and wide; levels go from 0 to 1,
    those of `enlarged` also beyond, as the network made them.
    """
    # Of the block that a pixel became one sample will do: cells hold many.
    middle = scale // 2
    sampled = enlarged[:, middle::scale, middle::scale]
    is_flat = spreads(sampled) <= FLAT
    if not is_flat.any():
        return ""
    if is_flat.all() and variety(source) >= VARIED and _is_of_one_value(enlarged):
        return "a tile is of one colour"
    off = differences(source, sampled)[is_flat].max()
    if off > MOST_DIFFERENCE:
        return f"a part of a tile is of one colour, off by {off:.0%} of the brightness"
    return ""


def variety(source: Pixels) -> float:
    """By how much the levels of a tile's small cells differ."""
    means = _cells(source, SMALL_CELL).mean((2, 4))
    return float(np.ptp(means, axis=(1, 2)).max())


def spreads(sampled: Pixels) -> NDArray[np.float32]:
    """By how much the levels in each cell differ, in the channel where they do most."""
    cells = _cells(sampled, CELL)
    spread: NDArray[np.float32] = (cells.max((2, 4)) - cells.min((2, 4))).max(0)
    return spread


def differences(source: Pixels, sampled: Pixels) -> NDArray[np.float32]:
    """Between the mean level of each cell and its source's, in the channel where it is largest."""
    found = _cells(np.clip(sampled, 0, 1), CELL).mean((2, 4))
    largest: NDArray[np.float32] = np.abs(_cells(source, CELL).mean((2, 4)) - found).max(0)
    return largest


def _is_of_one_value(enlarged: Pixels) -> bool:
    return all(float(np.ptp(channel)) <= FLAT for channel in enlarged)


def _cells(pixels: Pixels, side: int) -> Pixels:
    """(3, height, width) as (3, rows, height of a cell, columns, width of a cell).

    What is narrower than a cell is one.
    """
    height, width = pixels.shape[1:]
    down, across = min(side, height), min(side, width)
    whole = pixels[:, : height // down * down, : width // across * across]
    return whole.reshape(3, height // down, down, width // across, across)
