"""What all jobs together want, kept job by job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.queue.estimator import Estimator
from aresrgan_gui.services.queue.ledger import Ledger


def job(target: str, size: tuple[int, int] = (10, 10)) -> Job:
    return Job(Path("a.png"), Path(target), UpscaleOptions(), size)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(Estimator())


def test_that_what_goes_into_one_folder_is_counted_together(ledger: Ledger) -> None:
    wanted = [ledger.put(job(target)).needs.disk for target in ("/one/a.png", "/one/b.webp", "/two/c.png")]
    assert ledger.claims().disk == {Path("/one"): wanted[0] + wanted[1], Path("/two"): wanted[2]}


def test_that_jobs_of_equal_needs_are_counted_by_their_memory(ledger: Ledger) -> None:
    small = [ledger.put(job(f"/one/{number}.png")) for number in range(3)]
    large = ledger.put(job("/one/large.png", (5000, 5000)))
    assert ledger.claims().memory == {small[0].needs.memory: 3, large.needs.memory: 1}


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.SKIPPED, JobState.CANCELLED])
def test_that_a_job_that_has_ended_wants_nothing_until_it_waits_again(
    ledger: Ledger, state: JobState
) -> None:
    waiting = job("/one/a.png")
    wanted = ledger.put(waiting).needs
    ended = waiting.moved(state)
    ledger.put(ended)
    assert (ledger.claims().disk, ledger.claims().memory) == ({}, {})
    ledger.put(ended.moved(JobState.WAITING))
    assert ledger.claims().disk == {Path("/one"): wanted.disk}


def test_that_a_job_with_another_target_wants_room_there_alone(ledger: Ledger) -> None:
    first = job("/one/a.png")
    ledger.put(first)
    ledger.put(replace(first, target=Path("/two/a.png")))
    assert list(ledger.claims().disk) == [Path("/two")]


def test_that_a_job_that_is_gone_wants_nothing(ledger: Ledger) -> None:
    gone = job("/one/a.png")
    ledger.put(gone)
    ledger.drop(gone.id)
    assert (ledger.claims().disk, ledger.claims().memory) == ({}, {})


def test_that_the_smallest_result_takes_room(ledger: Ledger) -> None:
    ledger.put(job("/one/a.webp", (1, 1)))
    assert list(ledger.claims().disk) == [Path("/one")]


def test_that_what_was_told_stays_as_it_was(ledger: Ledger) -> None:
    ledger.put(job("/one/a.png"))
    told = ledger.claims()
    ledger.put(job("/two/b.png"))
    assert list(told.disk) == [Path("/one")]
