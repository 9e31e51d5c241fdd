"""The time left that is shown, on recorded and imagined runs."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from aresrgan_gui.services.time_left import SPEED_WINDOW, Smoothed, Speed, paced

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
        assert abs(after - before) < max(2.5, 0.05 * before)


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
