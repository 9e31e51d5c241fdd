"""The most memory that the engines took."""

from __future__ import annotations

import psutil
from PySide6.QtCore import QObject, QTimer

INTERVAL = 50
"""Milliseconds between two looks."""

SEARCH = 10
"""While some are known, children are searched for every so many looks only: that takes far longer."""


class PeakMemory(QObject):
    """Looks at all children of this process while it is on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._children: list[psutil.Process] = []
        self._looks = 0
        self._peak = 0
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin anew."""
        self._looks = self._peak = 0
        self._timer.start()

    def stop(self) -> int | None:
        """End; the most bytes that they took together, None where none was seen."""
        self._timer.stop()
        # What is made sooner than the first look comes has its memory told as well.
        self._look()
        return self._peak or None

    def _look(self) -> None:
        taken = sum(map(_bytes_of, self._children))
        if not taken or self._looks % SEARCH == 0:
            self._children = psutil.Process().children(recursive=True)
            taken = sum(map(_bytes_of, self._children))
        self._looks += 1
        self._peak = max(self._peak, taken)


def _bytes_of(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
