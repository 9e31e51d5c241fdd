"""Jobs on this machine: with our engine in sessions, with any other in a process each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.ladder import Rung
from aresrgan_gui.runners.attempt import Attempt
from aresrgan_gui.runners.base import Failed, Finished, Notary, RunnerEvent
from aresrgan_gui.runners.engines import Engine, our_engine
from aresrgan_gui.runners.session import Session
from aresrgan_gui.runners.worker import ProcessWorker, Worker


class LocalRunner(QObject):
    """A `base.Runner` that starts `engine` with the models in the folder `models`."""

    happened = Signal(object)
    """A RunnerEvent."""
    _idle = Signal()

    def __init__(self, engine: Engine, models: Path, slots: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._models = models
        self._slots = slots
        self._is_paused = False
        self._notary: Notary | None = None
        self._attempts: dict[str, Attempt] = {}
        self._sessions: list[Session] = []

    @property
    def slots(self) -> int:
        """How many jobs may run at a time."""
        return self._slots

    def start(self, job: Job, attempt: int) -> None:
        """Begin; every outcome comes as an event after this call returned."""
        engine = self._engine
        if job.rung is Rung.PROCESSOR and not engine.is_ours:
            # The last try does without a graphics card, which others than ours cannot.
            engine = our_engine()
        worker = self._worker(engine)
        going = Attempt(engine, worker, self._models, job, attempt, notary=self._notary, parent=self)
        going.happened.connect(self._on_event)
        going.set_paused(self._is_paused)
        self._attempts[job.id] = going
        QTimer.singleShot(0, going, going.begin)

    def cancel(self, job_id: str) -> None:
        """End the job's attempt soon; a job that is not running is left alone."""
        if job_id in self._attempts:
            self._attempts[job_id].cancel()

    def set_notary(self, notary: Notary | None) -> None:
        """Tell `notary`, from the next attempt on, what attempts are about to leave on disk."""
        self._notary = notary

    def set_engine(self, engine: Engine) -> None:
        """Work with another engine from the next attempt on."""
        self._engine = engine
        self._drop_sessions()

    def set_paused(self, is_paused: bool) -> None:
        """Hold every attempt where it is, also those to come, or let them go on."""
        self._is_paused = is_paused
        for attempt in self._attempts.values():
            attempt.set_paused(is_paused)

    def shutdown(self) -> None:
        """Cancel everything; returns when every child and every work folder is gone."""
        for attempt in tuple(self._attempts.values()):
            attempt.cancel()
        for session in self._sessions:
            session.kill()
        if self._is_busy():
            loop = QEventLoop()
            self._idle.connect(loop.quit)
            loop.exec()

    def _worker(self, engine: Engine) -> Worker:
        if not engine.is_ours:
            return ProcessWorker(engine, self)
        fitting = (session for session in self._sessions if session.engine == engine)
        session = next((session for session in fitting if session.is_free), None) or self._new_session(engine)
        session.take()
        return session

    def _new_session(self, engine: Engine) -> Session:
        session = Session(engine, self)
        session.stopped.connect(self._tell_idle)
        self._sessions.append(session)
        return session

    def _drop_sessions(self) -> None:
        """Let go of what is free and runs another engine."""
        for session in tuple(self._sessions):
            if session.is_free and session.engine != self._engine:
                self._sessions.remove(session)
                session.deleteLater()

    def _is_busy(self) -> bool:
        return bool(self._attempts) or any(session.is_running for session in self._sessions)

    def _on_event(self, event: RunnerEvent) -> None:
        if isinstance(event, (Finished, Failed)):
            self._attempts.pop(event.job_id).deleteLater()
            self._drop_sessions()
        self.happened.emit(event)
        self._tell_idle()

    def _tell_idle(self) -> None:
        if not self._is_busy():
            self._idle.emit()
