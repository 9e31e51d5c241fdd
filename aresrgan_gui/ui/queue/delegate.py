"""How a row of the queue looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate

from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui import icons
from aresrgan_gui.ui.parts.text_layout import wrapped
from aresrgan_gui.ui.queue.model import QueueRole, Row
from aresrgan_gui.ui.theme import SMALL, Theme, mixed, theme_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

PADDING = 8
THUMBNAIL = 54
BAR = 4
LINES = 4

_ICONS = {
    JobState.WAITING: "waiting",
    JobState.DONE: "done",
    JobState.SKIPPED: "skipped",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "cancel",
}


class _Option(Protocol):
    """The fields of QStyleOptionViewItem, which PySide6's own types leave out."""

    rect: QRect
    font: QFont
    palette: QPalette
    state: QStyle.StateFlag


class _Fonts:
    """The fonts of a row, and how wide and high they are."""

    def __init__(self, plain: QFont) -> None:
        self.plain = QFont(plain)
        self.metrics = QFontMetricsF(plain)
        self.small, self.bold = QFont(plain), QFont(plain)
        self.small.setPointSizeF(plain.pointSizeF() * SMALL)
        self.small.setWeight(QFont.Weight.Normal)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.small_metrics, self.bold_metrics = QFontMetricsF(self.small), QFontMetricsF(self.bold)


@dataclass(frozen=True)
class _Hand:
    """What one row is painted with."""

    painter: QPainter
    fonts: _Fonts
    theme: Theme

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.fonts.metrics.height()

    def write(self, text: str, place: QRectF, colour: QColor, *, bold: bool = False) -> None:
        """One line of text, elided to its place."""
        fonts = self.fonts
        if bold:
            shown = fonts.bold_metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, place.width())
        else:
            shown = fonts.small_metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self.painter.setFont(fonts.bold if bold else fonts.small)
        self.painter.setPen(colour)
        self.painter.drawText(place, _ONE_LINE, shown)


_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class QueueDelegate(QStyledItemDelegate):
    """Paints a thumbnail, and beside it the name and either sizes with state or why there is no result."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fonts = _Fonts(QFont())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = QFontMetricsF(cast(_Option, option).font).height()
        return QSize(200, round(max(THUMBNAIL, line * LINES) + 2 * PADDING))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(QueueRole.ROW)
        look = cast(_Option, option)
        if not isinstance(row, Row):
            return
        if self._fonts.plain != look.font:
            # Made once: every row asks for the same.
            self._fonts = _Fonts(look.font)
        hand = _Hand(painter, self._fonts, theme_of(look.palette))
        rect = QRectF(look.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_ground(hand, rect, look.state)
        picture = QRectF(rect.left() + PADDING + 2, 0, THUMBNAIL, THUMBNAIL)
        picture.moveTop(rect.top() + (rect.height() - THUMBNAIL) / 2)
        _paint_thumbnail(hand, picture, row.thumbnail)
        text = rect.adjusted(THUMBNAIL + 2 * PADDING + 4, PADDING, -PADDING, -PADDING)
        if row.failure:
            _paint_failure(hand, text, row)
        else:
            _paint_job(hand, text, row)
        painter.restore()


def _paint_ground(hand: _Hand, rect: QRectF, state: QStyle.StateFlag) -> None:
    # With its hundreds of constants, this class takes as long to load as the whole list does.
    from PySide6.QtWidgets import QStyle

    painter, theme = hand.painter, hand.theme
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, mixed(theme.panel, theme.accent, 0.26 if theme.dark else 0.18))
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.accent)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.hover)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -1.5))


def _paint_thumbnail(hand: _Hand, place: QRectF, pixmap: QPixmap | None) -> None:
    """The middle of the picture in a rounded square."""
    frame = QPainterPath()
    frame.addRoundedRect(place, 5, 5)
    hand.painter.save()
    hand.painter.setClipPath(frame)
    hand.painter.fillRect(place, hand.theme.canvas)
    if pixmap is not None and not pixmap.isNull():
        side = min(pixmap.width(), pixmap.height())
        source = QRectF((pixmap.width() - side) / 2, (pixmap.height() - side) / 2, side, side)
        hand.painter.drawPixmap(place, pixmap, source)
    else:
        icons.stamp(hand.painter, "picture", place.adjusted(15, 15, -15, -15), hand.theme.faint)
    hand.painter.restore()


def _paint_failure(hand: _Hand, place: QRectF, shown: Row) -> None:
    line, indent = hand.line, hand.line + 2
    parts = wrapped(shown.failure, hand.fonts.plain, place.width() - indent, LINES - 1)
    row = QRectF(place.left(), 0, place.width(), line)
    row.moveTop(place.top() + max(0.0, (place.height() - line * (1 + len(parts))) / 2))
    hand.write(shown.job.source.name, row, hand.theme.text, bold=True)
    row.translate(0, line)
    icons.stamp(
        hand.painter, "failed", QRectF(row.left(), row.top() + 1, line - 2, line - 2), hand.theme.error
    )
    for part in parts:
        hand.write(part, row.adjusted(indent, 0, 0, 0), hand.theme.error)
        row.translate(0, line)


def _paint_job(hand: _Hand, place: QRectF, shown: Row) -> None:
    """The name, and below it sizes and state."""
    job = shown.job
    row = QRectF(place.left(), 0, place.width(), hand.line)
    row.moveTop(place.top() + max(0.0, (place.height() - hand.line * 3 - 4) / 2))
    hand.write(job.source.name, row, hand.theme.text, bold=True)
    row.translate(0, hand.line + 1)
    hand.write(shown.sizes, row, hand.theme.faint)
    row.translate(0, hand.line + 3)
    if job.state is JobState.RUNNING:
        _paint_progress(hand, row, job.progress, shown.state)
        return
    colour = hand.theme.success if job.state is JobState.DONE else hand.theme.faint
    icon = _ICONS[job.state]
    if job.state is JobState.WAITING and not job.fits_its_format:
        colour, icon = hand.theme.error, "failed"
    side = row.height() - 2
    icons.stamp(hand.painter, icon, QRectF(row.left(), row.top() + 1, side, side), colour)
    hand.write(shown.state, row.adjusted(side + 5, 0, 0, 0), colour)


def _paint_progress(hand: _Hand, place: QRectF, progress: float, text: str) -> None:
    """A thin bar with the percentage and the time left right of it."""
    room = max(hand.fonts.metrics.horizontalAdvance(wide) for wide in ("100%", text))
    bar = QRectF(place.left(), place.center().y() - BAR / 2, place.width() - room - PADDING, BAR)
    hand.painter.setPen(Qt.PenStyle.NoPen)
    hand.painter.setBrush(mixed(hand.theme.panel, hand.theme.text, 0.22))
    hand.painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
    bar.setWidth(max(float(BAR), bar.width() * progress))
    hand.painter.setBrush(hand.theme.accent)
    hand.painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
    width = hand.fonts.metrics.horizontalAdvance(text)
    hand.write(text, place.adjusted(place.width() - width - 1, 0, 1, 0), hand.theme.text)
