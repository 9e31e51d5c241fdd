"""Putting our engine and the models on a host."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, failure_of
from aresrgan_gui.runners.remote.aio import Call
from aresrgan_gui.runners.remote.transport import Transport, host_error
from aresrgan_gui.runners.ssh.progress import SetUpProgress

log = logging.getLogger(__name__)


@runtime_checkable
class SetsUp(Protocol):
    """A way to a host that can also set it up."""

    async def set_up(self, models: Path, tell: Callable[[SetUpProgress], None]) -> None:
        """Put our engine and the models of the folder `models` there."""


class HostSetUp(QObject):
    """Sets up one host, once."""

    progressed = Signal(object)
    """A SetUpProgress."""
    ended = Signal(object)
    """None where the host is set up, otherwise the Failure. Sent once, unless stopped."""
    _told = Signal(object)

    def __init__(self, transport: Transport, host: str, models: Path) -> None:
        """`transport` leads to the host of the name `host` and is for the set-up alone, which closes it."""
        super().__init__()
        self._transport = transport
        self._host = host
        self._models = models
        self._is_over = False
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._call = Call(self._run)
        self._call.returned.connect(self._on_returned)
        self._call.raised.connect(self._on_raised)

    def start(self) -> None:
        """Begin."""
        self._call.start()

    def stop(self) -> None:
        """Give up and say nothing; the host keeps the engine that it had."""
        self._is_over = True
        self._call.cancel()

    async def _run(self) -> None:
        try:
            if not isinstance(self._transport, SetsUp):
                # It knows best where it is for want of something here that it cannot.
                await self._transport.probe()
                raise host_error(ErrorCode.HOST_UNREADY, self._host, "it is of a kind that is set up by hand")
            await self._transport.set_up(self._models, self._told.emit)
        finally:
            await self._transport.close()

    def _on_told(self, progress: SetUpProgress) -> None:
        if not self._is_over:
            self.progressed.emit(progress)

    def _on_returned(self, _: object) -> None:
        self._end(None)

    def _on_raised(self, error: Exception) -> None:
        if not isinstance(error, UpscaleError):
            log.error("a host could not be set up", exc_info=error)
        self._end(failure_of(error))

    def _end(self, failure: Failure | None) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(failure)
