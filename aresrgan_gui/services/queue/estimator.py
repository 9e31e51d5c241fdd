"""How long work takes on this machine: a guess from the networks' cost, then what finished jobs show."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aresrgan_gui.core.stored import read_json, write_json

log = logging.getLogger(__name__)

VERSION = 1

START_SECONDS = 0.5
"""What a job takes beside its pixels: a process is started and a model is loaded."""

KEPT = 25
"""Of each model on each device only so many jobs count, the latest, so that a new driver is noticed."""

LEAST_RATE, MOST_RATE = 1e-6, 1e6
MOST_MEGAPIXELS = 1e6
"""Seconds a megapixel, and megapixels of a job, beyond which a file of speeds is not to be believed."""

MOST_WEIGHT = 1.0
PRIOR_WEIGHT = 0.05
"""Megapixels: a job counts by its size, up to the first; the guess counts as if it were the second.

A thumbnail's time is its start-up's: it says next to nothing about a large picture.
"""

CORE_TFLOPS = 0.1
CARD_TFLOPS = 4.0
"""Rough: what one core with AVX2, and what a common graphics card, makes of these networks in a second."""


class Way(NamedTuple):
    """What decides the speed: the model's name, the device as it was asked for, and TTA."""

    model: str
    device: str
    tta: bool


class Sample(NamedTuple):
    """A finished job: the megapixels that went through the network, and the seconds for each of them."""

    megapixels: float
    rate: float


@dataclass(frozen=True)
class Rate:
    """Seconds for each megapixel that goes through the network; a rough one is mostly a guess."""

    seconds: float
    is_rough: bool


class Estimator:
    """A weighted median over the latest jobs of each way: one odd job does not move it, a habit does."""

    def __init__(self, samples: dict[Way, list[Sample]] | None = None) -> None:
        self._samples = samples or {}
        self._costs: dict[Way, float] = {}

    def rate(self, way: Way, tflop_per_megapixel: float) -> Rate:
        """The speed to expect; what a megapixel costs (TTA counted) decides while little was measured."""
        self._costs[way] = tflop_per_megapixel
        samples = self._samples.get(way, [])
        prior = Sample(PRIOR_WEIGHT, tflop_per_megapixel / self._tflops(way))
        is_rough = sum(map(_weight, samples)) <= PRIOR_WEIGHT
        return Rate(_weighted_median([*samples, prior]), is_rough)

    def learn(self, way: Way, megapixels: float, seconds: float) -> None:
        """Take a finished job into account."""
        if megapixels > 0 and seconds > 0:
            # Never less than a tenth: a warm engine may need less than the start-up that is taken off.
            working = max(seconds - START_SECONDS, seconds / 10)
            samples = self._samples.setdefault(way, [])
            samples.append(Sample(megapixels, working / megapixels))
            if len(samples) > KEPT:
                del samples[_least_missed(samples)]

    def samples(self) -> dict[Way, list[Sample]]:
        """A copy of all that was learnt."""
        return {way: list(samples) for way, samples in self._samples.items()}

    def _tflops(self, way: Way) -> float:
        """What the device makes in a second: from another model that it was measured with, or rough."""
        for other, cost in self._costs.items():
            samples = self._samples.get(other, [])
            is_known = sum(map(_weight, samples)) > PRIOR_WEIGHT
            if other != way and other.device == way.device and is_known:
                return cost / _weighted_median(samples)
        if way.device in ("auto", "cpu"):
            return CORE_TFLOPS * _cores()
        return CARD_TFLOPS * len(way.device.split(","))


@cache
def _cores() -> int:
    """How many cores the processor has: to count them takes longer than to paint the row that asks."""
    import psutil

    return psutil.cpu_count(logical=False) or 1


def load_samples(path: Path) -> dict[Way, list[Sample]]:
    """What was learnt before; nothing where the file is not there or not ours."""
    try:
        raw = read_json(path)
        if raw["version"] != VERSION:
            return {}
        return {
            Way(str(entry["model"]), str(entry["device"]), bool(entry["tta"])): [
                Sample(float(megapixels), float(rate))
                for megapixels, rate in entry["samples"]
                if 0 < megapixels < MOST_MEGAPIXELS and LEAST_RATE < rate < MOST_RATE
            ]
            for entry in raw["speeds"]
        }
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def save_samples(samples: dict[Way, list[Sample]], path: Path) -> None:
    """Keep what was learnt; where it cannot be written it is learnt again."""
    speeds = [
        {**way._asdict(), "samples": [[round(megapixels, 6), round(rate, 4)] for megapixels, rate in kept]}
        for way, kept in samples.items()
    ]
    try:
        write_json({"version": VERSION, "speeds": speeds}, path)
    except OSError:
        log.exception("the measured speeds could not be saved")


def _weight(sample: Sample) -> float:
    return min(sample.megapixels, MOST_WEIGHT)


def _least_missed(samples: Sequence[Sample]) -> int:
    """The oldest job without which as much is known: icons do not displace what a picture has taught."""
    rest = sum(map(_weight, samples)) - PRIOR_WEIGHT
    lightest = min(range(len(samples)), key=lambda number: _weight(samples[number]))
    return next((number for number, sample in enumerate(samples) if _weight(sample) < rest), lightest)


def _weighted_median(samples: Iterable[Sample]) -> float:
    ordered = sorted(samples, key=lambda sample: sample.rate)
    half = sum(map(_weight, ordered)) / 2
    reached = 0.0
    for sample in ordered:
        reached += _weight(sample)
        if reached >= half:
            return sample.rate
    raise ValueError("no samples")
