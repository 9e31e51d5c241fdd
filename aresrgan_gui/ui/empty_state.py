"""What stands in the window's middle while there is no picture, and what shows where to drop one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from aresrgan_gui.ui import icons
from aresrgan_gui.ui.parts.texts import column, faint, new_link
from aresrgan_gui.ui.theme import GAP, mixed, theme_of

ART = QSize(176, 124)
ROOMY = 470
"""The height in logical pixels from which there is room for the drawing."""


class Drawing(QWidget):
    """One of the program's drawings in the palette's colours."""

    def __init__(self, name: str, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = theme_of(self.palette())
        icons.paint(painter, self._name, QRectF(self.rect()), mixed(theme.canvas, theme.text, 0.55))


class EmptyState(QWidget):
    """What to do first and what comes then, in a place that looks like something can be dropped on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self.tr("Drop pictures or folders here"), self)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setWordWrap(True)
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self.button = QPushButton(self.tr("Choose pictures..."), self)
        self.button.setProperty("primary", True)
        self.button.setAccessibleName(self.tr("Choose pictures"))
        sample = self.tr("Try it with a sample picture")
        self.sample = new_link(sample, sample, self)
        self.sample.setCursor(Qt.CursorShape.PointingHandCursor)
        self._art = Drawing("drop-art", ART, self)
        hint = faint(self.tr("They become up to 16 times larger, and sharp."), self)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        steps = (
            self.tr("1.  Add pictures: drop, paste or choose them."),
            self.tr("2.  Choose a model and a size on the right."),
            self.tr("3.  Start, and compare before and after."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        layout.addWidget(self._art, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GAP)
        layout.addWidget(self._title)
        layout.addWidget(hint)
        layout.addSpacing(GAP * 2)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._steps = QWidget(self)
        lines = column(self._steps)
        for step in steps:
            lines.addWidget(faint(step, self._steps))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._steps, 1000)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._art.setVisible(self.height() >= ROOMY)
        # As wide as the longest, so that they stand in the middle with their numbers in line.
        lines = self._steps.findChildren(QLabel)
        widest = max(line.fontMetrics().horizontalAdvance(line.text()) for line in lines)
        self._steps.setMaximumWidth(widest + GAP)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = theme_of(self.palette())
        painter.fillRect(self.rect(), theme.canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(mixed(theme.canvas, theme.text, 0.28), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 5])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 12, 12)


class Ground(QWidget):
    """The ground that pictures lie on, while none is there yet."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme_of(self.palette()).canvas)


class DropOverlay(QWidget):
    """Lies over the whole window while something is held over it that can be dropped."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Drop to add"))
        self.hide()

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
