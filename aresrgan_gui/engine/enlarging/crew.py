"""The threads that make a picture's tiles, and how far they are."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aresrgan_gui.engine.progress import expected

if TYPE_CHECKING:
    from aresrgan_gui.engine.networks.network import Tell
    from aresrgan_gui.engine.tiling import Span


@dataclass(frozen=True)
class _Stage:
    """A step of a part that is under way: the work of the part done before and by its end, and its begin."""

    done: float
    until: float
    began: float


@dataclass
class _Pace:
    """Stages that are finished, their work, and the seconds that threads took for it."""

    stages: int = 0
    work: float = 0.0
    seconds: float = 0.0

    def takes(self, work: float) -> float:
        """Seconds of a thread for so much work."""
        return work * self.seconds / self.work


class Crew:
    """The threads that all passes of a picture share, and the account of the work that they did."""

    def __init__(self, executor: Executor, tell: Callable[[float, float], None]) -> None:
        """`tell` gets the work done and the seconds lost, in the thread that goes through the bands.

        What is lost is what the first stages took longer than later ones: they find the memory and the device
        cold.
        """
        self._executor = executor
        self._tell = tell
        self._news: deque[tuple[object, _Stage]] = deque()
        self._stages: dict[object, _Stage] = {}
        self._done = 0.0
        self._first: set[object] = set()
        self._cold, self._warm = _Pace(), _Pace()

    def begin(self, make: Callable[[Span, Tell], None], part: Span, work: float) -> Future[None]:
        """Have a thread `make` a part that takes so much work, and tells how much of it is done."""
        name = object()

        def tell(now: float, until: float) -> None:
            self._news.append((name, _Stage(now * work, until * work, time.monotonic())))

        def run() -> None:
            tell(0.0, 1.0)
            try:
                make(part, tell)
            except BaseException:
                tell(0.0, 0.0)
                raise
            tell(1.0, 1.0)

        return self._executor.submit(run)

    def tell(self) -> None:
        """Say how much is done by now; of what is under way, as much as others took the time for."""
        while self._news:
            name, stage = self._news.popleft()
            if before := self._stages.pop(name, None):
                self._goes_on(name, before, stage)
            elif not self._cold.work:
                self._first.add(name)
            if stage.until > stage.done:
                self._stages[name] = stage
        now = time.monotonic()
        under_way = sum(self._under_way(stage, now) for stage in self._stages.values())
        self._tell(self._done + under_way, self._lost)

    def _goes_on(self, name: object, before: _Stage, stage: _Stage) -> None:
        gained = stage.done - before.done
        self._done += gained
        if gained > 0:
            pace = self._cold if name in self._first else self._warm
            pace.stages += 1
            pace.work += gained
            pace.seconds += stage.began - before.began
            self._first.discard(name)

    @property
    def _lost(self) -> float:
        # Less than the first stages were says nothing of them: it may be of another kind, or below the clock.
        if self._warm.work < self._cold.work or not self._warm.seconds:
            return 0.0
        return max(0.0, self._cold.seconds - self._warm.takes(self._cold.work)) / self._cold.stages

    def _under_way(self, stage: _Stage, now: float) -> float:
        """What is done of a stage, by the time that the finished ones took; none before there is one."""
        pace = self._warm if self._warm.seconds else self._cold
        if not pace.seconds:
            return 0.0
        work = stage.until - stage.done
        return work * expected((now - stage.began) / pace.takes(work))
