"""The workers of this machine, one process for each device, started again when they end."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome
from aresrgan_gui.runners.farm.worker import EXIT_REFUSED, Orders
from aresrgan_gui.runners.local.progress import OutputParser

FIRST_PAUSE_MS = 1_000
LONGEST_PAUSE_MS = 30_000
"""Before a worker is started again: doubled for each that ended before it had worked for that long."""


class Crew(QObject):
    """Keeps a worker for each of `orders`; a refusal of one is one of all."""

    said = Signal(str)
    """A line for people, of whichever worker."""
    refused = Signal()
    """The farm cannot be joined; no worker is left."""

    def __init__(self, orders: Sequence[Orders], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posts = [_Post(order, self) for order in orders]
        for post in self._posts:
            post.said.connect(self.said)
            post.refused.connect(self._on_refused)

    @property
    def pids(self) -> list[int]:
        """The processes that are at work."""
        return [post.pid for post in self._posts if post.pid]

    def start(self) -> None:
        """Start every worker."""
        for post in self._posts:
            post.start()

    def stop(self) -> None:
        """End every worker; their engines end with them."""
        for post in self._posts:
            post.stop()

    def _on_refused(self) -> None:
        self.stop()
        self.refused.emit()


class _Post(QObject):
    """One device's worker."""

    said = Signal(str)
    refused = Signal()

    def __init__(self, orders: Orders, parent: QObject) -> None:
        super().__init__(parent)
        self._orders = orders
        self._pause = FIRST_PAUSE_MS
        self._parser = OutputParser()
        self._is_stopped = False
        self._process = ChildProcess(self, converses=True)
        self._process.errors.connect(self._on_errors)
        self._process.ended.connect(self._on_ended)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.start)
        self._proven = QTimer(self, singleShot=True, interval=LONGEST_PAUSE_MS)
        self._proven.timeout.connect(self._on_proven)

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self) -> None:
        self._proven.start()
        module = "aresrgan_gui.runners.farm.worker"
        self._process.start(sys.executable, ["-m", module, self._orders.to_json()])

    def stop(self) -> None:
        self._is_stopped = True
        self._again.stop()
        self._process.kill()

    def _on_proven(self) -> None:
        self._pause = FIRST_PAUSE_MS

    def _on_errors(self, chunk: bytes) -> None:
        for entry in self._parser.feed(chunk):
            self.said.emit(str(entry))

    def _on_ended(self, outcome: ProcessOutcome) -> None:
        self._proven.stop()
        if self._is_stopped:
            return
        if outcome.exit_code == EXIT_REFUSED and not outcome.crashed:
            self.refused.emit()
            return
        self.said.emit(f"{self._orders.title}: the worker ended and is started again")
        self._again.start(self._pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE_MS)
