"""A picture made of tiles as they come into view: only those in view are in memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion

from aresrgan_gui.core.imaging.pyramid import TILE, Level
from aresrgan_gui.ui.compare.layers import Looking, place_in_view, scaled_part
from aresrgan_gui.ui.compare.transform import Extent, Rect

FIRST_SECONDS = 0.02
TILES_SECONDS = 0.003
"""That the first paint, and any later one, may spend on tiles, however slow the disk is: something else can
be shown meanwhile."""

OVERVIEW_TILES = 4
"""Across and down: the whole picture, for where nothing better has been read yet."""


class Area(NamedTuple):
    """Tiles beside each other in one level of a pyramid."""

    number: int
    tiles: QRect

    def contains(self, other: Area) -> bool:
        """Whether all tiles of another area are among these."""
        return self.number == other.number and self.tiles.contains(other.tiles)


@dataclass(frozen=True)
class Joined:
    """Tiles as one image, so that smoothing knows no borders.

    Those `missing`, by row and column, are to come; some of them may be copied from what is `held` of the
    same level.
    """

    area: Area
    level: Level
    image: QImage
    missing: set[tuple[int, int]]
    held: Joined | None = None

    @property
    def corner(self) -> tuple[int, int]:
        """Of the image, in pixels of its level."""
        return self.area.tiles.left() * TILE, self.area.tiles.top() * TILE

    def has(self, row: int, column: int) -> bool:
        """Whether a tile is in the image."""
        return self.area.tiles.contains(column, row) and (row, column) not in self.missing

    def has_level_of(self, area: Area) -> bool:
        """Whether tiles of an area may be copied from here."""
        return self.area.number == area.number

    def place(self, looking: Looking) -> Rect:
        """Where the image lies in the view."""
        left, top = self.corner
        across = looking.picture.width / self.level.width
        down = looking.picture.height / self.level.height
        size = self.image.size()
        place = Rect(left * across, top * down, size.width() * across, size.height() * down)
        return place_in_view(place, looking)


class Mosaic:
    """Has tiles made as they come into view, and shows them as one picture.

    A step to another level needs many tiles at once, which takes longer than a frame may: meanwhile the
    tiles of the last level are seen, and the overview around them.
    """

    def __init__(
        self, levels: tuple[Level, ...], layout: QImage.Format, make: Callable[[int, int, int], QImage]
    ) -> None:
        """`make` returns the tile of a level, column and row: `TILE` x `TILE` pixels in this layout."""
        self._levels = levels
        self._layout = layout
        self._make = make
        self._overview: Joined | None = None
        self._kept: Joined | None = None
        self._coming: Joined | None = None

    @property
    def held_bytes(self) -> int:
        """What its tiles take of the memory."""
        held = (self._overview, self._kept, self._coming)
        return sum(joined.image.sizeInBytes() for joined in held if joined is not None)

    def paint(self, painter: QPainter, looking: Looking, part: Rect, *, exact: bool) -> bool:
        """Paint what lies under `part` of the view, as `Layer.paint` does, and as fast as a drag needs it."""
        area = self._area_under(looking, part)
        kept = self._brought_nearer(area)
        is_whole = kept.area.contains(area)
        if not is_whole:
            painter.save()
            covered = _rectangle(kept.place(looking).intersected(part)).toAlignedRect()
            painter.setClipRegion(QRegion(_rectangle(part).toAlignedRect()).subtracted(covered))
            _draw(painter, self._whole_picture(), looking, part, exact=exact)
            painter.restore()
        _draw(painter, kept, looking, part, exact=exact)
        return is_whole

    def paint_at_once(self, painter: QPainter, looking: Looking, part: Rect, *, exact: bool) -> None:
        """Paint it as sharp as it gets, however long that takes; nothing is kept."""
        _draw(painter, self._joined(self._area_under(looking, part)), looking, part, exact=exact)

    def _area_under(self, looking: Looking, part: Rect) -> Area:
        """The tiles that lie under `part` of the view, of the smallest level that is large enough.

        One that is too small by less than a pixel is: nobody sees it.
        """
        wanted = looking.picture.width * looking.transform.zoom
        number = max(n for n, level in enumerate(self._levels) if n == 0 or level.width > wanted - 1)
        level = self._levels[number]
        source = scaled_part(looking, part, Extent(level.width, level.height))
        first = (max(0, int(source.left()) // TILE), max(0, int(source.top()) // TILE))
        last = (
            min(level.columns - 1, int(source.right()) // TILE),
            min(level.rows - 1, int(source.bottom()) // TILE),
        )
        return Area(number, QRect(first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1))

    def _brought_nearer(self, wanted: Area) -> Joined:
        """What can be shown of an area, after as much of it was made as one paint may wait for."""
        if self._kept is None:
            self._coming = self._begun(wanted, None)
            self._fill(self._coming, FIRST_SECONDS)
            self._kept = self._whole_picture() if self._coming.missing else self._coming
        if self._kept.area.contains(wanted):
            self._coming = None
            return self._kept
        if self._coming is None or not self._coming.area.contains(wanted):
            held = (one for one in (self._coming, self._kept) if one is not None)
            self._coming = self._begun(wanted, next((one for one in held if one.has_level_of(wanted)), None))
        self._fill(self._coming, TILES_SECONDS)
        if not self._coming.missing:
            self._kept, self._coming = replace(self._coming, held=None), None
        return self._kept

    def _joined(self, area: Area) -> Joined:
        """All tiles of an area."""
        joined = self._begun(area, None)
        self._fill(joined, inf)
        return joined

    def _begun(self, area: Area, held: Joined | None) -> Joined:
        """An area without any of its tiles yet; those that are `held` need not be read again."""
        level = self._levels[area.number]
        tiles = area.tiles
        width = min(level.width - tiles.left() * TILE, tiles.width() * TILE)
        height = min(level.height - tiles.top() * TILE, tiles.height() * TILE)
        columns = range(tiles.left(), tiles.right() + 1)
        rows = range(tiles.top(), tiles.bottom() + 1)
        missing = {(row, column) for row in rows for column in columns}
        image = QImage(width, height, self._layout)
        return Joined(area, level, image, missing, replace(held, held=None) if held is not None else None)

    def _fill(self, joined: Joined, seconds: float) -> None:
        """Add tiles that are missing, at least one, until the time is up."""
        painter = QPainter(joined.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        left, top = joined.corner
        held = joined.held
        ends = time.perf_counter() + seconds
        for row, column in sorted(joined.missing):
            x, y = column * TILE, row * TILE
            if held is not None and held.has(row, column):
                its_left, its_top = held.corner
                painter.drawImage(x - left, y - top, held.image, x - its_left, y - its_top, TILE, TILE)
            else:
                painter.drawImage(x - left, y - top, self._make(joined.area.number, column, row))
            joined.missing.remove((row, column))
            if time.perf_counter() > ends:
                break
        painter.end()

    def _whole_picture(self) -> Joined:
        if self._overview is None:
            number = next(
                n for n, level in enumerate(self._levels) if max(level.columns, level.rows) <= OVERVIEW_TILES
            )
            level = self._levels[number]
            area = Area(number, QRect(0, 0, level.columns, level.rows))
            self._overview = self._joined(area)
        return self._overview


def _draw(painter: QPainter, joined: Joined, looking: Looking, part: Rect, *, exact: bool) -> None:
    """Paint what of an image lies under `part` of the view."""
    seen = joined.place(looking).intersected(part)
    if seen.is_empty:
        return
    smooth = not exact or looking.picture.width * looking.transform.zoom < joined.level.width
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    source = scaled_part(looking, seen, Extent(joined.level.width, joined.level.height))
    left, top = joined.corner
    source.translate(-left, -top)
    painter.drawImage(_rectangle(seen), joined.image, source)


def _rectangle(part: Rect) -> QRectF:
    return QRectF(part.left, part.top, part.width, part.height)
