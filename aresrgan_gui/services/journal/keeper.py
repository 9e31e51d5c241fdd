"""Keeps the journal in step with the queue, and brings a queue back from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from aresrgan_gui.core.fingerprint import fingerprint
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.services.journal.journal import Attempt, Journal, Record
from aresrgan_gui.services.journal.writer import JournalWriter
from aresrgan_gui.services.queue.entry import Entry
from aresrgan_gui.services.queue.queue import Queue


class Keeper(QObject):
    """Writes what happens to a queue's jobs into one run of the journal."""

    def __init__(self, queue: Queue, writer: JournalWriter, run: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._writer = writer
        self._run = run
        self._positions: dict[str, int] = {}
        self._end = 0
        """Behind all positions."""
        self._places: dict[str, str] = {}
        """Where jobs run, as it is kept."""
        self._changed: dict[str, None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        queue.added.connect(self._on_added)
        queue.changed.connect(self._on_changed)
        queue.removed.connect(self._on_removed)
        queue.arranged.connect(self._on_arranged)

    def flush(self) -> None:
        """Hand over what has changed, for the writer to write."""
        changed = [job_id for job_id in self._changed if job_id in self._positions]
        self._changed.clear()
        if changed:
            self._put(changed)

    def _on_added(self, jobs: Sequence[Job]) -> None:
        self._positions.update({job.id: number for number, job in enumerate(jobs, self._end)})
        self._end += len(jobs)
        self._places.update({job.id: job.place for job in jobs if job.place})
        # At once: the runner may ask for an attempt of theirs to be noted before the event loop turns.
        self._put([job.id for job in jobs])

    def _on_changed(self, job: Job) -> None:
        if job.id not in self._positions:
            return
        if job.state is not JobState.RUNNING:
            self._changed[job.id] = None
            self._timer.start(0)
        elif self._places.get(job.id, "") != job.place:
            # At once: work on another machine is found again by the place where it began.
            self._places[job.id] = job.place
            self._put([job.id])

    def _on_removed(self, ids: Sequence[str]) -> None:
        for job_id in ids:
            self._positions.pop(job_id, None)
            self._changed.pop(job_id, None)
            self._places.pop(job_id, None)
        self._writer.write(lambda journal: journal.remove(ids))

    def _on_arranged(self) -> None:
        ids = self._queue.ids()
        self._positions = dict(zip(ids, count(), strict=False))
        self._end = len(ids)
        self._writer.write(lambda journal: journal.arrange(ids))

    def _put(self, ids: Sequence[str]) -> None:
        records = [(self._positions[job_id], record_of(self._queue.entry(job_id))) for job_id in ids]
        self._writer.write(lambda journal: journal.put(self._run, records))


def record_of(entry: Entry) -> Record:
    """What the journal keeps of a job in the queue: one that runs will wait again."""
    job = entry.job
    if job.state is JobState.RUNNING:
        job = job.moved(JobState.WAITING)
    if entry.wanted is not None:
        job = replace(job, options=entry.wanted.options, has_own_options=entry.wanted.are_own)
    return Record(job, entry.below, entry.explicit, entry.attempt, entry.seconds)


def clear_away(journal: Journal, run: str) -> None:
    """Remove the folders that a killed program's attempts worked in. Raises JournalError."""
    for attempt in journal.attempts(run):
        if attempt.work is not None:
            _remove(attempt.work)


def _remove(work: Path) -> None:
    # Only after a program that was killed is there something to remove.
    from aresrgan_gui.runners.workplace import is_work_folder, remove_work_folder

    if is_work_folder(work):
        remove_work_folder(work)


def recover(journal: Journal, run: str) -> list[Entry]:
    """The jobs of a run whose program has ended, as they go on; what it left of its own is cleared away.

    A result that stands whole under the name that it was about to get makes its job done.

    Raises JournalError.
    """
    clear_away(journal, run)
    left: dict[str, list[Attempt]] = {}
    for attempt in journal.attempts(run):
        left.setdefault(attempt.job_id, []).append(attempt)
    return [_entry(record, left.get(record.job.id, [])) for record in journal.records(run)]


def _entry(record: Record, attempts: Sequence[Attempt]) -> Entry:
    job = record.job
    if job.state is JobState.WAITING:
        published = next((attempt.target for attempt in attempts if _was_published(attempt)), None)
        if published is not None:
            job = replace(job, target=published).moved(JobState.RUNNING).moved(JobState.DONE)
    highest = max((attempt.number for attempt in attempts), default=0)
    return Entry(
        job, record.below, record.explicit, attempt=max(record.attempts, highest), seconds=record.seconds
    )


def _was_published(attempt: Attempt) -> bool:
    """Whether the result stands whole under the name that it was about to get."""
    target, made = attempt.target, attempt.made
    if target is None or made is None:
        return False
    try:
        return target.stat().st_size == made.size and fingerprint(target) == made
    except OSError:
        return False
