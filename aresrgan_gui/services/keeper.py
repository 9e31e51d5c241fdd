"""Keeps the journal in step with the queue, and brings a queue back from it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.fingerprint import Fingerprint, fingerprint
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.runners.workplace import is_work_folder, remove_work_folder
from aresrgan_gui.services.entry import Entry
from aresrgan_gui.services.journal import Attempt, Journal, JournalError, Record
from aresrgan_gui.services.queue import Queue

log = logging.getLogger(__name__)


class Keeper(QObject):
    """Writes what happens to a queue's jobs into one run of the journal, in order, on a thread of its own.

    It is also the runner's ledger: what an attempt is about to leave on disk is committed before it does.
    """

    failed = Signal(str)
    """Why the journal could not be written, said once: the queue goes on without."""
    _broken = Signal(str)

    def __init__(self, queue: Queue, journal: Journal, run: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._journal = journal
        self._run = run
        self._positions: dict[str, int] = {}
        self._changed: dict[str, None] = {}
        self._is_broken = False
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._flush)
        self._broken.connect(self._on_broken)
        queue.added.connect(self._on_added)
        queue.changed.connect(self._on_changed)
        queue.removed.connect(self._on_removed)
        queue.arranged.connect(self._on_arranged)

    def note_work(self, job_id: str, number: int, work: Path) -> None:
        """Commit that an attempt is about to make the folder `work`; on the attempt's thread."""
        self._write(partial(self._journal.note_work, job_id, number, work)).result()

    def note_publishing(self, job_id: str, number: int, target: Path, made: Fingerprint) -> None:
        """Commit that an attempt is about to give a file of fingerprint `made` the name `target`."""
        self._write(partial(self._journal.note_publishing, job_id, number, target, made)).result()

    def close(self) -> None:
        """Write what is left; returns when it is on disk."""
        self._flush()
        self._writer.shutdown(wait=True)

    def _on_added(self, jobs: Sequence[Job]) -> None:
        end = max(self._positions.values(), default=-1) + 1
        self._positions.update({job.id: end + number for number, job in enumerate(jobs)})
        # At once: the runner may ask for an attempt of theirs to be noted before the event loop turns.
        self._put([job.id for job in jobs])

    def _on_changed(self, job: Job) -> None:
        if job.state is not JobState.RUNNING and job.id in self._positions:
            self._changed[job.id] = None
            self._timer.start(0)

    def _on_removed(self, ids: Sequence[str]) -> None:
        for job_id in ids:
            self._positions.pop(job_id, None)
            self._changed.pop(job_id, None)
        self._write(partial(self._journal.remove, tuple(ids)))

    def _on_arranged(self) -> None:
        order = {job.id: position for position, job in enumerate(self._queue.jobs())}
        moved = [(job_id, at) for job_id, at in order.items() if self._positions.get(job_id) != at]
        self._positions = order
        self._write(partial(self._journal.arrange, moved))

    def _flush(self) -> None:
        changed = [job_id for job_id in self._changed if job_id in self._positions]
        self._changed.clear()
        if changed:
            self._put(changed)

    def _put(self, ids: Sequence[str]) -> None:
        records = [(self._positions[job_id], record_of(self._queue.entry(job_id))) for job_id in ids]
        self._write(partial(self._journal.put, self._run, records))

    def _write(self, call: Callable[[], None]) -> Future[None]:
        return self._writer.submit(self._attempted, call)

    def _attempted(self, call: Callable[[], None]) -> None:
        """A journal that cannot be written costs what it is for, not the user's work."""
        try:
            call()
        except JournalError as error:
            log.exception("the journal could not be written")
            self._broken.emit(str(error))

    def _on_broken(self, reason: str) -> None:
        if not self._is_broken:
            self._is_broken = True
            self.failed.emit(reason)


def record_of(entry: Entry) -> Record:
    """What the journal keeps of a job in the queue: one that runs will wait again."""
    job = entry.job
    if job.state is JobState.RUNNING:
        job = job.moved(JobState.WAITING)
    options, are_own = entry.options
    return Record(
        replace(job, options=options, has_own_options=are_own),
        entry.below,
        entry.explicit,
        entry.attempt,
        entry.seconds,
    )


def recover(journal: Journal, run: str) -> list[Entry]:
    """The jobs of a run whose program has ended, as they go on.

    What a killed program left of its own is cleared away: folders that its attempts worked in. A result that
    stands whole under the name that it was about to get makes its job done. Raises JournalError.
    """
    left: dict[str, list[Attempt]] = {}
    for attempt in journal.attempts(run):
        left.setdefault(attempt.job_id, []).append(attempt)
    entries = []
    for record in journal.records(run):
        attempts = left.get(record.job.id, [])
        for attempt in attempts:
            if attempt.work is not None and is_work_folder(attempt.work):
                remove_work_folder(attempt.work)
        entries.append(_entry(record, attempts))
    return entries


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
