"""Child processes: the one module that knows QProcess."""

from __future__ import annotations

import atexit
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal
from shiboken6 import isValid

from aresrgan_gui.runners.children.leash import bind, watching
from aresrgan_gui.runners.children.ration import ration

log = logging.getLogger(__name__)

KILL_WAIT_MS = 3000
"""How long the death of a killed child is waited for; only a hung driver takes longer than a moment."""

PYTHON_VARIABLES = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONSAFEPATH": "1"}
"""For children in Python: one encoding, output at once, no modules out of the user's current folder."""


@dataclass(frozen=True)
class ProcessOutcome:
    """How a child ended; `exit_code` means nothing where it failed to start, crashed or was cancelled."""

    exit_code: int
    crashed: bool = False
    failed_to_start: bool = False
    cancelled: bool = False
    broke_off: bool = False
    """It exited in the midst of what it was asked for, so that its exit code tells nothing of that."""
    error: str = ""
    """The operating system's words where the child failed to start."""
    raised: Exception | None = None
    """What kept a run elsewhere from being made or followed; nothing else counts then."""


class ChildProcess(QObject):
    """One child at a time, whose output and errors come through one drained pipe.

    Or else one that converses: its input stays open, and its errors have a pipe of their own.
    On Windows Qt gives a child no console window as long as this program has none itself.
    """

    output = Signal(bytes)
    """A chunk of what the child said on either pipe, in the order in which it was said; or on stdout only."""
    errors = Signal(bytes)
    """A chunk of what a child that converses said on stderr."""
    ended = Signal(object)
    """A ProcessOutcome, exactly once and after the last chunk, whatever happens."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        steps_back: bool = False,
        has_ration: bool = False,
        converses: bool = False,
    ) -> None:
        """With `steps_back` the child leaves the processor to whoever wants it, and memory to the machine.

        With `has_ration` it leaves the memory only: somebody waits for it.
        """
        super().__init__(parent)
        self._process = QProcess()
        if steps_back or has_ration:
            self._process.started.connect(self._ration)
        if steps_back:
            self._process.started.connect(self._step_back)
        self._cancelled = False
        self._suspended = False
        self._converses = converses
        if converses:
            self._process.readyReadStandardError.connect(self._read_errors)
        else:
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
            self._process.setStandardInputFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.started.connect(self._on_started)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self.destroyed.connect(partial(_end, self._process))

    @property
    def is_running(self) -> bool:
        """Whether there is a child now."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    @property
    def pid(self) -> int:
        """The child's number; 0 where there is none."""
        return self._process.processId()

    def start(
        self,
        program: str,
        arguments: Sequence[str],
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        """Start `program` in `folder` (None: the current one); `environment` is added to our own."""
        log.info("starting %s %s", program, list(arguments))
        self._cancelled = False
        variables = QProcessEnvironment.systemEnvironment()
        for name, value in {**PYTHON_VARIABLES, **(environment or {})}.items():
            variables.insert(name, value)
        self._process.setProcessEnvironment(variables)
        if folder is not None:
            self._process.setWorkingDirectory(str(folder))
        _unended.add(self._process)
        self._process.start(program, list(arguments))

    def write(self, data: bytes) -> None:
        """Give a child that converses `data` to read; one that is gone gets nothing."""
        if self.is_running:
            self._process.write(data)

    def close_input(self) -> None:
        """Let a child that converses read the end of its input."""
        self._process.closeWriteChannel()

    def kill(self) -> None:
        """End the child at once; `ended` says so when it is gone."""
        if self.is_running:
            self._cancelled = True
            self._process.kill()

    def set_suspended(self, suspended: bool) -> None:
        """Hold the child and its own children where they are, or let them go on; `kill` works either way.

        Also a child that is started while this holds is held.
        """
        if self._suspended != suspended:
            self._suspended = suspended
            if self._process.state() is QProcess.ProcessState.Running and not self._cancelled:
                _set_suspended(self.pid, suspended)

    def _on_started(self) -> None:
        bind(self.pid)
        if not self._converses and (watcher := watching(self.pid)):
            QProcess.startDetached(*watcher)
        if self._suspended and not self._cancelled:
            _set_suspended(self.pid, suspended=True)

    def _ration(self) -> None:
        ration(self.pid)

    def _step_back(self) -> None:
        import psutil

        if sys.platform == "win32":
            low = psutil.BELOW_NORMAL_PRIORITY_CLASS
        else:
            low = 10
        try:
            psutil.Process(self.pid).nice(low)
        except psutil.Error:
            log.info("a child ended before its priority could be lowered")

    def _read(self) -> None:
        if chunk := self._process.readAllStandardOutput().data():
            self.output.emit(chunk)

    def _read_errors(self) -> None:
        if chunk := self._process.readAllStandardError().data():
            self.errors.emit(chunk)

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        # A listener with an event loop of its own keeps `readyRead` from being sent again.
        if self._converses:
            self._read_errors()
        self._read()
        crashed = status is QProcess.ExitStatus.CrashExit
        self._end(ProcessOutcome(exit_code, crashed and not self._cancelled, cancelled=self._cancelled))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        # Every other error is followed by `finished`.
        if error is QProcess.ProcessError.FailedToStart:
            self._end(ProcessOutcome(-1, failed_to_start=True, error=self._process.errorString()))

    def _end(self, outcome: ProcessOutcome) -> None:
        log.info("ended: %s", outcome)
        _unended.discard(self._process)
        self.ended.emit(outcome)


def _set_suspended(pid: int, suspended: bool) -> None:
    """A launcher such as the one in a virtual environment on Windows does its work in a child of its own."""
    import psutil

    try:
        parent = psutil.Process(pid)
        if suspended:
            # First the one that could start others meanwhile.
            parent.suspend()
            for child in parent.children(recursive=True):
                child.suspend()
        else:
            for child in reversed(parent.children(recursive=True)):
                child.resume()
            parent.resume()
    except psutil.Error:
        log.warning("process %d could not be %s", pid, "suspended" if suspended else "resumed", exc_info=True)


def _end(process: QProcess) -> None:
    """Leave no child behind when its owner is destroyed; at the program's end Qt may have been faster."""
    _unended.discard(process)
    if isValid(process) and process.state() is not QProcess.ProcessState.NotRunning:
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(KILL_WAIT_MS)


_unended: set[QProcess] = set()
"""The children that are at work."""


@atexit.register
def _end_all() -> None:
    """Leave no child behind at the program's end, when Qt takes objects apart in an order of its own."""
    for process in tuple(_unended):
        _end(process)
