"""The engine of a worker process, lent to the coroutines of Dask's thread, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.session import Session
from aresrgan_gui.runners.worker import ProcessWorker, Worker

Heard = tuple[ProcessOutcome, tuple[str, ...]]
"""How a run ended, and the engine's last lines."""


class Bench(QObject):
    """Lives in Qt's thread. Our engine stays warm from one run to the next, any other is started for each."""

    _asked = Signal(list)
    _given_up = Signal()

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._session = Session(engine, self) if engine.is_ours else None
        self._worker: Worker | None = None
        self._asked.connect(self._start)
        self._given_up.connect(self._cancel)
        self._loop: asyncio.AbstractEventLoop
        self._ending: asyncio.Future[Heard]
        self._tell: Callable[[float], None]

    async def run(self, arguments: Sequence[str], tell: Callable[[float], None]) -> Heard:
        """Run the engine; `tell` is called with fractions, in the coroutine's thread.

        Cancelling this does not end the engine, `cancel` does.
        """
        self._loop = asyncio.get_running_loop()
        self._ending = self._loop.create_future()
        self._tell = tell
        self._asked.emit(list(arguments))
        return await asyncio.shield(self._ending)

    def cancel(self) -> None:
        """End the run soon, from any thread."""
        self._given_up.emit()

    def _start(self, arguments: list[str]) -> None:
        self._worker = self._next_worker()
        self._worker.start(arguments)

    def _next_worker(self) -> Worker:
        worker = ProcessWorker(self._engine, self) if self._session is None else self._session.take()
        worker.progressed.connect(self._on_progressed)
        worker.ended.connect(self._on_ended)
        return worker

    def _cancel(self) -> None:
        if self._worker is not None:
            self._worker.cancel()

    def _on_progressed(self, fraction: float) -> None:
        self._loop.call_soon_threadsafe(self._tell, fraction)

    def _on_ended(self, outcome: ProcessOutcome, lines: tuple[str, ...]) -> None:
        if self._worker is not None:
            self._worker.release()
            self._worker = None
        self._loop.call_soon_threadsafe(self._ending.set_result, (outcome, lines))
