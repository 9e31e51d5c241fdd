"""What the queue amounts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aresrgan_gui.core.job import FINAL_STATES, Job, JobState


@dataclass(frozen=True)
class Summary:
    """How many jobs there are in each state, and the share of the whole that is behind, 0.0 to 1.0."""

    counts: Counter[JobState]
    fraction: float

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        """Jobs that nothing more will happen to by themselves."""
        return sum(self.counts[state] for state in FINAL_STATES)


def summarize(jobs: Iterable[Job]) -> Summary:
    """Count jobs; a running one counts with its progress."""
    counts: Counter[JobState] = Counter()
    done = 0.0
    for job in jobs:
        counts[job.state] += 1
        done += 1.0 if job.state in FINAL_STATES else job.progress
    total = sum(counts.values())
    return Summary(counts, done / total if total else 0.0)
