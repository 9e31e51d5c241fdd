"""How far a picture is, for whoever waits for it."""

from __future__ import annotations

from typing import Protocol, TextIO


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
