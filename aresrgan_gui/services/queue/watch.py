"""Watches the queue: how far it is, how fast, how long it will take, and whether everything fits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.job import FINAL_STATES, Job, JobState
from aresrgan_gui.core.models.catalogue import ModelSpec
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.services.queue.estimator import Estimator, Rate, Way, load_samples, save_samples
from aresrgan_gui.services.queue.ledger import Claims, Entry, Ledger
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.services.queue.room import Room, disk_of, is_writable, machine_memory, survey
from aresrgan_gui.services.queue.time_left import Smoothed, Speed, paced

TICK = 500
GATHER = 10
SURVEY_DELAY = 400
SAVE_DELAY = 3000
"""Milliseconds: between two looks, and in which changes gather before they are worked on."""

PORTION = 25
"""So many changed jobs are taken in at a time, some milliseconds' work; the window answers in between."""


@dataclass(frozen=True)
class Outlook:
    """What the queue amounts to now.

    `fraction` of all work is behind, 0.0 to 1.0; `speed` is in megapixels of results a second; `megapixels`
    of results and about `disk` bytes are yet to come.
    """

    fraction: float = 0.0
    seconds_left: float = 0.0
    is_rough: bool = True
    speed: float | None = None
    megapixels: float = 0.0
    disk: int = 0


@dataclass
class _Row:
    """A running job: for how many seconds of work it has been running, and what is shown as its time left."""

    elapsed: float = 0.0
    left: Smoothed = field(default_factory=Smoothed)


class Watch(QObject):
    """Knows every job of the queue as it was a moment ago, and learns from those that finish."""

    told = Signal(object)
    """An Outlook."""
    room_changed = Signal(object)
    """A Room."""
    rows_changed = Signal(list)
    """list[str] of jobs whose time left is another now."""
    learnt = Signal()
    """The speeds are known better."""

    def __init__(
        self,
        queue: Queue,
        speeds: Path,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._speeds = speeds
        self._clock = clock
        self._estimator = Estimator(load_samples(speeds))
        self._ledger = Ledger(self._estimator)
        self._dirty: dict[str, None] = {}
        self._rows: dict[str, _Row] = {}
        self._room = Room()
        self._elapsed = 0.0
        self._last = clock()
        self._left = Smoothed()
        self._speed = Speed()
        self._ticking = QTimer(self, interval=TICK)
        self._gathering = QTimer(self, interval=GATHER, singleShot=True)
        self._surveying = QTimer(self, interval=SURVEY_DELAY, singleShot=True)
        self._saving = QTimer(self, interval=SAVE_DELAY, singleShot=True)
        self._ticking.timeout.connect(self.look)
        self._gathering.timeout.connect(self._take_in)
        self._surveying.timeout.connect(self._survey)
        self._saving.timeout.connect(self._save)
        queue.added.connect(lambda jobs: self._mark(job.id for job in jobs))
        queue.removed.connect(self._mark)
        queue.changed.connect(self._on_changed)
        queue.running_changed.connect(self._on_running)
        self._mark(job.id for job in queue.jobs())

    @property
    def is_behind(self) -> bool:
        """Whether jobs have changed that were not taken in yet."""
        return bool(self._dirty)

    @property
    def room(self) -> Room:
        """What was found at the last look at disks and memory."""
        return self._room

    def set_models(self, specs: Iterable[ModelSpec]) -> None:
        """Reckon with these models."""
        self._ledger.set_models(specs)
        self.look()

    def entry(self, job_id: str) -> Entry | None:
        """A job with its needs; None while it has not been taken in."""
        return self._ledger.entry(job_id)

    def rate(self, way: Way) -> Rate:
        """How fast work of a way goes on this machine."""
        return self._ledger.rate(way)

    def seconds_left(self, job_id: str) -> float | None:
        """For a running job the seconds to its end, for a waiting one those of its work; None for others."""
        row = self._rows.get(job_id)
        if row is not None:
            return row.left.shown
        entry = self._ledger.entry(job_id)
        if entry is None or entry.job.state is not JobState.WAITING:
            return None
        return self._ledger.seconds(entry)

    @property
    def estimator(self) -> Estimator:
        """What knows the speeds; say `relearnt` after teaching it."""
        return self._estimator

    def relearnt(self) -> None:
        """The estimator was taught something by others than the queue."""
        self._saving.start()
        self.learnt.emit()
        self.look()

    def save(self) -> None:
        """Keep what was learnt, at once."""
        if self._saving.isActive():
            self._saving.stop()
            save_samples(self._estimator.samples(), self._speeds)

    def look(self) -> None:
        """Reckon, and tell what was found."""
        now = self._clock()
        # Time in which the work is held is nobody's.
        passed = 0.0 if self._queue.is_held else now - self._last
        self._last = now
        times = self._ledger.times()
        if self._queue.is_running:
            self._elapsed += passed
            estimate = paced(times.left, times.behind, self._elapsed, is_rough=times.is_rough)
            left = self._left.follow(estimate, passed)
            self._follow_rows(passed)
        else:
            left = times.left
        self.told.emit(
            Outlook(
                fraction=self._ledger.fraction(),
                seconds_left=left,
                is_rough=times.is_rough,
                speed=self._speed.follow(self._elapsed, self._ledger.pixels_behind / 1e6),
                megapixels=self._ledger.pixels_left / 1e6,
                disk=self._ledger.disk_left,
            )
        )

    def _on_running(self, is_running: bool) -> None:
        if is_running:
            self._elapsed, self._last = 0.0, self._clock()
            self._left = Smoothed()
            self._speed.clear()
            self._ledger.begin_run()
            self._ticking.start()
        else:
            self._ticking.stop()
            self._rows.clear()
        self._survey_soon()
        self.look()

    def _on_changed(self, job: Job) -> None:
        if job.state is JobState.RUNNING:
            self._rows.setdefault(job.id, _Row())
        else:
            self._rows.pop(job.id, None)
        if job.state in (JobState.RUNNING, JobState.DONE):
            # These come one by one, and none may be missed: a job may end as it begins.
            self._take_in_one(job.id)
        else:
            self._mark([job.id])

    def _mark(self, ids: Iterable[str]) -> None:
        self._dirty.update(dict.fromkeys(ids))
        if self._dirty and not self._gathering.isActive():
            self._gathering.start()

    def _take_in(self) -> None:
        """Bring a portion of the changed jobs up to date."""
        for job_id in list(islice(self._dirty, PORTION)):
            del self._dirty[job_id]
            self._take_in_one(job_id)
        if self._dirty:
            self._gathering.start()
        elif not self._queue.is_running:
            self.look()

    def _take_in_one(self, job_id: str) -> None:
        known = self._ledger.entry(job_id)
        try:
            job = self._queue.job(job_id)
        except KeyError:
            self._ledger.drop(job_id)
            self._survey_soon()
            return
        entry = self._ledger.put(job)
        was = known.job.state if known is not None else None
        if job.state is not JobState.RUNNING:
            self._survey_soon()
        if job.state is JobState.DONE and entry.ran and was not in FINAL_STATES:
            self._learn(entry)

    def _learn(self, entry: Entry) -> None:
        seconds = self._queue.seconds(entry.job.id)
        # What other machines are capable of is not this one's speed.
        if seconds is not None and entry.job.place in ("", HERE):
            self._estimator.learn(entry.way, entry.needs.megapixels, seconds)
            self._saving.start()
            self.learnt.emit()

    def _follow_rows(self, passed: float) -> None:
        for job_id, row in self._rows.items():
            entry = self._ledger.entry(job_id)
            if entry is not None:
                row.elapsed += passed
                whole, done = self._ledger.seconds(entry), entry.job.progress
                rough = self._ledger.rate(entry.way).is_rough
                estimate = paced(whole * (1 - done), whole * done, row.elapsed, is_rough=rough)
                row.left.follow(estimate, passed)
        if self._rows:
            self.rows_changed.emit(list(self._rows))

    def _survey_soon(self) -> None:
        if not self._surveying.isActive():
            self._surveying.start()

    def _survey(self) -> None:
        task = Task(partial(_survey, self._ledger.claims()), Priority.READING)
        task.returned.connect(self._keep_room)
        task.start()

    def _keep_room(self, room: Room) -> None:
        self._room = room
        self.room_changed.emit(room)

    def _save(self) -> None:
        Task(partial(save_samples, self._estimator.samples(), self._speeds), Priority.READING).start()


def _survey(claims: Claims) -> Room:
    return survey(claims, machine_memory(), disk_of, is_writable)
