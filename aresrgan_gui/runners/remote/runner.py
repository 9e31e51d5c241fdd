"""Jobs on another machine: everything but the engine's runs is done here, as for this machine's own."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.attempts import AttemptRunner
from aresrgan_gui.runners.base import Failed, Finished, LeftRun, Phase, RunnerEvent
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.progress import KEPT_LINES, OutputParser
from aresrgan_gui.runners.parts import part_of
from aresrgan_gui.runners.remote.aio import Call
from aresrgan_gui.runners.remote.request import RemoteRequest, request_for
from aresrgan_gui.runners.remote.sparing import Sparing
from aresrgan_gui.runners.remote.transport import (
    Fetching,
    HostReport,
    Output,
    Queued,
    RemoteEvent,
    Sending,
    Transport,
    Trusting,
)
from aresrgan_gui.runners.worker import Worker

log = logging.getLogger(__name__)

KILL_SECONDS = 30.0
"""How long a cancelled run's end over there is waited for: a host that is gone must not hold the rest."""

_WAITED_OUT = (ErrorCode.HOST_DOWN, ErrorCode.DISK_FULL)
"""Failures that pass: the run goes on over there, or its result waits until there is room for it here."""


class RemoteWorker(QObject):
    """A `Worker` that has each run made by `transport`."""

    progressed = Signal(float)
    starting = Signal(bool)
    entered = Signal(object, float)
    ended = Signal(object, tuple)
    _told = Signal(object)

    def __init__(
        self,
        transport: Transport,
        job: Job,
        noted: Callable[[Job, RemoteRequest], RemoteRequest],
        parent: QObject | None = None,
    ) -> None:
        """`noted` is called with each request before its run is begun, on a thread of its own.

        What it returns is the request as it is made.
        """
        super().__init__(parent)
        self._transport = transport
        self._job = job
        self._noted = noted
        self._was_begun = bool(job.place)
        self.key = ""
        """Of the run that was begun last."""
        self.is_over = False
        """Whether nothing is left of that run over there."""
        self._call: Call | None = None
        self._is_detached = False
        self._kills = False
        self._parser = OutputParser()
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._phase: Phase | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def start(self, arguments: Sequence[str]) -> None:
        """Have the run made over there, or follow the one that is under way."""
        self._parser = OutputParser()
        self._lines.clear()
        self._enter(Phase.SENDING, 0.0)
        self._kills = False
        self.is_over = False
        self._call = Call(lambda: self._run(tuple(arguments)))
        self._call.returned.connect(self._on_returned)
        self._call.raised.connect(self._on_raised)
        self._call.start()

    def cancel(self) -> None:
        """End the run over there."""
        if self._call is not None:
            # What was cancelled before the program began to end is ended over there all the same.
            self._kills = self._kills or not self._is_detached
            self._call.cancel()

    def detach(self) -> None:
        """From now on `cancel` only looks away, and leaves the run to go on over there."""
        self._is_detached = True

    def set_suspended(self, suspended: bool) -> None:
        """What runs over there runs on."""

    def release(self) -> None:
        """There is no other use for it."""
        self.deleteLater()

    async def _run(self, arguments: tuple[str, ...]) -> ProcessOutcome:
        import asyncio

        request = await self._request(arguments)
        try:
            return await self._transport.run(request, Sparing(self._told.emit))
        except asyncio.CancelledError:
            if self._kills:
                await self._kill(request.key)
            raise

    async def _request(self, arguments: tuple[str, ...]) -> RemoteRequest:
        """The request, whose picture may take long to read; what may run of it is killed when cancelled."""
        import asyncio

        reading = asyncio.ensure_future(asyncio.to_thread(self._noted_request, arguments))
        try:
            return await asyncio.shield(reading)
        except asyncio.CancelledError:
            if self._kills and self._was_begun:
                with suppress(UpscaleError):
                    await self._kill((await reading).key)
            raise

    def _noted_request(self, arguments: tuple[str, ...]) -> RemoteRequest:
        request = request_for(self._job.id, arguments)
        self.key = request.key
        return self._noted(self._job, request)

    async def _kill(self, key: str) -> None:
        import asyncio

        try:
            await asyncio.wait_for(self._transport.kill(key), KILL_SECONDS)
            self.is_over = True
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
        self.is_over = True
        self._end(outcome)

    def _on_raised(self, error: Exception) -> None:
        self._end(ProcessOutcome(-1, raised=error))

    def _end(self, outcome: ProcessOutcome) -> None:
        self._call = None
        self._take(self._parser.close())
        self.ended.emit(outcome, tuple(self._lines))


class RemoteRunner(AttemptRunner):
    """A `base.Runner` for the host behind `transport`, which computes `gpus` pictures at a time.

    It takes as many more, whose pictures are sent and fetched meanwhile.
    """

    probed = Signal(object)
    """What `probe` found: a HostReport, or the Exception that kept it from asking."""
    untidy = Signal(object)
    """The Exception that kept `tidy` from ending what is not wanted; it is still to be ended."""
    _ended = Signal(str)

    def __init__(
        self, transport: Transport, engine: Engine, models: Path, gpus: int, parent: QObject | None = None
    ) -> None:
        """`engine` is the host's, whose program only its transport starts; `models` are those of here."""
        super().__init__(engine, models, 2 * gpus, parent)
        self._transport = transport
        self.place = ""
        """What the host is called where runs are noted."""
        self._workers: dict[str, RemoteWorker] = {}
        self._left: dict[str, str] = {}
        """The job of each key whose run may still go on over there, though nobody follows it."""
        self._unwanted: set[str] = set()
        """Those of these keys that are done elsewhere now, or not wanted any more."""
        self._is_tidying = False
        self._is_leaving = False
        self._ended.connect(self._forget, Qt.ConnectionType.QueuedConnection)

    @property
    @override
    def at_once(self) -> int:
        return self._slots // 2

    def set_paused(self, is_paused: bool) -> None:
        """What runs over there runs on; the queue starts nothing more."""

    def probe(self, trust: str = "") -> None:
        """Ask the host what it is; `probed` tells. First trust its key if `trust` is its fingerprint."""
        self._do(partial(self._probe, trust), self._on_probed)

    def take_up(self, runs: Iterable[LeftRun]) -> None:
        """Know of runs that were left over there before; `tidy` ends those that nobody waits for."""
        for run in runs:
            self._left[run.key] = run.job_id
            if not run.is_awaited:
                self._unwanted.add(run.key)

    def left(self) -> list[LeftRun]:
        """The runs that may still go on over there, though nobody follows them."""
        return [
            LeftRun(self.place, key, job_id, is_awaited=key not in self._unwanted)
            for key, job_id in self._left.items()
        ]

    def disown(self, job_id: str) -> None:
        """The job is not to be done here any more: `tidy` ends what may still run of it."""
        self._unwanted |= self._left_of(job_id)

    def tidy(self) -> None:
        """The host can be reached: end what nobody wants."""
        if self._unwanted and not self._is_tidying and not self._is_leaving:
            self._is_tidying = True
            self._do(partial(self._tidy, tuple(self._unwanted)), self._on_tidied)

    def leave(self) -> None:
        """From now on cancelling leaves what runs over there running: the program ends."""
        self._is_leaving = True
        for worker in self._workers.values():
            worker.detach()

    def close(self) -> None:
        """Let go of the connection of a runner that runs nothing and will not again."""
        self._do(self._transport.close, _log_unless_none)

    @override
    def shutdown(self) -> None:
        """Look away from everything and leave it running over there; returns when the line is closed."""
        self.leave()
        super().shutdown()
        loop = QEventLoop()
        self._do(self._transport.close, lambda _: loop.quit())
        loop.exec()

    @override
    def _worker(self, job: Job) -> Worker:
        # It goes on with what runs of it, which is then not to be ended.
        self._unwanted -= self._left_of(job.id)
        worker = self._workers[job.id] = RemoteWorker(self._transport, job, self._noted, self)
        return worker

    @override
    def _on_event(self, event: RunnerEvent) -> None:
        if isinstance(event, (Finished, Failed)):
            self._settle(event, self._workers.pop(event.job_id))
        super()._on_event(event)

    def _settle(self, event: Finished | Failed, worker: RemoteWorker) -> None:
        """Know what is left of a job whose attempt has ended; its run may be awaited."""
        if worker.is_over:
            self._forget(worker.key)
        if self._is_leaving:
            return
        unwanted = self._left_of(event.job_id)
        if worker.key and not worker.is_over:
            self._left[worker.key] = event.job_id
            if isinstance(event, Failed) and event.failure.code in _WAITED_OUT:
                unwanted.discard(worker.key)
            else:
                unwanted.add(worker.key)
        self._unwanted |= unwanted

    def _left_of(self, job_id: str) -> set[str]:
        return {key for key, owner in self._left.items() if owner == job_id}

    def _noted(self, job: Job, request: RemoteRequest) -> RemoteRequest:
        """The request of a run that is about to begin; where that is kept, so is what comes of its result."""
        if self._notary is None:
            return request
        part = part_of(job.target, self.place, request.key)
        self._notary.note_begun(job.id, self.place, request.key, part)
        return replace(request, kept_part=part)

    def _forget(self, key: str) -> None:
        """Nothing is left of a run."""
        self._left.pop(key, None)
        self._unwanted.discard(key)
        if self._notary is not None:
            self._notary.note_over(self.place, key)

    async def _tidy(self, keys: Iterable[str]) -> None:
        for key in keys:
            # Its job may have come back meanwhile.
            if key in self._unwanted:
                await self._transport.kill(key)
                self._ended.emit(key)

    def _on_tidied(self, outcome: object) -> None:
        self._is_tidying = False
        if isinstance(outcome, Exception):
            log.warning("a host could not be tidied: %s", outcome)
            self.untidy.emit(outcome)
        else:
            self.tidy()

    async def _probe(self, trust: str) -> HostReport:
        if trust and isinstance(self._transport, Trusting):
            await self._transport.trust(trust)
        return await self._transport.probe()

    def _on_probed(self, outcome: object) -> None:
        self.probed.emit(outcome)

    def _do(self, start: Callable[[], Coroutine[Any, Any, object]], then: Callable[[object], None]) -> None:
        """Have `then` called with what comes of it: the outcome, or the Exception."""
        call = Call(start)
        call.returned.connect(then)
        call.raised.connect(then)
        call.start()


def _log_unless_none(outcome: object) -> None:
    if isinstance(outcome, Exception):
        log.warning("a connection could not be closed: %s", outcome)
