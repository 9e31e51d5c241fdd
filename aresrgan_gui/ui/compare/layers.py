"""Pictures as the compare view paints them: what of them is in view, in the size that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.compare.transform import Extent, Point, Rect, ViewTransform, picture_part

CHECKER = 8
"""The squares under transparent parts, in logical pixels."""

_SQUARES = (QColor(255, 255, 255), QColor(214, 214, 214))


@dataclass(frozen=True)
class Looking:
    """Which picture is seen how: its size, the view's, and the device pixels per logical pixel."""

    transform: ViewTransform
    picture: Extent
    view: Extent
    ratio: float


class Layer(Protocol):
    """One picture, stretched over the picture that is looked at."""

    @property
    def has_alpha(self) -> bool:
        """Whether something under it may be seen."""

    def paint(
        self, painter: QPainter, looking: Looking, part: Rect, *, exact: bool, at_once: bool = False
    ) -> bool:
        """Paint what lies under `part` of the view, on a painter that counts device pixels.

        `exact` shows enlarged pixels as squares; what is made smaller is always smooth. Returns whether this
        is as sharp as it gets; if not, the next paint shows more. `at_once` has it so now, however long that
        takes.
        """

    def colour_at(self, point: Point, picture: Extent) -> QColor | None:
        """The colour of the pixel under a point of the picture; None while it is not known."""


@dataclass(frozen=True)
class ImageLayer(Layer):
    """A picture held in one or more sizes, smallest first, so that a small view need not read large ones."""

    images: tuple[QImage, ...]

    def for_width(self, width: float) -> QImage:
        """The smallest image that has at least `width` pixels across, or the largest there is."""
        return next((image for image in self.images if image.width() >= width), self.images[-1])

    def with_image(self, image: QImage) -> ImageLayer:
        """This layer with another size of its picture."""
        others = [known for known in self.images if known.width() != image.width()]
        return ImageLayer(tuple(sorted([*others, image], key=QImage.width)))

    @property
    @override
    def has_alpha(self) -> bool:
        return any(image.hasAlphaChannel() for image in self.images)

    @override
    def paint(
        self, painter: QPainter, looking: Looking, part: Rect, *, exact: bool, at_once: bool = False
    ) -> bool:
        wanted = looking.picture.width * looking.transform.zoom
        image = self.for_width(wanted)
        source = scaled_part(looking, part, Extent(image.width(), image.height()))
        smooth = not exact or wanted < image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(QRectF(part.left, part.top, part.width, part.height), image, source)
        return True

    @override
    def colour_at(self, point: Point, picture: Extent) -> QColor | None:
        image = self.images[-1]
        x = int(point.x * image.width() / picture.width)
        y = int(point.y * image.height() / picture.height)
        return image.pixelColor(x, y) if image.valid(x, y) else None


@dataclass(frozen=True)
class Patch:
    """A part of the picture, in its pixels, that is tried: once there is a layer, it covers what is there."""

    place: Rect
    label: str
    layer: Layer | None = None


@dataclass(frozen=True)
class Side:
    """What one side of a comparison shows, and how it is called."""

    layer: Layer
    label: str
    exact: bool
    patch: Patch | None = None

    def colour_at(self, point: Point, picture: Extent) -> QColor | None:
        """The colour under a point of the picture."""
        patch = self.patch
        if patch is not None and patch.layer is not None and patch.place.contains(point):
            place = patch.place
            inside = Point(point.x - place.left, point.y - place.top)
            return patch.layer.colour_at(inside, Extent(place.width, place.height))
        return self.layer.colour_at(point, picture)


def paint_side(painter: QPainter, side: Side, looking: Looking, part: Rect, *, at_once: bool = False) -> bool:
    """Paint what of one side lies under `part` of the view, on a painter that counts device pixels.

    Returns whether its picture is as sharp as it gets, which it is `at_once` if need be.
    """
    if part.is_empty:
        return True
    _paint_ground(painter, side.layer, looking, part)
    is_whole = side.layer.paint(painter, looking, part, exact=side.exact, at_once=at_once)
    if side.patch is not None and side.patch.layer is not None:
        _paint_patch(painter, side.patch.place, side.patch.layer, looking, part, exact=side.exact)
    return is_whole


def scaled_part(looking: Looking, part: Rect, size: Extent) -> QRectF:
    """The pixels under `part` of the view, of an image of `size` that is stretched over the picture.

    An image as large as the picture is seen, but for less than a pixel, is not stretched: nobody sees it, and
    it takes several times as long. Halves of odd sizes are rounded, so this is usual. Where a part begins is
    rounded by the picture alone, so that two images of it stay one above the other.
    """
    seen = picture_part(looking.transform, part, looking.view)
    zoom = looking.transform.zoom
    shown = Extent(looking.picture.width * zoom, looking.picture.height * zoom)
    if abs(size.width - shown.width) < 1 and abs(size.height - shown.height) < 1:
        return QRectF(round(seen.left * zoom), round(seen.top * zoom), part.width, part.height)
    across, down = size.width / looking.picture.width, size.height / looking.picture.height
    return QRectF(seen.left * across, seen.top * down, seen.width * across, seen.height * down)


def place_in_view(place: Rect, looking: Looking) -> Rect:
    """Where a part of the picture lies in the view, in device pixels."""
    corner = looking.transform.to_view(Point(place.left, place.top), looking.view)
    zoom = looking.transform.zoom
    return Rect(corner.x, corner.y, place.width * zoom, place.height * zoom)


def _paint_patch(
    painter: QPainter, place: Rect, layer: Layer, looking: Looking, part: Rect, *, exact: bool
) -> None:
    """A patch is a picture of its own whose corner lies elsewhere."""
    seen = place_in_view(place, looking).intersected(part)
    if seen.is_empty:
        return
    centre = looking.transform.centre
    moved = ViewTransform(looking.transform.zoom, Point(centre.x - place.left, centre.y - place.top))
    own = Looking(moved, Extent(place.width, place.height), looking.view, looking.ratio)
    _paint_ground(painter, layer, own, seen)
    layer.paint(painter, own, seen, exact=exact)


def _paint_ground(painter: QPainter, layer: Layer, looking: Looking, part: Rect) -> None:
    """Under what is transparent, squares that stay on the picture while it moves."""
    if not layer.has_alpha:
        return
    side = round(CHECKER * looking.ratio)
    tile = QImage(side * 2, side * 2, QImage.Format.Format_RGB32)
    tile.fill(_SQUARES[0])
    squares = QPainter(tile)
    squares.fillRect(0, 0, side, side, _SQUARES[1])
    squares.fillRect(side, side, side, side, _SQUARES[1])
    squares.end()
    corner = looking.transform.to_view(Point(0, 0), looking.view)
    painter.save()
    painter.setBrushOrigin(QPointF(corner.x, corner.y))
    painter.fillRect(QRectF(part.left, part.top, part.width, part.height), QBrush(tile))
    painter.restore()
