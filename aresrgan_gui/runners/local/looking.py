"""Our engine as the eyes of this program, which decodes nothing itself that somebody else made.

What it can be asked for stands in `aresrgan_gui.engine.looking`. A picture on which it crashes or hangs costs
one answer: the next is had from a new process.
"""

from __future__ import annotations

import json
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.runners.local.engines import Engine, our_engine
from aresrgan_gui.runners.local.progress import KEPT_LINES, OutputParser

if TYPE_CHECKING:
    from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome

log = logging.getLogger(__name__)

SECONDS = 120.0
"""For a picture to be shown: the largest one that is decoded whole, on a slow machine that is busy."""

LONG_SECONDS = 1800.0
"""For going through what may be of any size."""

IDLE_MS = 20_000
"""How long a process with nothing to do is kept."""

BEGIN_MS = 150
"""After the first question: who asks while painting has painted before a process wants the processor."""

PATIENCE_MS = 5_000
"""How long a process may take to end by itself."""

MAX_LINE_BYTES = 1_000_000

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class _Look:
    """One thing to do; `then` is told how it ended."""

    request: Mapping[str, object]
    seconds: float
    then: Callable[[Answer | Failure], None]

    @property
    def path(self) -> Path | None:
        """The picture that is to be decoded."""
        named = [self.request[name] for name in ("path", "picture", "source") if name in self.request]
        return Path(str(named[0])) if named else None


class Looker(QObject):
    """Has one thing done after another, in a process that lasts while there is something to do.

    What was asked for last goes first: it is what somebody looks at now.
    """

    _asked = Signal(object)

    def __init__(self, engine: Engine | None = None, parent: QObject | None = None) -> None:
        """`engine` None is the one that the program brings; no other can look."""
        super().__init__(parent)
        self._engine = engine or our_engine()
        self._waiting: list[_Look] = []
        self._current: _Look | None = None
        self._is_hung = False
        self._is_leaving = False
        """Whether the process is about to end and takes nothing more."""
        self._is_stopped = False
        self._rest = b""
        self._parser = OutputParser()
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._process: ChildProcess | None = None
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._leave)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._on_patience)
        self._begin = QTimer(self, interval=BEGIN_MS, singleShot=True)
        self._begin.timeout.connect(self._go_on)
        self._asked.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def pid(self) -> int:
        """The number of the process; 0 where there is none."""
        return self._process.pid if self._process is not None else 0

    def ask(
        self,
        what: str,
        then: Callable[[Answer | Failure], None],
        values: Mapping[str, object],
        seconds: float = SECONDS,
    ) -> None:
        """Have `then` told the answer, or why there is none: once, unless this object is gone before.

        What has not ended after `seconds` at work is ended.
        """
        self._take(_Look({"do": what, **values}, seconds, then))

    def answer(self, what: str, values: Mapping[str, object]) -> Answer:
        """Wait for the answer, in another thread than this object's. Raises UpscaleError."""
        outcomes: SimpleQueue[Answer | Failure] = SimpleQueue()
        self._asked.emit(_Look({"do": what, **values}, LONG_SECONDS, outcomes.put))
        outcome = outcomes.get()
        if isinstance(outcome, Failure):
            raise UpscaleError(outcome.code, outcome.path, outcome.detail)
        return outcome

    def stop(self) -> None:
        """Do nothing any more; whoever waits is told so."""
        self._is_stopped = True
        self._begin.stop()
        self._idle.stop()
        self._patience.stop()
        self._kill()
        waiting, self._waiting = self._waiting, []
        for look in waiting:
            look.then(_cancelled(look))

    def _take(self, look: _Look) -> None:
        if self._is_stopped:
            look.then(_cancelled(look))
            return
        self._waiting.append(look)
        if self.pid:
            self._go_on()
        else:
            self._begin.start()

    def _go_on(self) -> None:
        if self._current is not None or self._is_leaving or not self._waiting:
            return
        self._current = look = self._waiting.pop()
        self._idle.stop()
        process = self._running_process()
        process.write(json.dumps(look.request).encode("ascii") + b"\n")
        self._patience.start(round(look.seconds * 1000))

    def _running_process(self) -> ChildProcess:
        """The process, begun where there is none; what it needs is loaded with the first."""
        from aresrgan_gui.runners.children.leash import leashed
        from aresrgan_gui.runners.children.process import ChildProcess

        if self._process is None:
            self._process = ChildProcess(self, has_ration=True, converses=True)
            self._process.output.connect(self._on_output)
            self._process.errors.connect(self._on_errors)
            self._process.ended.connect(self._on_ended)
        if not self._process.is_running:
            self._rest = b""
            self._parser = OutputParser()
            self._lines.clear()
            self._process.start(*leashed(self._engine.program, [*self._engine.arguments, "--look"]))
        return self._process

    def _leave(self) -> None:
        """Let the process end by itself."""
        if self._process is not None:
            self._is_leaving = True
            self._process.close_input()
            self._patience.start(PATIENCE_MS)

    def _on_patience(self) -> None:
        self._is_hung = True
        self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _on_output(self, chunk: bytes) -> None:
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest if len(rest) <= MAX_LINE_BYTES else b""
        for line in lines:
            try:
                outcome = _outcome(json.loads(line))
            except (ValueError, TypeError, LookupError, RecursionError):
                log.warning("not an answer: %.200r", line)
            else:
                self._end(outcome)

    def _on_errors(self, chunk: bytes) -> None:
        self._lines += [entry for entry in self._parser.feed(chunk) if isinstance(entry, str)]

    def _on_ended(self, outcome: ProcessOutcome) -> None:
        self._patience.stop()
        self._idle.stop()
        self._is_leaving = False
        is_hung, self._is_hung = self._is_hung, False
        if self._current is None:
            self._go_on()
        elif self._is_stopped:
            self._end(_cancelled(self._current))
        elif outcome.failed_to_start:
            failure = Failure(ErrorCode.ENGINE_MISSING, Path(self._engine.program), outcome.error)
            # Qt has not done with the process before this returns.
            QTimer.singleShot(0, self, partial(self._end, failure))
        else:
            from aresrgan_gui.runners.local.adapter import crash_note, detail_of

            code = ErrorCode.ENGINE_HUNG if is_hung else ErrorCode.ENGINE_CRASHED
            note = f"no answer in {self._current.seconds:.0f} s" if is_hung else crash_note(outcome)
            self._end(Failure(code, self._current.path, detail_of(tuple(self._lines), note)))

    def _end(self, outcome: Answer | Failure) -> None:
        look, self._current = self._current, None
        if look is None:
            log.warning("an answer that nobody asked for")
            return
        self._patience.stop()
        look.then(outcome)
        self._go_on()
        if self._current is None and self._process is not None and self._process.is_running:
            self._idle.start()


def _cancelled(look: _Look) -> Failure:
    return Failure(ErrorCode.CANCELLED, look.path)


def _outcome(line: Mapping[str, Any]) -> Answer | Failure:
    """Raises ValueError, TypeError or LookupError for what is no answer."""
    if "failed" in line:
        failed = line["failed"]
        path = failed["path"]
        return Failure(
            ErrorCode(failed["code"]), Path(path) if path is not None else None, str(failed["detail"])
        )
    done = line["done"]
    if not isinstance(done, dict):
        raise TypeError("an answer is a JSON object")
    return done
