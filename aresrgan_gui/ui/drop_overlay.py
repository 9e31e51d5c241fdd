"""What shows where something can be dropped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.theme import theme_of


class DropOverlay(QWidget):
    """Lies over the whole window, as long as something is held over it that can be dropped."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Drop to add"))

    def cover(self) -> None:
        """Show over the whole window."""
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = theme_of(self.palette())
        veil = QColor(theme.panel)
        veil.setAlphaF(0.86)
        painter.fillRect(self.rect(), veil)
        glow = QColor(theme.accent)
        glow.setAlphaF(0.16)
        painter.setBrush(glow)
        painter.setPen(QPen(theme.accent, 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(8, 8, -8, -8), 12, 12)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.text)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Drop to add"))
