"""What is written of errors that nobody catches, by programs that really meet them."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aresrgan_gui.services.crash import KEPT, Kind, crash_text, mark_seen, unseen_reports

REPOSITORY = Path(__file__).resolve().parent.parent.parent

PROGRAM = """
import ctypes, os, sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRunnable, QThreadPool, QTimer
from PySide6.QtCore import qCritical, qFatal
from aresrgan_gui.services.crash import Kind, errors_reported

class Odd(QObject):
    def event(self, event):
        if event.type() == QEvent.Type.User:
            raise LookupError("in a virtual method")
        return super().event(event)

class Work(QRunnable):
    def run(self):
        raise LookupError("in a pool")

class Stubborn:
    def __del__(self):
        raise LookupError("in a finalizer")

def fail():
    raise FileNotFoundError(2, "No such file", "/home/anna/Secret Trip/beach.png")

application = QCoreApplication(sys.argv[:1])
with errors_reported(Path(sys.argv[1]), Kind.WINDOW, lambda path: print("see", path)):
    {body}
    QTimer.singleShot(0, application.quit)
    application.exec()
print("ended")
"""

Run = Callable[[str], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    return tmp_path / "state" / "log"


@pytest.fixture
def run(logs: Path) -> Run:
    """Runs a program that does `body` while its errors are reported."""

    def start(body: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", PROGRAM.replace("{body}", body), str(logs)]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    return start


def reports(logs: Path) -> list[Path]:
    return unseen_reports(logs, Kind.WINDOW)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("ctypes.string_at(0)", ("string_at", "File")),
        ("os.abort()", ("Aborted", "File")),
        ("qFatal('no platform')", ("Qt: ", "Aborted", "File")),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows may ask the user about a crash")
def test_that_a_crash_leaves_a_report_that_tells_where(
    body: str, words: tuple[str, ...], run: Run, logs: Path
) -> None:
    finished = run(body)
    assert finished.returncode < 0
    assert "ended" not in finished.stdout
    (report,) = reports(logs)
    text = crash_text(report, logs / "none")
    for word in ("ARESRGAN: ", "Python: ", "Qt: 6", "system: ", *words):
        assert word in text, text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("QTimer.singleShot(0, fail)", "FileNotFoundError"),
        ("odd = Odd(); application.postEvent(odd, QEvent(QEvent.Type.User))", "in a virtual method"),
        ("thread = threading.Thread(target=fail); thread.start(); thread.join()", "FileNotFoundError"),
        ("pool = QThreadPool(); pool.start(Work()); pool.waitForDone()", "in a pool"),
        ("stubborn = Stubborn(); del stubborn", "in a finalizer"),
        ("qCritical('no plugin')", "Qt: no plugin"),
    ],
)
def test_that_an_error_that_nobody_catches_is_reported_and_still_told(
    body: str, words: str, run: Run, logs: Path
) -> None:
    finished = run(body)
    assert (finished.returncode, finished.stdout.splitlines()[-1]) == (0, "ended")
    (report,) = reports(logs)
    assert f"see {report}" in finished.stdout
    assert words in crash_text(report, logs / "none")
    assert words.removeprefix("Qt: ") in finished.stderr


def test_that_an_error_that_ends_the_program_is_reported(run: Run, logs: Path) -> None:
    finished = run("fail()")
    assert finished.returncode == 1
    assert "FileNotFoundError" in finished.stderr
    (report,) = reports(logs)
    assert report.read_text(encoding="utf-8").count("FileNotFoundError") == 1


def test_that_a_report_is_the_users_alone_and_names_no_file(run: Run, logs: Path) -> None:
    run("QTimer.singleShot(0, fail)")
    (report,) = reports(logs)
    text = report.read_text(encoding="utf-8")
    assert "No such file" in text
    for personal in ("anna", "Secret", "beach", str(Path.home())):
        assert personal not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        assert stat.S_IMODE(logs.stat().st_mode) == 0o700


@pytest.mark.parametrize("body", ["pass", "sys.exit(3)", "raise KeyboardInterrupt"])
def test_that_an_end_that_was_wanted_leaves_nothing(body: str, run: Run, logs: Path) -> None:
    run(body)
    assert list(logs.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_that_a_killed_program_is_not_taken_for_a_crash(run: Run, logs: Path) -> None:
    finished = run("os.kill(os.getpid(), 9)")
    assert finished.returncode == -signal.SIGKILL
    assert len(list(logs.iterdir())) == 1
    assert reports(logs) == []
    assert list(logs.iterdir()) == []


def test_that_the_file_of_a_program_that_still_runs_is_left_to_it(logs: Path) -> None:
    logs.mkdir(parents=True)
    running = logs / f"crash-window-20260101-000000-{os.getpid()}.txt"
    running.write_text("what happened:\n", encoding="utf-8")
    assert reports(logs) == []
    assert running.exists()


def test_that_an_error_at_every_repaint_does_not_fill_the_disk(run: Run, logs: Path) -> None:
    run("[QTimer.singleShot(0, fail) for _ in range(500)]")
    (report,) = reports(logs)
    assert report.stat().st_size < 20_000


def test_that_reports_are_offered_until_they_were_seen_and_old_ones_go(logs: Path) -> None:
    logs.mkdir(parents=True)
    for number in range(KEPT + 3):
        path = logs / f"crash-window-2026010{number}-000000-1.txt"
        path.write_text("ARESRGAN: 1\nwhat happened:\nLookupError\n", encoding="utf-8")
        os.utime(path, (number, number))
    other = logs / "crash-command-20260109-000000-1.txt"
    other.write_text("what happened:\nLookupError\n", encoding="utf-8")
    found = reports(logs)
    assert [path.name[13:21] for path in found] == ["20260107", "20260106", "20260105", "20260104"]
    mark_seen(found)
    assert reports(logs) == []
    assert unseen_reports(logs, Kind.COMMAND) == [other]
    assert len(list(logs.iterdir())) == KEPT


def test_that_a_log_folder_that_cannot_be_written_costs_the_report_only(run: Run, logs: Path) -> None:
    logs.parent.mkdir()
    logs.write_text("a file", encoding="utf-8")
    finished = run("QTimer.singleShot(0, fail)")
    assert (finished.returncode, finished.stdout) == (0, "ended\n")
    assert "FileNotFoundError" in finished.stderr
