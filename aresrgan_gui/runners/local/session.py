"""Our own engine kept warm: one process makes one picture after another.

What it is asked and what it answers stands in `aresrgan_gui.engine.session`. It is given two pictures at a
time, for it finishes one and makes another ready while its networks work; each has a lane of its own.
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
from aresrgan_gui.runners.base import Phase
from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome
from aresrgan_gui.runners.local.engines import LANES, Engine
from aresrgan_gui.runners.local.progress import KEPT_LINES, OutputParser

log = logging.getLogger(__name__)


IDLE_MS = 60_000
"""How long an engine with nothing to do is kept, with its memory and the graphics card's."""

PATIENCE_MS = 5_000
"""How long an engine may take to give a picture up, or to end; then it is killed."""

MAX_LINE_BYTES = 1_000_000


class Lane(QObject):
    """A `Worker` whose process outlives the run, and serves another lane beside this one.

    A picture's end is told as the one-shot program's: as an exit code.
    """

    progressed = Signal(float)
    starting = Signal(bool)
    entered = Signal(object, float)
    ended = Signal(object, tuple)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.name = ""
        """Of the request that the process has; empty before."""
        self.arguments: tuple[str, ...] | None = None
        """Of the run that has not ended."""
        self.has_begun = False
        """Whether the engine's networks have worked on it."""
        self.is_cancelled = False
        self.is_suspended = False
        self._is_waiting = False
        self._session = session

    @property
    def is_busy(self) -> bool:
        """Whether a run has not ended."""
        return self.arguments is not None

    def start(self, arguments: Sequence[str]) -> None:
        """Ask for a picture, of a new process where there is none that takes requests."""
        self.arguments = tuple(arguments)
        self.name = ""
        self.has_begun = False
        self.is_cancelled = False
        self._session.ask(self)

    def cancel(self) -> None:
        """Have the picture given up between two tiles; what is held or does not answer is killed."""
        if self.is_busy and not self.is_cancelled:
            self.is_cancelled = True
            self._session.give_up(self)

    def set_suspended(self, suspended: bool) -> None:
        """Hold the process, also one that is started meanwhile, or let it go on."""
        self.is_suspended = suspended
        self._session.suspend_or_resume()

    def release(self) -> None:
        """Leave the place to the next attempt."""
        self._session.part_with(self)

    def set_waiting(self, is_waiting: bool) -> None:
        """Tell whether another picture has the engine's networks."""
        if is_waiting != self._is_waiting:
            self._is_waiting = is_waiting
            self.entered.emit(Phase.QUEUED if is_waiting else Phase.WORKING, 0.0)

    def end(self, outcome: ProcessOutcome, lines: tuple[str, ...]) -> None:
        """Tell that the run has ended."""
        self.arguments = None
        self.set_waiting(False)
        self.ended.emit(outcome, lines)


class Session(QObject):
    """The process and its lanes; it is started when there is something to do."""

    stopped = Signal()
    """The process has ended, for whatever reason."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self._lanes: list[Lane] = []
        self._suspects: list[Lane] = []
        """One of their runs has ended a process, and nobody knows which: each is made alone."""
        self._numbers = 0
        self._is_starting = False
        self._is_leaving = False
        """Whether the process is about to end and begins nothing more."""
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

    @property
    def is_free(self) -> bool:
        """Whether no attempt has a lane."""
        return not self._lanes

    @property
    def has_room(self) -> bool:
        """Whether another attempt can have a lane."""
        return len(self._lanes) < LANES

    def take(self) -> Lane:
        """A lane for an attempt."""
        self._idle.stop()
        lane = Lane(self)
        self._lanes.append(lane)
        return lane

    def ask(self, lane: Lane) -> None:
        """Ask the process for a lane's picture as soon as there is one that takes requests."""
        if not any(other.is_busy for other in self._lanes if other is not lane):
            self._lines.clear()
        if not self._process.is_running:
            self._start_process()
            return
        if self._is_starting:
            lane.starting.emit(True)
        self._send_requests()
        self._tell_who_waits()

    def give_up(self, lane: Lane) -> None:
        """End a lane's picture soon."""
        if any(each.is_suspended for each in self._lanes):
            self._process.kill()
        elif not lane.name or (self._is_leaving and not lane.has_begun):
            self._end_run(lane, ProcessOutcome(EXIT_CODES[ErrorCode.CANCELLED], cancelled=True))
        else:
            self._send({"cancel": lane.name})
            self._be_patient()

    def suspend_or_resume(self) -> None:
        """Hold the process while any lane wants that."""
        self._process.set_suspended(any(lane.is_suspended for lane in self._lanes))

    def part_with(self, lane: Lane) -> None:
        """A lane's attempt has ended; wait for the next one, for a while."""
        self._lanes.remove(lane)
        self.suspend_or_resume()
        if self.is_free and self._process.is_running:
            self._idle.start()
        lane.deleteLater()

    def kill(self) -> None:
        """End the process at once; `stopped` says when it is gone."""
        self._process.kill()

    def _busy(self) -> list[Lane]:
        return [lane for lane in self._lanes if lane.is_busy]

    def _start_process(self) -> None:
        self._is_leaving = False
        self._rest = b""
        self._parser = OutputParser()
        self._set_starting(True)
        self._process.start(self.engine.program, [*self.engine.arguments, "--session"])
        self._send_requests()
        self._tell_who_waits()

    def _set_starting(self, is_starting: bool) -> None:
        self._is_starting = is_starting
        for lane in self._busy():
            lane.starting.emit(is_starting)

    def _send_requests(self) -> None:
        """Ask for what the process has not been asked for, as far as it may have it now."""
        if self._is_leaving:
            return
        busy = self._busy()
        for lane in [lane for lane in busy if lane in self._suspects][:1] or busy:
            if not lane.name:
                self._numbers += 1
                lane.name = str(self._numbers)
                self._send({"id": lane.name, "arguments": lane.arguments})

    def _send(self, request: dict[str, object]) -> None:
        self._process.write(json.dumps(request).encode("ascii") + b"\n")

    def _leave(self) -> None:
        """Let the process end by itself."""
        self._is_leaving = True
        self._process.close_input()
        self._be_patient()

    def _be_patient(self) -> None:
        """See to it that what is given up ends, and the process that leaves.

        A picture that waits for its turn is not worth the one that has it: it ends when it can.
        """
        begun = [lane for lane in self._busy() if lane.has_begun]
        has_to_end = any(lane.is_cancelled for lane in begun or self._busy())
        if has_to_end or (self._is_leaving and not begun):
            if not self._patience.isActive():
                self._patience.start()
        else:
            self._patience.stop()

    def _tell_who_waits(self) -> None:
        busy = self._busy()
        has_begun = any(lane.has_begun for lane in busy)
        for lane in busy:
            lane.set_waiting((has_begun or not lane.name) and not lane.has_begun)

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
            self._set_starting(False)
        elif kind == "ending":
            self._is_leaving = True
            self._be_patient()
        elif kind == "refused":
            log.error("the engine refused a request: %s", event["detail"])
        else:
            for lane in self._busy():
                if lane.name == event["id"]:
                    self._on_event_of(lane, kind, event)

    def _on_event_of(self, lane: Lane, kind: str, event: dict[str, Any]) -> None:
        if kind == "progress":
            if not lane.has_begun:
                lane.has_begun = True
                self._tell_who_waits()
            lane.progressed.emit(float(event["fraction"]))
        elif kind == "done":
            self._end_run(lane, ProcessOutcome(EXIT_OK))
        elif kind == "failed":
            status = EXIT_CODES[ErrorCode(event["code"])]
            detail = ": ".join(filter(None, (event["path"], event["detail"])))
            self._end_run(lane, ProcessOutcome(status, cancelled=lane.is_cancelled), detail)

    def _on_process_ended(self, outcome: ProcessOutcome) -> None:
        self._patience.stop()
        self._idle.stop()
        self._is_starting = False
        self._lines += [entry for entry in self._parser.close() if isinstance(entry, str)]
        lost = self._lost(outcome)
        for lane in self._busy():
            if lane not in lost:
                lane.has_begun = False
                lane.name = ""
        for lane in lost:
            self._end_run(lane, replace(outcome, broke_off=True))
        if not self._busy():
            self.stopped.emit()
        elif not self._process.is_running:
            self._start_process()

    def _lost(self, outcome: ProcessOutcome) -> list[Lane]:
        """Whose run ended with the process; another process makes what only stood beside it.

        Where that cannot be told, nobody's: those under suspicion are made alone from then on.
        """
        busy = self._busy()
        if outcome.failed_to_start:
            return busy
        cancelled = [lane for lane in busy if lane.is_cancelled]
        if outcome.cancelled:
            return cancelled
        begun = [lane for lane in busy if lane.has_begun]
        asked = [lane for lane in busy if lane.name]
        suspects = [lane for lane in (begun if begun or self._is_leaving else asked) if not lane.is_cancelled]
        if len(suspects) > 1:
            self._suspects = suspects
            return cancelled
        return [*cancelled, *suspects]

    def _end_run(self, lane: Lane, outcome: ProcessOutcome, *details: str) -> None:
        if lane in self._suspects:
            self._suspects.remove(lane)
        lane.end(outcome, (*self._lines, *details))
        if self._process.is_running:
            self._send_requests()
            self._be_patient()
        self._tell_who_waits()
