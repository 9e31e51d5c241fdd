"""How far a picture is, for whoever reads stderr and in parts of the time that it takes."""

from __future__ import annotations

import time
from typing import Protocol, TextIO

_CHECKED_PER_SECOND = 60e6
"""Pixels of a result that are read back in a second, about, on a machine of our days."""


class Listener(Protocol):
    """Whoever is told of a picture's progress; what `reached` raises ends the work cleanly."""

    def start(self) -> None:
        """Begin a picture."""

    def reached(self, fraction: float) -> None:
        """Hear how much is done, from 0.0 to 1.0."""


class Percentages:
    """Writes the original's `12.34%` lines: from 0.00 to 100.00 for a picture, each higher than the last."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last = -1

    def start(self) -> None:
        """Begin a picture at 0.00%."""
        self._last = -1
        self.reached(0.0)

    def reached(self, fraction: float) -> None:
        """Say how much is done, from 0.0 to 1.0; what is no news is not said."""
        hundredths = int(min(max(fraction, 0.0), 1.0) * 10_000)
        if hundredths > self._last:
            self._last = hundredths
            self._stream.write(f"{hundredths / 100:.2f}%\n")
            self._stream.flush()


class Meter:
    """Turns work done into the part of the time that is over: first a result is made, then it is checked.

    How much of the time the making takes shows while it goes on.
    """

    def __init__(self, listener: Listener, work: float, pixels: int) -> None:
        """`work` is all that is to be made, in any unit, and `pixels` those of the result."""
        self._listener = listener
        self._work = work
        self._check_seconds = pixels / _CHECKED_PER_SECOND
        self._began = time.monotonic()
        self._made = 0.0
        self._share = 0.0

    def made(self, work: float) -> None:
        """Tell that so much of the work is done in all."""
        part = work / self._work
        if part > self._made:
            self._made = part
            seconds = (time.monotonic() - self._began) / part
            self._share = seconds / (seconds + self._check_seconds)
        self._listener.reached(part * self._share)

    def checked(self, part: float) -> None:
        """Tell that so much of the result is checked, from 0.0 to 1.0."""
        self._listener.reached(self._share + (1 - self._share) * part)
