"""What holds for every way to another machine.

A transport's tests hold `class TestContract(RemoteContract)`, beside a fixture `site` that is a `Site`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.fingerprint import Fingerprint
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Entered, Failed, Finished, LeftRun, Phase, Progress, Started
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.remote.transport import Transport
from tests.patience import LONG

if TYPE_CHECKING:
    from tests.runners.conftest import Listener, Start

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FAKE_ENGINE = REPOSITORY / "tests" / "fakes" / "fake_engine.py"

MakeJob = Callable[..., Job]
Open = Callable[[], "Listener"]


class Site(Protocol):
    """One host as tests see it, with a single graphics card."""

    def transport(self, engine: Path) -> Transport:
        """A new way to the host, as a program started anew has; the engine there is the program `engine`."""

    def go_down(self) -> None:
        """Let the host answer nobody from now on."""

    def come_back(self) -> None:
        """Let it answer again."""

    def leftovers(self) -> list[str]:
        """What lies over there of any run: names."""


class Notes:
    """A `Notary` that keeps in mind what runs at hosts, by the host's name and the key."""

    def __init__(self) -> None:
        self.begun: set[tuple[str, str]] = set()

    def note_work(self, job_id: str, attempt: int, work: Path) -> None: ...
    def note_publishing(self, job_id: str, attempt: int, target: Path, made: Fingerprint) -> None: ...

    def note_begun(self, job_id: str, place: str, key: str, part: Path) -> None:
        self.begun.add((place, key))

    def note_over(self, place: str, key: str) -> None:
        self.begun.discard((place, key))


def write_engine(folder: Path, mode: str) -> Path:
    """A program that is the fake engine in `mode`; it logs to `folder/starts` and waits for `folder/gate`.

    It needs no environment of its own, and so behaves alike wherever and by whomever it is started.
    """
    variables = {
        "FAKE_ENGINE_LOG": folder / "starts",
        "FAKE_ENGINE_GATE": folder / "gate",
        "PYTHONPATH": REPOSITORY,
    }
    if sys.platform == "win32":
        lines = [*(f"@set {name}={value}" for name, value in variables.items())]
        lines.append(f'@"{sys.executable}" "{FAKE_ENGINE}" {mode} %*')
        script = folder / f"{mode}.cmd"
    else:
        lines = ["#!/bin/sh", *(f"export {name}='{value}'" for name, value in variables.items())]
        lines.append(f"exec '{sys.executable}' '{FAKE_ENGINE}' {mode} \"$@\"")
        script = folder / mode
    script.write_text("\n".join([*lines, ""]), encoding="utf-8")
    script.chmod(0o755)
    return script


def files_of(job: Job) -> set[str]:
    """The names in the job's folder, also hidden ones."""
    return {entry.name for entry in job.source.parent.iterdir()}


class RemoteContract:
    """Over the fixtures `site`, and `connect`, which makes a runner over it with an engine in a mode."""

    @pytest.fixture
    def connect(
        self,
        site: Site,
        fake_models: Path,
        tmp_path: Path,
        listen: Callable[[RemoteRunner], Listener],
        request: pytest.FixtureRequest,
    ) -> Callable[[str], Listener]:
        def connected(mode: str) -> Listener:
            engine = write_engine(tmp_path, mode)
            runner = RemoteRunner(site.transport(engine), Engine(str(engine)), fake_models, gpus=1)
            request.addfinalizer(runner.shutdown)
            return listen(runner)

        return connected

    def test_that_a_job_is_done_over_there_and_leaves_nothing(
        self, connect: Callable[[str], Listener], make_job: MakeJob, site: Site
    ) -> None:
        job = make_job(scale=3)
        end = connect("ok").run(job)
        assert isinstance(end, Finished), end
        assert end.output == job.target
        assert end.seconds > 0
        with Image.open(job.target) as result:
            assert result.size == (72, 48)
        assert files_of(job) == {"photo.png", "photo_3x.png"}
        assert site.leftovers() == []

    def test_that_progress_never_falls_and_phases_follow_each_other(
        self, connect: Callable[[str], Listener], make_job: MakeJob
    ) -> None:
        listener, job = connect("backwards"), make_job()
        listener.run(job)
        events = listener.of(job)
        fractions = [event.fraction for event in events if isinstance(event, Progress)]
        assert isinstance(events[0], Started)
        assert fractions == sorted(set(fractions))
        assert fractions[-1] == 1.0
        phases = [event.phase for event in events if isinstance(event, Entered)]
        order = [Phase.SENDING, Phase.QUEUED, Phase.WORKING, Phase.FETCHING]
        assert phases == sorted(phases, key=order.index)
        assert {Phase.SENDING, Phase.WORKING, Phase.FETCHING} <= set(phases)

    def test_that_percentages_come_while_the_engine_works(
        self, connect: Callable[[str], Listener], make_job: MakeJob, qtbot: QtBot, tmp_path: Path
    ) -> None:
        listener, job = connect("slow"), make_job()
        listener.runner.start(job, 1)
        has_worked(listener, job, qtbot)
        (tmp_path / "gate").touch()
        assert [type(end) for end in listener.ends(job)] == [Finished]

    def test_that_names_of_every_script_work(
        self, connect: Callable[[str], Listener], make_job: MakeJob
    ) -> None:
        end = connect("ok").run(make_job("фото 写真 é 'q' $x 🎈.png", folder="Bilder ünd 絵"))
        assert isinstance(end, Finished), end
        assert end.output.name == "фото 写真 é 'q' $x 🎈_2x.png"

    def test_that_cancelling_ends_the_work_over_there(
        self,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        site: Site,
        starts: Callable[[], list[Start]],
        qtbot: QtBot,
    ) -> None:
        listener, job = connect("hang"), make_job()
        listener.runner.start(job, 1)
        has_worked(listener, job, qtbot)
        listener.runner.cancel(job.id)
        (end,) = listener.ends(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.CANCELLED
        assert [start.is_alive for start in starts()] == [False]
        assert site.leftovers() == []
        assert files_of(job) == {"photo.png"}

    def test_that_a_job_cancelled_at_once_leaves_nothing(
        self, connect: Callable[[str], Listener], make_job: MakeJob, site: Site
    ) -> None:
        listener, job = connect("ok"), make_job()
        listener.runner.start(job, 1)
        listener.runner.cancel(job.id)
        (end,) = listener.ends(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.CANCELLED
        assert site.leftovers() == []
        assert files_of(job) == {"photo.png"}

    def test_that_a_job_cancelled_while_it_is_sent_leaves_nothing(
        self, connect: Callable[[str], Listener], make_job: MakeJob, site: Site, qtbot: QtBot
    ) -> None:
        listener, job = connect("hang"), make_job()
        listener.runner.start(job, 1)
        qtbot.waitUntil(lambda: Phase.SENDING in phases_of(listener, job), timeout=LONG)
        listener.runner.cancel(job.id)
        (end,) = listener.ends(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.CANCELLED
        assert site.leftovers() == []

    @pytest.mark.parametrize(
        ("mode", "code"),
        [
            ("crash", ErrorCode.ENGINE_CRASHED),
            ("exits_with_7", ErrorCode.ENGINE_CRASHED),
            ("nothing", ErrorCode.OUTPUT_WRONG),
            ("empty", ErrorCode.OUTPUT_WRONG),
            ("truncated", ErrorCode.OUTPUT_WRONG),
            ("out_of_memory", ErrorCode.OUT_OF_MEMORY),
        ],
    )
    def test_that_a_misbehaving_engine_is_found_out(
        self,
        mode: str,
        code: ErrorCode,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        site: Site,
    ) -> None:
        job = make_job()
        end = connect(mode).run(job)
        assert isinstance(end, Failed)
        assert end.failure.code is code, end.failure
        assert files_of(job) == {"photo.png"}
        assert site.leftovers() == []

    def test_that_a_failure_carries_the_engines_words(
        self, connect: Callable[[str], Listener], make_job: MakeJob
    ) -> None:
        end = connect("crash").run(make_job())
        assert isinstance(end, Failed)
        assert "about to crash" in end.failure.detail

    def test_that_what_failed_runs_anew_when_it_is_tried_again(
        self, connect: Callable[[str], Listener], make_job: MakeJob, starts: Callable[[], list[Start]]
    ) -> None:
        job = make_job()
        assert isinstance(connect("nothing").run(job), Failed)
        assert isinstance(connect("ok").run(job), Finished)
        assert len(starts()) == 2

    def test_that_what_runs_is_picked_up_after_a_restart_and_not_run_twice(
        self,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        site: Site,
        starts: Callable[[], list[Start]],
        qtbot: QtBot,
        tmp_path: Path,
    ) -> None:
        before, job = connect("slow"), make_job()
        before.runner.start(job, 1)
        has_worked(before, job, qtbot)
        before.runner.shutdown()
        assert files_of(job) == {"photo.png"}
        assert [start.is_alive for start in starts()] == [True]
        after = connect("slow")
        after.runner.start(job, 2)
        has_worked(after, job, qtbot)
        (tmp_path / "gate").touch()
        assert [type(end) for end in after.ends(job)] == [Finished]
        assert len(starts()) == 1
        assert site.leftovers() == []

    def test_that_what_has_finished_meanwhile_is_fetched_and_not_run_twice(
        self,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        starts: Callable[[], list[Start]],
        qtbot: QtBot,
        tmp_path: Path,
    ) -> None:
        before, job = connect("slow"), make_job()
        before.runner.start(job, 1)
        has_worked(before, job, qtbot)
        before.runner.shutdown()
        (tmp_path / "gate").touch()
        qtbot.waitUntil(lambda: not starts()[0].is_alive, timeout=LONG)
        assert isinstance(connect("slow").run(job), Finished)
        assert len(starts()) == 1

    def test_that_what_an_earlier_start_left_and_nobody_wants_is_ended_when_the_host_answers_again(
        self,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        site: Site,
        starts: Callable[[], list[Start]],
        qtbot: QtBot,
    ) -> None:
        before, job, notes = connect("hang"), make_job(), Notes()
        before.runner.set_notary(notes)
        before.runner.start(job, 1)
        has_worked(before, job, qtbot)
        before.runner.shutdown()
        ((place, key),) = notes.begun
        after = connect("hang")
        after.runner.set_notary(notes)
        assert isinstance(after.runner, RemoteRunner)
        after.runner.take_up([LeftRun(place, key, job.id, is_awaited=False)])
        site.go_down()
        with qtbot.waitSignal(after.runner.untidy, timeout=LONG):
            after.runner.tidy()
        assert [start.is_alive for start in starts()] == [True]
        assert notes.begun == {(place, key)}
        site.come_back()
        after.runner.tidy()
        qtbot.waitUntil(lambda: not notes.begun, timeout=LONG)
        assert after.runner.left() == []
        assert [start.is_alive for start in starts()] == [False]
        # What it had taken goes when it has ended.
        qtbot.waitUntil(lambda: site.leftovers() == [], timeout=LONG)

    def test_that_a_picture_is_sent_while_another_is_computed(
        self,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        starts: Callable[[], list[Start]],
        qtbot: QtBot,
        tmp_path: Path,
    ) -> None:
        listener, first, second = connect("slow"), make_job("one.png"), make_job("two.png")
        assert listener.runner.slots == 2
        listener.runner.start(first, 1)
        has_worked(listener, first, qtbot)
        listener.runner.start(second, 1)
        qtbot.waitUntil(lambda: Phase.QUEUED in phases_of(listener, second), timeout=LONG)
        assert len(starts()) == 1
        (tmp_path / "gate").touch()
        assert [type(end) for end in listener.ends(first, second)] == [Finished, Finished]
        assert len(starts()) == 2

    def test_that_a_host_that_does_not_answer_is_down(
        self, connect: Callable[[str], Listener], make_job: MakeJob, site: Site
    ) -> None:
        site.go_down()
        job = make_job()
        end = connect("ok").run(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.HOST_DOWN
        assert files_of(job) == {"photo.png"}


def has_worked(listener: Listener, job: Job, qtbot: QtBot) -> None:
    """Waits for the engine's first percentage."""
    qtbot.waitUntil(lambda: any(isinstance(event, Progress) for event in listener.of(job)), timeout=LONG)


def phases_of(listener: Listener, job: Job) -> list[Phase]:
    """The phases that the job has come to."""
    return [event.phase for event in listener.of(job) if isinstance(event, Entered)]
