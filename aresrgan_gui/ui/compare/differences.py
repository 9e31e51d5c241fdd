"""How far two pictures are apart, as a picture."""

from __future__ import annotations

import sys
from importlib import import_module

from PySide6.QtGui import QImage, QPainter

from aresrgan_gui.core.imaging.pyramid import TILE, levels_of
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.ui.compare.layers import Looking, Side, paint_side
from aresrgan_gui.ui.compare.mosaic import Mosaic
from aresrgan_gui.ui.compare.transform import Extent, Rect, fitted

DOUBLINGS = 3
"""A difference is shown eight times as strong: 32 of 255 levels are white."""


class Difference:
    """How far two sides are apart: the absolute difference of each channel, doubled; black where none.

    Each tile is made once, in halving sizes of the picture, so that a drag or a step of the wheel has little
    to do. What is enlarged on the screen is compared first and enlarged then.
    """

    def __init__(self, sides: tuple[Side, ...], picture: Extent, ratio: float) -> None:
        """Of two sides of a picture, seen at `ratio` device pixels per logical pixel."""
        self._sides = sides
        self._picture = picture
        self._ratio = ratio
        self._levels = levels_of(int(picture.width), int(picture.height))
        self._mosaic = Mosaic(self._levels, QImage.Format.Format_RGB32, self._tile)

    def is_of(self, sides: tuple[Side, ...]) -> bool:
        """Whether it is these sides' that are compared, as they are now."""
        return all(
            mine.layer is its.layer and mine.patch is its.patch and mine.exact == its.exact
            for mine, its in zip(self._sides, sides, strict=True)
        )

    def paint(self, painter: QPainter, looking: Looking, part: Rect) -> bool:
        """Paint what lies under `part` of the view, as `Layer.paint` does."""
        return self._mosaic.paint(painter, looking, part, exact=self._sides[1].exact)

    def _tile(self, number: int, column: int, row: int) -> QImage:
        one, other = (self._painted(side, number, column, row) for side in self._sides)
        subtract(one, other, DOUBLINGS)
        return one

    def _painted(self, side: Side, number: int, column: int, row: int) -> QImage:
        level = self._levels[number]
        size = Extent(level.width, level.height)
        looking = Looking(fitted(self._picture, size), self._picture, size, self._ratio)
        image = QImage(TILE, TILE, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.translate(-column * TILE, -row * TILE)
        # A pixel more on each side, so that what is enlarged smoothly has no edge between two tiles.
        part = Rect(column * TILE - 1, row * TILE - 1, TILE + 2, TILE + 2)
        paint_side(painter, side, looking, part.intersected(Rect(0, 0, *size)), at_once=True)
        painter.end()
        return image


def prepare() -> None:
    """Load what the first difference would have the window wait for; returns at once.

    Not sooner than there is something to compare: a window opens a tenth of a second sooner without.
    """
    if "numpy" not in sys.modules:
        Task(lambda: import_module("numpy"), Priority.READING).start()


def subtract(one: QImage, other: QImage, doublings: int) -> None:
    """Make of `one` the absolute difference of each channel to `other`, doubled so many times.

    Both are RGB32 images of one size. Qt's own composition by difference takes four times as long, which is
    seen while a picture is dragged.
    """
    import numpy as np

    mine, others = (
        np.frombuffer(memory, np.uint8).reshape(one.height(), -1)
        for memory in (one.bits(), other.constBits())
    )
    darker = np.minimum(mine, others)
    np.maximum(mine, others, out=mine)
    np.subtract(mine, darker, out=mine)
    pixels = mine.view(np.uint32)
    np.bitwise_or(pixels, 0xFF000000, out=pixels)
    painter = QPainter(one)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    for _ in range(doublings):
        # Each pixel is read before it is written: no copy is needed.
        painter.drawImage(0, 0, one)
    painter.end()
