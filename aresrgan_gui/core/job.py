"""One picture's way through the queue."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.ladder import Rung
from aresrgan_gui.core.options import ANIMATED_FORMATS, OutputFormat, UpscaleOptions
from aresrgan_gui.core.plan import Box, fits_format, result_size, view_of


class JobState(str, Enum):
    """Where a job stands."""

    # Enum's own is Python code, and the window counts thousands of states at every change.
    __hash__ = str.__hash__

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    CANCELLED = "cancelled"


ALLOWED: dict[JobState, frozenset[JobState]] = {
    JobState.WAITING: frozenset({JobState.RUNNING, JobState.FAILED, JobState.SKIPPED, JobState.CANCELLED}),
    JobState.RUNNING: frozenset({JobState.WAITING, JobState.DONE, JobState.FAILED, JobState.CANCELLED}),
    JobState.DONE: frozenset(),
    JobState.SKIPPED: frozenset({JobState.WAITING}),
    JobState.FAILED: frozenset({JobState.WAITING}),
    JobState.CANCELLED: frozenset({JobState.WAITING}),
}
"""The moves a job may make; stopping the queue sends a running job back to waiting."""

FINAL_STATES = frozenset({JobState.DONE, JobState.SKIPPED, JobState.FAILED, JobState.CANCELLED})


class IllegalTransitionError(ValueError):
    """A job was asked to make a move that `ALLOWED` does not hold."""


@dataclass(frozen=True, slots=True)
class Job:
    """One source picture with its options, state and outcome.

    `target` is where the result will stand (after it is done: where it stands); `size` is the upright width
    and height of the source in pixels, and `frames` are more than one of an animation; `progress` runs from
    0.0 to 1.0; `has_own_options` says that the options were chosen for this job and not for all; `number`
    counts the queue's pictures as they came, and stays when they are put into another order; `rung` is what
    is being tried, or was at last, after a device failed; `place` is the name of where it runs, or ran last.
    """

    source: Path
    target: Path
    options: UpscaleOptions
    size: tuple[int, int]
    state: JobState = JobState.WAITING
    progress: float = 0.0
    failure: Failure | None = None
    has_own_options: bool = False
    number: int = 1
    rung: Rung | None = None
    frames: int = 1
    place: str = ""
    id: str = field(default_factory=lambda: os.urandom(16).hex())

    @property
    def output_size(self) -> tuple[int, int]:
        """Width and height of the result in pixels."""
        return result_size(self.size, self.options.target)

    @property
    def view(self) -> Box:
        """The part of the source, in its pixels, that the result shows."""
        return view_of(self.size, self.options.target)

    @property
    def output_format(self) -> OutputFormat:
        """The format that the result is written in."""
        return self.options.format_for(self.source)

    @property
    def frames_made(self) -> int:
        """How many frames the result has: all, or the first one where its format holds no more."""
        return self.frames if self.output_format in ANIMATED_FORMATS else 1

    @property
    def fits_its_format(self) -> bool:
        """Whether the format can hold a picture as large as the result."""
        return fits_format(self.output_size, self.output_format)

    def moved(self, state: JobState, *, failure: Failure | None = None) -> Job:
        """This job in another state, its progress full when done and empty otherwise.

        Raises IllegalTransitionError when the move is not allowed.
        """
        if state not in ALLOWED[self.state]:
            raise IllegalTransitionError(f"{self.state.value} -> {state.value}")
        return replace(self, state=state, progress=float(state is JobState.DONE), failure=failure)
