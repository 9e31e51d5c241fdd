"""One queue over this machine and hosts: who gets which job, and what becomes of it when a host is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners import places as places_module
from aresrgan_gui.runners.base import Failed, Finished, Progress, RunnerEvent, Started
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.pace import Pace
from aresrgan_gui.runners.paces import Paces
from aresrgan_gui.runners.places import Places, PlaceState
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.services.queue.entry import JobOptions
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.patience import LONG
from tests.runners.remote_contract import write_engine

if TYPE_CHECKING:
    from tests.runners.conftest import Start

MakeJob = Callable[..., Job]
OPTIONS = UpscaleOptions(model="realesr-animevideov3", scale=2)


class Setting:
    """This machine with a fake engine, and hosts of which each has one too."""

    def __init__(self, folder: Path, models: Path, make_local: Callable[[str], LocalRunner]) -> None:
        self.hosts: dict[str, FakeHost] = {}
        self.events: list[RunnerEvent] = []
        self._folder = folder
        self._models = models
        self._runners: dict[str, RemoteRunner] = {}
        folder.mkdir(exist_ok=True)
        self.paces = Paces(models.parent / "places.json")
        self.places = Places(make_local("ok"), self.paces)
        self.places.happened.connect(self.events.append)

    def add_host(self, name: str, mode: str = "ok", gpus: int = 1) -> FakeHost:
        engine = write_engine(self._folder, mode)
        host = self.hosts[name] = FakeHost(self._folder / f"host {name}", engine, gpus, name)
        runner = RemoteRunner(FakeTransport(host), Engine(str(engine)), self._models, gpus)
        self._runners[name] = runner
        self.places.set_hosts(self._runners)
        return host

    def remove_host(self, name: str) -> None:
        del self._runners[name]
        self.places.set_hosts(self._runners)

    def state(self, name: str) -> PlaceState:
        return next(state for state in self.places.states() if state.name == name)

    def end_of(self, job: Job, qtbot: QtBot) -> Finished | Failed:
        qtbot.waitUntil(lambda: bool(self._ends(job)), timeout=LONG)
        (end,) = self._ends(job)
        return end

    def place_of(self, job: Job) -> list[str]:
        """Where the job was started, one after another."""
        events = [event for event in self.events if isinstance(event, Started)]
        return [event.place for event in events if event.job_id == job.id]

    def works(self, job: Job, qtbot: QtBot) -> None:
        """Waits for the first percentage."""
        qtbot.waitUntil(
            lambda: any(isinstance(event, Progress) and event.job_id == job.id for event in self.events),
            timeout=LONG,
        )

    def _ends(self, job: Job) -> list[Finished | Failed]:
        return [
            event for event in self.events if isinstance(event, (Finished, Failed)) and event.job_id == job.id
        ]


@pytest.fixture
def setting(
    tmp_path: Path, fake_models: Path, make_runner: Callable[[str], LocalRunner], qtbot: QtBot
) -> Iterator[Setting]:
    made = Setting(tmp_path, fake_models, make_runner)
    yield made
    made.places.shutdown()


@pytest.fixture
def short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hosts that were gone are asked soon."""
    monkeypatch.setattr(places_module, "REST_MS", 50)


def found(job: Job) -> FoundPicture:
    return FoundPicture(job.source, probe(job.source))


def test_that_a_job_runs_at_the_place_that_was_chosen_for_it(
    setting: Setting, make_job: MakeJob, qtbot: QtBot
) -> None:
    setting.add_host("one")
    setting.add_host("two")
    for place in ("two", HERE, "one"):
        job = make_job(f"{place}.png", place=place)
        assert setting.places.has_room(job)
        setting.places.start(job, 1)
        assert isinstance(setting.end_of(job, qtbot), Finished)
        assert setting.place_of(job) == [place]


def test_that_a_job_for_a_host_that_is_not_known_fails_at_once(
    setting: Setting, make_job: MakeJob, qtbot: QtBot
) -> None:
    job = make_job(place="nowhere")
    assert setting.places.has_room(job)
    setting.places.start(job, 1)
    assert setting.events == []
    end = setting.end_of(job, qtbot)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.HOST_UNKNOWN
    assert end.failure.path == Path("nowhere")


def test_that_jobs_spread_over_what_computes_before_any_is_sent_ahead(
    setting: Setting, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    setting.add_host("one", "slow")
    setting.add_host("two", "slow", gpus=2)
    jobs = [make_job(f"{number}.png") for number in range(5)]
    for job in jobs:
        setting.places.start(job, 1)
    assert {state.name: state.running for state in setting.places.states()} == {HERE: 2, "one": 1, "two": 2}
    for number in (5, 6, 7):
        setting.places.start(make_job(f"{number}.png"), 1)
    assert {state.name: state.running for state in setting.places.states()} == {HERE: 2, "one": 2, "two": 4}
    assert not setting.places.has_room(make_job("8.png"))
    assert setting.places.slots == 8
    (tmp_path / "gate").touch()
    assert [type(setting.end_of(job, qtbot)) for job in jobs] == [Finished] * 5
    qtbot.waitUntil(lambda: all(state.running == 0 for state in setting.places.states()), timeout=LONG)


def test_that_the_fastest_free_place_goes_first_once_all_are_measured() -> None:
    pace = Pace()
    assert pace.of(OPTIONS) is None
    pace.learn(OPTIONS, 10, 5)
    assert pace.of(OPTIONS) == 2
    pace.learn(OPTIONS, 10, 1)
    assert 2 < (pace.of(OPTIONS) or 0) < 10
    other = replace(OPTIONS, model="another")
    assert pace.of(other) == pace.of(OPTIONS)
    pace.learn(other, 1, 100)
    assert (pace.of(other) or 0) < (pace.of(OPTIONS) or 0)


def test_that_a_measured_place_shows_its_speed_and_is_preferred_to_a_slower_one(
    setting: Setting, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    setting.add_host("quick")
    setting.add_host("slow", "slow")
    slow = make_job("a.png", place="slow")
    setting.places.start(slow, 1)
    setting.works(slow, qtbot)
    for place in ("quick", HERE):
        job = make_job(f"{place}.png", place=place)
        setting.places.start(job, 1)
        setting.end_of(job, qtbot)
    (tmp_path / "gate").touch()
    setting.end_of(slow, qtbot)
    speeds = {state.name: state.speed for state in setting.places.states()}
    assert all(speed is not None and speed > 0 for speed in speeds.values())
    best = max(speeds, key=lambda name: (speeds[name] or 0) / setting.state(name).at_once)
    job = make_job("b.png")
    setting.places.start(job, 1)
    setting.end_of(job, qtbot)
    assert setting.place_of(job) == [best]


def test_that_the_first_job_of_a_run_goes_to_the_place_that_was_fastest_before(
    setting: Setting, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    setting.add_host("brisk")
    setting.add_host("lame")
    for name, seconds in (("lame", 50.0), (HERE, 20.0), ("brisk", 1.0)):
        setting.paces.of(name).learn(OPTIONS, 10, seconds)
    setting.paces.save_soon()
    setting.places.shutdown()
    later = Setting(tmp_path / "later", tmp_path / "models", lambda _: LocalRunner(Engine("none"), tmp_path))
    for name in ("lame", "brisk"):
        later.add_host(name)
    assert later.state("brisk").speed == 10
    job = make_job(model=OPTIONS.model)
    later.places.start(job, 1)
    assert isinstance(later.end_of(job, qtbot), Finished)
    assert later.place_of(job) == ["brisk"]
    later.places.shutdown()


def test_that_a_host_that_was_set_up_anew_is_measured_anew(setting: Setting) -> None:
    setting.add_host("one")
    setting.paces.of("one").learn(OPTIONS, 10, 1)
    assert setting.state("one").speed == 10
    setting.remove_host("one")
    setting.add_host("one")
    assert setting.state("one").speed is None


def test_that_a_job_goes_back_to_where_it_ran(setting: Setting, make_job: MakeJob, qtbot: QtBot) -> None:
    setting.add_host("one")
    setting.add_host("two")
    job = replace(make_job(), place="two")
    setting.places.start(job, 2)
    setting.end_of(job, qtbot)
    assert setting.place_of(job) == ["two"]


def test_that_a_job_waits_for_the_host_that_has_it_and_not_for_one_that_is_gone(
    setting: Setting, make_job: MakeJob, qtbot: QtBot
) -> None:
    host = setting.add_host("one", "slow")
    for number in range(2):
        setting.places.start(make_job(f"{number}.png", place="one"), 1)
    begun = replace(make_job(), place="one")
    assert not setting.places.has_room(begun)
    assert setting.places.has_room(make_job())
    host.is_down = True
    qtbot.waitUntil(lambda: setting.state("one").failure is not None, timeout=LONG)
    assert setting.places.has_room(begun)


def test_that_a_host_that_is_gone_rests_until_it_answers_again(
    setting: Setting, make_job: MakeJob, qtbot: QtBot, short_rest: None
) -> None:
    host = setting.add_host("one")
    host.is_down = True
    job = make_job(place="one")
    setting.places.start(job, 1)
    end = setting.end_of(job, qtbot)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.HOST_DOWN
    assert not setting.places.has_room(job)
    failure = setting.state("one").failure
    assert failure is not None
    assert failure.code is ErrorCode.HOST_DOWN
    with qtbot.waitSignal(setting.places.freed, timeout=LONG):
        host.is_down = False
    assert setting.places.has_room(job)
    assert setting.state("one").failure is None


def test_that_a_host_found_to_work_rests_no_longer(setting: Setting, make_job: MakeJob, qtbot: QtBot) -> None:
    host = setting.add_host("one")
    host.is_down = True
    job = make_job(place="one")
    setting.places.start(job, 1)
    setting.end_of(job, qtbot)
    assert not setting.places.has_room(job)
    with qtbot.waitSignal(setting.places.freed):
        setting.places.revive("one")
    assert setting.places.has_room(job)


class TestLostWork:
    """What may still run on a host whose line was lost."""

    @pytest.fixture
    def lost(self, setting: Setting, make_job: MakeJob, qtbot: QtBot) -> Job:
        """A job that the host `one` still works on, and that knows its place."""
        host = setting.add_host("one", "slow")
        job = make_job(place="one")
        setting.places.start(job, 1)
        setting.works(job, qtbot)
        host.is_down = True
        assert isinstance(setting.end_of(job, qtbot), Failed)
        host.is_down = False
        assert host.works
        return replace(job, options=replace(job.options, place=HERE), place="one")

    def test_that_it_is_ended_at_once_where_the_host_is_back_already(
        self, lost: Job, setting: Setting, qtbot: QtBot
    ) -> None:
        setting.places.revive("one")
        setting.places.start(lost, 2)
        qtbot.waitUntil(lambda: not setting.hosts["one"].works, timeout=LONG)

    def test_that_it_is_ended_when_the_job_is_given_up(
        self, lost: Job, setting: Setting, qtbot: QtBot
    ) -> None:
        setting.places.cancel(lost.id)
        assert setting.hosts["one"].works
        setting.places.revive("one")
        qtbot.waitUntil(lambda: not setting.hosts["one"].works, timeout=LONG)

    def test_that_it_is_ended_though_the_line_was_lost_as_the_job_was_cancelled(
        self, setting: Setting, make_job: MakeJob, qtbot: QtBot
    ) -> None:
        host = setting.add_host("one", "hang")
        job = make_job(place="one")
        setting.places.start(job, 1)
        setting.works(job, qtbot)
        host.is_down = True
        setting.places.cancel(job.id)
        end = setting.end_of(job, qtbot)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.CANCELLED
        assert host.works
        qtbot.waitUntil(lambda: setting.places.resting("one") is not None, timeout=LONG)
        host.is_down = False
        setting.places.revive("one")
        qtbot.waitUntil(lambda: not host.works, timeout=LONG)

    def test_that_a_job_that_comes_back_goes_on_with_it(
        self, lost: Job, setting: Setting, qtbot: QtBot, starts: Callable[[], list[Start]], tmp_path: Path
    ) -> None:
        setting.places.cancel(lost.id)
        back = replace(lost, options=replace(lost.options, place="one"))
        setting.places.freed.connect(lambda: setting.places.start(back, 2))
        setting.places.revive("one")
        (tmp_path / "gate").touch()
        qtbot.waitUntil(lambda: isinstance(setting.events[-1], Finished), timeout=LONG)
        assert len(starts()) == 1


class TestQueue:
    """The queue over places."""

    @pytest.fixture
    def queue(self, setting: Setting) -> Queue:
        queue = Queue(setting.places, setting.places)
        setting.places.freed.connect(queue.go_on)
        return queue

    def test_that_a_job_for_a_host_that_is_gone_waits_for_it(
        self, queue: Queue, setting: Setting, make_job: MakeJob, qtbot: QtBot, short_rest: None
    ) -> None:
        host = setting.add_host("one")
        host.is_down = True
        (job,) = queue.add([found(make_job())], replace(OPTIONS, place="one"))
        with qtbot.waitSignal(queue.postponed, timeout=LONG):
            queue.start()
        assert queue.job(job.id).state is JobState.WAITING
        assert queue.is_running
        with qtbot.waitSignal(queue.drained, timeout=LONG):
            host.is_down = False
        assert queue.job(job.id).state is JobState.DONE
        assert queue.job(job.id).place == "one"

    def test_that_a_job_that_waits_for_its_place_can_be_sent_to_another(
        self, queue: Queue, setting: Setting, make_job: MakeJob, qtbot: QtBot
    ) -> None:
        host = setting.add_host("one")
        host.is_down = True
        (job,) = queue.add([found(make_job())], replace(OPTIONS, place="one"))
        with qtbot.waitSignal(queue.postponed, timeout=LONG):
            queue.start()
        with qtbot.waitSignal(queue.drained, timeout=LONG):
            queue.give_options({job.id: JobOptions(replace(OPTIONS, place=HERE), are_own=True)})
        assert (queue.job(job.id).state, queue.job(job.id).place) == (JobState.DONE, HERE)

    def test_that_jobs_of_a_host_killed_midway_are_done_elsewhere_none_lost_none_doubled(
        self,
        queue: Queue,
        setting: Setting,
        make_job: MakeJob,
        qtbot: QtBot,
        starts: Callable[[], list[Start]],
        short_rest: None,
    ) -> None:
        dying = setting.add_host("dying", "hang")
        setting.add_host("living", gpus=2)
        pictures = [found(make_job(f"{number:02}.png")) for number in range(12)]
        jobs = queue.add(pictures, OPTIONS)
        finished: list[str] = []

        def note(event: RunnerEvent) -> None:
            if isinstance(event, Finished):
                finished.append(event.job_id)

        setting.places.happened.connect(note)
        queue.start()

        def is_at_work() -> bool:
            return any(job.place == "dying" and job.progress > 0 for job in queue.jobs())

        qtbot.waitUntil(is_at_work, timeout=LONG)
        with qtbot.waitSignal(queue.drained, timeout=LONG):
            dying.is_down = True
        assert [job.state for job in queue.jobs()] == [JobState.DONE] * 12
        assert sorted(finished) == sorted(job.id for job in jobs)
        folder = jobs[0].source.parent
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            name for number in range(12) for name in (f"{number:02}.png", f"{number:02}_2x.png")
        )
        assert "dying" not in {job.place for job in queue.jobs()}
        dying.is_down = False
        qtbot.waitUntil(lambda: not dying.works, timeout=LONG)
        assert not any(start.is_alive for start in starts())

    def test_that_a_host_that_refuses_us_costs_only_jobs_that_wanted_it(
        self,
        queue: Queue,
        setting: Setting,
        make_job: MakeJob,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        host = setting.add_host("one")
        host.is_down = True
        monkeypatch.setattr(FakeTransport, "trouble", ErrorCode.HOST_REFUSED)
        anywhere = queue.add([found(make_job("a.png"))], OPTIONS)
        anywhere += queue.add([found(make_job(f"{number}.png")) for number in range(3)], OPTIONS)
        (pinned,) = queue.add([found(make_job("p.png"))], replace(OPTIONS, place="one"))
        queue.arrange([pinned.id])
        with qtbot.waitSignal(queue.drained, timeout=LONG):
            queue.start()
        assert {queue.job(job.id).state for job in anywhere} == {JobState.DONE}
        failed = queue.job(pinned.id)
        assert failed.state is JobState.FAILED
        assert failed.failure is not None
        assert failed.failure.code is ErrorCode.HOST_REFUSED

    def test_that_work_elsewhere_goes_on_when_the_program_ends_and_is_picked_up(
        self,
        queue: Queue,
        setting: Setting,
        make_job: MakeJob,
        qtbot: QtBot,
        starts: Callable[[], list[Start]],
        tmp_path: Path,
    ) -> None:
        host = setting.add_host("one", "slow")
        (job,) = queue.add([found(make_job())], replace(OPTIONS, place="one"))
        queue.start()
        setting.works(job, qtbot)
        setting.places.leave()
        queue.stop()
        setting.places.shutdown()
        waiting = queue.job(job.id)
        assert (waiting.state, waiting.place) == (JobState.WAITING, "one")
        assert [start.is_alive for start in starts()] == [True]
        again = RemoteRunner(FakeTransport(host), Engine(str(host.engine)), tmp_path / "models", 1)
        later = Places(LocalRunner(Engine("nothing"), tmp_path))
        later.set_hosts({"one": again})
        after = Queue(later, later)
        after.restore([replace(queue.entry(job.id))])
        (tmp_path / "gate").touch()
        with qtbot.waitSignal(after.drained, timeout=LONG):
            after.start()
        assert after.job(job.id).state is JobState.DONE
        assert len(starts()) == 1
        later.shutdown()

    def test_that_stopping_the_queue_ends_the_work_elsewhere(
        self,
        queue: Queue,
        setting: Setting,
        make_job: MakeJob,
        qtbot: QtBot,
        starts: Callable[[], list[Start]],
    ) -> None:
        host = setting.add_host("one", "hang")
        (job,) = queue.add([found(make_job())], replace(OPTIONS, place="one"))
        queue.start()
        setting.works(job, qtbot)
        queue.stop()
        qtbot.waitUntil(lambda: not setting.state("one").running, timeout=LONG)
        assert queue.job(job.id).state is JobState.WAITING
        assert not host.works
        assert [start.is_alive for start in starts()] == [False]

    def test_that_what_was_stopped_as_the_program_began_to_end_is_ended_elsewhere(
        self, queue: Queue, setting: Setting, make_job: MakeJob, qtbot: QtBot
    ) -> None:
        host = setting.add_host("one", "hang")
        (job,) = queue.add([found(make_job())], replace(OPTIONS, place="one"))
        queue.start()
        setting.works(job, qtbot)
        queue.stop()
        setting.places.shutdown()
        assert not host.works

    def test_that_a_job_that_waits_for_a_lost_host_takes_its_work_with_it_when_it_is_cancelled(
        self, queue: Queue, setting: Setting, make_job: MakeJob, qtbot: QtBot
    ) -> None:
        host = setting.add_host("one", "hang")
        (job,) = queue.add([found(make_job())], replace(OPTIONS, place="one"))
        queue.start()
        setting.works(job, qtbot)
        with qtbot.waitSignal(queue.postponed, timeout=LONG):
            host.is_down = True
        queue.cancel(job.id)
        host.is_down = False
        setting.places.revive("one")
        qtbot.waitUntil(lambda: not host.works, timeout=LONG)


def test_that_a_host_that_was_removed_ends_what_it_runs_and_gets_nothing_more(
    setting: Setting, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    setting.add_host("one", "slow")
    job = make_job(place="one")
    setting.places.start(job, 1)
    setting.works(job, qtbot)
    setting.remove_host("one")
    assert [state.name for state in setting.places.states()] == [HERE]
    (tmp_path / "gate").touch()
    assert isinstance(setting.end_of(job, qtbot), Finished)
