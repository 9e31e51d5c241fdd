"""How far a picture is, for whoever reads stderr and in parts of the time that it takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from threading import Event, Thread
from typing import Protocol, TextIO

from aresrgan_gui.core.errors import UpscaleError

TICK = 0.1
"""Seconds between two tellings of time that passes."""

_STEADY = 0.9
"""Of a guessed time, the part through which all may go as it was guessed."""

_ENDING = 0.001
"""Seconds until a result that is read back has its name: until then, it is not all done."""

_TRUST = 0.2
"""The part of the checking after which its own pace counts as much as the guess."""


class Listener(Protocol):
    """Whoever is told of a picture's progress; what `reached` raises ends the work cleanly."""

    def start(self) -> None:
        """Begin a picture."""

    def reached(self, fraction: float) -> None:
        """Hear how much is done, from 0.0 to 1.0."""


@dataclass(frozen=True)
class Effort:
    """What encoding takes: seconds of the processor beside the making, by so many threads, and those of the
    clock when all is made."""

    beside: float
    threads: int
    behind: float


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

    Networks are loaded, a result is made, encoded beside that or behind it, and checked. How long the making
    takes shows while it goes on, and so does what is encoded beside it, which slows it down and may last
    longer; the rest is guessed.
    """

    def __init__(
        self,
        listener: Listener,
        work: float,
        *,
        before: float,
        effort: Effort,
        checking: float,
        threads: int = 1,
    ) -> None:
        """`work` is all that is to be made, in any unit, by so many `threads`; the others are seconds.

        `before` have passed since the listener heard of the picture.
        """
        self._listener = listener
        self._work = work
        self._before = before
        self._effort = effort
        self._checking = checking
        self._threads = threads
        self._began = time.monotonic()
        self._part = 0.0
        self._lost = 0.0
        self._encoded = 0.0
        self._is_made = False
        self._checks_since = 0.0
        self._checked = 0.0
        self._told = 0.0

    def begins(self) -> None:
        """Begin the making: what has passed so far, such as what encoders prepare, tells nothing of it."""
        now = time.monotonic()
        self._before += now - self._began
        self._began = now

    def made(self, done: float, lost: float = 0.0) -> None:
        """Tell how much of the work is done; how fast it goes shows only when something is.

        `lost` are the seconds that this took and the rest will not.
        """
        before, self._part = self._part, min(done / self._work, 1.0)
        self._lost = lost
        if self._part and self._passed > 0 and not self._is_made:
            self._tell(self._left, self._pace * (self._part - before))

    def encoded(self, part: float, seconds: float | None = None) -> None:
        """Hear how much is encoded of what is so beside the making, from 0.0 to 1.0.

        What that took are seconds of the processor, where the encoder knows them.
        """
        self._encoded = part
        if seconds and part:
            self._effort = replace(self._effort, beside=seconds / part)

    def expects(self, seconds: float) -> None:
        """Take the encoding behind the making to be going to last so long."""
        self._effort = replace(self._effort, behind=seconds)

    @contextmanager
    def encodes(self) -> Iterator[None]:
        """While the rest is encoded, which tells nothing of itself: tell of the time that passes.

        Whoever watches over the engine would hold it for dead. What the listener raises waits until later.
        """
        self._part, self._is_made = 1.0, True
        left = self._left - self._checking
        if left:
            with self._ticking(left):
                yield
        else:
            yield
        self._checks_since = time.monotonic()

    def checked(self, part: float) -> None:
        """Tell that so much of the result is checked, from 0.0 to 1.0."""
        before, self._checked = self._checked, min(part, 1.0)
        passed = time.monotonic() - self._checks_since
        pace = (self._checking * _TRUST + passed) / (_TRUST + self._checked)
        self._tell(pace * (1 - self._checked) + _ENDING, pace * (self._checked - before))

    @property
    def _passed(self) -> float:
        """Seconds of the making that tell of the rest."""
        return time.monotonic() - self._began - self._lost

    @property
    def _pace(self) -> float:
        """Seconds for all of the making, when something is made; without what is encoded beside it."""
        spent = self._encoded * self._effort.beside
        return max(self._passed - spent / self._threads, 0.0) / self._part

    @property
    def _left(self) -> float:
        """Seconds, when something is made."""
        effort, to_encode = self._effort, self._effort.beside * (1 - self._encoded)
        making = self._pace * (1 - self._part) + to_encode / self._threads
        return max(making, to_encode / effort.threads) + effort.behind + self._checking

    @contextmanager
    def _ticking(self, seconds: float) -> Iterator[None]:
        began, is_over = time.monotonic(), Event()

        def tell() -> None:
            before = 0.0
            while not is_over.wait(TICK):
                done = expected((time.monotonic() - began) / seconds)
                with suppress(UpscaleError):
                    self._tell(seconds * (1 - done) + self._checking, seconds * (done - before))
                before = done

        ticking = Thread(target=tell, daemon=True)
        ticking.start()
        try:
            yield
        finally:
            is_over.set()
            ticking.join()

    def _tell(self, left: float, gained: float = 0.0) -> None:
        """Say what part is over, or go on from what was said before where more turns out to be left.

        `gained` are the seconds of what was left that were worked off since then. Half of it shows in any
        case: whoever watches over the engine would hold for dead what stands still.
        """
        behind = self._before + time.monotonic() - self._began
        over = behind / (behind + left) if left else 1.0
        if gained > 0:
            self._told += (1 - self._told) * gained / (left + gained) / 2
        self._told = max(over, self._told)
        self._listener.reached(self._told)


def expected(passed: float) -> float:
    """The part that is done when so much of the guessed time has passed: ever more slowly, and never all."""
    return passed if passed < _STEADY else 1 - (1 - _STEADY) ** 2 / (1 + passed - 2 * _STEADY)
