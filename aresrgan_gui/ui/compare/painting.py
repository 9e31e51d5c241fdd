"""The signs over a picture in the compare view: the handle, words, frames and the scale of differences."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen

from aresrgan_gui.ui import drawings
from aresrgan_gui.ui.theme import GAP, MARGIN

KNOB_RADIUS = 15
"""Of the handle, in logical pixels."""

TROUBLE = 36
NOTICE_WIDTH = 420.0
"""Of the sign above a notice, and of its text at most, in logical pixels."""

_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


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
    drawings.paint(painter, "handle-arrows", arrows, QColor(43, 43, 43))


def paint_label(
    painter: QPainter, side: QRectF, text: str, *, on_right: bool = False, low: bool = False
) -> None:
    """Paint a word into a corner of one side, or nothing where it has no room."""
    metrics = QFontMetricsF(painter.font())
    pill = QRectF(0, side.top() + 10, metrics.horizontalAdvance(text) + 18, metrics.height() + 8)
    if pill.width() + 20 > side.width():
        return
    if low:
        pill.moveBottom(side.bottom() - 10)
    pill.moveLeft(side.right() - 10 - pill.width() if on_right else side.left() + 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 150))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def paint_notice(painter: QPainter, place: QRectF, text: str, colour: QColor) -> None:
    """Paint a sign and why there is nothing to see into the middle of a place."""
    room = place.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    width = min(NOTICE_WIDTH, room.width())
    taken = painter.boundingRect(QRectF(0, 0, width, room.height()), _WRAPPED, text).height()
    box = QRectF(0, 0, width, TROUBLE + GAP + taken)
    box.moveCenter(room.center())
    box.moveTop(max(box.top(), room.top()))
    sign = QRectF(0, box.top(), TROUBLE, TROUBLE)
    sign.moveLeft(box.center().x() - TROUBLE / 2)
    drawings.paint(painter, "failed", sign, colour)
    painter.setPen(colour)
    painter.drawText(box.adjusted(0, TROUBLE + GAP, 0, 0), _WRAPPED, text)


def paint_difference_scale(painter: QPainter, side: QRectF, highest: int) -> None:
    """Paint into the lower left corner what the greys of a difference mean: from 0 to `highest` levels."""
    metrics = QFontMetricsF(painter.font())
    first, last = "0", f"\N{GREATER-THAN OR EQUAL TO} {highest} / 255"
    bar = 96.0
    ends = (metrics.horizontalAdvance(first), metrics.horizontalAdvance(last))
    box = QRectF(0, 0, ends[0] + bar + ends[1] + 34, metrics.height() + 8)
    box.moveBottomLeft(side.bottomLeft() + QPointF(10, -10))
    if box.width() + 20 > side.width():
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    strip = QRectF(box.left() + ends[0] + 17, box.center().y() - 5, bar, 10)
    greys = QLinearGradient(strip.topLeft(), strip.topRight())
    greys.setColorAt(0, QColor(0, 0, 0))
    greys.setColorAt(1, QColor(255, 255, 255))
    painter.setPen(QPen(QColor(255, 255, 255, 120), 1))
    painter.setBrush(greys)
    painter.drawRect(strip)
    painter.setPen(QColor(255, 255, 255))
    text = box.adjusted(10, 0, -10, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, first)
    painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, last)


def paint_frame(painter: QPainter, place: QRectF) -> None:
    """Paint a thin frame that is seen on any picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3))
    painter.drawRect(place)
    painter.setPen(QPen(QColor(255, 255, 255), 1))
    painter.drawRect(place)
