from __future__ import annotations

import io
from dataclasses import dataclass, field

import pytest

from aresrgan_gui.engine import progress
from aresrgan_gui.engine.progress import Meter, Percentages


@dataclass
class Told:
    """A listener that remembers."""

    fractions: list[float] = field(default_factory=list)

    def start(self) -> None: ...

    def reached(self, fraction: float) -> None:
        self.fractions.append(fraction)


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def test_that_percentages_rise_and_are_said_once() -> None:
    stream = io.StringIO()
    percentages = Percentages(stream)
    percentages.start()
    for fraction in (0.0, 1 / 3, 0.2, 1 / 3, 0.99999, 1.0, 1.0, 1.5):
        percentages.reached(fraction)
    assert stream.getvalue() == "0.00%\n33.33%\n99.99%\n100.00%\n"


def test_that_each_picture_starts_again() -> None:
    stream = io.StringIO()
    percentages = Percentages(stream)
    for _ in range(2):
        percentages.start()
        percentages.reached(1.0)
    assert stream.getvalue() == "0.00%\n100.00%\n" * 2


def test_that_progress_is_the_part_of_the_time_that_is_over(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=2.0, encoding=5.0, checking=3.0)
    for done in range(1, 11):
        clock.now += 1.0
        meter.made(4 * done)
    meter.checked(0.0)
    meter.checked(1.0)
    parts = [*range(3, 13), 17, 20]
    assert told.fractions == pytest.approx([seconds / 20 for seconds in parts])


def test_that_a_tile_under_way_counts_half_once_one_is_done(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, encoding=0.0, checking=0.0)
    meter.made(0, 8)
    assert not told.fractions
    clock.now += 1.0
    meter.made(4, 8)
    meter.made(4, 12)
    assert told.fractions == pytest.approx([8 / 40, 10 / 40])
