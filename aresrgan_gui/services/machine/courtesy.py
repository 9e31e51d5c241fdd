"""Leaves the computer to its user: the work stands still while somebody is at keyboard or mouse."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer

from aresrgan_gui.services.machine.idle_time import IdleClock
from aresrgan_gui.services.queue.queue import Queue

INTERVAL = 1000
"""Milliseconds between two looks."""

log = logging.getLogger(__name__)


class Courtesy(QObject):
    """Lets the queue yield until nobody has touched anything for `patience` seconds; 0 is never."""

    def __init__(self, queue: Queue, clock: IdleClock | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._clock = clock
        self._patience = 0
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.look)
        queue.running_changed.connect(self._follow)

    def set_patience(self, seconds: int) -> None:
        """Wait for so long after each touch."""
        self._patience = seconds
        self._follow()

    def look(self) -> None:
        """Yield, or go on, by the time since the last touch."""
        if self._clock is None:
            return
        try:
            self._queue.set_yielding(self._clock() < self._patience)
        except OSError:
            log.exception("the system does not tell any more when it was last used")
            self._timer.stop()
            self._queue.set_yielding(False)

    def _follow(self) -> None:
        if self._queue.is_running and self._patience and self._clock is not None:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()
            self._queue.set_yielding(False)
