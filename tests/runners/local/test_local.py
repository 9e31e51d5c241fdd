"""The contract that every runner keeps, and what the local one makes of engines that misbehave."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import Existing, OutputFormat
from aresrgan_gui.runners import workplace
from aresrgan_gui.runners.base import Failed, Finished, Progress, Started
from aresrgan_gui.runners.children import watchdog
from aresrgan_gui.runners.local import session
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner

if TYPE_CHECKING:
    from tests.runners.conftest import Listener, Start

MakeJob = Callable[..., Job]
MakeRunner = Callable[..., LocalRunner]
Listen = Callable[[LocalRunner], "Listener"]
Fake = Callable[[str], "Listener"]


def files_of(job: Job) -> set[str]:
    """The names in the job's folder, also hidden ones."""
    return {entry.name for entry in job.source.parent.iterdir()}


@pytest.fixture(params=["fake engine", "our engine"])
def runner(request: pytest.FixtureRequest, make_runner: MakeRunner) -> LocalRunner:
    """Every runner that the contract holds for."""
    if request.param == "fake engine":
        return make_runner("ok")
    engine = Engine(sys.executable, ("-m", "aresrgan_gui.engine"), is_ours=True)
    return LocalRunner(engine, request.getfixturevalue("real_models"), slots=2)


class TestContract:
    def test_that_a_job_starts_progresses_and_ends_exactly_once(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        listener, job = listen(runner), make_job()
        listener.run(job)
        events = listener.of(job)
        fractions = [event.fraction for event in events if isinstance(event, Progress)]
        assert isinstance(events[0], Started)
        assert isinstance(events[-1], Finished)
        assert [type(event) for event in events[1:-1]] == [Progress] * len(fractions)
        assert fractions == sorted(set(fractions))
        assert fractions
        assert 0.0 <= fractions[0] <= fractions[-1] <= 1.0
        assert {event.attempt for event in events} == {1}

    def test_that_nothing_is_said_before_start_returned(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        listener, job = listen(runner), make_job()
        runner.start(job, 1)
        assert listener.events == []
        listener.ends(job)

    def test_that_the_result_has_the_size_and_stands_where_it_is_said_to(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        listener, job = listen(runner), make_job(scale=3)
        end = listener.run(job)
        assert isinstance(end, Finished)
        assert end.output == job.target
        assert end.seconds > 0
        with Image.open(job.target) as result:
            assert result.size == (72, 48)
        assert files_of(job) == {"photo.png", "photo_3x.png"}

    def test_that_the_source_is_untouched(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        job = make_job()
        before = job.source.read_bytes()
        listen(runner).run(job)
        assert job.source.read_bytes() == before

    def test_that_a_missing_source_fails_and_leaves_nothing(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        job = make_job()
        job.source.unlink()
        end = listen(runner).run(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.INPUT_MISSING
        assert end.failure.path == job.source
        assert files_of(job) == set()

    def test_that_an_unknown_model_fails_and_leaves_nothing(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        job = make_job(model="unheard-of")
        end = listen(runner).run(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.MODEL_MISSING
        assert files_of(job) == {"photo.png"}

    def test_that_transparency_is_refused_for_jpg_without_a_background(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        source = make_job().source
        with Image.open(source) as picture:
            picture.putalpha(100)
            picture.save(source)
        end = listen(runner).run(make_job(format=OutputFormat.JPG))
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.ALPHA_NEEDS_BACKGROUND

    def test_that_two_jobs_at_once_both_end(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        listener, jobs = listen(runner), [make_job("one.png"), make_job("two.png")]
        for job in jobs:
            runner.start(job, 1)
        assert [type(end) for end in listener.ends(*jobs)] == [Finished, Finished]

    def test_that_a_bad_file_costs_only_itself(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        listener, good, bad = listen(runner), make_job("good.png"), make_job("bad.png")
        bad.source.write_bytes(bad.source.read_bytes()[:80])
        for job in (bad, good):
            runner.start(job, 1)
        assert [type(end) for end in listener.ends(bad, good)] == [Failed, Finished]

    def test_that_a_cancelled_job_ends_once_and_leaves_nothing(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        listener, job = listen(runner), make_job()
        runner.start(job, 1)
        runner.cancel(job.id)
        runner.cancel(job.id)
        (end,) = listener.ends(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.CANCELLED
        assert files_of(job) == {"photo.png"}

    def test_that_cancelling_after_the_end_does_nothing(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        listener, job = listen(runner), make_job()
        listener.run(job)
        said = list(listener.events)
        runner.cancel(job.id)
        runner.cancel("no such job")
        runner.shutdown()
        assert listener.events == said
        assert job.target.exists()

    def test_that_names_of_every_script_work(
        self, runner: LocalRunner, listen: Listen, make_job: MakeJob
    ) -> None:
        end = listen(runner).run(make_job("фото 写真 é 🎈.png", folder="Bilder ünd 絵"))
        assert isinstance(end, Finished)
        assert end.output.name == "фото 写真 é 🎈_2x.png"
        assert end.output.exists()


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("crash", ErrorCode.ENGINE_CRASHED),
        ("exits_with_7", ErrorCode.ENGINE_CRASHED),
        ("nothing", ErrorCode.OUTPUT_WRONG),
        ("truncated", ErrorCode.OUTPUT_WRONG),
        ("black", ErrorCode.OUTPUT_WRONG),
        ("wrong_size", ErrorCode.OUTPUT_WRONG),
        ("undecodable", ErrorCode.INPUT_DAMAGED),
        ("no_device", ErrorCode.DEVICE_MISSING),
        ("out_of_memory", ErrorCode.OUT_OF_MEMORY),
        ("device_lost", ErrorCode.DEVICE_FAILED),
        ("no_model", ErrorCode.MODEL_MISSING),
    ],
)
def test_that_a_misbehaving_engine_is_found_out(
    mode: str, code: ErrorCode, fake_upstream: Fake, make_job: MakeJob
) -> None:
    job = make_job()
    end = fake_upstream(mode).run(job)
    assert isinstance(end, Failed)
    assert end.failure.code is code
    assert files_of(job) == {"photo.png"}


@pytest.mark.parametrize("mode", ["garbage", "no_newline"])
def test_that_odd_output_does_no_harm(mode: str, fake: Fake, make_job: MakeJob) -> None:
    listener, job = fake(mode), make_job()
    assert isinstance(listener.run(job), Finished)
    assert any(isinstance(event, Progress) for event in listener.of(job))


def test_that_a_comma_in_percentages_does_no_harm(fake_upstream: Fake, make_job: MakeJob) -> None:
    listener, job = fake_upstream("comma"), make_job()
    assert isinstance(listener.run(job), Finished)
    assert any(isinstance(event, Progress) for event in listener.of(job))


def test_that_progress_never_goes_back(fake: Fake, make_job: MakeJob) -> None:
    listener, job = fake("backwards"), make_job()
    listener.run(job)
    fractions = [event.fraction for event in listener.of(job) if isinstance(event, Progress)]
    assert fractions == [0.5, 0.75, 1.0]


def test_that_a_failure_carries_the_engines_words(fake: Fake, make_job: MakeJob) -> None:
    end = fake("crash").run(make_job())
    assert isinstance(end, Failed)
    assert end.failure.detail.splitlines()[-1] == "about to crash"


def test_that_an_engine_that_cannot_be_started_is_missing(
    fake_models: Path, tmp_path: Path, listen: Listen, make_job: MakeJob
) -> None:
    job = make_job()
    end = listen(LocalRunner(Engine(str(tmp_path / "nothing-here")), fake_models)).run(job)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.ENGINE_MISSING
    assert files_of(job) == {"photo.png"}


def test_that_cancelling_kills_the_engine(
    fake: Fake, make_job: MakeJob, starts: Callable[[], list[Start]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PATIENCE_MS", 100)
    listener, job = fake("hang"), make_job()
    listener.runner.start(job, 1)
    listener.has_begun(job)
    listener.runner.cancel(job.id)
    (end,) = listener.ends(job)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.CANCELLED
    assert files_of(job) == {"photo.png"}
    assert [start.is_alive for start in starts()] == [False]


def test_that_shutdown_leaves_no_child_and_no_file(
    fake: Fake, make_job: MakeJob, starts: Callable[[], list[Start]]
) -> None:
    listener, jobs = fake("hang"), [make_job("one.png"), make_job("two.png")]
    for job in jobs:
        listener.runner.start(job, 1)
    listener.has_begun(*jobs)
    listener.runner.shutdown()
    assert [type(listener.last(job)) for job in jobs] == [Failed, Failed]
    assert files_of(jobs[0]) == {"one.png", "two.png"}
    assert not any(start.is_alive for start in starts())


def test_that_a_name_taken_meanwhile_is_not_overwritten(fake: Fake, make_job: MakeJob) -> None:
    job = make_job()
    job.target.write_bytes(b"somebody's")
    end = fake("ok").run(job)
    assert isinstance(end, Finished)
    assert end.output == job.target.with_name("photo_2x (2).png")
    assert job.target.read_bytes() == b"somebody's"


def test_that_a_file_is_replaced_when_that_was_asked_for(fake: Fake, make_job: MakeJob) -> None:
    job = make_job(existing=Existing.REPLACE)
    job.target.write_bytes(b"the old one")
    end = fake("ok").run(job)
    assert isinstance(end, Finished)
    assert end.output == job.target
    assert files_of(job) == {"photo.png", "photo_2x.png"}
    assert job.target.read_bytes()[:4] == b"\x89PNG"


def test_that_a_source_is_never_replaced(fake: Fake, make_job: MakeJob) -> None:
    job = make_job(existing=Existing.REPLACE, template="{stem}")
    before = job.source.read_bytes()
    end = fake("ok").run(job)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.OUTPUT_IS_SOURCE
    assert job.source.read_bytes() == before


def test_that_a_source_removed_while_it_runs_still_gives_its_picture(
    fake_upstream: Fake, make_job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = tmp_path / "gate"
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(gate))
    listener, job = fake_upstream("slow"), make_job()
    listener.runner.start(job, 1)
    listener.has_begun(job)
    job.source.unlink()
    gate.touch()
    assert [type(end) for end in listener.ends(job)] == [Finished]


def test_that_a_paused_job_waits_and_its_pause_does_not_count(
    fake: Fake, make_job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = tmp_path / "gate"
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(gate))
    listener, job = fake("slow"), make_job()
    began = time.monotonic()
    listener.runner.start(job, 1)
    listener.has_begun(job)
    listener.runner.set_paused(True)
    paused_at = time.monotonic()
    gate.touch()
    qtbot.waitUntil(lambda: time.monotonic() > paused_at + 0.3)
    assert listener.last(job) is None
    paused = time.monotonic() - paused_at
    listener.runner.set_paused(False)
    (end,) = listener.ends(job)
    assert isinstance(end, Finished)
    assert end.seconds <= time.monotonic() - began - paused


def test_that_a_job_begun_while_paused_starts_no_engine(
    fake: Fake, make_job: MakeJob, starts: Callable[[], list[Start]], qtbot: QtBot
) -> None:
    listener, job = fake("ok"), make_job()
    listener.runner.set_paused(True)
    listener.runner.start(job, 1)
    qtbot.waitUntil(lambda: any(listener.of(job)))
    assert starts() == []
    listener.runner.set_paused(False)
    assert [type(end) for end in listener.ends(job)] == [Finished]


@pytest.mark.parametrize("has_begun", [False, True])
def test_that_a_paused_job_can_be_cancelled_and_leaves_nothing(
    has_begun: bool, fake: Fake, make_job: MakeJob, starts: Callable[[], list[Start]]
) -> None:
    listener, job = fake("hang"), make_job()
    if not has_begun:
        listener.runner.set_paused(True)
    listener.runner.start(job, 1)
    if has_begun:
        listener.has_begun(job)
        listener.runner.set_paused(True)
    listener.runner.cancel(job.id)
    assert [end.failure.code for end in listener.ends(job) if isinstance(end, Failed)] == [
        ErrorCode.CANCELLED
    ]
    assert files_of(job) == {"photo.png"}
    assert not any(start.is_alive for start in starts())


def test_that_closing_while_paused_leaves_no_child(
    fake: Fake, make_job: MakeJob, starts: Callable[[], list[Start]]
) -> None:
    listener, job = fake("hang"), make_job()
    listener.runner.start(job, 1)
    listener.has_begun(job)
    listener.runner.set_paused(True)
    listener.runner.shutdown()
    assert [start.is_alive for start in starts()] == [False]


def test_that_a_source_replaced_by_another_size_fails(fake: Fake, make_job: MakeJob) -> None:
    job = make_job()
    end = fake("ok").run(replace(job, size=(5, 5)))
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.INPUT_DAMAGED


def test_that_missing_folders_are_made(fake: Fake, make_job: MakeJob, tmp_path: Path) -> None:
    job = make_job()
    job = replace(job, target=tmp_path / "new" / "deep" / "result.png")
    assert isinstance(fake("ok").run(job), Finished)
    assert job.target.exists()


def test_that_a_target_that_cannot_be_written_says_so(fake: Fake, make_job: MakeJob) -> None:
    job = make_job()
    job = replace(job, target=job.source / "below a file" / "result.png")
    end = fake("ok").run(job)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.OUTPUT_UNWRITABLE


def test_that_a_cancelled_job_is_cancelled_whatever_else_goes_wrong(
    fake: Fake, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = fake("ok")

    def fail_when_cancelled(job: Job) -> None:
        listener.runner.cancel(job.id)
        raise UpscaleError(ErrorCode.INPUT_DAMAGED)

    monkeypatch.setattr(workplace, "check_source", fail_when_cancelled)
    end = listener.run(make_job())
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.CANCELLED


class TestWatchdog:
    def test_that_an_engine_that_stands_still_is_stopped_and_told_of(
        self, fake: Fake, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(watchdog, "LEAST_MS", 50)
        monkeypatch.setattr(session, "PATIENCE_MS", 50)
        listener, job = fake("hang"), make_job()
        ended = listener.run(job)
        assert isinstance(ended, Failed)
        assert (ended.failure.code, ended.failure.path) == (ErrorCode.ENGINE_HUNG, job.source)
        assert files_of(job) == {"photo.png"}

    def test_that_an_engine_that_never_begins_is_stopped_too(
        self, fake: Fake, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(watchdog, "FIRST_MS", 50)
        monkeypatch.setattr(session, "PATIENCE_MS", 50)
        ended = fake("silent").run(make_job())
        assert isinstance(ended, Failed)
        assert ended.failure.code is ErrorCode.ENGINE_HUNG

    def test_that_time_in_pause_does_not_count(
        self, fake: Fake, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr(watchdog, "LEAST_MS", 200)
        monkeypatch.setattr(session, "PATIENCE_MS", 50)
        listener, job = fake("hang"), make_job()
        listener.runner.start(job, 1)
        listener.has_begun(job)
        listener.runner.set_paused(True)
        with pytest.raises(qtbot.TimeoutError), qtbot.waitSignal(listener.runner.happened, timeout=600):
            pass
        listener.runner.set_paused(False)
        (ended,) = listener.ends(job)
        assert isinstance(ended, Failed)
        assert ended.failure.code is ErrorCode.ENGINE_HUNG
