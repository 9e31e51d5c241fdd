"""What the queue knows of a job."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from aresrgan_gui.core.job import ALLOWED, FINAL_STATES, Job, JobState
from aresrgan_gui.core.options import UpscaleOptions


class JobOptions(NamedTuple):
    """A job's options, and whether they are its own or those for all."""

    options: UpscaleOptions
    are_own: bool


@dataclass(slots=True)
class Entry:
    """A job with what the queue alone knows of it: given out by `Queue.remove`, taken back by `restore`."""

    job: Job
    below: Path
    explicit: Path | None
    attempt: int = 0
    wish: JobState | None = None
    """What the user wants of a running job that is being cancelled: CANCELLED, or WAITING."""
    seconds: float | None = None
    wanted: JobOptions | None = None
    """Options that the job will have as soon as it is planned anew."""

    @property
    def options(self) -> JobOptions:
        """The options that the job has, or will have in a moment."""
        return self.wanted or JobOptions(self.job.options, self.job.has_own_options)

    @property
    def has_own_options(self) -> bool:
        """Whether those options are the job's own."""
        return self.job.has_own_options if self.wanted is None else self.wanted.are_own


FIXED = frozenset({JobState.RUNNING, JobState.DONE})
"""States in which a job keeps the options that it has."""


def can_change(job: Job) -> bool:
    """Whether the job can have other options: it waits, or may be tried again."""
    return job.state not in FIXED


def can_retry(job: Job) -> bool:
    """Whether the job has ended and may wait again."""
    return job.state in FINAL_STATES and JobState.WAITING in ALLOWED[job.state]
