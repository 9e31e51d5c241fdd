"""Noticing that an engine stands still: it watches progress, not the time that the work takes."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

FIRST_MS = 600_000
"""Until the first progress: loading, and one tile, of the heaviest model on the slowest machine."""

LEAST_MS = 60_000
GAPS = 10
"""Afterwards, so many times the longest wait that there was, and never less than the other."""


class Watchdog(QObject):
    """Barks once when there was no progress for too long."""

    barked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.barked)
        self._last: float | None = None
        self._longest = 0.0
        self._is_watching = False
        self._holds: set[str] = set()

    def watch(self) -> None:
        """Begin to watch a run."""
        self._is_watching = True
        self._last = None
        self._longest = 0.0
        self._wait()

    def progressed(self) -> None:
        """There was progress."""
        now = time.monotonic()
        if self._last is not None:
            self._longest = max(self._longest, now - self._last)
        self._last = now
        self._wait()

    def hold(self, reason: str) -> None:
        """Look away until every reason has been released."""
        self._holds.add(reason)
        self._timer.stop()

    def release(self, reason: str) -> None:
        """Look again, unless there are other reasons; the time between does not count."""
        self._holds.discard(reason)
        if self._last is not None:
            self._last = time.monotonic()
        self._wait()

    def stop(self) -> None:
        """The run has ended."""
        self._is_watching = False
        self._timer.stop()

    def _wait(self) -> None:
        if self._is_watching and not self._holds:
            patience = FIRST_MS if self._last is None else max(LEAST_MS, round(GAPS * self._longest * 1000))
            self._timer.start(patience)
