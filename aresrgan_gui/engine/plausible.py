"""Whether a tile can be an enlargement of what the network was given.

Drivers that fail often say nothing and leave black, one colour or noise. Tiles are compared with their
sources cell by cell. What holds numbers only is seen to by `network.check_result`. The figures come from
`tests/benchmarks/tiles.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aresrgan_gui.engine.network import Pixels

CELL = 16
"""The side of a cell in source pixels."""

SMALL_CELL = 4
"""The same where it matters whether there is anything to be seen."""

MOST_DIFFERENCE = 0.4
"""Between a cell's mean level and its source's, of 1."""

FLAT = 1 / 255
VARIED = 0.1
"""A tile whose levels lie as close together as the first says does not come of a source whose small cells
differ by the second."""


def what_is_wrong(source: Pixels, enlarged: Pixels, scale: int) -> str:
    """Why `enlarged` cannot show the same as `source`; empty where it can.

    Both are of shape (3, height, width) and 0 to 1, the former `scale` times as high and wide.
    """
    if variety(source) >= VARIED and is_flat(enlarged):
        return "a tile is of one colour"
    off = difference(source, enlarged, scale)
    if off > MOST_DIFFERENCE:
        return f"a part of a tile is off by {off:.0%} of the brightness"
    return ""


def variety(source: Pixels) -> float:
    """By how much the levels of a tile's small cells differ."""
    return float(np.ptp(_cells(source, SMALL_CELL), axis=(1, 2)).max())


def is_flat(enlarged: Pixels) -> bool:
    """Whether all of a tile is of one colour."""
    return all(float(np.ptp(channel)) <= FLAT for channel in enlarged)


def difference(source: Pixels, enlarged: Pixels, scale: int) -> float:
    """The largest difference between the level of a cell and its source's."""
    # Of the block that a pixel became one sample will do: cells are means over many.
    middle = scale // 2
    found = _cells(np.clip(enlarged[:, middle::scale, middle::scale], 0, 1), CELL)
    return float(np.abs(_cells(source, CELL) - found).max())


def _cells(pixels: Pixels, side: int) -> Pixels:
    """The mean levels of the cells of (3, height, width); what is narrower than a cell is one."""
    height, width = pixels.shape[1:]
    down, across = min(side, height), min(side, width)
    whole = pixels[:, : height // down * down, : width // across * across]
    means: Pixels = whole.reshape(3, height // down, down, width // across, across).mean((2, 4))
    return means
