"""Giving many jobs their results' names, without the window's thread being away for long."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.job import JobState
from aresrgan_gui.services.queue.entry import Entry
from aresrgan_gui.services.queue.targets import Targets

PLANNING_SECONDS = 0.004
"""How long names are planned at a stretch: a quarter of a frame."""

AT_ONCE = 32
"""As many jobs are planned before the call returns; more wait for the event loop."""


class Planner(QObject):
    """Plans jobs at once, or soon and little by little."""

    planned = Signal(object)
    """An Entry whose job is as it was wanted."""
    finished = Signal()
    """Nothing is left to plan."""

    def __init__(self, targets: Targets, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._targets = targets
        self._due: dict[str, Entry] = {}
        self._held: deque[Entry] = deque()
        """Entries whose jobs hold names that others may want: these are let go of before any is planned."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._plan_some)

    def plan(self, entry: Entry) -> None:
        """Give a waiting job its result's name, and skip it where that is there and the user wants that."""
        entry.job, is_there = self._targets.reserve(entry.job, entry.below, entry.explicit)
        if is_there:
            entry.job = entry.job.moved(JobState.SKIPPED)

    def plan_soon(self, entries: Sequence[Entry]) -> None:
        """Apply what is wanted of jobs and plan those that wait, in their order, a few at once."""
        self._due.update({entry.job.id: entry for entry in entries})
        self._held.extend(entries)
        if len(self._due) > AT_ONCE:
            self._timer.start(0)
            return
        for entry in entries:
            self.plan_if_due(entry)
        self.finished.emit()

    def plan_if_due(self, entry: Entry) -> None:
        """Plan a job at once that would be planned soon."""
        if entry.job.id not in self._due:
            return
        self._let_go(inf)
        del self._due[entry.job.id]
        if entry.wanted is not None:
            options, are_own = entry.wanted
            entry.job = replace(entry.job, options=options, has_own_options=are_own)
            entry.wanted = None
        if entry.job.state is JobState.WAITING:
            self.plan(entry)
        self.planned.emit(entry)

    def forget(self, entry: Entry) -> None:
        """Plan a job no more; what it holds is let go of."""
        self._due.pop(entry.job.id, None)
        self._targets.forget(entry.job)

    def forget_all(self) -> None:
        """As `forget` for every job, in no time."""
        self._due.clear()
        self._held.clear()
        self._targets.clear()

    def _plan_some(self) -> None:
        deadline = time.monotonic() + PLANNING_SECONDS
        self._let_go(deadline)
        for entry in tuple(self._due.values()):
            if time.monotonic() > deadline:
                self._timer.start(0)
                return
            self.plan_if_due(entry)
        self.finished.emit()

    def _let_go(self, deadline: float) -> None:
        """Let go of the names that jobs to be planned still hold, until `deadline` on the monotonic clock."""
        while self._held and time.monotonic() < deadline:
            entry = self._held.popleft()
            if entry.job.state is JobState.WAITING and entry.job.id in self._due:
                self._targets.release(entry.job)
