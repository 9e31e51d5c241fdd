"""Doing something to thousands of things, while the window answers in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

_Thing = TypeVar("_Thing")

PORTION = 75
"""As many rows are removed or put back at a stretch."""


class Portions(QObject):
    """Few things are done at once, many portion by portion from the event loop, one task after the other."""

    rested = Signal()
    """Nothing is left to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether something is left to do."""
        return bool(self._left)

    def do(
        self,
        things: Sequence[_Thing],
        work: Callable[[Sequence[_Thing]], object],
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Call `work` with all things, in their order and in portions, and `then` when it is done."""
        starts = range(0, len(things), PORTION)
        self._left.extend(partial(work, things[start : start + PORTION]) for start in starts)
        self._left.append(then)
        if len(starts) <= 1:
            self.finish()
        else:
            self._timer.start(0)

    def finish(self) -> None:
        """Do at once what is left to do."""
        while self._left:
            self._go_on()

    def _go_on(self) -> None:
        self._left.popleft()()
        if not self._left:
            self._timer.stop()
            self.rested.emit()
