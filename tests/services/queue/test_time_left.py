"""The time left that is shown, on recorded and imagined runs."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from aresrgan_gui.services.queue.time_left import SPEED_WINDOW, Smoothed, Speed, paced

STEP = 0.5


def shown(total: float, estimated: float, *, is_rough: bool, noise: float = 0.0) -> list[tuple[float, float]]:
    """(seconds really left, seconds shown) of a run that takes `total` and was estimated otherwise.

    Progress comes in bursts of 10% of `noise`, as tiles of a picture do.
    """
    smoothed, rows = Smoothed(), []
    for step in range(int(total / STEP)):
        elapsed = step * STEP
        done = elapsed / total
        if noise:
            done = max(0.0, math.floor(done / noise) * noise)
        estimate = paced(estimated * (1 - done), estimated * done, elapsed, is_rough=is_rough)
        rows.append((total - elapsed, smoothed.follow(estimate, STEP)))
    return rows


@pytest.mark.parametrize("error", [0.33, 1.0, 3.0])
@pytest.mark.parametrize("noise", [0.0, 0.02])
def test_that_a_rough_guess_is_put_right_by_half_time(error: float, noise: float) -> None:
    rows = shown(300, 300 * error, is_rough=True, noise=noise)
    for left, said in rows[len(rows) // 2 : -40]:
        assert said == pytest.approx(left, rel=0.25, abs=10)


@pytest.mark.parametrize("noise", [0.0, 0.05])
def test_that_a_measured_estimate_is_right_from_the_start(noise: float) -> None:
    for left, said in shown(120, 120, is_rough=False, noise=noise):
        assert said == pytest.approx(left, rel=0.15, abs=8)


@pytest.mark.parametrize("error", [0.33, 1.0, 3.0])
@pytest.mark.parametrize("noise", [0.0, 0.05])
def test_that_what_is_shown_never_jumps(error: float, noise: float) -> None:
    rows = shown(120, 120 * error, is_rough=True, noise=noise)
    for (_, before), (_, after) in pairwise(rows):
        assert abs(after - before) < max(2.5, 0.07 * before)


def test_that_the_clock_counts_down_while_nothing_is_heard() -> None:
    smoothed = Smoothed()
    smoothed.follow(60.0, 0.0)
    assert smoothed.follow(59.0, 1.0) == pytest.approx(59.0)
    assert smoothed.follow(58.0, 1.0) == pytest.approx(58.0)


def test_that_nothing_left_is_never_less_than_nothing() -> None:
    smoothed = Smoothed(0.4)
    assert smoothed.follow(0.0, 1.0) == 0.0
    assert paced(0.0, 10.0, 12.0, is_rough=False) == 0.0


def test_that_speed_is_that_of_the_last_seconds() -> None:
    speed = Speed()
    assert speed.follow(0.0, 0.0) is None
    assert speed.follow(1.0, 4.0) == pytest.approx(4.0)
    total, now = 4.0, 1.0
    for _ in range(40):
        now += 1.0
        total += 2.0
        last = speed.follow(now, total)
    assert last == pytest.approx(2.0)
    for second in range(int(SPEED_WINDOW) + 2):
        last = speed.follow(now + second, total)
    assert last is None


RECORDED = (
    (2.2, 0.027), (2.5, 0.055), (4.2, 0.082), (4.6, 0.11), (5.4, 0.137), (6.2, 0.164), (7.0, 0.192),
    (7.7, 0.219), (8.5, 0.247), (9.2, 0.274), (10.5, 0.302), (11.8, 0.329), (12.8, 0.356), (14.2, 0.384),
    (15.2, 0.411), (16.3, 0.439), (17.2, 0.466), (18.3, 0.494), (19.1, 0.521), (20.7, 0.548), (21.6, 0.576),
    (23.5, 0.603), (24.1, 0.631), (25.5, 0.658), (26.1, 0.686), (28.1, 0.713), (28.5, 0.74), (30.8, 0.768),
    (31.2, 0.795), (33.4, 0.823), (33.6, 0.85), (35.9, 0.878), (36.1, 0.905), (38.7, 0.932), (38.7, 0.96),
    (45.6, 0.99), (47.2, 1.0),
)  # fmt: skip
"""Seconds and progress of a real picture of 1200 x 900 pixels, on a machine that got busier meanwhile."""


@pytest.mark.parametrize("guess", [10.0, 30.0, 120.0])
def test_that_a_recorded_run_is_followed_without_jumps(guess: float) -> None:
    smoothed, before, end = Smoothed(), guess, RECORDED[-1][0]
    for step in range(1, int(end / STEP)):
        elapsed = step * STEP
        done = max((part for at, part in RECORDED if at <= elapsed), default=0.0)
        estimate = paced(guess * (1 - done), guess * done, elapsed, is_rough=True)
        said = smoothed.follow(estimate, STEP)
        if step > 1:
            assert abs(said - before) < max(2.5, 0.09 * before)
        if elapsed > end / 2:
            assert said == pytest.approx(end - elapsed, abs=13)
        before = said
