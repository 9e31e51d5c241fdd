"""Our engine kept warm: one process makes one picture after another.

What it is asked and what it answers stands in `aresrgan_gui.engine.session`.
"""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.errors import EXIT_CODES, EXIT_OK, ErrorCode
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.process import ChildProcess, ProcessOutcome
from aresrgan_gui.runners.progress import OutputParser
from aresrgan_gui.runners.worker import KEPT_LINES

log = logging.getLogger(__name__)

IDLE_MS = 60_000
"""How long an engine with nothing to do is kept, with its memory and the graphics card's."""

PATIENCE_MS = 5_000
"""How long an engine may take to give a picture up, or to end; then it is killed."""

MAX_LINE_BYTES = 1_000_000


class Session(QObject):
    """A `Worker` whose process outlives the run; it is started when there is something to do.

    A picture's end is told as the one-shot program's: as an exit code.
    """

    progressed = Signal(float)
    starting = Signal(bool)
    entered = Signal(object, float)
    ended = Signal(object, tuple)
    stopped = Signal()
    """The process has ended, for whatever reason."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self.is_free = True
        """Whether no attempt has taken it."""
        self._numbers = 0
        self._arguments: tuple[str, ...] | None = None
        """Of the run that has not ended."""
        self._is_cancelled = False
        self._is_suspended = False
        self._is_leaving = False
        """Whether the process is about to end and takes no more requests."""
        self._rest = b""
        self._parser = OutputParser()
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._process = ChildProcess(self, steps_back=True, converses=True)
        self._process.output.connect(self._on_output)
        self._process.errors.connect(self._on_errors)
        self._process.ended.connect(self._on_process_ended)
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._leave)
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._process.kill)

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process.is_running

    def take(self) -> None:
        """Keep it for an attempt."""
        self.is_free = False
        self._idle.stop()

    def start(self, arguments: Sequence[str]) -> None:
        """Ask for a picture, of a new process where there is none that takes requests."""
        self._numbers += 1
        self._arguments = tuple(arguments)
        self._is_cancelled = False
        self._lines.clear()
        if self._process.is_running:
            if not self._is_leaving:
                self._ask()
        else:
            self._start_process()

    def cancel(self) -> None:
        """Have the picture given up between two tiles; what is held or does not answer is killed."""
        if self._arguments is None or self._is_cancelled:
            return
        self._is_cancelled = True
        if self._is_suspended or self._is_leaving:
            self._process.kill()
        else:
            self._send({"cancel": str(self._numbers)})
            self._patience.start()

    def set_suspended(self, suspended: bool) -> None:
        """Hold the process, also one that is started meanwhile, or let it go on."""
        self._is_suspended = suspended
        self._process.set_suspended(suspended)

    def release(self) -> None:
        """Wait for the next attempt, for a while."""
        self.set_suspended(False)
        self.is_free = True
        if self._process.is_running:
            self._idle.start()

    def kill(self) -> None:
        """End the process at once; `stopped` says when it is gone."""
        self._process.kill()

    def _start_process(self) -> None:
        self._is_leaving = False
        self._rest = b""
        self._parser = OutputParser()
        self.starting.emit(True)
        self._process.start(self.engine.program, [*self.engine.arguments, "--session"])
        self._ask()

    def _ask(self) -> None:
        self._send({"id": str(self._numbers), "arguments": self._arguments})

    def _send(self, request: dict[str, object]) -> None:
        self._process.write(json.dumps(request).encode("ascii") + b"\n")

    def _leave(self) -> None:
        """Let the process end by itself."""
        self._is_leaving = True
        self._process.close_input()
        self._patience.start()

    def _on_output(self, chunk: bytes) -> None:
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest if len(rest) <= MAX_LINE_BYTES else b""
        for line in lines:
            try:
                self._on_event(json.loads(line))
            except (ValueError, TypeError, LookupError, RecursionError):
                log.warning("not an event: %.200r", line)

    def _on_errors(self, chunk: bytes) -> None:
        self._lines += [entry for entry in self._parser.feed(chunk) if isinstance(entry, str)]

    def _on_event(self, event: dict[str, Any]) -> None:
        """Raises ValueError, TypeError or LookupError for what is no event."""
        kind = event["event"]
        if kind == "ready":
            self.starting.emit(False)
        elif kind == "ending":
            self._is_leaving = True
            self._patience.start()
        elif kind == "refused":
            log.error("the engine refused a request: %s", event["detail"])
        elif self._arguments is not None and event["id"] == str(self._numbers):
            if kind == "progress":
                self.progressed.emit(float(event["fraction"]))
            elif kind == "done":
                self._end_run(ProcessOutcome(EXIT_OK))
            elif kind == "failed":
                status = EXIT_CODES[ErrorCode(event["code"])]
                self._lines.append(": ".join(filter(None, (event["path"], event["detail"]))))
                self._end_run(ProcessOutcome(status, cancelled=self._is_cancelled))

    def _on_process_ended(self, outcome: ProcessOutcome) -> None:
        self._patience.stop()
        self._idle.stop()
        self._lines += [entry for entry in self._parser.close() if isinstance(entry, str)]
        if self._arguments is not None:
            if self._is_leaving and not self._is_cancelled:
                self._start_process()
                return
            self._end_run(replace(outcome, broke_off=True))
        self.stopped.emit()

    def _end_run(self, outcome: ProcessOutcome) -> None:
        self._arguments = None
        if not self._is_leaving:
            self._patience.stop()
        self.ended.emit(outcome, tuple(self._lines))
