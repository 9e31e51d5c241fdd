"""The process that decodes: what crashes or hangs there costs one answer."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.runners.base import Failed
from aresrgan_gui.runners.local import looking
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.looking import Looker
from tests.patience import LONG

if TYPE_CHECKING:
    from aresrgan_gui.core.job import Job
    from tests.runners.conftest import Listener

TREACHEROUS = Engine(
    sys.executable, (str(Path(__file__).resolve().parents[2] / "fakes" / "treacherous_pictures.py"),)
)
CHATTER = """
import sys
for line in sys.stdin:
    print("no JSON", "[]", "7", '{"done": 3}', '{"failed": {}}', sep="\\n")
    print('{"done": {"width": 5}}', '{"done": {"width": 6}}', sep="\\n", flush=True)
"""
OWNER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.looking import Looker
application = QCoreApplication([])
looker = Looker(Engine(sys.executable, (sys.argv[1],)))
looker.ask("show", print, {"path": sys.argv[2], "side": 9, "max_pixels": None, "into": sys.argv[3]})
QTimer.singleShot(500, lambda: print(looker.pid, flush=True))
application.exec()
"""


class Asking:
    """Asks for pictures, and keeps what is told of them in the order in which it is told."""

    def __init__(self, folder: Path, looker: Looker, qtbot: QtBot) -> None:
        self.looker = looker
        self.outcomes: list[tuple[str, Any]] = []
        self._folder = folder
        self._qtbot = qtbot

    def ask(self, name: str, seconds: float = 30.0) -> None:
        path = self._folder / name
        Image.new("RGB", (3, 2)).save(path)
        values = {"path": str(path), "side": 9, "max_pixels": None, "into": str(path.with_suffix(".raw"))}
        self.looker.ask("show", lambda outcome: self.outcomes.append((name, outcome)), values, seconds)

    def told(self, count: int) -> list[tuple[str, Any]]:
        """The outcomes, of which `count` are waited for."""
        self._qtbot.waitUntil(lambda: len(self.outcomes) == count, timeout=LONG)
        return self.outcomes


@pytest.fixture
def asking(tmp_path: Path, qtbot: QtBot) -> Iterator[Asking]:
    looker = Looker(TREACHEROUS)
    yield Asking(tmp_path, looker, qtbot)
    looker.stop()


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


PIXELS = {"width": 3, "height": 2, "channels": 3}


def test_that_one_process_decodes_one_picture_after_another(asking: Asking) -> None:
    asking.ask("a.png")
    asking.told(1)
    pid = asking.looker.pid
    asking.ask("b.png")
    assert asking.told(2) == [("a.png", PIXELS), ("b.png", PIXELS)]
    assert asking.looker.pid == pid


def test_that_a_picture_that_crashes_the_process_costs_its_own_answer_only(asking: Asking) -> None:
    asking.ask("after.png")
    asking.ask("crash.png")
    (name, failure), after = asking.told(2)
    assert (name, failure.code, failure.path.name) == ("crash.png", ErrorCode.ENGINE_CRASHED, "crash.png")
    assert "exit code 139" in failure.detail
    assert after == ("after.png", PIXELS)


def test_that_a_picture_without_end_is_given_up(asking: Asking) -> None:
    asking.ask("before.png")
    asking.told(1)
    asking.ask("hang.png", seconds=0.2)
    asking.ask("after.png")
    _, (name, failure), after = asking.told(3)
    assert (name, failure.code) == ("hang.png", ErrorCode.ENGINE_HUNG)
    assert after == ("after.png", PIXELS)


def test_that_what_was_asked_for_last_goes_first(asking: Asking) -> None:
    for name in ("first.png", "second.png", "third.png"):
        asking.ask(name)
    assert [name for name, _ in asking.told(3)] == ["third.png", "second.png", "first.png"]


def test_that_stopping_leaves_no_process_and_tells_whoever_waits(asking: Asking, qtbot: QtBot) -> None:
    asking.ask("hang.png")
    asking.ask("waiting.png")
    qtbot.waitUntil(lambda: asking.looker.pid > 0, timeout=LONG)
    pid = asking.looker.pid
    asking.looker.stop()
    told = asking.told(2)
    asking.ask("late.png")
    assert {name for name, _ in told} == {"hang.png", "waiting.png", "late.png"}
    assert {outcome.code for _, outcome in told} == {ErrorCode.CANCELLED}
    assert is_gone(pid)


def test_that_a_process_with_nothing_to_do_ends_and_another_is_started(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "IDLE_MS", 1)
    asking = Asking(tmp_path, Looker(TREACHEROUS), qtbot)
    asking.ask("a.png")
    asking.told(1)
    qtbot.waitUntil(lambda: asking.looker.pid == 0, timeout=LONG)
    asking.ask("b.png")
    assert asking.told(2)[1] == ("b.png", PIXELS)


def test_that_the_process_does_not_outlive_its_owner(asking: Asking, tmp_path: Path, qtbot: QtBot) -> None:
    looker = Looker(TREACHEROUS)
    Asking(tmp_path, looker, qtbot).ask("hang.png")
    qtbot.waitUntil(lambda: looker.pid > 0, timeout=LONG)
    pid = looker.pid
    looker.deleteLater()
    qtbot.waitUntil(lambda: is_gone(pid), timeout=LONG)


@pytest.mark.skipif(sys.platform == "win32", reason="there the job object does it, which CI tells of")
def test_that_a_hanging_decoder_does_not_outlive_a_killed_program(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "hang.png"
    Image.new("RGB", (3, 2)).save(path)
    arguments = [sys.executable, "-c", OWNER, TREACHEROUS.arguments[0], str(path), str(tmp_path / "raw")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert not is_gone(pid)
        owner.send_signal(signal.SIGKILL)
        qtbot.waitUntil(lambda: is_gone(pid), timeout=LONG)


def test_that_nonsense_is_no_answer_and_one_request_has_one_answer(tmp_path: Path, qtbot: QtBot) -> None:
    asking = Asking(tmp_path, Looker(Engine(sys.executable, ("-c", CHATTER))), qtbot)
    for name in ("a.png", "b.png"):
        asking.ask(name)
        asking.told(len(asking.outcomes) + 1)
    assert asking.outcomes[0] == ("a.png", {"width": 5})
    asking.looker.stop()


def test_that_a_program_that_is_not_there_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    asking = Asking(tmp_path, Looker(Engine(str(tmp_path / "nothing"))), qtbot)
    asking.ask("a.png")
    asking.ask("b.png")
    assert {outcome.code for _, outcome in asking.told(2)} == {ErrorCode.ENGINE_MISSING}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does it otherwise or not at all")
def test_that_the_process_has_a_ration_of_memory_and_its_share_of_the_processor(asking: Asking) -> None:
    asking.ask("a.png")
    asking.told(1)
    process = psutil.Process(asking.looker.pid)
    most, _ = process.rlimit(psutil.RLIMIT_DATA)
    assert 0 < most < psutil.virtual_memory().total
    assert process.nice() == psutil.Process().nice()


def test_that_a_source_that_crashes_the_decoder_costs_its_job_with_another_engine(
    fake_upstream: Callable[[str], Listener], make_job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "our_engine", lambda: TREACHEROUS)
    source = make_job().source
    (crash := source.with_name("crash.png")).write_bytes(source.read_bytes())
    listener = fake_upstream("ok")
    bad, good = listener.run(make_job(crash.name)), listener.run(make_job())
    assert isinstance(bad, Failed)
    assert (bad.failure.code, bad.failure.path) == (ErrorCode.ENGINE_CRASHED, crash)
    assert not isinstance(good, Failed)
    assert sorted(source.parent.glob(".aresrgan-*")) == []


def test_that_cancelling_ends_what_decodes_for_another_engine(
    fake_upstream: Callable[[str], Listener],
    make_job: Callable[..., Job],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(looking, "our_engine", lambda: TREACHEROUS)
    source = make_job().source
    (hang := source.with_name("hang.png")).write_bytes(source.read_bytes())
    listener, job = fake_upstream("ok"), make_job(hang.name)
    listener.runner.start(job, 1)
    child = psutil.Process()
    qtbot.waitUntil(
        lambda: any("treacherous" in " ".join(each.cmdline()) for each in child.children()), timeout=LONG
    )
    listener.runner.cancel(job.id)
    (end,) = listener.ends(job)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.CANCELLED


def test_that_the_end_of_its_input_ends_it_in_the_middle_of_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "hang.png"
    Image.new("RGB", (3, 2)).save(path)
    request = {"do": "show", "path": str(path), "side": 9, "max_pixels": None, "into": str(tmp_path / "raw")}
    command = [TREACHEROUS.program, *TREACHEROUS.arguments, "--look"]
    ended = subprocess.run(command, input=json.dumps(request) + "\n", text=True, timeout=120, check=False)
    assert ended.returncode == 0
