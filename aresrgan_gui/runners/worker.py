"""What carries out the runs of an attempt: a process for each, or a session that lasts."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from aresrgan_gui.runners.children.leash import leashed
from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.progress import KEPT_LINES, OutputParser


class Worker(Protocol):
    """Carries out one run of an engine at a time, for one attempt until it is released."""

    @property
    def progressed(self) -> SignalInstance:
        """How much of the run is done, a float from 0.0 to 1.0."""

    @property
    def starting(self) -> SignalInstance:
        """True when an engine is being started that will serve other jobs as well, False when it is ready."""

    @property
    def entered(self) -> SignalInstance:
        """A Phase and how much of it is done, from 0.0 to 1.0; never from what has an engine for itself."""

    @property
    def ended(self) -> SignalInstance:
        """A ProcessOutcome and the engine's last lines as a tuple of str, exactly once for each `start`."""

    def start(self, arguments: Sequence[str]) -> None:
        """Run the engine with `arguments` after its leading ones."""

    def cancel(self) -> None:
        """End the run soon, if there is one."""

    def set_suspended(self, suspended: bool) -> None:
        """Hold the engine where it is, also one that is started meanwhile, or let it go on."""

    def release(self) -> None:
        """Nothing more is wanted of it by this attempt."""


class ProcessWorker(QObject):
    """A `Worker` that starts a process for each run."""

    progressed = Signal(float)
    starting = Signal(bool)
    """Never sent: to such an engine, its start belongs to every job."""
    entered = Signal(object, float)
    ended = Signal(object, tuple)

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._parser = OutputParser()
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._process = ChildProcess(self, steps_back=True)
        self._process.output.connect(self._on_output)
        self._process.ended.connect(self._on_ended)

    def start(self, arguments: Sequence[str]) -> None:
        """Start the process."""
        self._parser = OutputParser()
        self._lines.clear()
        self._process.start(*leashed(self._engine.program, [*self._engine.arguments, *arguments]))

    def cancel(self) -> None:
        """Kill the process."""
        self._process.kill()

    def set_suspended(self, suspended: bool) -> None:
        """Hold the process, or let it go on."""
        self._process.set_suspended(suspended)

    def release(self) -> None:
        """There is no other use for it."""
        self.deleteLater()

    def _on_output(self, chunk: bytes) -> None:
        self._take(self._parser.feed(chunk))

    def _take(self, entries: list[float | str]) -> None:
        for entry in entries:
            if isinstance(entry, float):
                self.progressed.emit(entry / 100.0)
            else:
                self._lines.append(entry)

    def _on_ended(self, outcome: ProcessOutcome) -> None:
        self._take(self._parser.close())
        self.ended.emit(outcome, tuple(self._lines))
