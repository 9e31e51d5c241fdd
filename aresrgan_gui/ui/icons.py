"""The program's own drawings as icons and pixmaps, tinted with the palette's colours."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap, QPixmapCache

from aresrgan_gui.core.overriding import override
from aresrgan_gui.core.paths import resources
from aresrgan_gui.ui.drawings import paint


def icon(name: str, palette: QPalette, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The drawing `name` in a colour of `palette`, by default that of text, also disabled."""
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    return QIcon(_Drawing(name, palette.color(QPalette.ColorGroup.Active, role), faint))


class _Drawing(QIconEngine):
    """Draws when it is shown, in just the size that is shown: most of the menus never are."""

    def __init__(self, name: str, colour: QColor, faint: QColor) -> None:
        super().__init__()
        self._name, self._colour, self._faint = name, colour, faint

    @override
    def clone(self) -> QIconEngine:
        return _Drawing(self._name, self._colour, self._faint)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        stamp(painter, self._name, QRectF(rect), self._colour_in(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _kept(self._name, size, self._colour_in(mode), 1.0)

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return _kept(self._name, size, self._colour_in(mode), scale)

    def _colour_in(self, mode: QIcon.Mode) -> QColor:
        return self._faint if mode is QIcon.Mode.Disabled else self._colour


def pixmap(name: str, size: QSize, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in one colour, `size` in logical pixels of `ratio` device pixels each."""
    result = QPixmap(size * ratio)
    result.fill(QtCore.Qt.GlobalColor.transparent)
    painter = QPainter(result)
    paint(painter, name, QRectF(0, 0, result.width(), result.height()), colour)
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def stamp(painter: QPainter, name: str, target: QRectF, colour: QColor) -> None:
    """Draw as `paint` does what is drawn again and again in few sizes: it is kept, on whole pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(target.topLeft().toPoint(), _kept(name, target.size().toSize(), colour, ratio))


def _kept(name: str, size: QSize, colour: QColor, ratio: float) -> QPixmap:
    key = f"{name} {size.width()} {size.height()} {colour.rgba()} {ratio}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = pixmap(name, size, colour, ratio)
        QPixmapCache.insert(key, kept)
    return kept


def application_icon() -> QIcon:
    """The program's icon, in colours of its own."""
    return QIcon(str(resources() / "icons" / "app.svg"))
