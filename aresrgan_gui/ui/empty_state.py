"""What stands in the window's middle while there is no picture.

It is seen first: as in all that is, nothing here names `Qt` before it has been. At the first mention of it,
also where a pen or a brush is given to a painter, PySide makes its 1,500 constants, which takes a tenth of a
start. So the style sheet paints the ground and the edge, and lays the texts in the middle.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui import drawings
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
        drawings.paint(painter, self._name, QRectF(self.rect()), mixed(theme.canvas, theme.text, 0.55))


class EmptyState(QFrame):
    """What to do first and what comes then, in a place that looks like something can be dropped on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        place = QFrame(self)
        place.setObjectName("drop-place")
        title = QLabel(self.tr("Drop pictures or folders here"), place)
        title.setProperty("centred", True)
        title.setWordWrap(True)
        font = QFont(title.font())
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        self.button = QPushButton(self.tr("Choose pictures..."), place)
        self.button.setProperty("primary", True)
        self.button.setAccessibleName(self.tr("Choose pictures"))
        sample = self.tr("Try it with a sample picture")
        self.sample = new_link(sample, sample, place)
        self._art = Drawing("drop-art", ART, place)
        hint = faint(self.tr("They become up to 16 times larger, and sharp."), place)
        hint.setProperty("centred", True)
        steps = (
            self.tr("1.  Add pictures: drop, paste or choose them."),
            self.tr("2.  Choose a model and a size on the right."),
            self.tr("3.  Start, and compare before and after."),
        )
        column(self).addWidget(place)
        layout = QVBoxLayout(place)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        layout.addLayout(_in_the_middle(self._art))
        layout.addSpacing(GAP)
        layout.addWidget(title)
        layout.addWidget(hint)
        layout.addSpacing(GAP * 2)
        layout.addLayout(_in_the_middle(self.button))
        layout.addLayout(_in_the_middle(self.sample))
        layout.addStretch(1)
        self._steps = QWidget(place)
        lines = column(self._steps)
        for step in steps:
            lines.addWidget(faint(step, self._steps))
        layout.addLayout(_in_the_middle(self._steps, 1000))
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
    def enterEvent(self, event: QEnterEvent) -> None:
        self.sample.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


class Ground(QFrame):
    """The ground that pictures lie on, while none is there yet."""


def _in_the_middle(widget: QWidget, stretch: int = 0) -> QHBoxLayout:
    """A row with nothing beside the widget, which takes up as much of it as `stretch` says."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, stretch)
    row.addStretch(1)
    return row
