"""What a window does without until it has been seen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from time import perf_counter, process_time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from aresrgan_gui.core.overriding import override

log = logging.getLogger(__name__)

PATIENCE = 500
"""Milliseconds after which a window counts as seen that is not painted: it may have been opened minimised."""


class Opening(QObject):
    """Does the rest of the work of a start, a step in each turn of the event loop; clicks go in between."""

    begun = Signal()
    """The window has been seen."""
    done = Signal()
    """Nothing is left to do."""

    def __init__(self, window: QWidget, steps: Iterator[None], parent: QObject) -> None:
        """`steps` does a part of the work each time that it is asked for more."""
        super().__init__(parent)
        self._window = window
        self._steps = steps
        self._longest = 0.0
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
        for _ in self._steps:
            pass

    def stop(self) -> None:
        """Do no more."""
        self._timer.stop()

    def _begin(self) -> None:
        self._window.removeEventFilter(self)
        log.info("the window is open after %.0f ms of work", process_time() * 1000)
        self._timer.timeout.disconnect(self._begin)
        self._timer.timeout.connect(self._go_on)
        self._began = perf_counter()
        self._timer.start(0)
        self.begun.emit()

    def _go_on(self) -> None:
        """Do a step. From one to the next, what it had painted included, is a turn."""
        now = perf_counter()
        self._longest, self._began = max(self._longest, now - self._began), now
        try:
            next(self._steps)
        except StopIteration:
            text = "everything is in its place after %.0f ms of work, the longest turn %.0f ms"
            log.info(text, process_time() * 1000, self._longest * 1000)
            self.done.emit()
        else:
            self._timer.start(0)
