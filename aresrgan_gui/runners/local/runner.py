"""Jobs on this machine: with our engine in sessions, with any other in a process each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.ladder import Rung
from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.attempts import AttemptRunner
from aresrgan_gui.runners.local.engines import LANES, Engine, our_engine

if TYPE_CHECKING:
    from aresrgan_gui.runners.attempt import Attempt
    from aresrgan_gui.runners.local.session import Session
    from aresrgan_gui.runners.worker import Worker


class LocalRunner(AttemptRunner):
    """A `base.Runner` that starts `engine` with the models in the folder `models`."""

    def __init__(self, engine: Engine, models: Path, slots: int = 0, parent: QObject | None = None) -> None:
        """`slots` 0 is for what keeps the engine busy."""
        super().__init__(engine, models, slots, parent)
        self._is_paused = False
        self._sessions: list[Session] = []
        self._used: set[Session] = set()
        """Those that take no further attempt."""

    @property
    @override
    def slots(self) -> int:
        """How many jobs may run at a time."""
        return self._slots or (LANES if self._engine.is_ours else 1)

    @property
    @override
    def at_once(self) -> int:
        """How many jobs the networks work on at a time; another is read or written meanwhile."""
        return self._slots or 1

    def set_engine(self, engine: Engine) -> None:
        """Work with another engine from the next attempt on."""
        self._engine = engine
        self._drop_sessions()

    def renew(self) -> None:
        """Begin the next attempt in a process that has made nothing yet."""
        self._used.update(self._sessions)
        self._drop_sessions()

    def set_paused(self, is_paused: bool) -> None:
        """Hold every attempt where it is, also those to come, or let them go on."""
        self._is_paused = is_paused
        for attempt in self._attempts.values():
            attempt.set_paused(is_paused)

    @override
    def _engine_for(self, job: Job) -> Engine:
        # The last try does without a graphics card, which others than ours cannot.
        return our_engine() if job.rung is Rung.PROCESSOR and not self._engine.is_ours else self._engine

    @override
    def _worker(self, job: Job) -> Worker:
        from aresrgan_gui.runners.worker import ProcessWorker

        engine = self._engine_for(job)
        if not engine.is_ours:
            return ProcessWorker(engine, self)
        fresh = (session for session in self._sessions if session not in self._used)
        fitting = (session for session in fresh if session.engine == engine)
        session = next((session for session in fitting if session.has_room), None)
        return (session or self._new_session(engine)).take()

    def _new_session(self, engine: Engine) -> Session:
        from aresrgan_gui.runners.local.session import Session

        session = Session(engine, self)
        session.stopped.connect(self._tell_idle)
        self._sessions.append(session)
        return session

    def _drop_sessions(self) -> None:
        """Let go of what is free, and used or running another engine."""
        for session in tuple(self._sessions):
            if session.is_free and (session in self._used or session.engine != self._engine):
                self._sessions.remove(session)
                self._used.discard(session)
                session.deleteLater()

    @override
    def _prepare(self, attempt: Attempt) -> None:
        attempt.set_paused(self._is_paused)

    @override
    def _end_workers(self) -> None:
        for session in self._sessions:
            session.kill()

    @override
    def _after_end(self) -> None:
        self._drop_sessions()

    @override
    def _is_busy(self) -> bool:
        return super()._is_busy() or any(session.is_running for session in self._sessions)
