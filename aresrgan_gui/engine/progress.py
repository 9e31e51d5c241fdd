"""How far a picture is, for whoever reads stderr and in parts of the time that it takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Protocol, TextIO

from aresrgan_gui.core.errors import UpscaleError

TICK = 0.1
"""Seconds between two tellings of time that passes."""

_STEADY = 0.9
"""Of a guessed time, the part through which all may go as it was guessed."""


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
    """Turns work done into the part of the time that is over.

    Networks are loaded, a result is made, encoded as far as that is left to the end, and checked. How long
    the making takes shows while it goes on; the rest is known or guessed. What is encoded beside the making
    slows it down.
    """

    def __init__(
        self,
        listener: Listener,
        work: float,
        *,
        before: float,
        encoding: float,
        checking: float,
        frames: float = 0.0,
        threads: int = 1,
    ) -> None:
        """`work` is all that is to be made, in any unit, by so many `threads`; the others are seconds.

        `before` have passed since the listener heard of the picture. The encoding of all `frames` of an
        animation takes one of the threads from the making, but for the `encoding` that is left to the end.
        """
        self._listener = listener
        self._work = work
        self._before = before
        self._encoding = encoding
        self._checking = checking
        self._frames = frames
        self._threads = threads
        self._began = time.monotonic()
        self._done = 0.0
        self._making = 0.0

    def begins(self) -> None:
        """Begin the making: what has passed so far, such as what encoders prepare, tells nothing of it."""
        now = time.monotonic()
        self._before += now - self._began
        self._began = now

    def made(self, done: float, under_way: float = 0.0) -> None:
        """Tell how much of the work is done and under way; of the latter, half is taken for done.

        How fast it goes shows only when something is done.
        """
        part = (done + under_way / 2) / self._work
        if done > self._done:
            self._done = done
            self._making = (time.monotonic() - self._began - self._slowed(part)) / part
        if self._done:
            self._tell(self._before + self._making * part + self._slowed(part))

    def expects(self, seconds: float) -> None:
        """Take the encoding of what is left to the end to be going to last so long."""
        self._encoding = seconds

    @contextmanager
    def encodes(self) -> Iterator[None]:
        """While the rest is encoded, which tells nothing of itself: tell of the time that passes.

        Whoever watches over the engine would hold it for dead. What the listener raises waits until later.
        """
        if not self._encoding:
            yield
            return
        began, is_over = time.monotonic(), Event()

        def tell() -> None:
            while not is_over.wait(TICK):
                passed = _expected((time.monotonic() - began) / self._encoding)
                with suppress(UpscaleError):
                    self._tell(self._all - self._checking - self._encoding * (1 - passed))

        ticking = Thread(target=tell, daemon=True)
        ticking.start()
        try:
            yield
        finally:
            is_over.set()
            ticking.join()

    def checked(self, part: float) -> None:
        """Tell that so much of the result is checked, from 0.0 to 1.0."""
        self._tell(self._all - self._checking * (1 - part))

    @property
    def _all(self) -> float:
        making = self._making + self._slowed(1.0)
        return self._before + making + self._encoding + self._checking

    def _slowed(self, part: float) -> float:
        """The seconds that encoding has added to so much of the making."""
        return max(0.0, part * self._frames - self._encoding) / self._threads

    def _tell(self, seconds: float) -> None:
        self._listener.reached(seconds / self._all)


def _expected(passed: float) -> float:
    """The part that is done when so much of the guessed time has passed: ever more slowly, and never all."""
    return passed if passed < _STEADY else 1 - (1 - _STEADY) ** 2 / (1 + passed - 2 * _STEADY)
