"""Putting our engine and the models on a host."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, Signal

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.remote.transport import Transport, host_error
from aresrgan_gui.runners.ssh.progress import SetUpProgress
from aresrgan_gui.services.hosts.errand import Errand


@runtime_checkable
class SetsUp(Protocol):
    """A way to a host that can also set it up."""

    async def set_up(self, models: Path, tell: Callable[[SetUpProgress], None]) -> None:
        """Put our engine and the models of the folder `models` there."""


class HostSetUp(Errand):
    """Sets up one host, once; what comes of it is None. One that is stopped keeps the engine that it had."""

    progressed = Signal(object)
    """A SetUpProgress."""
    _told = Signal(object)

    def __init__(self, transport: Transport, host: str, models: Path) -> None:
        """`transport` leads to the host of the name `host` and is for the set-up alone, which closes it."""
        super().__init__()
        self._transport = transport
        self._host = host
        self._models = models
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @override
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
