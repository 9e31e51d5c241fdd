"""What the queue does with jobs, their names and a runner's events."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.ladder import Rung
from aresrgan_gui.core.options import Existing, OutputFormat, UpscaleOptions
from aresrgan_gui.runners.base import Failed, Finished, Progress, RunnerEvent, Started, Warned
from aresrgan_gui.services.queue.entry import JobOptions
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Mode, Queue

OPTIONS = UpscaleOptions()


class ScriptedRunner(QObject):
    """Says what the test tells it to say."""

    happened = Signal(object)

    def __init__(self, slots: int = 1) -> None:
        super().__init__()
        self.slots = slots
        self.started: list[tuple[Job, int]] = []
        self.cancelled: list[str] = []
        self.pauses: list[bool] = []

    def start(self, job: Job, attempt: int) -> None:
        self.started.append((job, attempt))

    def cancel(self, job_id: str) -> None:
        self.cancelled.append(job_id)

    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None:
        self.pauses.append(is_paused)

    def say(self, event: RunnerEvent) -> None:
        self.happened.emit(event)

    def finish(self, job: Job, output: Path | None = None) -> None:
        self.say(Finished(job.id, self.attempt_of(job), output or job.target, 1.5))

    def fail(self, job: Job, code: ErrorCode = ErrorCode.INPUT_DAMAGED) -> None:
        self.say(Failed(job.id, self.attempt_of(job), Failure(code)))

    def attempt_of(self, job: Job) -> int:
        return [attempt for other, attempt in self.started if other.id == job.id][-1]

    @property
    def names(self) -> list[str]:
        return [job.source.name for job, _ in self.started]


@pytest.fixture
def runner() -> ScriptedRunner:
    return ScriptedRunner()


@pytest.fixture
def queue(runner: ScriptedRunner, qtbot: QtBot) -> Queue:
    return Queue(runner)


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., FoundPicture]:
    """Makes a found picture, of which only the file's name exists."""

    def make(name: str, below: str = ".", in_folder: bool = False) -> FoundPicture:
        path = tmp_path / below / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return FoundPicture(path, PictureInfo(40, 30, "PNG", 1), Path(below), in_folder)

    return make


Picture = Callable[..., FoundPicture]


def names(jobs: list[Job] | tuple[Job, ...]) -> list[str]:
    return [job.target.name for job in jobs]


def states(queue: Queue) -> list[JobState]:
    return [job.state for job in queue.jobs()]


class TestNames:
    def test_that_a_result_stands_beside_its_source_by_default(
        self, queue: Queue, picture: Picture, tmp_path: Path
    ) -> None:
        (job,) = queue.add([picture("a.jpg", "sub")], OPTIONS)
        assert job.target == tmp_path / "sub" / "a_4x.png"
        assert job.size == (40, 30)

    def test_that_an_output_folder_keeps_the_structure(
        self, queue: Queue, picture: Picture, tmp_path: Path
    ) -> None:
        options = replace(OPTIONS, folder=tmp_path / "out")
        jobs = queue.add([picture("a.jpg", "one"), picture("a.jpg", "two/deep")], options)
        assert [job.target for job in jobs] == [
            tmp_path / "out" / "one" / "a_4x.png",
            tmp_path / "out" / "two" / "deep" / "a_4x.png",
        ]

    def test_that_two_sources_never_share_a_name(self, queue: Queue, picture: Picture) -> None:
        first = queue.add([picture("a.jpg"), picture("a.png")], OPTIONS)
        second = queue.add([picture("A.webp")], OPTIONS)
        assert names([*first, *second]) == ["a_4x.png", "a_4x (2).png", "A_4x (3).png"]

    def test_that_an_existing_file_is_kept(self, queue: Queue, picture: Picture) -> None:
        taken = picture("a_4x.png")
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        assert job.target == taken.path.with_name("a_4x (2).png")

    def test_that_a_name_is_free_again_when_its_job_was_removed(self, queue: Queue, picture: Picture) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.remove([job.id])
        assert names(queue.add([picture("a.png")], OPTIONS)) == ["a_4x.png"]

    def test_that_a_result_that_exists_is_skipped_when_that_is_wanted(
        self, queue: Queue, picture: Picture
    ) -> None:
        picture("a_4x.png")
        jobs = queue.add([picture("a.jpg"), picture("b.jpg")], replace(OPTIONS, existing=Existing.SKIP))
        assert states(queue) == [JobState.SKIPPED, JobState.WAITING]
        assert names(jobs) == ["a_4x.png", "b_4x.png"]

    def test_that_skipping_finds_both_results_of_one_name(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        options = replace(OPTIONS, existing=Existing.SKIP)
        sources = [picture("a.jpg"), picture("a.png")]
        jobs = queue.add(sources, options)
        queue.start()
        for job in jobs:
            job.target.touch()
            runner.finish(job)
        for later in (queue, Queue(ScriptedRunner())):
            again = later.add(sources, options)
            assert [job.state for job in again] == [JobState.SKIPPED] * 2

    def test_that_skipping_works_where_results_lie_among_the_sources(
        self, queue: Queue, picture: Picture
    ) -> None:
        sources = [picture("a.jpg"), picture("a_4x.png")]
        queue.add(sources, replace(OPTIONS, existing=Existing.SKIP))
        assert states(queue) == [JobState.SKIPPED, JobState.WAITING]

    @pytest.mark.parametrize("existing", list(Existing))
    def test_that_results_of_an_earlier_run_in_a_folder_are_no_sources(
        self, existing: Existing, queue: Queue, picture: Picture
    ) -> None:
        found = [picture(name, in_folder=True) for name in ("a.png", "a_4x.png", "a_4x_4x.png", "b.png")]
        jobs = queue.add(found, replace(OPTIONS, existing=existing))
        assert [job.source.name for job in jobs] == ["a.png", "b.png"]

    def test_that_a_result_that_is_named_itself_is_a_source(self, queue: Queue, picture: Picture) -> None:
        jobs = queue.add([picture("a.png"), picture("a_4x.png")], OPTIONS)
        assert len(jobs) == 2

    def test_that_a_result_is_a_source_when_its_own_source_has_left_the_queue(
        self, queue: Queue, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.png", in_folder=True)], OPTIONS)
        queue.remove([job.id])
        assert len(queue.add([picture("a_4x.png", in_folder=True)], OPTIONS)) == 1

    def test_that_replacing_takes_the_name_but_not_another_jobs_source(
        self, queue: Queue, picture: Picture
    ) -> None:
        options = replace(OPTIONS, existing=Existing.REPLACE)
        picture("b_4x.png")
        jobs = queue.add([picture("a.jpg"), picture("b.jpg"), picture("a_4x.png")], options)
        assert names(jobs) == ["a_4x (2).png", "b_4x.png", "a_4x_4x.png"]

    @pytest.mark.parametrize("existing", Existing)
    def test_that_one_source_may_wait_twice(self, existing: Existing, queue: Queue, picture: Picture) -> None:
        options = replace(OPTIONS, existing=existing)
        jobs = [*queue.add([picture("a.jpg")], options), *queue.add([picture("a.jpg")], options)]
        assert names(jobs) == ["a_4x.png", "a_4x (2).png"]

    def test_that_replacing_takes_the_name_of_the_same_sources_older_result(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        options = replace(OPTIONS, existing=Existing.REPLACE)
        (first,) = queue.add([picture("a.jpg")], options)
        queue.start()
        runner.finish(first)
        assert names(queue.add([picture("a.jpg")], options)) == ["a_4x.png"]

    def test_that_a_finished_result_is_not_replaced_by_another_sources(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        options = replace(OPTIONS, existing=Existing.REPLACE)
        (first,) = queue.add([picture("a.jpg")], options)
        queue.start()
        runner.finish(first)
        assert names(queue.add([picture("a.png")], options)) == ["a_4x (2).png"]

    def test_that_a_given_name_is_used(self, queue: Queue, picture: Picture, tmp_path: Path) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS, target=tmp_path / "mine.png")
        assert job.target == tmp_path / "mine.png"
        queue.set_options(replace(OPTIONS, scale=2))
        assert queue.job(job.id).target == tmp_path / "mine.png"
        assert queue.job(job.id).options.scale == 2

    def test_that_a_given_name_that_is_taken_is_numbered(self, queue: Queue, picture: Picture) -> None:
        taken = picture("mine.png").path
        (job,) = queue.add([picture("a.jpg")], OPTIONS, target=taken)
        assert job.target.name == "mine (2).png"

    def test_that_a_bad_template_adds_and_changes_nothing(self, queue: Queue, picture: Picture) -> None:
        queue.add([picture("a.jpg")], OPTIONS)
        before = queue.jobs()
        bad = replace(OPTIONS, template="{nonsense}")
        for call in (lambda: queue.add([picture("b.jpg")], bad), lambda: queue.set_options(bad)):
            with pytest.raises(UpscaleError) as caught:
                call()
            assert caught.value.failure.code is ErrorCode.BAD_OPTIONS
        assert queue.jobs() == before

    def test_that_new_options_rename_what_waits(self, queue: Queue, picture: Picture) -> None:
        queue.add([picture("a.jpg"), picture("a.png")], OPTIONS)
        queue.set_options(replace(OPTIONS, scale=2, format=OutputFormat.JPG))
        assert names(queue.jobs()) == ["a_2x.jpg", "a_2x (2).jpg"]

    def test_that_each_picture_keeps_the_number_with_which_it_came(
        self, queue: Queue, picture: Picture
    ) -> None:
        first, *_ = queue.add([picture(f"{name}.jpg") for name in "abc"], replace(OPTIONS, template="{n}"))
        queue.arrange([job.id for job in reversed(queue.jobs())])
        assert names(queue.jobs()) == ["003.png", "002.png", "001.png"]
        removed = queue.remove([first.id])
        queue.add([picture("d.jpg")], replace(OPTIONS, template="{n} {stem}"))
        queue.restore(removed)
        assert names(queue.jobs()) == ["003.png", "002.png", "004 d.png", "001.png"]

    def test_that_new_options_may_keep_the_names(self, queue: Queue, picture: Picture) -> None:
        queue.add([picture("a.jpg"), picture("a.png")], OPTIONS)
        queue.set_options(replace(OPTIONS, tta=True))
        assert names(queue.jobs()) == ["a_4x.png", "a_4x (2).png"]


class TestRunning:
    def test_that_jobs_run_in_order_one_by_one(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        assert runner.started == []
        queue.start()
        assert runner.names == ["a.jpg"]
        runner.finish(first)
        assert runner.names == ["a.jpg", "b.jpg"]
        assert states(queue) == [JobState.DONE, JobState.RUNNING]
        assert queue.seconds(first.id) == 1.5
        assert queue.seconds(second.id) is None

    def test_that_all_slots_are_filled(self, picture: Picture) -> None:
        runner = ScriptedRunner(slots=2)
        queue = Queue(runner)
        queue.add([picture("a.jpg"), picture("b.jpg"), picture("c.jpg")], OPTIONS)
        queue.start()
        assert runner.names == ["a.jpg", "b.jpg"]

    def test_that_adding_while_running_works(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (first,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.add([picture("b.jpg")], OPTIONS)
        runner.finish(first)
        assert runner.names == ["a.jpg", "b.jpg"]

    def test_that_one_bad_file_stops_nothing(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        runner.fail(first)
        runner.finish(second)
        assert states(queue) == [JobState.FAILED, JobState.DONE]
        assert queue.job(first.id).failure == Failure(ErrorCode.INPUT_DAMAGED)

    def test_that_the_queue_says_when_it_is_drained(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture, qtbot: QtBot
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        running: list[bool] = []
        queue.running_changed.connect(running.append)
        queue.start()
        with qtbot.waitSignal(queue.drained):
            runner.finish(job)
        assert running == [True, False]
        assert not queue.is_running

    def test_that_starting_with_nothing_to_do_drains_after_the_call(self, queue: Queue, qtbot: QtBot) -> None:
        with qtbot.waitSignal(queue.drained):
            queue.start()
            assert queue.is_running

    def test_that_cancelling_the_last_waiting_job_drains(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture, qtbot: QtBot
    ) -> None:
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        queue.cancel(second.id)
        with qtbot.waitSignal(queue.drained):
            runner.finish(first)
        assert states(queue) == [JobState.DONE, JobState.CANCELLED]

    def test_that_progress_and_warnings_are_told(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture, qtbot: QtBot
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        runner.say(Started(job.id, 1))
        with qtbot.waitSignal(queue.changed) as change:
            runner.say(Progress(job.id, 1, 0.25))
        assert change.args is not None
        assert change.args[0].progress == 0.25
        with qtbot.waitSignal(queue.warned) as warning:
            runner.say(Warned(job.id, 1, "careful"))
        assert warning.args == [job.id, "careful"]

    def test_that_the_target_is_where_the_result_really_stands(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        elsewhere = job.target.with_name("a_4x (2).png")
        runner.finish(job, elsewhere)
        assert queue.job(job.id).target == elsewhere

    def test_that_events_of_past_attempts_are_ignored(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        runner.fail(job)
        queue.retry([job.id])
        queue.start()
        runner.say(Progress(job.id, 1, 0.9))
        runner.say(Finished(job.id, 1, job.target, 1.0))
        assert queue.job(job.id).state is JobState.RUNNING
        assert queue.job(job.id).progress == 0.0
        runner.say(Finished(job.id, 2, job.target, 1.0))
        assert queue.job(job.id).state is JobState.DONE


class TestSources:
    """No job's result lands on another job's source, whatever that is called."""

    OPTIONS = replace(OPTIONS, existing=Existing.REPLACE)

    def test_that_what_runs_begins_anew_when_the_file_that_it_would_replace_is_added(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        taken = picture("a_4x.png")
        (maker,) = queue.add([picture("a.jpg")], self.OPTIONS)
        queue.start()
        assert maker.target == taken.path
        queue.add([taken], self.OPTIONS)
        assert runner.cancelled == [maker.id]
        runner.fail(maker, ErrorCode.CANCELLED)
        assert [job.target.name for job, _ in runner.started] == ["a_4x.png", "a_4x (2).png"]
        assert states(queue) == [JobState.RUNNING, JobState.WAITING]

    def test_that_what_runs_begins_anew_also_when_a_removed_source_comes_back(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (other,) = queue.add([picture("a_4x.png")], self.OPTIONS)
        removed = queue.remove([other.id])
        (maker,) = queue.add([picture("a.jpg")], self.OPTIONS)
        queue.start()
        queue.restore(removed)
        assert runner.cancelled == [maker.id]

    def test_that_what_runs_goes_on_when_other_files_are_added(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        queue.add([picture("a.jpg")], self.OPTIONS)
        queue.start()
        queue.add([picture("b.jpg"), picture("a.jpg")], self.OPTIONS)
        assert runner.cancelled == []

    def test_that_a_source_in_a_linked_folder_is_not_replaced(
        self, queue: Queue, picture: Picture, tmp_path: Path
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("links need a right on Windows")
        source = picture("a_4x.png", "photos")
        (tmp_path / "link").symlink_to(tmp_path / "photos", target_is_directory=True)
        maker = picture("a.jpg", "link")
        _, made = queue.add([source, maker], self.OPTIONS)
        assert made.target.name == "a_4x (2).png"

    @pytest.mark.parametrize("name", ["A_4X.PNG", "Ka\u0308se_4x.png"])
    def test_that_a_source_of_another_spelling_is_not_replaced(
        self, queue: Queue, picture: Picture, name: str
    ) -> None:
        maker = "a.jpg" if name.startswith("A") else "K\u00e4se.jpg"
        _, made = queue.add([picture(name), picture(maker)], self.OPTIONS)
        assert made.target.stem.endswith(" (2)")

    def test_that_a_source_that_came_later_is_not_replaced(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (maker,) = queue.add([picture("a.jpg")], self.OPTIONS)
        assert maker.target.name == "a_4x.png"
        queue.add([picture("a_4x.png")], self.OPTIONS)
        queue.start()
        assert runner.started[0][0].target.name == "a_4x (2).png"


class TestFullDisk:
    def test_that_a_full_disk_pauses_the_queue_and_the_picture_waits_again(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        heard = list[Job]()
        queue.disk_filled.connect(heard.append)
        first, _ = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        runner.fail(first, ErrorCode.DISK_FULL)
        assert queue.mode is Mode.PAUSED
        assert states(queue) == [JobState.WAITING] * 2
        assert heard == [queue.job(first.id)]
        queue.start()
        assert runner.names == ["a.jpg", "a.jpg"]

    def test_that_a_picture_stops_at_a_full_disk_where_the_queue_was_to_end(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.finish_current()
        runner.fail(job, ErrorCode.DISK_FULL)
        assert (queue.mode, states(queue)) == (Mode.IDLE, [JobState.FAILED])


class TestStopping:
    def test_that_stopping_sends_what_runs_back_to_waiting(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        job, _ = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        runner.say(Progress(job.id, 1, 0.5))
        queue.stop()
        assert not queue.is_running
        assert runner.cancelled == [job.id]
        runner.fail(job, ErrorCode.CANCELLED)
        assert states(queue) == [JobState.WAITING, JobState.WAITING]
        assert queue.job(job.id).progress == 0.0
        assert runner.names == ["a.jpg"]

    def test_that_a_stopped_queue_can_be_started_while_the_old_engine_dies(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.stop()
        queue.start()
        assert runner.names == ["a.jpg"]
        runner.fail(job, ErrorCode.CANCELLED)
        assert [attempt for _, attempt in runner.started] == [1, 2]

    def test_that_a_job_that_was_done_before_it_could_be_stopped_is_done(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.stop()
        runner.finish(job)
        assert states(queue) == [JobState.DONE]

    def test_that_a_cancelled_job_makes_way_for_the_next(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, _ = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        queue.cancel(first.id)
        runner.fail(first, ErrorCode.CANCELLED)
        assert states(queue) == [JobState.CANCELLED, JobState.RUNNING]

    def test_that_a_job_cancelled_before_a_stop_stays_cancelled(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.cancel(job.id)
        queue.stop()
        runner.fail(job, ErrorCode.CANCELLED)
        assert states(queue) == [JobState.CANCELLED]

    def test_that_removing_a_running_job_cancels_it_and_goes_on_when_it_is_gone(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture, qtbot: QtBot
    ) -> None:
        first, _ = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        with qtbot.waitSignal(queue.removed) as removed:
            queue.remove([first.id, "unknown"])
        assert removed.args == [[first.id]]
        assert runner.cancelled == [first.id]
        assert runner.names == ["a.jpg"]
        runner.fail(first, ErrorCode.CANCELLED)
        assert runner.names == ["a.jpg", "b.jpg"]

    def test_that_retrying_plans_the_name_again(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        runner.fail(job)
        job.target.touch()
        queue.retry([job.id])
        again = queue.job(job.id)
        assert (again.state, again.failure, again.target.name) == (JobState.WAITING, None, "a_4x (2).png")

    def test_that_retrying_leaves_done_and_waiting_jobs_alone(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        runner.finish(first)
        before = queue.jobs()
        queue.retry([first.id, second.id])
        assert queue.jobs() == before


class TestPausing:
    def test_that_pausing_holds_what_runs_and_starts_nothing_until_the_next_start(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, _ = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        queue.pause()
        assert (queue.mode, runner.pauses) == (Mode.PAUSED, [True])
        runner.finish(first)
        assert runner.names == ["a.jpg"]
        queue.start()
        assert (queue.mode, runner.pauses) == (Mode.RUNNING, [True, False])
        assert runner.names == ["a.jpg", "b.jpg"]

    def test_that_a_paused_queue_can_be_stopped(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.pause()
        queue.stop()
        assert runner.cancelled == [job.id]
        assert (queue.mode, runner.pauses) == (Mode.IDLE, [True, False])

    def test_that_a_queue_that_does_not_run_cannot_be_paused(
        self, queue: Queue, runner: ScriptedRunner
    ) -> None:
        queue.pause()
        assert queue.mode is Mode.IDLE
        assert runner.pauses == []

    def test_that_views_are_told_that_running_jobs_are_paused(
        self, queue: Queue, picture: Picture, qtbot: QtBot
    ) -> None:
        queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        with qtbot.waitSignals([queue.changed, queue.mode_changed]):
            queue.pause()

    def test_that_a_yielding_queue_holds_what_runs_and_goes_on_by_itself(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, _ = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        queue.set_yielding(True)
        assert (queue.mode, queue.is_held, runner.pauses) == (Mode.RUNNING, True, [True])
        runner.finish(first)
        assert runner.names == ["a.jpg"]
        queue.set_yielding(False)
        assert (queue.is_held, runner.pauses) == (False, [True, False])
        assert runner.names == ["a.jpg", "b.jpg"]

    def test_that_what_the_user_has_paused_stays_paused_when_the_queue_need_not_yield(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.set_yielding(True)
        queue.pause()
        queue.set_yielding(False)
        assert (queue.mode, queue.is_held, runner.pauses) == (Mode.PAUSED, True, [True])

    def test_that_a_yielding_queue_that_is_stopped_is_not_held(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        queue.add([picture("a.jpg")], OPTIONS)
        queue.set_yielding(True)
        assert not queue.is_held
        queue.start()
        assert (queue.is_held, runner.names) == (True, [])
        queue.stop()
        assert (queue.is_held, runner.pauses) == (False, [True, False])

    def test_that_stopping_after_this_one_lets_it_end_and_starts_no_other(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        queue.finish_current()
        assert (queue.mode, runner.cancelled) == (Mode.ENDING, [])
        runner.finish(first)
        assert queue.mode is Mode.IDLE
        assert states(queue) == [JobState.DONE, JobState.WAITING]
        queue.start()
        runner.finish(second)
        assert states(queue) == [JobState.DONE, JobState.DONE]

    def test_that_stopping_after_this_one_leaves_what_was_only_taken_ahead_for_later(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        runner.slots = 3
        first, second, third = queue.add([picture("a.jpg"), picture("b.jpg"), picture("c.jpg")], OPTIONS)
        queue.start()
        runner.say(Progress(second.id, 1, 0.4))
        queue.finish_current()
        assert runner.cancelled == [first.id, third.id]
        runner.fail(first, ErrorCode.CANCELLED)
        runner.fail(third, ErrorCode.CANCELLED)
        assert (queue.mode, runner.names) == (Mode.ENDING, ["a.jpg", "b.jpg", "c.jpg"])
        runner.finish(second)
        assert queue.mode is Mode.IDLE
        assert states(queue) == [JobState.WAITING, JobState.DONE, JobState.WAITING]

    def test_that_stopping_after_this_one_lets_the_first_end_where_none_has_begun(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        runner.slots = 2
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        queue.finish_current()
        assert runner.cancelled == [second.id]
        runner.fail(second, ErrorCode.CANCELLED)
        runner.finish(first)
        assert states(queue) == [JobState.DONE, JobState.WAITING]

    def test_that_start_takes_back_a_stop_after_this_one(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, _ = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        queue.finish_current()
        queue.start()
        runner.finish(first)
        assert states(queue) == [JobState.DONE, JobState.RUNNING]


class TestEdits:
    def test_that_the_new_order_decides_what_runs_next(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, second, third = queue.add([picture("a.jpg"), picture("b.jpg"), picture("c.jpg")], OPTIONS)
        queue.start()
        queue.arrange([third.id, first.id, "unknown", second.id])
        runner.finish(first)
        assert runner.names == ["a.jpg", "c.jpg"]

    def test_that_jobs_that_an_order_does_not_name_follow(self, queue: Queue, picture: Picture) -> None:
        first, second, third = queue.add([picture("a.jpg"), picture("b.jpg"), picture("c.jpg")], OPTIONS)
        queue.arrange([third.id])
        assert [job.id for job in queue.jobs()] == [third.id, first.id, second.id]

    def test_that_removed_jobs_come_back_as_they_were(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        queue.start()
        runner.finish(first)
        queue.stop()
        runner.fail(second, ErrorCode.CANCELLED)
        before = queue.jobs()
        removed = queue.remove([first.id, second.id])
        queue.add([picture("b.png")], OPTIONS)
        queue.restore(removed)
        assert names(queue.jobs()) == ["b_4x.png", "a_4x.png", "b_4x (2).png"]
        assert queue.job(first.id) == before[0]
        assert queue.seconds(first.id) == 1.5

    def test_that_a_running_job_that_comes_back_waits_for_the_end_of_its_old_attempt(
        self, picture: Picture
    ) -> None:
        runner = ScriptedRunner(slots=2)
        queue = Queue(runner)
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.restore(queue.remove([job.id]))
        assert states(queue) == [JobState.WAITING]
        runner.fail(job, ErrorCode.CANCELLED)
        assert states(queue) == [JobState.RUNNING]
        assert [attempt for _, attempt in runner.started] == [1, 2]

    def test_that_own_options_are_not_changed_by_those_for_all(self, queue: Queue, picture: Picture) -> None:
        first, second = queue.add([picture("a.jpg"), picture("b.jpg")], OPTIONS)
        own = JobOptions(replace(OPTIONS, scale=8), are_own=True)
        queue.give_options({first.id: own})
        queue.set_options(replace(OPTIONS, scale=2))
        assert names(queue.jobs()) == ["a_8x.png", "b_2x.png"]
        assert queue.options_of([first.id]) == {first.id: own}
        assert [job.has_own_options for job in queue.jobs()] == [True, False]
        queue.give_options({first.id: queue.options_of([second.id])[second.id]})
        assert names(queue.jobs()) == ["a_2x.png", "b_2x.png"]

    def test_that_only_jobs_that_can_start_again_have_other_options(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        jobs = queue.add([picture("a.jpg"), picture("b.jpg"), picture("c.jpg")], OPTIONS)
        queue.start()
        runner.finish(jobs[0])
        runner.fail(jobs[1])
        own = JobOptions(replace(OPTIONS, scale=8), are_own=True)
        queue.give_options({job.id: own for job in jobs})
        assert [job.options.scale for job in queue.jobs()] == [4, 8, 4]
        assert list(queue.options_of([job.id for job in jobs])) == [jobs[1].id]
        queue.retry([jobs[1].id])
        assert queue.job(jobs[1].id).target.name == "b_8x.png"

    def test_that_pending_sources_are_known(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        found = picture("a.jpg")
        assert not queue.is_pending(found.path)
        (job,) = queue.add([found], OPTIONS)
        assert queue.is_pending(found.path)
        queue.start()
        assert queue.is_pending(found.path)
        runner.finish(job)
        assert not queue.is_pending(found.path)


def test_that_the_options_of_ten_thousand_pictures_are_changed_little_by_little(
    queue: Queue, picture: Picture, qtbot: QtBot
) -> None:
    found = picture("a.jpg")
    many = [replace(found, path=found.path.with_name(f"{number}.jpg")) for number in range(10_000)]
    queue.add(many, OPTIONS)
    queue.set_options(replace(OPTIONS, scale=2))
    assert any(job.options.scale != 2 for job in queue.jobs())
    qtbot.waitUntil(lambda: all(job.options.scale == 2 for job in queue.jobs()), timeout=60_000)
    assert len({job.target for job in queue.jobs()}) == 10_000


def test_that_a_job_that_is_not_planned_yet_is_planned_before_it_starts(
    queue: Queue, runner: ScriptedRunner, picture: Picture
) -> None:
    found = picture("a.jpg")
    many = [replace(found, path=found.path.with_name(f"{number}.jpg")) for number in range(10_000)]
    jobs = queue.add(many, OPTIONS)
    queue.set_options(replace(OPTIONS, scale=2))
    queue.arrange([jobs[-1].id])
    queue.start()
    assert runner.started[0][0].target.name == "9999_2x.png"


class TestLadder:
    """What becomes of a picture whose device fails."""

    def tried(self, runner: ScriptedRunner) -> list[tuple[str, int]]:
        return [(job.options.device, job.options.tile) for job, _ in runner.started]

    def test_that_it_is_tried_in_smaller_tiles_on_another_card_and_on_the_processor_then_set_aside(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        options = replace(OPTIONS, device="0")
        job, other = queue.add([picture("a.jpg"), picture("b.jpg")], options)
        queue.set_devices(["0", "1"])
        queue.start()
        for _ in range(4):
            assert queue.job(job.id).state is JobState.RUNNING
            runner.fail(job, ErrorCode.DEVICE_FAILED)
        assert self.tried(runner)[:4] == [("0", 0), ("0", 64), ("1", 64), ("cpu", 0)]
        failed = queue.job(job.id)
        assert (failed.state, failed.options) == (JobState.FAILED, options)
        assert runner.names[4:] == ["b.jpg"]
        assert queue.job(other.id).rung is None

    def test_that_one_that_succeeds_on_the_way_is_done(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        runner.fail(job, ErrorCode.ENGINE_HUNG)
        assert queue.job(job.id).rung is Rung.SMALL_TILES
        runner.finish(job)
        assert states(queue) == [JobState.DONE]

    def test_that_a_retry_begins_at_the_foot_again(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], replace(OPTIONS, device="cpu"))
        queue.start()
        runner.fail(job, ErrorCode.OUT_OF_MEMORY)
        runner.fail(job, ErrorCode.OUT_OF_MEMORY)
        assert states(queue) == [JobState.FAILED]
        queue.retry([job.id])
        queue.start()
        assert self.tried(runner) == [("cpu", 0), ("cpu", 64), ("cpu", 0)]

    def test_that_a_fault_of_the_picture_is_not_tried_again(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        runner.fail(job, ErrorCode.INPUT_DAMAGED)
        assert states(queue) == [JobState.FAILED]

    def test_that_what_the_user_stops_is_not_tried_again(
        self, queue: Queue, runner: ScriptedRunner, picture: Picture
    ) -> None:
        (job,) = queue.add([picture("a.jpg")], OPTIONS)
        queue.start()
        queue.cancel(job.id)
        runner.fail(job, ErrorCode.ENGINE_CRASHED)
        assert states(queue) == [JobState.CANCELLED]
