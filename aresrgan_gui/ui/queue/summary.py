"""What the queue amounts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aresrgan_gui.core.job import FINAL_STATES, Job, JobState


@dataclass(frozen=True)
class Summary:
    """How many jobs there are in each state."""

    counts: Counter[JobState]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        """Jobs that nothing more will happen to by themselves."""
        return sum(self.counts[state] for state in FINAL_STATES)


def summarize(jobs: Iterable[Job]) -> Summary:
    """Count jobs."""
    return Summary(Counter(job.state for job in jobs))
