"""What a second start does, and one after the first was killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.services import instance
from aresrgan_gui.services.instance import Instance

REPOSITORY = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from aresrgan_gui.services.instance import Instance
application = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
"""
HOLD = f"""{START}
instance.called.connect(lambda paths: print("called", *paths, flush=True))
print("claimed" if instance.claim() else "refused", flush=True)
instance.listen()
application.exec()
"""
HAND_OVER = f"""{START}
assert not instance.claim()
print("handed over" if instance.hand_over([Path(path) for path in sys.argv[2:]]) else "left", flush=True)
"""
PATIENT = f"""
from aresrgan_gui.services import calls
real = calls.call
def call(folder, paths):
    is_taken = real(folder, paths)
    if is_taken is None:
        print("not heard", flush=True)
        calls.call = real
    return is_taken
calls.call = call
{HAND_OVER}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def started(script: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(folder), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=REPOSITORY)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_that_a_second_start_hands_its_paths_to_the_first(folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    first = Instance(folder)
    assert first.claim()
    first.listen()
    path = tmp_path / "猫 cat.png"
    with started(HAND_OVER, folder, str(path)) as second:
        with qtbot.waitSignal(first.called, timeout=20_000) as called:
            pass
        assert said(second) == "handed over"
    assert called.args == [[path]]
    assert second.returncode == 0
    first.release()


def test_that_a_start_without_paths_calls_the_window(folder: Path, qtbot: QtBot) -> None:
    first = Instance(folder)
    first.claim()
    first.listen()
    with started(HAND_OVER, folder), qtbot.waitSignal(first.called, timeout=20_000) as called:
        pass
    assert called.args == [[]]
    first.release()


def test_that_the_lock_of_a_killed_window_is_taken_over(folder: Path) -> None:
    with started(HOLD, folder) as first:
        assert said(first) == "claimed"
        ours = Instance(folder)
        assert not ours.claim()
        first.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert ours.claim()
    ours.release()


def test_that_the_window_of_another_folder_is_another(folder: Path, tmp_path: Path) -> None:
    one, other = Instance(folder), Instance(tmp_path / "other")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()
    assert Instance(folder).claim()


def test_that_nobody_is_waited_for_who_is_not_there(folder: Path) -> None:
    ours, other = Instance(folder), Instance(folder)
    assert not ours.hand_over([folder])
    assert not other.claim()
    ours.release()


def test_that_a_window_is_reached_that_holds_the_lock_and_is_yet_to_listen(
    folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = Instance(folder)
    assert first.claim()
    with started(PATIENT, folder, str(tmp_path)) as second:
        assert said(second) == "not heard"
        first.listen()
        with qtbot.waitSignal(first.called, timeout=20_000):
            pass
        assert said(second) == "handed over"
    first.release()


def test_that_a_window_that_never_listens_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "PATIENCE_MS", 50)
    first, second = Instance(folder), Instance(folder)
    assert first.claim()
    assert not second.hand_over([])
    assert not second.claim()
    first.release()
