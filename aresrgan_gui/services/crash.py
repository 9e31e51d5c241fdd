"""Errors that nobody caught: a report in the log folder, offered at the next start.

Each run has a file of its own from its first moment, since a crashing process can only write to what is open.
Beyond its head nothing is written unless something goes wrong, and a run that ends well takes its file along.
So a file that ends with its head is that of a run which was killed, or whose machine lost its power.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QSysInfo,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
    qVersion,
)

from aresrgan_gui import __version__
from aresrgan_gui.core.private import make_private_folder, private_opener
from aresrgan_gui.core.report import log_tail, without_paths

log = logging.getLogger(__name__)

KEPT = 5
"""Reports, the newest, also of those that the user has seen."""

MOST_ERRORS = 20
"""So many errors of one run are written down: what fails at every repaint must not fill the disk."""

_HEAD_END = "what happened:\n"
_NEW, _SEEN = "crash-", "seen-"


class Kind(str, Enum):
    """What ran: each is told of its own reports."""

    WINDOW = "window"
    COMMAND = "command"


class CrashReport:
    """What goes wrong in this run, in a file that only the user can read."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        """Open the file; where that cannot be, errors are not written down."""
        self.path = folder / f"{_NEW}{kind.value}-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
        self._lock = threading.Lock()
        self._errors = 0
        self._stream: TextIO | None = None
        with suppress(OSError):
            make_private_folder(folder)
            self._stream = open(  # noqa: SIM115 - open as long as the program, and by our opener
                self.path, "x", encoding="utf-8", errors="backslashreplace", opener=private_opener
            )
            self._stream.write(_head())
            self._stream.flush()
            faulthandler.enable(self._stream)

    def add(self, text: str) -> None:
        """Write down an error, without the user's paths."""
        with self._lock, suppress(OSError):
            if self._stream is not None and self._errors < MOST_ERRORS:
                self._stream.write(f"{without_paths(text).rstrip()}\n\n")
                self._stream.flush()
                self._errors += 1

    def close(self) -> bool:
        """The run has ended by itself: the file goes unless something was added. Whether it stays."""
        faulthandler.disable()
        with self._lock, suppress(OSError):
            if self._stream is not None:
                self._stream.close()
                self._stream = None
                if not self._errors:
                    self.path.unlink()
        return self._errors > 0


@contextmanager
def errors_reported(folder: Path, kind: Kind, tell: Callable[[Path], None]) -> Iterator[None]:
    """Write down what nobody catches in the block: crashes, errors in any thread, in Qt's slots and in Qt.

    What the user sees on stderr is as it would be without; `tell` hears at the end where there is a report.
    """
    report = CrashReport(folder, kind)
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    on_error, on_thread_error, on_unraisable = hooks

    def take_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _take(report, error)
        on_error(kind, error, trace)

    def take_thread_error(args: threading.ExceptHookArgs) -> None:
        _take(report, args.exc_value)
        on_thread_error(args)

    def take_unraisable(args: sys.UnraisableHookArgs) -> None:
        _take(report, args.exc_value)
        on_unraisable(args)

    def take_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtFatalMsg, QtMsgType.QtCriticalMsg):
            log.error("Qt: %s", text)
            report.add(f"Qt: {text}")
        print(qFormatLogMessage(kind, context, text), file=sys.stderr)  # noqa: T201 - as Qt itself would

    sys.excepthook, threading.excepthook, sys.unraisablehook = take_error, take_thread_error, take_unraisable
    qInstallMessageHandler(take_message)
    try:
        yield
    except Exception as error:
        _take(report, error)
        raise
    finally:
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        if report.close():
            tell(report.path)


def unseen_reports(folder: Path, kind: Kind) -> list[Path]:
    """What earlier runs have left to tell, newest first; what is empty or old is removed."""
    reports = sorted((*folder.glob(f"{_NEW}*.txt"), *folder.glob(f"{_SEEN}*.txt")), key=_age)
    told = [path for path in reports if _happened(path)]
    ended = [path for path in reports if path not in told and not _runs(_pid(path))]
    for path in (*told[KEPT:], *ended):
        with suppress(OSError):
            path.unlink()
    return [path for path in told[:KEPT] if path.name.startswith(f"{_NEW}{kind.value}-")]


def mark_seen(reports: list[Path]) -> list[Path]:
    """Offer these reports no more; where they are now."""
    return [_renamed(path) for path in reports]


def crash_text(report: Path, log_file: Path) -> str:
    """What there is to pass on: the report and the end of the log, without the user's paths."""
    try:
        text = report.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        text = str(error)
    return without_paths(f"{text.rstrip()}\n\nlog:\n{log_tail(log_file)}")


def _take(report: CrashReport, error: BaseException | None) -> None:
    """Write an error down, unless it is the user's Ctrl+C or a wish to end."""
    if isinstance(error, Exception):
        log.error("nobody caught an error", exc_info=error)
        report.add("".join(traceback.format_exception(error)))


def _head() -> str:
    lines = (
        f"ARESRGAN: {__version__}",
        f"system: {QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}",
        f"Python: {sys.version.split()[0]}",
        f"Qt: {qVersion()}",
        f"started: {time.strftime('%Y-%m-%d %H:%M:%S %z')}",
        "",
        _HEAD_END,
    )
    return "\n".join(lines)


def _happened(path: Path) -> bool:
    """Whether the file says more than that a run began."""
    with suppress(OSError):
        text = path.read_text(encoding="utf-8", errors="replace")
        return bool(text.partition(_HEAD_END)[2].strip())
    return False


def _renamed(path: Path) -> Path:
    with suppress(OSError):
        return path.rename(path.with_name(path.name.replace(_NEW, _SEEN, 1)))
    return path


def _age(path: Path) -> float:
    """A key that sorts the newest first."""
    with suppress(OSError):
        return -path.stat().st_mtime
    return 0.0


def _runs(pid: int) -> bool:
    # Only a report that was left behind has this looked up.
    import psutil

    return psutil.pid_exists(pid)


def _pid(path: Path) -> int:
    """The process that the file belongs to; none has the number -1."""
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdecimal() and len(number) < 10 else -1
