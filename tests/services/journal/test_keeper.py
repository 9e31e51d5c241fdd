"""Whether a queue comes back from its journal as it was, and what a killed program left is cleared away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.fingerprint import fingerprint
from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import OutputFormat, UpscaleOptions
from aresrgan_gui.runners.base import Failed, Finished, Started
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Journal
from aresrgan_gui.services.journal.keeper import Keeper, recover
from aresrgan_gui.services.journal.writer import JournalWriter
from aresrgan_gui.services.queue.entry import JobOptions
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue


class IdleRunner(QObject):
    """Takes jobs and says nothing of them by itself."""

    happened = Signal(object)
    slots = 1

    def start(self, job: Job, attempt: int) -> None: ...
    def cancel(self, job_id: str) -> None: ...
    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None: ...


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "data" / "queue.sqlite3")


@pytest.fixture
def queue(qtbot: QtBot) -> Queue:
    return Queue(IdleRunner())


@pytest.fixture
def writer(journal: Journal) -> JournalWriter:
    return JournalWriter(journal)


@pytest.fixture
def keeper(queue: Queue, writer: JournalWriter) -> Keeper:
    return Keeper(queue, writer, WINDOW_RUN)


@pytest.fixture
def pictures(tmp_path: Path) -> Callable[[int], list[FoundPicture]]:
    def make(count: int) -> list[FoundPicture]:
        found = []
        for number in range(count):
            path = tmp_path / f"{number}.jpg"
            path.touch()
            found.append(FoundPicture(path, PictureInfo(40, 30, "JPEG", 1)))
        return found

    return make


Pictures = Callable[[int], list[FoundPicture]]


def die(keeper: Keeper, writer: JournalWriter) -> None:
    """End the program, as soon as all is written that was to be."""
    keeper.flush()
    writer.close()


def returned(journal: Journal) -> Queue:
    """The queue of the next start."""
    journal = Journal(journal.path)
    queue = Queue(IdleRunner())
    queue.restore(recover(journal, WINDOW_RUN))
    return queue


def names(queue: Queue) -> list[str]:
    return [job.source.name for job in queue.jobs()]


def run_next(queue: Queue) -> Job:
    queue.start()
    return next(job for job in queue.jobs() if job.state is JobState.RUNNING)


def test_that_a_queue_comes_back_as_it_was(
    *,
    queue: Queue,
    keeper: Keeper,
    writer: JournalWriter,
    journal: Journal,
    pictures: Pictures,
    tmp_path: Path,
) -> None:
    jobs = queue.add(pictures(4), UpscaleOptions())
    own = replace(UpscaleOptions(), scale=2, format=OutputFormat.WEBP)
    queue.give_options({jobs[1].id: JobOptions(own, are_own=True)})
    first = run_next(queue)
    queue._runner.happened.emit(Finished(first.id, 1, tmp_path / "0_4x.png", 2.5))
    second = run_next(queue)
    failure = Failure(ErrorCode.INPUT_DAMAGED, second.source, "torn")
    queue._runner.happened.emit(Failed(second.id, 1, failure))
    queue.cancel(jobs[3].id)
    queue.arrange([jobs[2].id])
    die(keeper, writer)
    again = returned(journal)
    assert names(again) == ["2.jpg", "0.jpg", "1.jpg", "3.jpg"]
    assert [job.state for job in again.jobs()] == [
        JobState.WAITING,
        JobState.DONE,
        JobState.FAILED,
        JobState.CANCELLED,
    ]
    failed = again.job(second.id)
    assert (failed.failure, failed.options, failed.has_own_options) == (failure, own, True)
    assert again.seconds(first.id) == 2.5
    assert [job.target for job in again.jobs()] == [job.target for job in queue.jobs()]


def test_that_what_ran_when_the_program_died_waits_again(
    queue: Queue, keeper: Keeper, writer: JournalWriter, journal: Journal, pictures: Pictures
) -> None:
    queue.add(pictures(2), UpscaleOptions())
    run_next(queue)
    die(keeper, writer)
    assert [job.state for job in returned(journal).jobs()] == [JobState.WAITING, JobState.WAITING]


def test_that_removed_jobs_stay_away_and_restored_ones_return(
    queue: Queue, keeper: Keeper, writer: JournalWriter, journal: Journal, pictures: Pictures
) -> None:
    jobs = queue.add(pictures(3), UpscaleOptions())
    gone = queue.remove([jobs[0].id, jobs[1].id])
    queue.restore(gone[:1])
    die(keeper, writer)
    assert names(returned(journal)) == ["2.jpg", "0.jpg"]


def test_that_the_folder_of_a_killed_attempt_is_removed_and_no_other(
    *,
    queue: Queue,
    keeper: Keeper,
    writer: JournalWriter,
    journal: Journal,
    pictures: Pictures,
    tmp_path: Path,
) -> None:
    ours, others, precious = (tmp_path / name for name in (".aresrgan-1", ".aresrgan-2", "holiday"))
    for folder in (ours, others, precious):
        folder.mkdir()
        (folder / "half.part.png").touch()
    job, other = queue.add(pictures(2), UpscaleOptions())
    writer.note_work(job.id, 1, ours)
    writer.note_work(other.id, 1, precious)
    die(keeper, writer)
    returned(journal)
    assert not ours.exists()
    assert (others / "half.part.png").exists()
    assert (precious / "half.part.png").exists()


@pytest.mark.parametrize("what_stands_there", ["the result", "another file", "nothing"])
def test_that_a_result_published_before_the_kill_makes_its_job_done(
    *,
    queue: Queue,
    keeper: Keeper,
    writer: JournalWriter,
    journal: Journal,
    pictures: Pictures,
    tmp_path: Path,
    what_stands_there: str,
) -> None:
    (job,) = queue.add(pictures(1), UpscaleOptions())
    run_next(queue)
    part, target = tmp_path / "part", tmp_path / "0_4x.png"
    part.write_bytes(b"the result")
    writer.note_work(job.id, 1, tmp_path / ".aresrgan-1")
    writer.note_publishing(job.id, 1, target, fingerprint(part))
    die(keeper, writer)
    if what_stands_there != "nothing":
        target.write_bytes(what_stands_there.encode()[:10])
    (found,) = returned(journal).jobs()
    assert (found.state is JobState.DONE) == (what_stands_there == "the result")


def test_that_a_later_attempt_has_a_number_of_its_own(
    *,
    queue: Queue,
    keeper: Keeper,
    writer: JournalWriter,
    journal: Journal,
    pictures: Pictures,
    tmp_path: Path,
) -> None:
    (job,) = queue.add(pictures(1), UpscaleOptions())
    run_next(queue)
    writer.note_work(job.id, 1, tmp_path / ".aresrgan-1")
    die(keeper, writer)
    again = returned(journal)
    run_next(again)
    assert again.entry(job.id).attempt == 2


def test_that_a_journal_that_breaks_is_told_once_and_costs_no_work(
    *, queue: Queue, keeper: Keeper, writer: JournalWriter, journal: Journal, pictures: Pictures, qtbot: QtBot
) -> None:
    told: list[str] = []
    writer.failed.connect(told.append)
    journal.close()
    with qtbot.waitSignal(writer.failed):
        queue.add(pictures(2), UpscaleOptions())
    queue.add(pictures(3)[2:], UpscaleOptions())
    die(keeper, writer)
    QCoreApplication.sendPostedEvents(writer)
    assert len(queue.jobs()) == 3
    assert len(told) == 1


def test_that_a_job_is_kept_with_its_place_as_soon_as_it_runs_there(
    queue: Queue, keeper: Keeper, writer: JournalWriter, journal: Journal, pictures: Pictures
) -> None:
    (job,) = queue.add(pictures(1), UpscaleOptions())
    queue.start()
    queue._runner.happened.emit(Started(job.id, 1, "far away"))
    writer.write(lambda _: None).result()
    (record,) = journal.records(WINDOW_RUN)
    assert (record.job.state, record.job.place) == (JobState.WAITING, "far away")
    die(keeper, writer)
