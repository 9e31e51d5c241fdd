"""A huge picture in the compare view, which is read tile by tile."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPainter

from aresrgan_gui.core.imaging.pyramid import TILE, Pyramid
from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.compare.layers import Layer, Looking
from aresrgan_gui.ui.compare.mosaic import Mosaic
from aresrgan_gui.ui.compare.transform import Extent, Point, Rect


class TiledLayer(Layer):
    """Reads a pyramid's tiles as they come into view."""

    def __init__(self, pyramid: Pyramid) -> None:
        self._pyramid = pyramid
        self._mosaic = Mosaic(pyramid.levels, self._layout, self._tile)

    @property
    def held_bytes(self) -> int:
        """What its tiles take of the memory."""
        return self._mosaic.held_bytes

    @property
    @override
    def has_alpha(self) -> bool:
        return self._pyramid.channels == 4

    @override
    def paint(
        self, painter: QPainter, looking: Looking, part: Rect, *, exact: bool, at_once: bool = False
    ) -> bool:
        if at_once:
            self._mosaic.paint_at_once(painter, looking, part, exact=exact)
            return True
        return self._mosaic.paint(painter, looking, part, exact=exact)

    @override
    def colour_at(self, point: Point, picture: Extent) -> QColor | None:
        level = self._pyramid.levels[0]
        x = int(point.x * level.width / picture.width)
        y = int(point.y * level.height / picture.height)
        if not (0 <= x < level.width and 0 <= y < level.height):
            return None
        try:
            return QColor(*self._pyramid.pixel(x, y))
        except OSError:
            return None

    @property
    def _layout(self) -> QImage.Format:
        return QImage.Format.Format_ARGB32_Premultiplied if self.has_alpha else QImage.Format.Format_RGB32

    def _tile(self, number: int, column: int, row: int) -> QImage:
        stored = QImage.Format.Format_RGBA8888 if self.has_alpha else QImage.Format.Format_RGB888
        channels = self._pyramid.channels
        try:
            data = self._pyramid.tile(number, column, row).ljust(TILE * TILE * channels, b"\0")
        except OSError:
            data = bytes(TILE * TILE * channels)
        return QImage(data, TILE, TILE, TILE * channels, stored).convertToFormat(self._layout)
