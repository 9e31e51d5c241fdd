"""The program's own drawings, tinted with the palette's colours."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from aresrgan_gui.core.paths import resources

_SIZES = (16, 20, 24, 30, 32, 40)
"""Sides in device pixels: those of menus (16) and of the toolbar (20) at 100, 150 and 200%.

All are drawn as the window opens, so none is here that is not shown.
"""


def icon(name: str, palette: QPalette, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The drawing `name` in a colour of `palette`, by default that of text, also disabled."""
    result = QIcon()
    for mode, group, colour_role in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active, role),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
    ):
        colour = palette.color(group, colour_role)
        for side in _SIZES:
            result.addPixmap(pixmap(name, QSize(side, side), colour), mode)
    return result


def pixmap(name: str, size: QSize, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """The drawing `name` in one colour, `size` in logical pixels of `ratio` device pixels each."""
    result = QPixmap(size * ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    paint(painter, name, QRectF(0, 0, result.width(), result.height()), colour)
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def paint(painter: QPainter, name: str, target: QRectF, colour: QColor) -> None:
    """Draw `name` in one colour into `target`, keeping its shape."""
    renderer = _renderer(name, colour.name())
    size = renderer.defaultSize().scaled(target.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    placed = QRectF(0, 0, size.width(), size.height())
    placed.moveCenter(target.center())
    opacity = painter.opacity()
    painter.setOpacity(opacity * colour.alphaF())
    renderer.render(painter, placed)
    painter.setOpacity(opacity)


def stamp(painter: QPainter, name: str, target: QRectF, colour: QColor) -> None:
    """Draw as `paint` does what is drawn again and again in few sizes: it is kept, on whole pixels."""
    ratio = painter.device().devicePixelRatioF()
    key = f"{name} {target.width()} {target.height()} {colour.rgba()} {ratio}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = pixmap(name, target.size().toSize(), colour, ratio)
        QPixmapCache.insert(key, kept)
    painter.drawPixmap(target.topLeft().toPoint(), kept)


def application_icon() -> QIcon:
    """The program's icon, in colours of its own."""
    return QIcon(str(resources() / "icons" / "app.svg"))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (resources() / "icons" / f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.encode("ascii"))))
