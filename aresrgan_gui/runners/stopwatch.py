"""Timing work that is held now and then."""

from __future__ import annotations

import time


class Stopwatch:
    """Runs from the start while nothing holds it."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._since = time.monotonic()
        self._holds: set[str] = set()

    @property
    def seconds(self) -> float:
        """The time that it ran."""
        return self._seconds + (0.0 if self._holds else time.monotonic() - self._since)

    def hold(self, reason: str) -> None:
        """Stand still until every reason has been released."""
        self._seconds = self.seconds
        self._holds.add(reason)

    def release(self, reason: str) -> None:
        """Go on, unless there are other reasons."""
        if self._holds == {reason}:
            self._since = time.monotonic()
        self._holds.discard(reason)
