"""What a window does without until it has been seen."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

log = logging.getLogger(__name__)

PATIENCE = 500
"""Milliseconds after which a window counts as seen that is not painted: it may have been opened minimised."""


class Opening(QObject):
    """Does the rest of the work of a start, a step in each turn of the event loop; clicks go in between."""

    done = Signal()
    """Nothing is left to do."""

    def __init__(self, window: QWidget, steps: Iterable[Callable[[], None]], parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._steps = deque(steps)
        self._timer = QTimer(self, interval=PATIENCE, singleShot=True)
        self._timer.timeout.connect(self._begin)
        self._timer.start()
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start(0)
        return False

    def finish(self) -> None:
        """Do at once what is left to do."""
        while self._steps:
            self._steps.popleft()()

    def _begin(self) -> None:
        self._window.removeEventFilter(self)
        log.info("the window is open")
        self._timer.timeout.disconnect(self._begin)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def _go_on(self) -> None:
        if self._steps:
            self._steps.popleft()()
            self._timer.start(0)
        else:
            log.info("everything is in its place")
            self.done.emit()
