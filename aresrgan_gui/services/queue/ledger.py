"""What all jobs together amount to, kept up to date job by job so that 10,000 of them cost nothing to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from aresrgan_gui.core.job import FINAL_STATES, Job, JobState
from aresrgan_gui.core.models.catalogue import ModelKind, ModelSpec
from aresrgan_gui.core.needs import TTA_RUNS, Needs, needs, tflop_per_megapixel
from aresrgan_gui.services.queue.estimator import START_SECONDS, Estimator, Rate, Way

START_TFLOP = 0.1
"""What a start weighs in the progress of the whole, so that many thumbnails do not look like nothing."""


@dataclass
class Sum:
    """Jobs of one way: how many are left and behind in this run, in starts and megapixels."""

    starts_left: float = 0.0
    left: float = 0.0
    starts_behind: float = 0.0
    behind: float = 0.0


@dataclass(frozen=True)
class Entry:
    """A job with its needs; `ran` says that it was at work in this run."""

    job: Job
    way: Way
    needs: Needs
    ran: bool


@dataclass(frozen=True)
class Times:
    """Estimated seconds of work, left and behind in this run; rough where any of what is left is."""

    left: float
    behind: float
    is_rough: bool


@dataclass(frozen=True)
class Claims:
    """What the jobs want that have not ended; in bytes."""

    disk: Counter[Path] = field(default_factory=Counter)
    """For each folder that results go to."""
    memory: Counter[int] = field(default_factory=Counter)
    """How many jobs need so much, each at a time."""


class Ledger:
    """Sums over jobs; every change is taken out and put in again."""

    def __init__(self, estimator: Estimator) -> None:
        self._estimator = estimator
        self._specs: dict[str, ModelSpec] = {}
        self._entries: dict[str, Entry] = {}
        self._sums: dict[Way, Sum] = {}
        self.total_tflop = 0.0
        self.tflop_behind = 0.0
        self.pixels_left = 0
        self.pixels_behind = 0.0
        """Of results, in this run."""
        self.disk_left = 0
        self._claims = Claims()

    def set_models(self, specs: Iterable[ModelSpec]) -> None:
        """Reckon with these models; jobs that are known already are reckoned anew."""
        self._specs = {spec.name: spec for spec in specs}
        for job in [entry.job for entry in self._entries.values()]:
            self.drop(job.id)
            self.put(job)

    def put(self, job: Job) -> Entry:
        """Take in a job as it is now."""
        known = self._entries.get(job.id)
        if known is not None:
            self._count(known, -1)
        if known is not None and known.job.options is job.options and known.job.size == job.size:
            way, need = known.way, known.needs
        else:
            way = Way(job.options.model, job.options.device, job.options.tta)
            need = needs(job, self._spec(job.options.model))
        ran = job.state is JobState.RUNNING or (
            known is not None and known.ran and job.state is JobState.DONE
        )
        entry = Entry(job, way, need, ran)
        self._entries[job.id] = entry
        self._count(entry, 1)
        return entry

    def drop(self, job_id: str) -> None:
        """Forget a job."""
        entry = self._entries.pop(job_id, None)
        if entry is not None:
            self._count(entry, -1)

    def begin_run(self) -> None:
        """Count what is behind from here on."""
        for entry in [entry for entry in self._entries.values() if entry.ran]:
            self._count(entry, -1)
            fresh = Entry(entry.job, entry.way, entry.needs, entry.job.state is JobState.RUNNING)
            self._entries[entry.job.id] = fresh
            self._count(fresh, 1)

    def entry(self, job_id: str) -> Entry | None:
        """A job with its needs."""
        return self._entries.get(job_id)

    def claims(self) -> Claims:
        """What is wanted now, for any thread to keep."""
        return Claims(self._claims.disk.copy(), self._claims.memory.copy())

    def __len__(self) -> int:
        return len(self._entries)

    def rate(self, way: Way) -> Rate:
        """How fast work of a way goes."""
        spec = self._spec(way.model)
        return self._estimator.rate(way, tflop_per_megapixel(spec) * (TTA_RUNS if way.tta else 1))

    def seconds(self, entry: Entry) -> float:
        """How long the whole job is expected to take."""
        return START_SECONDS + entry.needs.megapixels * self.rate(entry.way).seconds

    def fraction(self) -> float:
        """How much of all work is behind, 0.0 to 1.0."""
        return min(max(self.tflop_behind / self.total_tflop, 0.0), 1.0) if self._entries else 0.0

    def times(self) -> Times:
        """The seconds that the estimates amount to."""
        left = behind = 0.0
        is_rough = False
        for way, found in self._sums.items():
            if found.left > 1e-9 or found.behind > 1e-9:
                rate = self.rate(way)
                left += found.starts_left * START_SECONDS + found.left * rate.seconds
                behind += found.starts_behind * START_SECONDS + found.behind * rate.seconds
                is_rough = is_rough or (rate.is_rough and found.left > 1e-9)
        return Times(max(left, 0.0), max(behind, 0.0), is_rough)

    def _spec(self, name: str) -> ModelSpec:
        """The model; one that is not installed is reckoned with as the heaviest."""
        return self._specs.get(name) or ModelSpec(name, name, ModelKind.OWN, "", "", {4: name})

    def _count(self, entry: Entry, sign: int) -> None:
        job, need = entry.job, entry.needs
        has_ended = job.state in FINAL_STATES
        done = 1.0 if has_ended else job.progress
        tflop = START_TFLOP + need.tflop
        self.total_tflop += sign * tflop
        self.tflop_behind += sign * tflop * done
        total = self._sums.get(entry.way)
        if total is None:
            total = self._sums[entry.way] = Sum()
        if not has_ended:
            self.pixels_left += sign * need.output_pixels
            self.disk_left += sign * need.disk
            _claim(self._claims.disk, job.target.parent, sign * need.disk)
            _claim(self._claims.memory, need.memory, sign)
            total.starts_left += sign * (1 - done)
            total.left += sign * need.megapixels * (1 - done)
        if entry.ran:
            self.pixels_behind += sign * need.output_pixels * done
            total.starts_behind += sign * done
            total.behind += sign * need.megapixels * done


_Kind = TypeVar("_Kind")


def _claim(claims: Counter[_Kind], what: _Kind, amount: int) -> None:
    """Count `amount` more, or less; what is wanted no more is not named any more."""
    claims[what] += amount
    if not claims[what]:
        del claims[what]
