from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.core.errors import CODE_OF_EXIT, EXIT_CODES, ErrorCode, Failure, output_error
from aresrgan_gui.core.job import ALLOWED, IllegalTransitionError, Job, JobState
from aresrgan_gui.core.options import UpscaleOptions


def make_job() -> Job:
    return Job(Path("a.png"), Path("a_4x.png"), UpscaleOptions(), (30, 20))


def test_that_a_job_knows_the_size_of_its_result() -> None:
    assert make_job().output_size == (120, 80)


def test_that_a_job_goes_from_waiting_over_running_to_done() -> None:
    done = make_job().moved(JobState.RUNNING).moved(JobState.DONE)
    assert (done.state, done.progress) == (JobState.DONE, 1.0)


def test_that_a_failed_job_carries_its_failure_until_it_waits_again() -> None:
    failure = Failure(ErrorCode.DISK_FULL, Path("a_4x.png"))
    failed = make_job().moved(JobState.RUNNING).moved(JobState.FAILED, failure=failure)
    assert failed.failure == failure
    assert failed.moved(JobState.WAITING).failure is None


@pytest.mark.parametrize("state", list(JobState))
def test_that_moves_outside_the_table_are_refused(state: JobState) -> None:
    for wanted in set(JobState) - ALLOWED[JobState.DONE]:
        done = make_job().moved(JobState.RUNNING).moved(JobState.DONE)
        with pytest.raises(IllegalTransitionError):
            done.moved(wanted)
    assert state in ALLOWED


def test_that_two_jobs_for_one_picture_are_told_apart() -> None:
    assert make_job().id != make_job().id


def test_that_every_exit_code_stands_for_one_failure_and_none_for_success() -> None:
    assert len(CODE_OF_EXIT) == len(EXIT_CODES)
    assert not {0, 1} & set(CODE_OF_EXIT)


def test_that_a_full_disk_is_told_from_a_folder_that_may_not_be_written() -> None:
    full = output_error(OSError(28, "No space left on device"), Path("x"))
    denied = output_error(PermissionError(13, "Permission denied"), Path("x"))
    assert full.failure.code is ErrorCode.DISK_FULL
    assert denied.failure.code is ErrorCode.OUTPUT_UNWRITABLE
