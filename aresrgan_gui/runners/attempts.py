"""Running attempts side by side: what every place has in common."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Failed, Finished, Notary, RunnerEvent
from aresrgan_gui.runners.local.engines import Engine

if TYPE_CHECKING:
    from aresrgan_gui.runners.attempt import Attempt
    from aresrgan_gui.runners.worker import Worker


class AttemptRunner(QObject):
    """A `base.Runner` whose attempts have `engine`, behind the workers that a subclass makes."""

    happened = Signal(object)
    """A RunnerEvent."""
    _idle = Signal()

    def __init__(self, engine: Engine, models: Path, slots: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._models = models
        self._slots = slots
        self._notary: Notary | None = None
        self._attempts: dict[str, Attempt] = {}

    @property
    def slots(self) -> int:
        """How many jobs may run at a time."""
        return self._slots

    @property
    def at_once(self) -> int:
        """How many of them are computed at a time."""
        return self._slots

    def has_room(self, job: Job) -> bool:  # noqa: ARG002 - one place is as good as itself
        """One job is like another."""
        return True

    def start(self, job: Job, attempt: int) -> None:
        """Begin; every outcome comes as an event after this call returned."""
        # All that it takes to run an engine is loaded with the first attempt.
        from aresrgan_gui.runners.attempt import Attempt

        engine, worker = self._engine_for(job), self._worker(job)
        going = Attempt(engine, worker, self._models, job, attempt, notary=self._notary, parent=self)
        going.happened.connect(self._on_event)
        self._prepare(going)
        self._attempts[job.id] = going
        QTimer.singleShot(0, going, going.begin)

    def cancel(self, job_id: str) -> None:
        """End the job's attempt soon; a job that is not running is left alone."""
        if job_id in self._attempts:
            self._attempts[job_id].cancel()

    def set_notary(self, notary: Notary | None) -> None:
        """Tell `notary`, from the next attempt on, what attempts are about to leave on disk."""
        self._notary = notary

    def shutdown(self) -> None:
        """Cancel everything; returns when nothing runs here any more and every work folder is gone."""
        for attempt in tuple(self._attempts.values()):
            attempt.cancel()
        self._end_workers()
        if self._is_busy():
            loop = QEventLoop()
            self._idle.connect(loop.quit)
            loop.exec()

    def _engine_for(self, job: Job) -> Engine:  # noqa: ARG002 - a place may choose by the job
        """What an attempt at `job` is made with."""
        return self._engine

    @abstractmethod
    def _worker(self, job: Job) -> Worker:
        """A worker for an attempt at `job`."""

    def _prepare(self, attempt: Attempt) -> None:
        """Do what an attempt needs that is about to begin."""

    def _end_workers(self) -> None:
        """At shutdown, when every attempt has been told to end."""

    def _after_end(self) -> None:
        """After the end of an attempt."""

    def _is_busy(self) -> bool:
        return bool(self._attempts)

    def _on_event(self, event: RunnerEvent) -> None:
        if isinstance(event, (Finished, Failed)):
            self._attempts.pop(event.job_id).deleteLater()
            self._after_end()
        self.happened.emit(event)
        self._tell_idle()

    def _tell_idle(self) -> None:
        if not self._is_busy():
            self._idle.emit()
