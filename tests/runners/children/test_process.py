"""Child processes: one end, whatever happens, and none left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome
from tests.patience import LONG

WAIT = "import os, threading; print(os.getpid(), flush=True); threading.Event().wait(300)"


class Ear(QObject):
    def __init__(self, process: ChildProcess) -> None:
        super().__init__()
        self.said = b""
        self.ends: list[ProcessOutcome] = []
        process.output.connect(self._hear)
        process.ended.connect(self._keep)

    def _hear(self, chunk: bytes) -> None:
        assert not self.ends
        self.said += chunk

    def _keep(self, outcome: ProcessOutcome) -> None:
        self.ends.append(outcome)


@pytest.fixture
def process() -> Iterator[ChildProcess]:
    process = ChildProcess()
    yield process
    process.kill()


@pytest.fixture
def ear(process: ChildProcess) -> Ear:
    return Ear(process)


def run(process: ChildProcess, ear: Ear, qtbot: QtBot, code: str, **more: object) -> ProcessOutcome:
    process.start(sys.executable, ["-c", code], **more)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)
    (outcome,) = ear.ends
    return outcome


def test_that_exit_code_and_both_pipes_arrive(process: ChildProcess, ear: Ear, qtbot: QtBot) -> None:
    code = "import sys; sys.stdout.write('one '); sys.stdout.flush(); sys.stderr.write('two'); sys.exit(3)"
    assert run(process, ear, qtbot, code) == ProcessOutcome(3)
    assert ear.said == b"one two"


def test_that_a_child_that_steps_back_runs_at_a_lower_priority(qtbot: QtBot) -> None:
    process = ChildProcess(steps_back=True)
    low = "psutil.BELOW_NORMAL_PRIORITY_CLASS if os.name == 'nt' else 10"
    code = f"import os, psutil\nwhile psutil.Process().nice() != ({low}): pass"
    assert run(process, Ear(process), qtbot, code) == ProcessOutcome(0)


def test_that_much_output_neither_blocks_nor_is_lost(process: ChildProcess, ear: Ear, qtbot: QtBot) -> None:
    code = "import sys; sys.stdout.write('x' * 3_000_000); sys.stderr.write('y' * 3_000_000)"
    assert run(process, ear, qtbot, code) == ProcessOutcome(0)
    assert (ear.said.count(b"x"), ear.said.count(b"y")) == (3_000_000, 3_000_000)


def test_that_a_program_that_does_not_exist_ends_once(process: ChildProcess, ear: Ear, qtbot: QtBot) -> None:
    process.start("/no/such/program", [])
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)
    assert [outcome.failed_to_start for outcome in ear.ends] == [True]
    assert ear.ends[0].error


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
def test_that_a_crash_ends_once(process: ChildProcess, ear: Ear, qtbot: QtBot) -> None:
    outcome = run(process, ear, qtbot, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert outcome.crashed
    assert not outcome.cancelled


def test_that_a_killed_child_was_cancelled_and_did_not_crash(
    process: ChildProcess, ear: Ear, qtbot: QtBot
) -> None:
    process.start(sys.executable, ["-c", WAIT])
    qtbot.waitUntil(lambda: ear.said.endswith(b"\n"), timeout=LONG)
    process.kill()
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)
    assert [(outcome.cancelled, outcome.crashed) for outcome in ear.ends] == [(True, False)]


COUNT = """
import subprocess, sys, time
code = "import itertools, time\\nfor n in itertools.count(): print(n, flush=True); time.sleep(0.001)"
subprocess.run([sys.executable, "-c", code])
"""
"""A child whose own child counts."""


def is_held(process: ChildProcess) -> bool:
    """Whether the child and its children have been put to sleep."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return len(family) > 1 and all(member.status() == psutil.STATUS_STOPPED for member in family)


def test_that_a_child_and_its_children_are_held_and_go_on(
    process: ChildProcess, ear: Ear, qtbot: QtBot
) -> None:
    process.start(sys.executable, ["-c", COUNT])
    qtbot.waitUntil(lambda: ear.said.count(b"\n") > 5, timeout=LONG)
    process.set_suspended(True)
    qtbot.waitUntil(lambda: is_held(process))
    # What was on its way has arrived when the pipe was empty in a turn of the event loop.
    sizes: list[int] = []
    qtbot.waitUntil(lambda: sizes.append(len(ear.said)) or sizes[-2:-1] == sizes[-1:])  # type: ignore[func-returns-value]
    process.set_suspended(False)
    qtbot.waitUntil(lambda: len(ear.said) > sizes[-1] + 1000, timeout=LONG)
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for member in family:
        member.kill()
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)


def test_that_a_child_that_is_started_while_held_waits(process: ChildProcess, ear: Ear, qtbot: QtBot) -> None:
    process.set_suspended(True)
    process.start(sys.executable, ["-c", "print('hello')"])
    qtbot.waitUntil(lambda: psutil.Process(process.pid).status() == psutil.STATUS_STOPPED)
    assert ear.ends == []
    process.set_suspended(False)
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)
    assert ear.said.strip() == b"hello"


def test_that_a_held_child_can_be_killed(process: ChildProcess, ear: Ear, qtbot: QtBot) -> None:
    process.start(sys.executable, ["-c", WAIT])
    qtbot.waitUntil(lambda: ear.said.endswith(b"\n"), timeout=LONG)
    process.set_suspended(True)
    process.kill()
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)
    assert [outcome.cancelled for outcome in ear.ends] == [True]


def test_that_there_is_no_input(process: ChildProcess, ear: Ear, qtbot: QtBot) -> None:
    assert (
        run(process, ear, qtbot, "print(repr(input.__self__ and __import__('sys').stdin.read()))").exit_code
        == 0
    )
    assert ear.said.strip() == b"''"


ECHO = """
import sys
for line in sys.stdin:
    print("heard", line, end="", flush=True)
print("end", file=sys.stderr)
"""


def test_that_a_child_that_converses_reads_and_answers_and_has_two_pipes(qtbot: QtBot) -> None:
    process = ChildProcess(converses=True)
    ear = Ear(process)
    errors: list[bytes] = []
    process.errors.connect(errors.append)
    process.start(sys.executable, ["-c", ECHO])
    process.write(b"one\n")
    qtbot.waitUntil(lambda: ear.said.splitlines() == [b"heard one"], timeout=LONG)
    process.write(b"two\n")
    qtbot.waitUntil(lambda: ear.said.splitlines() == [b"heard one", b"heard two"], timeout=LONG)
    process.close_input()
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)
    assert ear.ends == [ProcessOutcome(0)]
    assert b"".join(errors).strip() == b"end"
    process.write(b"nobody hears this")


def test_that_a_child_after_one_that_was_killed_was_not(
    process: ChildProcess, ear: Ear, qtbot: QtBot
) -> None:
    process.start(sys.executable, ["-c", WAIT])
    qtbot.waitUntil(lambda: ear.said.endswith(b"\n"), timeout=LONG)
    process.kill()
    qtbot.waitUntil(lambda: bool(ear.ends), timeout=LONG)
    ear.ends.clear()
    assert run(process, ear, qtbot, "import os; os.abort()").crashed


def test_that_the_environment_is_ours_and_the_additions(
    process: ChildProcess, ear: Ear, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INHERITED", "one")
    code = (
        "import os; print(*(os.environ[name] for name in ('INHERITED', 'ADDED', 'PYTHONUTF8')), os.getcwd())"
    )
    run(process, ear, qtbot, code, environment={"ADDED": "two"}, folder=tmp_path)
    assert ear.said.decode().split() == ["one", "two", "1", str(tmp_path)]


@pytest.mark.skipif(sys.platform == "win32", reason="asks for a process id in the way of POSIX")
def test_that_a_destroyed_owner_leaves_no_child(qtbot: QtBot) -> None:
    owner = QObject()
    process = ChildProcess(owner)
    ear = Ear(process)
    process.start(sys.executable, ["-c", WAIT])
    qtbot.waitUntil(lambda: ear.said.endswith(b"\n"), timeout=LONG)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    with pytest.raises(ProcessLookupError):
        os.kill(int(ear.said), 0)
    assert ear.ends == []
