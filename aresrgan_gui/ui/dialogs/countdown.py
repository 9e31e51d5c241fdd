"""The last moment to change one's mind before the machine sleeps or shuts down."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

SECONDS = 30


class Countdown(QDialog):
    """Counts down and says so at its end, unless it is cancelled; Escape and Return both cancel."""

    elapsed = Signal()
    """The time is over, and nobody cancelled."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._left = SECONDS
        self.setWindowTitle("ARESRGAN")
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, SECONDS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Seconds left"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setAccessibleName(self.tr("Cancel"))
        cancel.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._label, self._bar, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(360)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.count)
        self.finished.connect(self._timer.stop)
        self._show()

    @property
    def is_counting(self) -> bool:
        """Whether the time runs."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Appear and start counting."""
        self.open()
        self._timer.start()

    def count(self) -> None:
        """Let a second pass."""
        self._left -= 1
        self._show()
        if self._left <= 0:
            self.accept()
            self.elapsed.emit()

    def _show(self) -> None:
        self._label.setText(self._text.format(seconds=self._left))
        self._bar.setValue(self._left)
