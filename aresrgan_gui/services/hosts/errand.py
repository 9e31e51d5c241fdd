"""What is done on another machine once, away from the window."""

from __future__ import annotations

import logging
from abc import abstractmethod

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import UpscaleError, failure_of
from aresrgan_gui.runners.remote.aio import Call

log = logging.getLogger(__name__)


class Errand(QObject):
    """Does once what a subclass says."""

    ended = Signal(object)
    """What came of it, or the Failure. Sent once, unless stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_over = False
        self._call = Call(self._run)
        self._call.returned.connect(self._end)
        self._call.raised.connect(self._on_raised)

    def start(self) -> None:
        """Begin."""
        self._call.start()

    def stop(self) -> None:
        """Give up and say nothing."""
        self._is_over = True
        self._call.cancel()

    @abstractmethod
    async def _run(self) -> object:
        """Do it, on the thread of asyncio."""

    def _on_raised(self, error: Exception) -> None:
        if not isinstance(error, UpscaleError):
            log.error("%s failed", type(self).__name__, exc_info=error)
        self._end(failure_of(error))

    def _end(self, outcome: object) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(outcome)
