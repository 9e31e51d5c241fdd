"""Jobs on another machine: everything but the engine's runs is done here, as for this machine's own."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from typing_extensions import override

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.aio import Call
from aresrgan_gui.runners.attempts import AttemptRunner
from aresrgan_gui.runners.base import Phase
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.process import ProcessOutcome
from aresrgan_gui.runners.progress import OutputParser
from aresrgan_gui.runners.request import request_for
from aresrgan_gui.runners.transport import Fetching, Output, Queued, RemoteEvent, Sending, Transport
from aresrgan_gui.runners.worker import KEPT_LINES, Worker

log = logging.getLogger(__name__)

KILL_SECONDS = 30.0
"""How long a cancelled run's end over there is waited for: a host that is gone must not hold the rest."""


class RemoteWorker(QObject):
    """A `Worker` that has each run made by `transport`."""

    progressed = Signal(float)
    starting = Signal(bool)
    entered = Signal(object, float)
    ended = Signal(object, tuple)
    _told = Signal(object)

    def __init__(self, transport: Transport, job_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._transport = transport
        self._job_id = job_id
        self._call: Call | None = None
        self._leaves_running = False
        self._parser = OutputParser()
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._phase: Phase | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def start(self, arguments: Sequence[str]) -> None:
        """Have the run made over there, or follow the one that is under way."""
        self._parser = OutputParser()
        self._lines.clear()
        self._enter(Phase.SENDING, 0.0)
        self._call = Call(lambda: self._run(tuple(arguments)))
        self._call.returned.connect(self._on_returned)
        self._call.raised.connect(self._on_raised)
        self._call.start()

    def cancel(self) -> None:
        """End the run over there."""
        if self._call is not None:
            self._call.cancel()

    def detach(self) -> None:
        """From now on `cancel` only looks away, and leaves the run to go on over there."""
        self._leaves_running = True

    def set_suspended(self, suspended: bool) -> None:
        """What runs over there runs on."""

    def release(self) -> None:
        """There is no other use for it."""
        self.deleteLater()

    async def _run(self, arguments: tuple[str, ...]) -> ProcessOutcome:
        request = await asyncio.to_thread(request_for, self._job_id, arguments)
        try:
            return await self._transport.run(request, self._told.emit)
        except asyncio.CancelledError:
            if not self._leaves_running:
                await self._kill(request.key)
            raise

    async def _kill(self, key: str) -> None:
        try:
            await asyncio.wait_for(self._transport.kill(key), KILL_SECONDS)
        except (UpscaleError, asyncio.TimeoutError) as error:
            log.warning("what was cancelled may still run over there: %s", error)

    def _on_told(self, event: RemoteEvent) -> None:
        if isinstance(event, Sending):
            self._enter(Phase.SENDING, event.fraction)
        elif isinstance(event, Queued):
            self._enter(Phase.QUEUED, 0.0)
        elif isinstance(event, Fetching):
            self._enter(Phase.FETCHING, event.fraction)
        elif isinstance(event, Output):
            if self._phase is not Phase.WORKING:
                self._enter(Phase.WORKING, 0.0)
            self._take(self._parser.feed(event.chunk))

    def _enter(self, phase: Phase, fraction: float) -> None:
        self._phase = phase
        self.entered.emit(phase, fraction)

    def _take(self, entries: list[float | str]) -> None:
        for entry in entries:
            if isinstance(entry, float):
                self.progressed.emit(entry / 100.0)
            else:
                self._lines.append(entry)

    def _on_returned(self, outcome: ProcessOutcome) -> None:
        self._end(outcome)

    def _on_raised(self, error: Exception) -> None:
        self._end(ProcessOutcome(-1, raised=error))

    def _end(self, outcome: ProcessOutcome) -> None:
        self._call = None
        self._take(self._parser.close())
        self.ended.emit(outcome, tuple(self._lines))


class RemoteRunner(AttemptRunner):
    """A `base.Runner` for the host behind `transport`, which computes `gpus` pictures at a time.

    It takes one more than that, whose picture is sent meanwhile.
    """

    def __init__(
        self, transport: Transport, engine: Engine, models: Path, gpus: int, parent: QObject | None = None
    ) -> None:
        """`engine` is the host's, whose program only its transport starts; `models` are those of here."""
        super().__init__(engine, models, gpus + 1, parent)
        self._transport = transport

    def set_paused(self, is_paused: bool) -> None:
        """What runs over there runs on; the queue starts nothing more."""

    @override
    def shutdown(self) -> None:
        """Look away from everything and leave it running over there; returns when the line is closed."""
        for worker in self.findChildren(RemoteWorker):
            worker.detach()
        super().shutdown()
        closing = Call(self._transport.close)
        loop = QEventLoop()
        closing.returned.connect(loop.quit)
        closing.raised.connect(loop.quit)
        closing.start()
        loop.exec()

    @override
    def _worker(self, job: Job) -> Worker:
        return RemoteWorker(self._transport, job.id, self)
