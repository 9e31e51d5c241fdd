"""What the compare view is made of: pictures in several sizes, the handle and the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen

from aresrgan_gui.ui import icons
from aresrgan_gui.ui.view_transform import Extent, Point, Rect, ViewTransform, picture_part

KNOB_RADIUS = 15
CHECKER = 8
"""In logical pixels: the handle's knob, and the squares under transparent parts."""

_SQUARES = (QColor(255, 255, 255), QColor(214, 214, 214))


@dataclass(frozen=True)
class Layer:
    """One picture in one or more sizes, smallest first, so that a small view need not read large pictures."""

    images: tuple[QImage, ...]

    def for_width(self, width: float) -> QImage:
        """The smallest image that has at least `width` pixels across, or the largest there is."""
        return next((image for image in self.images if image.width() >= width), self.images[-1])

    def with_image(self, image: QImage) -> Layer:
        """This layer with another size of its picture."""
        others = [known for known in self.images if known.width() != image.width()]
        return Layer(tuple(sorted([*others, image], key=QImage.width)))

    @property
    def has_alpha(self) -> bool:
        return any(image.hasAlphaChannel() for image in self.images)


@dataclass(frozen=True)
class Looking:
    """Which picture is seen how: its size, the view's, and the device pixels per logical pixel."""

    transform: ViewTransform
    picture: Extent
    view: Extent
    ratio: float


def paint_layer(painter: QPainter, layer: Layer, looking: Looking, part: Rect, *, smooth: bool) -> None:
    """Paint what of a layer lies under `part` of the view, on a painter that counts device pixels."""
    if part.is_empty:
        return
    target = QRectF(part.left, part.top, part.width, part.height)
    if layer.has_alpha:
        _paint_checkerboard(painter, looking, target)
    image = layer.for_width(looking.picture.width * looking.transform.zoom)
    seen = picture_part(looking.transform, part, looking.view)
    across, down = image.width() / looking.picture.width, image.height() / looking.picture.height
    source = QRectF(seen.left * across, seen.top * down, seen.width * across, seen.height * down)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(target, image, source)


def paint_handle(painter: QPainter, picture: QRectF, x: float, ring: QColor | None) -> None:
    """Paint the handle over a picture, with a ring around its knob where it has the focus."""
    painter.fillRect(QRectF(x - 2, picture.top(), 4, picture.height()), QColor(0, 0, 0, 70))
    painter.fillRect(QRectF(x - 1, picture.top(), 2, picture.height()), QColor(255, 255, 255, 235))
    knob = QPointF(x, picture.center().y())
    painter.setPen(QPen(ring, 3) if ring else QPen(QColor(0, 0, 0, 90), 1))
    painter.setBrush(QColor(255, 255, 255, 245))
    painter.drawEllipse(knob, KNOB_RADIUS, KNOB_RADIUS)
    arrows = QRectF(0, 0, KNOB_RADIUS * 1.5, KNOB_RADIUS * 1.5)
    arrows.moveCenter(knob)
    icons.paint(painter, "handle-arrows", arrows, QColor(43, 43, 43))


def paint_label(painter: QPainter, side: QRectF, text: str, *, on_right: bool = False) -> None:
    """Paint a word into the upper corner of one side, or nothing where it has no room."""
    metrics = QFontMetricsF(painter.font())
    pill = QRectF(0, side.top() + 10, metrics.horizontalAdvance(text) + 18, metrics.height() + 8)
    if pill.width() + 20 > side.width():
        return
    pill.moveLeft(side.right() - 10 - pill.width() if on_right else side.left() + 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 150))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def _paint_checkerboard(painter: QPainter, looking: Looking, target: QRectF) -> None:
    """Squares that stay on the picture while it moves."""
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
    painter.fillRect(target, QBrush(tile))
    painter.restore()
