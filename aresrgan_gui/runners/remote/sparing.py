"""Telling of what is on its way no more often than anybody looks: it comes with every block that is sent."""

from __future__ import annotations

import time

from aresrgan_gui.runners.remote.transport import Fetching, RemoteEvent, Sending, Tell

PAUSE_SECONDS = 0.1


class Sparing:
    """Passes on to `tell` what it is called with, but of steps in between only one each `PAUSE_SECONDS`."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._before: type[RemoteEvent] | None = None
        self._told_at = 0.0

    def __call__(self, event: RemoteEvent) -> None:
        """Something is told."""
        now = time.monotonic()
        if self._is_between(event) and now - self._told_at < PAUSE_SECONDS:
            return
        self._before, self._told_at = type(event), now
        self._tell(event)

    def _is_between(self, event: RemoteEvent) -> bool:
        """Whether it neither begins nor ends anything."""
        if not isinstance(event, (Sending, Fetching)):
            return False
        return type(event) is self._before and event.fraction < 1.0
