"""One attempt at one job: prepare, run the engine, check, publish, clear away."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, output_error
from aresrgan_gui.core.fingerprint import fingerprint
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners import workplace
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.base import (
    Entered,
    Failed,
    Finished,
    Notary,
    Phase,
    Progress,
    RunnerEvent,
    Started,
)
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.children.watchdog import Watchdog
from aresrgan_gui.runners.local.adapter import Adapter, Run, detail_of
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.looking import Looker
from aresrgan_gui.runners.local.own import OwnAdapter
from aresrgan_gui.runners.local.upstream import UpstreamAdapter
from aresrgan_gui.runners.stopwatch import Stopwatch
from aresrgan_gui.runners.worker import Worker

log = logging.getLogger(__name__)


class Attempt(QObject):
    """Goes its way once; whatever takes long is done away from this object's thread."""

    happened = Signal(object)
    """A RunnerEvent; nothing is left to do, to run or to remove after the terminal one."""

    def __init__(
        self,
        engine: Engine,
        worker: Worker,
        models: Path,
        job: Job,
        number: int,
        *,
        notary: Notary | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._models = models
        self._job = job
        self._number = number
        self._notary = notary
        self._is_cancelled = False
        self._is_paused = False
        self._is_held = False
        self._work: Path | None = None
        self._adapter: Adapter
        self._runs: deque[Run] = deque()
        self._weight_done = 0.0
        self._fraction = 0.0
        self._stopwatch = Stopwatch()
        self._last: RunnerEvent
        self._is_hung = False
        self._is_closed = False
        self._watchdog = Watchdog(self)
        self._watchdog.barked.connect(self._on_barked)
        self._looker = None if engine.is_ours else Looker(parent=self)
        """Decodes what another engine is given and what it makes."""
        self._worker = worker
        worker.progressed.connect(self._tell_progress)
        worker.starting.connect(self._on_starting)
        worker.entered.connect(self._on_entered)
        worker.ended.connect(self._on_ended)

    def begin(self) -> None:
        """Take the first step."""
        self.happened.emit(Started(self._job.id, self._number))
        self._do(self._prepare, self._on_prepared)

    def cancel(self) -> None:
        """Take no further step; a result that is being published stays."""
        self._is_cancelled = True
        self._worker.cancel()
        if self._looker is not None:
            self._looker.stop()
        self._go_on()

    def set_paused(self, is_paused: bool) -> None:
        """Hold the engine where it is, or let it go on; the time between does not count."""
        self._is_paused = is_paused
        if is_paused:
            self._stopwatch.hold("pause")
            self._watchdog.hold("pause")
        else:
            self._stopwatch.release("pause")
            self._watchdog.release("pause")
        self._worker.set_suspended(is_paused)
        if not is_paused:
            self._go_on()

    def _prepare(self) -> list[Run]:
        self._refuse_cancelled()
        workplace.check_source(self._job)
        work = workplace.new_work_folder(self._job.target)
        if self._notary is not None:
            self._notary.note_work(self._job.id, self._number, work)
        workplace.make_work_folder(work, self._job.target)
        self._work = work
        self._adapter = self._new_adapter(work)
        return self._adapter.prepare()

    def _new_adapter(self, work: Path) -> Adapter:
        if self._looker is None:
            return OwnAdapter(self._engine, self._models, self._job, work)
        return UpstreamAdapter(self._engine, self._models, self._job, work, self._looker.answer)

    def _on_prepared(self, runs: list[Run]) -> None:
        self._runs.extend(runs)
        self._run_next()

    def _run_next(self) -> None:
        if self._is_cancelled or not self._runs:
            self._do(self._conclude, self._on_concluded)
            return
        if self._is_paused:
            self._is_held = True
            return
        self._watchdog.watch()
        self._worker.start(self._runs[0].arguments)

    def _go_on(self) -> None:
        """Take the step that was due while paused."""
        if self._is_held:
            self._is_held = False
            self._run_next()

    def _on_starting(self, is_starting: bool) -> None:
        if self._is_closed:
            return
        if is_starting:
            self._stopwatch.hold("start")
        else:
            self._stopwatch.release("start")

    def _on_entered(self, phase: Phase, fraction: float) -> None:
        """Neither the way to another machine nor another job's turn is the engine's time."""
        if self._is_closed:
            return
        if phase is Phase.WORKING:
            self._stopwatch.release("way")
            self._watchdog.release("way")
        else:
            self._stopwatch.hold("way")
            self._watchdog.hold("way")
        self.happened.emit(Entered(self._job.id, self._number, phase, fraction))

    def _tell_progress(self, fraction_of_run: float) -> None:
        if self._is_closed:
            return
        fraction = min(self._weight_done + self._runs[0].weight * fraction_of_run, 1.0)
        if fraction > self._fraction:
            self._watchdog.progressed()
            self._fraction = fraction
            self.happened.emit(Progress(self._job.id, self._number, fraction))

    def _on_ended(self, outcome: ProcessOutcome, lines: tuple[str, ...]) -> None:
        if self._is_closed:
            return
        self._watchdog.stop()
        if self._is_cancelled:
            self._run_next()
        elif outcome.raised is not None:
            self._on_raised(outcome.raised)
        elif self._is_hung:
            self._on_raised(UpscaleError(ErrorCode.ENGINE_HUNG, self._job.source, detail_of(lines)))
        else:
            check = partial(self._adapter.after_run, self._runs[0], outcome, lines)
            self._do(check, self._on_checked)

    def _on_barked(self) -> None:
        self._is_hung = True
        self._worker.cancel()

    def _on_checked(self, _: object) -> None:
        self._tell_progress(1.0)
        self._weight_done += self._runs.popleft().weight
        self._run_next()

    def _conclude(self) -> Path:
        self._refuse_cancelled()
        part = self._adapter.result()
        self._refuse_cancelled()
        if self._notary is None:
            return workplace.publish_result(part, self._job, lambda _target: None)
        made = fingerprint(part)
        note = partial(self._notary.note_publishing, self._job.id, self._number, made=made)
        return workplace.publish_result(part, self._job, note)

    def _on_concluded(self, output: Path) -> None:
        self._close(Finished(self._job.id, self._number, output, self._stopwatch.seconds))

    def _on_raised(self, error: Exception) -> None:
        failure = _failure(error, self._job)
        if self._is_cancelled:
            failure = Failure(ErrorCode.CANCELLED, self._job.source)
        self._close(Failed(self._job.id, self._number, failure))

    def _close(self, last: RunnerEvent) -> None:
        self._last = last
        # The worker's signals are no longer heard, but not disconnected: while PySide does that, Python may
        # collect garbage, and Qt waits for its own lock for ever when a QObject is among it.
        self._is_closed = True
        self._worker.release()
        if self._looker is not None:
            self._looker.stop()
        self._do(self._clear_away, self._on_cleared)

    def _clear_away(self) -> None:
        if self._work is not None:
            workplace.remove_work_folder(self._work)

    def _on_cleared(self, _: object) -> None:
        self.happened.emit(self._last)

    def _refuse_cancelled(self) -> None:
        if self._is_cancelled:
            raise UpscaleError(ErrorCode.CANCELLED, self._job.source)

    def _do(self, call: Callable[[], object], then: Callable[[Any], None]) -> None:
        task = Task(call, Priority.JOBS)
        task.returned.connect(then)
        task.raised.connect(self._on_raised)
        task.start()


def _failure(error: Exception, job: Job) -> Failure:
    if isinstance(error, UpscaleError):
        return error.failure
    if isinstance(error, OSError):
        return output_error(error, job.target).failure
    if isinstance(error, MemoryError):
        return Failure(ErrorCode.OUT_OF_MEMORY, job.source, "not enough memory")
    log.error("unexpected failure of %s", job.source, exc_info=error)
    return Failure(ErrorCode.INTERNAL, job.source, repr(error))
