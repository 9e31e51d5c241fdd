"""Giving many jobs their results' names, without the window's thread being away for long."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.job import JobState
from aresrgan_gui.services.entry import Entry
from aresrgan_gui.services.targets import Targets

PLANNING_SECONDS = 0.008
"""How long names are planned at a stretch: half of a frame."""

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
        for entry in entries:
            if entry.job.state is JobState.WAITING:
                self._targets.release(entry.job)
            self._due[entry.job.id] = entry
        if len(self._due) > AT_ONCE:
            self._timer.start(0)
            return
        for entry in entries:
            self.plan_if_due(entry)
        self.finished.emit()

    def plan_if_due(self, entry: Entry) -> None:
        """Plan a job at once that would be planned soon."""
        if self._due.pop(entry.job.id, None) is None:
            return
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
        self._targets.clear()

    def _plan_some(self) -> None:
        deadline = time.monotonic() + PLANNING_SECONDS
        for entry in tuple(self._due.values()):
            if time.monotonic() > deadline:
                self._timer.start(0)
                return
            self.plan_if_due(entry)
        self.finished.emit()
