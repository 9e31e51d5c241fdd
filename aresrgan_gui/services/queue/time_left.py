"""A time left that people can believe: it runs down with the clock and turns gently when it was wrong."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from math import exp

STEADY = 2.0
ROUGH_SHARE = 0.02
MEASURED_SHARE = 0.15
"""How long a run must go on until its own pace counts as much as the estimate: seconds, and shares of it."""

LEAST_TURN = 2.0
TURN_SHARE = 0.08
"""A new estimate is approached within this many seconds, or this share of itself, whichever is longer."""

SPEED_WINDOW = 15.0
"""The speed shown is that of the last so many seconds."""


def paced(left: float, behind: float, elapsed: float, *, is_rough: bool) -> float:
    """Seconds left, from the estimates of what is left and behind and the time that the latter took."""
    share = ROUGH_SHARE if is_rough else MEASURED_SHARE
    trust = STEADY + share * (left + behind)
    return left * (elapsed + trust) / (behind + trust)


@dataclass
class Smoothed:
    """What is shown of a changing estimate."""

    shown: float | None = None

    def follow(self, estimate: float, passed: float) -> float:
        """The seconds to show, `passed` seconds after the last call, when `estimate` seem to be left."""
        if self.shown is None:
            self.shown = estimate
        else:
            counted = max(self.shown - passed, 0.0)
            turn = max(LEAST_TURN, TURN_SHARE * estimate)
            self.shown = counted + (estimate - counted) * (1 - exp(-passed / turn))
        return self.shown


class Speed:
    """Units a second over the last `SPEED_WINDOW` seconds."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, float]] = deque()

    def clear(self) -> None:
        """Forget what was: a new run begins."""
        self._points.clear()

    def follow(self, now: float, total: float) -> float | None:
        """The speed when `total` units are behind at `now`; None while it cannot be told."""
        self._points.append((now, total))
        while len(self._points) > 2 and self._points[1][0] <= now - SPEED_WINDOW:
            self._points.popleft()
        (began, first), (ended, last) = self._points[0], self._points[-1]
        return (last - first) / (ended - began) if ended > began and last > first else None
