"""The engine's session: a conversation in JSON, in which pictures follow each other."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PIL import Image

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode
from aresrgan_gui.core.models.catalogue import InstalledModel, find
from aresrgan_gui.engine.networks.kept import Networks
from aresrgan_gui.engine.session import Session, _Job
from tests.engine.conftest import REPOSITORY, RunEngine

ENGINE = """
import runpy, sys
sys.argv[0] = "aresrgan-engine"
runpy.run_module("aresrgan_gui.engine", run_name="__main__")
"""
TIMEOUT = 60


class Conversation:
    """A session over `before`, code that is run ahead of the engine's."""

    def __init__(self, models: Path, before: str = "", *options: str) -> None:
        self._models = models
        self.process = subprocess.Popen(
            [sys.executable, "-c", before + ENGINE, "--session", *options],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self._said: list[str] = []
        self._ear = threading.Thread(target=self._hear)
        self._ear.start()
        assert self.event() == {"event": "ready", "version": __version__}

    def ask(self, name: str, source: Path, target: Path, *options: str) -> None:
        arguments = ["-i", str(source), "-o", str(target), "-m", str(self._models), "-g", "cpu", *options]
        self.say(json.dumps({"id": name, "arguments": arguments}))

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def event(self) -> dict[str, Any]:
        """The next; whatever is no JSON object fails the test."""
        event = self.event_or_end()
        assert event is not None
        return event

    def event_or_end(self) -> dict[str, Any] | None:
        """The next, None where there are no more."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        event = json.loads(line) if line else None
        assert event is None or isinstance(event, dict)
        return event

    def end_of(self, name: str) -> dict[str, Any]:
        """The event that ends a picture, with nothing but its progress before."""
        while (event := self.event())["event"] == "progress":
            assert event["id"] == name
        assert event["id"] == name
        return event

    def ends(self, count: int) -> dict[str, dict[str, Any]]:
        """The events that end so many pictures, in their order."""
        found: dict[str, dict[str, Any]] = {}
        while len(found) < count:
            event = self.event()
            assert event["id"] not in found
            if event["event"] != "progress":
                found[event["id"]] = event
        return found

    def close(self) -> tuple[int, str]:
        """End the input; the exit code and what was said on stderr."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        status = self.process.wait(TIMEOUT)
        self._ear.join(TIMEOUT)
        return status, "".join(self._said)

    def _hear(self) -> None:
        assert self.process.stderr is not None
        self._said += self.process.stderr


@pytest.fixture
def converse(real_models: Path) -> Iterator[Callable[..., Conversation]]:
    conversations = []

    def begin(before: str = "", *options: str) -> Conversation:
        conversations.append(Conversation(real_models, before, *options))
        return conversations[-1]

    yield begin
    for conversation in conversations:
        conversation.process.kill()
        conversation.close()
        for pipe in (conversation.process.stdout, conversation.process.stderr):
            assert pipe is not None
            pipe.close()


Converse = Callable[..., Conversation]


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A picture of many tiles, with `-t 32`."""
    path = tmp_path / "large.png"
    Image.effect_noise((250, 250), 80).save(path)
    return path


def test_that_pictures_of_several_models_are_the_same_as_one_by_one(
    converse: Converse, upscale: RunEngine, picture: Path, tmp_path: Path
) -> None:
    session = converse()
    models = ("realesr-animevideov3", "realesrgan-x4plus-anime", "realesr-animevideov3")
    for number, model in enumerate(models):
        session.ask(str(number), picture, tmp_path / f"{number}.png", "-n", model)
        end = session.end_of(str(number))
        assert end == {"event": "done", "id": str(number), "width": 96, "height": 80}
    assert session.close() == (0, "")
    for number in (0, 1):
        assert upscale(picture, tmp_path / "one.png", "-n", models[number]).returncode == 0
        assert (tmp_path / f"{number}.png").read_bytes() == (tmp_path / "one.png").read_bytes()
    assert (tmp_path / "2.png").read_bytes() == (tmp_path / "0.png").read_bytes()


def test_that_progress_rises_to_the_end(converse: Converse, large: Path, tmp_path: Path) -> None:
    session = converse()
    session.ask("it", large, tmp_path / "out.png", "-t", "32")
    fractions = []
    while (event := session.event())["event"] == "progress":
        fractions.append(event["fraction"])
    assert event["event"] == "done"
    assert fractions == sorted(set(fractions))
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert len(fractions) > 20


def test_that_the_end_is_told_however_near_it_was_before() -> None:
    events = io.BytesIO()
    job = _Job(Session((), events), "it", [])
    for fraction in (0.0, 0.9995, 0.9999, 1.0, 1.0):
        job.reached(fraction)
    told = [json.loads(line)["fraction"] for line in events.getvalue().splitlines()]
    assert told == [0.0, 0.9995, 1.0]


def test_that_options_beside_session_go_for_every_picture(
    converse: Converse, picture: Path, tmp_path: Path
) -> None:
    session = converse("", "-s", "2")
    session.ask("it", picture, tmp_path / "out.png")
    assert session.end_of("it")["width"] == 48


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "[" * 100_000,
        "17",
        "{}",
        '{"id": 7, "arguments": []}',
        '{"id": "7"}',
        '{"id": "7", "arguments": "-h"}',
        '{"id": "7", "arguments": ["-s", 4]}',
    ],
)
def test_that_what_is_no_request_is_refused_and_no_more(
    line: str, converse: Converse, picture: Path, tmp_path: Path
) -> None:
    session = converse()
    session.say(line)
    refusal = session.event()
    assert refusal.pop("detail")
    assert refusal == {"event": "refused"}
    session.say('{"cancel": "never heard of"}')
    session.ask("it", picture, tmp_path / "out.png")
    assert session.end_of("it")["event"] == "done"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["-s", "5"], "bad-options"),
        (["-h"], "bad-options"),
        (["--devices"], "bad-options"),
        (["-n", "unheard-of"], "model-missing"),
        (["-i", "nothing-here.png"], "input-missing"),
        (["-i", "."], "bad-options"),
    ],
)
def test_that_a_failure_is_told_with_its_code(
    options: list[str], code: str, converse: Converse, picture: Path, tmp_path: Path
) -> None:
    session = converse()
    session.ask("bad", picture, tmp_path / "out.png", *options)
    end = session.end_of("bad")
    assert (end["event"], end["code"]) == ("failed", code)
    session.ask("good", picture, tmp_path / "out.png")
    assert session.end_of("good")["event"] == "done"


def test_that_names_that_are_no_text_work(converse: Converse, picture: Path, tmp_path: Path) -> None:
    name = "写真 é 🎈" if sys.platform in ("win32", "darwin") else "写真 é 🎈 \udcff"
    source = picture.rename(tmp_path / f"{name}.png")
    session = converse()
    session.ask("it", source, tmp_path / f"{name}_4x.png")
    assert session.end_of("it")["event"] == "done"
    session.ask("again", source, source)
    assert session.end_of("again")["path"] == str(source)


def test_that_a_picture_is_given_up_between_two_tiles(
    converse: Converse, large: Path, picture: Path, tmp_path: Path
) -> None:
    session = converse()
    session.ask("given up", large, tmp_path / "out" / "large.png", "-t", "32")
    session.ask("next", picture, tmp_path / "out" / "next.png")
    while session.event()["fraction"] < 0.1:
        pass
    session.say('{"cancel": "given up"}')
    assert session.end_of("given up")["code"] == "cancelled"
    assert session.end_of("next")["event"] == "done"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["next.png"]


def test_that_a_picture_that_waits_for_its_turn_is_given_up_at_once(
    converse: Converse, large: Path, picture: Path, tmp_path: Path
) -> None:
    session = converse()
    session.ask("first", large, tmp_path / "out" / "large.png", "-t", "32")
    assert session.event() == {"event": "progress", "id": "first", "fraction": 0.0}
    session.ask("given up", picture, tmp_path / "out" / "next.png")
    session.say('{"cancel": "given up"}')
    ends = session.ends(2)
    assert list(ends) == ["given up", "first"]
    assert ends["given up"]["code"] == "cancelled"
    assert ends["first"]["event"] == "done"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["large.png"]


FIRST_READ_BACK_AFTER_SECOND = """
import threading
import aresrgan_gui.engine.result as result
check, is_second_enlarged = result._check, threading.Event()
def check_later(part, wanted, meter):
    if wanted.target.name == "first.png":
        assert is_second_enlarged.wait(30)
    is_second_enlarged.set()
    check(part, wanted, meter)
result._check = check_later
"""


def test_that_a_picture_is_enlarged_while_the_one_before_is_read_back(
    converse: Converse, upscale: RunEngine, picture: Path, tmp_path: Path
) -> None:
    session = converse(FIRST_READ_BACK_AFTER_SECOND)
    for name in ("first", "second", "third"):
        session.ask(name, picture, tmp_path / f"{name}.png")
    assert {end["event"] for end in session.ends(3).values()} == {"done"}
    assert session.close() == (0, "")
    assert upscale(picture, tmp_path / "alone.png").returncode == 0
    for name in ("first", "second", "third"):
        assert (tmp_path / f"{name}.png").read_bytes() == (tmp_path / "alone.png").read_bytes()


DEVICE_IS_LOST = """
import aresrgan_gui.engine.networks.kept as networks
from aresrgan_gui.core.errors import ErrorCode, UpscaleError
def fail(self, *arguments, **options):
    raise UpscaleError(ErrorCode.DEVICE_FAILED, None, "gone")
networks.Networks.get = fail
"""


def test_that_nothing_is_begun_after_a_device_was_lost(
    converse: Converse, picture: Path, tmp_path: Path
) -> None:
    session = converse(DEVICE_IS_LOST)
    for name in ("one", "two", "three"):
        session.ask(name, picture, tmp_path / f"{name}.png")
    told = []
    while event := session.event_or_end():
        told.append((event["event"], event.get("id")))
    first = told[0][1]
    assert told == [("progress", first), ("ending", None), ("failed", first)]
    assert session.process.wait(TIMEOUT) == 0


def test_that_the_end_of_the_input_ends_the_program_and_leaves_nothing(
    converse: Converse, large: Path, tmp_path: Path
) -> None:
    session = converse()
    session.ask("it", large, tmp_path / "out" / "large.png", "-t", "32")
    while session.event()["fraction"] < 0.1:
        pass
    assert session.close() == (0, "")
    while (event := session.event())["event"] == "progress":
        pass
    assert event == {"event": "ending"}
    assert session.end_of("it")["code"] == "cancelled"
    assert list((tmp_path / "out").glob("*")) == []


NOT_TO_BE_GIVEN_UP = """
import threading
import aresrgan_gui.engine.session
import aresrgan_gui.engine.work
def make(self, task):
    self._listener.reached(0.5)
    threading.Event().wait()
aresrgan_gui.engine.session.PATIENCE = 0.1
aresrgan_gui.engine.work.Upscaler.make = make
"""


def test_that_a_picture_that_cannot_be_given_up_does_not_keep_the_program(
    converse: Converse, picture: Path, tmp_path: Path
) -> None:
    session = converse(NOT_TO_BE_GIVEN_UP)
    session.ask("it", picture, tmp_path / "out.png")
    assert session.event()["fraction"] == 0.5
    assert session.close()[0] == EXIT_CODES[ErrorCode.CANCELLED]


PARENT = """
import subprocess, sys
command = [sys.executable, "-m", "aresrgan_gui.engine", "--session"]
child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=int(sys.argv[1]))
child.stdout.readline()
print("ready", flush=True)
child.wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="hands a descriptor down in the way of POSIX")
def test_that_a_killed_parent_leaves_no_engine() -> None:
    alive, stderr = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(stderr)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        pass_fds=[stderr],
    ) as process:
        os.close(stderr)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.kill()
    # A pipe ends when the last process that could write to it has ended.
    assert os.read(alive, 1000) == b""
    os.close(alive)


CHATTY_LIBRARY = """
import os
import aresrgan_gui.engine.work
make = aresrgan_gui.engine.work.Upscaler.make
def chat(self, task):
    os.write(1, b"native chatter\\n")
    print("chatter of Python")
    return make(self, task)
aresrgan_gui.engine.work.Upscaler.make = chat
"""


def test_that_only_events_go_to_stdout(converse: Converse, picture: Path, tmp_path: Path) -> None:
    session = converse(CHATTY_LIBRARY)
    session.ask("it", picture, tmp_path / "out.png")
    assert session.end_of("it")["event"] == "done"
    _, said = session.close()
    assert "native chatter\n" in said


def test_that_the_program_ends_itself_when_it_has_grown(
    converse: Converse, picture: Path, tmp_path: Path
) -> None:
    session = converse("import aresrgan_gui.engine.session as session; session.MOST_MEMORY = 1\n")
    session.ask("it", picture, tmp_path / "out.png")
    while (event := session.event())["event"] == "progress":
        pass
    assert event == {"event": "ending"}
    assert session.end_of("it")["event"] == "done"
    assert session.process.wait(TIMEOUT) == 0


def test_that_the_program_ends_itself_after_what_no_code_foresaw(
    converse: Converse, picture: Path, tmp_path: Path
) -> None:
    session = converse()
    session.ask("it", picture, tmp_path / "out.png", "-i", "nul\0byte.png")
    assert session.event() == {"event": "ending"}
    assert session.event()["code"] == "internal"
    assert session.process.wait(TIMEOUT) == 0
    assert "ValueError" in session.close()[1]


NO_MEMORY_TO_TELL = """
import json
from aresrgan_gui.engine.session import Session
def tell(self, event, **values):
    if event == "done":
        raise MemoryError
    self._events.write((json.dumps({"event": event, **values}) + "\\n").encode())
Session.tell = tell
"""
NO_THREAD = """
from concurrent.futures import ThreadPoolExecutor
def fail(*_):
    raise RuntimeError("can't start new thread")
ThreadPoolExecutor.submit = fail
"""
NO_MEMORY_FOR_A_TILE = """
from concurrent.futures import Future
def fail(*_):
    raise MemoryError
Future.set_result = Future.set_exception = fail
"""


@pytest.mark.parametrize("before", [NO_MEMORY_TO_TELL, NO_MEMORY_FOR_A_TILE])
def test_that_the_program_ends_with_a_thread_that_others_wait_for(
    converse: Converse, picture: Path, tmp_path: Path, before: str
) -> None:
    session = converse(before)
    session.ask("it", picture, tmp_path / "out.png")
    assert session.process.wait(TIMEOUT) == EXIT_CODES[ErrorCode.INTERNAL]


def test_that_no_thread_for_a_picture_is_no_memory(converse: Converse, picture: Path, tmp_path: Path) -> None:
    session = converse(NO_THREAD)
    session.ask("it", picture, tmp_path / "out.png")
    while (event := session.event())["event"] == "progress":
        pass
    assert event == {"event": "ending"}
    assert session.end_of("it")["code"] == "out-of-memory"
    assert session.process.wait(TIMEOUT) == 0
    assert "Traceback" not in session.close()[1]


class TestNetworks:
    SETTINGS: ClassVar[dict[str, Any]] = {
        "is_deep": False,
        "device": "cpu",
        "threads": 1,
        "tile": 32,
        "tta": False,
    }

    @pytest.fixture
    def model(self, real_models: Path, tmp_path: Path) -> InstalledModel:
        """A model whose files can be changed."""
        for file in real_models.glob("realesr-animevideov3-*"):
            shutil.copy(file, tmp_path)
        return find(tmp_path, "realesr-animevideov3")

    def test_that_a_network_is_loaded_once(self, model: InstalledModel) -> None:
        networks = Networks()
        one, other = networks.get(model, 2, **self.SETTINGS), networks.get(model, 3, **self.SETTINGS)
        assert networks.get(model, 2, **self.SETTINGS) is one
        assert networks.get(model, 3, **self.SETTINGS) is other

    @pytest.mark.parametrize("change", [{"threads": 2}, {"tile": 64}, {"tta": True}, {"device": "auto"}])
    def test_that_other_settings_are_another_network(
        self, change: dict[str, Any], model: InstalledModel
    ) -> None:
        networks = Networks()
        one = networks.get(model, 2, **self.SETTINGS)
        assert networks.get(model, 2, **{**self.SETTINGS, **change}) is not one

    def test_that_changed_files_are_another_network(self, model: InstalledModel) -> None:
        networks = Networks()
        one = networks.get(model, 2, **self.SETTINGS)
        os.utime(model.weights(2), (1, 1))
        assert networks.get(model, 2, **self.SETTINGS) is not one

    def test_that_the_one_not_used_for_longest_is_dropped(self, model: InstalledModel) -> None:
        networks = Networks()
        one, _ = networks.get(model, 2, **self.SETTINGS), networks.get(model, 3, **self.SETTINGS)
        assert networks.get(model, 2, **self.SETTINGS) is one
        assert networks.drop_oldest()
        assert networks.get(model, 2, **self.SETTINGS) is one
        assert networks.drop_oldest()
        assert not networks.drop_oldest()
        assert networks.get(model, 2, **self.SETTINGS) is not one
