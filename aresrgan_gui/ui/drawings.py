"""The program's own drawings, painted in one colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from aresrgan_gui.core.paths import resources


def paint(painter: QPainter, name: str, target: QRectF, colour: QColor) -> None:
    """Draw `name` in one colour into `target`, keeping its shape."""
    renderer = _renderer(name, colour.name())
    size = QSizeF(renderer.defaultSize())
    size *= min(target.width() / size.width(), target.height() / size.height())
    placed = QRectF(QPointF(), size)
    placed.moveCenter(target.center())
    opacity = painter.opacity()
    painter.setOpacity(opacity * colour.alphaF())
    renderer.render(painter, placed)
    painter.setOpacity(opacity)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (resources() / "icons" / f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(drawing.replace(b"currentColor", colour.encode("ascii"))))
