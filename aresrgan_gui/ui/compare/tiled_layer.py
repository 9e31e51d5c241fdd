"""A huge picture in the compare view: only the tiles in view are in memory."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from typing_extensions import override

from aresrgan_gui.core.imaging.pyramid import TILE, Pyramid
from aresrgan_gui.ui.compare.layers import Layer, Looking, scaled_part
from aresrgan_gui.ui.compare.transform import Extent, Point, Rect

KEPT_TILES = 384
"""A quarter of a megabyte each."""


class TiledLayer(Layer):
    """Reads a pyramid's tiles as they come into view."""

    def __init__(self, pyramid: Pyramid) -> None:
        self._pyramid = pyramid
        self._tiles: OrderedDict[tuple[int, int, int], QImage] = OrderedDict()
        self._joined_key: tuple[int, QRect] | None = None
        self._joined = QImage()

    @property
    def held_bytes(self) -> int:
        """What its tiles take of the memory."""
        return sum(tile.sizeInBytes() for tile in self._tiles.values())

    @property
    @override
    def has_alpha(self) -> bool:
        return self._pyramid.channels == 4

    @override
    def paint(self, painter: QPainter, looking: Looking, part: Rect, *, exact: bool) -> None:
        wanted = looking.picture.width * looking.transform.zoom
        number = max(n for n, level in enumerate(self._pyramid.levels) if n == 0 or level.width >= wanted)
        level = self._pyramid.levels[number]
        source = scaled_part(looking, part, Extent(level.width, level.height))
        first = (max(0, int(source.left()) // TILE), max(0, int(source.top()) // TILE))
        last = (
            min(level.columns - 1, int(source.right()) // TILE),
            min(level.rows - 1, int(source.bottom()) // TILE),
        )
        tiles = QRect(first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1)
        image = self._join(number, tiles)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact or wanted < level.width)
        source.translate(-tiles.left() * TILE, -tiles.top() * TILE)
        painter.drawImage(QRectF(part.left, part.top, part.width, part.height), image, source)

    @override
    def colour_at(self, point: Point, picture: Extent) -> QColor | None:
        level = self._pyramid.levels[0]
        x = int(point.x * level.width / picture.width)
        y = int(point.y * level.height / picture.height)
        if not (0 <= x < level.width and 0 <= y < level.height):
            return None
        return self._tile(0, x // TILE, y // TILE).pixelColor(x % TILE, y % TILE)

    def _join(self, number: int, tiles: QRect) -> QImage:
        """The tiles as one image, so that smoothing knows no borders; the last one is kept."""
        if self._joined_key == (number, tiles):
            return self._joined
        level = self._pyramid.levels[number]
        width = min(level.width - tiles.left() * TILE, tiles.width() * TILE)
        height = min(level.height - tiles.top() * TILE, tiles.height() * TILE)
        joined = QImage(width, height, self._layout)
        painter = QPainter(joined)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for row in range(tiles.height()):
            for column in range(tiles.width()):
                tile = self._tile(number, tiles.left() + column, tiles.top() + row)
                painter.drawImage(column * TILE, row * TILE, tile)
        painter.end()
        self._joined_key, self._joined = (number, tiles), joined
        return joined

    @property
    def _layout(self) -> QImage.Format:
        return QImage.Format.Format_ARGB32_Premultiplied if self.has_alpha else QImage.Format.Format_RGB32

    def _tile(self, number: int, column: int, row: int) -> QImage:
        key = (number, column, row)
        if key in self._tiles:
            self._tiles.move_to_end(key)
            return self._tiles[key]
        stored = QImage.Format.Format_RGBA8888 if self.has_alpha else QImage.Format.Format_RGB888
        channels = self._pyramid.channels
        try:
            data = self._pyramid.tile(number, column, row).ljust(TILE * TILE * channels, b"\0")
        except OSError:
            data = bytes(TILE * TILE * channels)
        tile = QImage(data, TILE, TILE, TILE * channels, stored).convertToFormat(self._layout)
        self._tiles[key] = tile
        if len(self._tiles) > KEPT_TILES:
            self._tiles.popitem(last=False)
        return tile
