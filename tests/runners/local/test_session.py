"""What sessions add to the contract: they last, and whatever happens in one costs one job at most."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Entered, Failed, Finished, Phase
from aresrgan_gui.runners.local import session
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.stopwatch import Stopwatch
from tests.patience import LONG

if TYPE_CHECKING:
    from tests.runners.conftest import Listener, Start

MakeJob = Callable[..., Job]
Fake = Callable[[str], "Listener"]
Starts = Callable[[], list["Start"]]


def code_of(end: Finished | Failed) -> ErrorCode:
    assert isinstance(end, Failed)
    return end.failure.code


def files_of(job: Job) -> set[str]:
    return {entry.name for entry in job.source.parent.iterdir()}


def test_that_jobs_one_after_another_share_a_process(
    fake_session: Fake, make_job: MakeJob, starts: Starts
) -> None:
    listener = fake_session("ok")
    for name in ("one.png", "two.png", "three.png"):
        assert isinstance(listener.run(make_job(name)), Finished)
    assert [start.arguments for start in starts()] == [["--session"]]


def test_that_a_renewed_runner_begins_in_a_new_process_and_lets_the_old_one_go(
    fake_session: Fake, make_job: MakeJob, starts: Starts, qtbot: QtBot
) -> None:
    listener = fake_session("ok")
    assert isinstance(listener.runner, LocalRunner)
    for name in ("one.png", "two.png"):
        listener.runner.renew()
        assert isinstance(listener.run(make_job(name)), Finished)
    first, second = starts()
    qtbot.waitUntil(lambda: not first.is_alive, timeout=LONG)
    assert second.is_alive


def test_that_jobs_at_once_share_a_process_and_a_third_has_its_own(
    fake_session: Fake, make_job: MakeJob, starts: Starts
) -> None:
    listener = fake_session("ok")
    for count in (2, 3):
        jobs = [make_job(f"{number}.png") for number in range(count)]
        for job in jobs:
            listener.runner.start(job, 1)
        assert {type(end) for end in listener.ends(*jobs)} == {Finished}
        assert len(starts()) == count - 1


@pytest.mark.parametrize("mode", ["crash", "exits_with_7"])
def test_that_a_process_that_ends_costs_one_job(
    mode: str, fake_session: Fake, make_job: MakeJob, starts: Starts
) -> None:
    listener = fake_session(f"ok,{mode}")
    assert isinstance(listener.run(make_job("one.png")), Finished)
    assert code_of(listener.run(make_job("two.png"))) is ErrorCode.ENGINE_CRASHED
    assert isinstance(listener.run(job := make_job("three.png")), Finished)
    assert [start.is_alive for start in starts()] == [False, True]
    assert files_of(job) == {"one.png", "two.png", "three.png", "one_2x.png", "three_2x.png"}


def test_that_a_crash_costs_nothing_that_waits_for_its_turn(
    fake_session: Fake,
    make_job: MakeJob,
    starts: Starts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listener = fake_session("crash")
    # Each picture may be made in another process, alone or not: which one crashes is not told by its turn.
    monkeypatch.setenv("FAKE_ENGINE_POISON", "23")
    assert isinstance(listener.run(make_job("one.png")), Finished)
    jobs = [make_job("two.png", size=(23, 16)), make_job("three.png")]
    for job in jobs:
        listener.runner.start(job, 1)
    crashed, made = listener.ends(*jobs)
    assert code_of(crashed) is ErrorCode.ENGINE_CRASHED
    assert isinstance(made, Finished)
    assert not starts()[0].is_alive


def test_that_a_job_says_that_it_waits_and_its_time_counts_from_its_turn(
    fake_session: Fake, make_job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = tmp_path / "gate"
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(gate))
    listener, jobs = fake_session("slow,ok"), [make_job("one.png"), make_job("two.png")]
    for job in jobs:
        listener.runner.start(job, 1)

    def phases() -> set[Phase]:
        return {event.phase for event in listener.events if isinstance(event, Entered)}

    qtbot.waitUntil(lambda: phases() == {Phase.QUEUED}, timeout=LONG)
    began = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() > began + 0.5)
    gate.touch()
    one, two = sorted(end.seconds for end in listener.ends(*jobs) if isinstance(end, Finished))
    assert phases() == {Phase.QUEUED, Phase.WORKING}
    assert one + 0.4 < two


def test_that_a_job_beside_one_that_is_killed_while_paused_is_made_by_a_new_process(
    fake_session: Fake, make_job: MakeJob, starts: Starts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = tmp_path / "gate"
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(gate))
    listener, jobs = fake_session("slow"), [make_job("one.png"), make_job("two.png")]
    for job in jobs:
        listener.runner.start(job, 1)
        listener.has_begun(job)
    listener.runner.set_paused(True)
    listener.runner.cancel(jobs[0].id)
    assert [code_of(end) for end in listener.ends(jobs[0])] == [ErrorCode.CANCELLED]
    gate.touch()
    assert listener.last(jobs[1]) is None
    listener.runner.set_paused(False)
    assert [type(end) for end in listener.ends(jobs[1])] == [Finished]
    assert len(starts()) == 2


@pytest.mark.parametrize("mode", ["nothing", "wrong_size"])
def test_that_a_result_that_is_not_there_or_of_another_size_is_found_out(
    mode: str, fake_session: Fake, make_job: MakeJob
) -> None:
    job = make_job()
    assert code_of(fake_session(mode).run(job)) is ErrorCode.OUTPUT_WRONG
    assert files_of(job) == {"photo.png"}


def test_that_a_failure_that_the_engine_tells_keeps_its_code_and_words(
    fake_session: Fake, make_job: MakeJob
) -> None:
    end = fake_session("device_fails").run(make_job())
    assert code_of(end) is ErrorCode.DEVICE_FAILED
    assert isinstance(end, Failed)
    assert end.failure.detail == "as told to"


def test_that_a_cancelled_job_leaves_the_process_to_the_next(
    fake_session: Fake,
    make_job: MakeJob,
    starts: Starts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = tmp_path / "gate"
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(gate))
    listener, job = fake_session("slow"), make_job("one.png")
    listener.runner.start(job, 1)
    listener.has_begun(job)
    listener.runner.cancel(job.id)
    assert [code_of(end) for end in listener.ends(job)] == [ErrorCode.CANCELLED]
    gate.touch()
    assert isinstance(listener.run(make_job("two.png")), Finished)
    assert len(starts()) == 1


def test_that_a_job_after_one_that_had_to_be_killed_gets_a_new_process(
    fake_session: Fake, make_job: MakeJob, starts: Starts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PATIENCE_MS", 100)
    listener, jobs = fake_session("hang"), [make_job("one.png"), make_job("two.png")]
    for job in jobs:
        listener.runner.start(job, 1)
        listener.has_begun(job)
        listener.runner.cancel(job.id)
        assert [code_of(end) for end in listener.ends(job)] == [ErrorCode.CANCELLED]
    assert [start.is_alive for start in starts()] == [False, False]


def test_that_a_process_that_takes_its_leave_is_followed_by_another(
    fake_session: Fake, make_job: MakeJob, starts: Starts
) -> None:
    listener = fake_session("leaves")
    for name in ("one.png", "two.png"):
        assert isinstance(listener.run(make_job(name)), Finished)
    assert len(starts()) == 2


def test_that_nonsense_of_the_engine_does_no_harm(fake_session: Fake, make_job: MakeJob) -> None:
    listener = fake_session("tells_nonsense")
    assert isinstance(listener.run(make_job("one.png")), Finished)
    assert isinstance(listener.run(make_job("two.png")), Finished)


def test_that_a_process_with_nothing_to_do_ends_after_a_while(
    fake_session: Fake, make_job: MakeJob, starts: Starts, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(session, "IDLE_MS", 50)
    listener = fake_session("ok")
    listener.run(make_job("one.png"))
    qtbot.waitUntil(lambda: not starts()[0].is_alive, timeout=LONG)
    assert isinstance(listener.run(make_job("two.png")), Finished)
    assert len(starts()) == 2


def test_that_another_engine_ends_the_process_of_the_one_before(
    fake_session: Fake, make_job: MakeJob, starts: Starts, qtbot: QtBot
) -> None:
    listener = fake_session("ok")
    listener.run(make_job("one.png"))
    assert isinstance(listener.runner, LocalRunner)
    listener.runner.set_engine(Engine("no such engine"))
    qtbot.waitUntil(lambda: not starts()[0].is_alive, timeout=LONG)
    assert code_of(listener.run(make_job("two.png"))) is ErrorCode.ENGINE_MISSING


def test_that_shutdown_ends_a_process_with_nothing_to_do(
    fake_session: Fake, make_job: MakeJob, starts: Starts
) -> None:
    listener = fake_session("ok")
    listener.run(make_job())
    listener.runner.shutdown()
    assert [start.is_alive for start in starts()] == [False]


def test_that_the_start_of_the_process_does_not_count(
    fake_session: Fake, make_job: MakeJob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = tmp_path / "gate"
    monkeypatch.setenv("FAKE_ENGINE_START_GATE", str(gate))
    listener, job = fake_session("ok"), make_job()
    began = time.monotonic()
    listener.runner.start(job, 1)
    qtbot.waitUntil(lambda: bool(psutil.Process().children()))
    started = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() > started + 0.3)
    gate.touch()
    (end,) = listener.ends(job)
    assert isinstance(end, Finished)
    assert end.seconds <= time.monotonic() - began - 0.3


def test_that_a_process_is_held_while_it_is_being_started(
    fake_session: Fake, make_job: MakeJob, qtbot: QtBot
) -> None:
    listener, job = fake_session("ok"), make_job()
    listener.runner.start(job, 1)
    qtbot.waitUntil(lambda: bool(psutil.Process().children()))
    listener.runner.set_paused(True)
    (child,) = psutil.Process().children()
    qtbot.waitUntil(lambda: child.status() == psutil.STATUS_STOPPED)
    assert listener.last(job) is None
    listener.runner.set_paused(False)
    assert [type(end) for end in listener.ends(job)] == [Finished]


def test_that_jobs_of_several_models_are_right_in_one_process(
    real_models: Path, listen: Callable[[LocalRunner], Listener], make_job: MakeJob
) -> None:
    runner = LocalRunner(Engine(sys.executable, ("-m", "aresrgan_gui.engine"), is_ours=True), real_models)
    listener = listen(runner)
    pids = set()
    for model in ("realesr-animevideov3", "realesrgan-x4plus-anime", "realesr-animevideov3"):
        end = listener.run(make_job(model=model, scale=4))
        assert isinstance(end, Finished)
        pids |= {child.pid for child in psutil.Process().children()}
    assert len(pids) == 1
    runner.shutdown()


def test_that_a_stopwatch_stands_still_until_all_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    watch = Stopwatch()
    now = 1.0
    watch.hold("one")
    watch.hold("other")
    now = 3.0
    watch.release("one")
    watch.release("unheard of")
    now = 7.0
    watch.release("other")
    now = 10.0
    assert watch.seconds == 1.0 + 3.0
