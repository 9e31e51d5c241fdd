"""A line of text that gives way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aresrgan_gui.core.overriding import override


class ElidedLabel(QLabel):
    """One line of text that gives way to its neighbours; `side` is where something is left out."""

    def __init__(
        self, parent: QWidget | None = None, side: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle
    ) -> None:
        super().__init__(parent)
        self._side = side
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def full(self) -> str:
        """The whole text."""
        return self._full

    def say(self, text: str) -> None:
        """Show as much of the text as there is room for."""
        self._full = text
        self.setToolTip(text)
        self._elide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(QFontMetrics(self.font()).elidedText(self._full, self._side, self.width()))
