"""The queue: which picture is next, what each result is called, and what became of each job."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.naming import check_template
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.base import Failed, Finished, Progress, Runner, RunnerEvent, Warned
from aresrgan_gui.services.intake import FoundPicture
from aresrgan_gui.services.targets import Targets

log = logging.getLogger(__name__)


@dataclass
class _Entry:
    """A job with what the queue alone knows of it."""

    job: Job
    below: Path
    explicit: Path | None
    attempt: int = 0
    wish: JobState | None = None
    """What the user wants of a running job that is being cancelled: CANCELLED, or WAITING."""
    seconds: float | None = None


class Queue(QObject):
    """Jobs in order, as many running at a time as the runner has slots; one bad file stops nothing.

    A running job leaves RUNNING only when its runner has said how it ended.
    """

    added = Signal(list)
    """list[Job], appended at the end."""
    changed = Signal(object)
    """A Job as it is now."""
    removed = Signal(list)
    """list[str] of job ids."""
    running_changed = Signal(bool)
    warned = Signal(str, str)
    """A job's id and what its engine said without stopping."""
    drained = Signal()
    """The queue was started and nothing is waiting or running any more."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._entries: dict[str, _Entry] = {}
        self._targets = Targets()
        self._attempts: dict[str, int] = {}
        """The attempts that the runner has not ended yet, also of jobs that were removed."""
        self._is_running = False
        runner.happened.connect(self._on_event)

    @property
    def is_running(self) -> bool:
        """Whether waiting jobs are being started."""
        return self._is_running

    def jobs(self) -> tuple[Job, ...]:
        """All jobs in order."""
        return tuple(entry.job for entry in self._entries.values())

    def job(self, job_id: str) -> Job:
        """The job as it is now. Raises KeyError."""
        return self._entries[job_id].job

    def seconds(self, job_id: str) -> float | None:
        """How long the finished job took, by the clock; None before."""
        return self._entries[job_id].seconds

    def add(
        self, pictures: Sequence[FoundPicture], options: UpscaleOptions, *, target: Path | None = None
    ) -> list[Job]:
        """Append a job for each picture, its result's name reserved; `target` names the one picture's result.

        A picture that lay in a folder and is itself what another job makes, from an earlier run, is left out.
        Raises UpscaleError(BAD_OPTIONS) for a template that names no file; nothing is added then.
        """
        check_template(options.template)
        entries = []
        for picture in pictures:
            size = (picture.info.width, picture.info.height)
            job = Job(picture.path, picture.path, options, size)
            entries.append(_Entry(job, picture.below, target))
            self._targets.protect(job)
        for entry in entries:
            self._plan(entry)
        left_out = {
            entry.job.id
            for entry, picture in zip(entries, pictures, strict=True)
            if picture.in_folder and self._targets.is_result_of_another(entry.job)
        }
        jobs = []
        for entry in entries:
            if entry.job.id in left_out:
                self._targets.forget(entry.job)
            else:
                self._entries[entry.job.id] = entry
                jobs.append(entry.job)
        if jobs:
            self.added.emit(jobs)
            self._fill()
        return jobs

    def remove(self, ids: Iterable[str]) -> None:
        """Take jobs off the queue; running ones are cancelled first."""
        gone = [job_id for job_id in ids if job_id in self._entries]
        for job_id in gone:
            if job_id in self._attempts:
                self._runner.cancel(job_id)
            self._targets.forget(self._entries.pop(job_id).job)
        if gone:
            self.removed.emit(gone)
            self._settle_soon()

    def start(self) -> None:
        """Run what waits until nothing does."""
        if not self._is_running:
            self._set_running(True)
            self._fill()
            self._settle_soon()

    def stop(self) -> None:
        """Start nothing more and cancel what runs; it goes back to waiting when its engine is gone."""
        self._set_running(False)
        for job_id in tuple(self._attempts):
            entry = self._entries.get(job_id)
            if entry is not None and entry.wish is None:
                entry.wish = JobState.WAITING
            self._runner.cancel(job_id)

    def cancel(self, job_id: str) -> None:
        """Give one job up; one that has ended is left as it is."""
        entry = self._entries[job_id]
        if entry.job.state is JobState.RUNNING:
            entry.wish = JobState.CANCELLED
            self._runner.cancel(job_id)
        elif entry.job.state is JobState.WAITING:
            self._change(entry, entry.job.moved(JobState.CANCELLED))
            self._settle_soon()

    def retry(self, ids: Iterable[str]) -> None:
        """Have jobs wait again that failed or were cancelled or skipped; their names are planned again."""
        for job_id in ids:
            entry = self._entries[job_id]
            if entry.job.state in (JobState.FAILED, JobState.CANCELLED, JobState.SKIPPED):
                self._targets.release(entry.job)
                entry.job = entry.job.moved(JobState.WAITING)
                self._plan(entry)
                self.changed.emit(entry.job)
        self._fill()

    def set_options(self, options: UpscaleOptions) -> None:
        """Apply `options` to all waiting jobs; their names are planned again, except given ones.

        Raises UpscaleError(BAD_OPTIONS) for a template that names no file; nothing is changed then.
        """
        check_template(options.template)
        waiting = [entry for entry in self._entries.values() if entry.job.state is JobState.WAITING]
        for entry in waiting:
            self._targets.release(entry.job)
        for entry in waiting:
            entry.job = replace(entry.job, options=options)
            self._plan(entry)
        for entry in waiting:
            self.changed.emit(entry.job)

    def _plan(self, entry: _Entry) -> None:
        """Give a waiting job its result's name, and skip it where that is there and the user wants that."""
        entry.job, is_there = self._targets.reserve(entry.job, entry.below, entry.explicit)
        if is_there:
            entry.job = entry.job.moved(JobState.SKIPPED)

    def _fill(self) -> None:
        """Start waiting jobs while the runner has slots."""
        if not self._is_running:
            return
        for entry in tuple(self._entries.values()):
            if len(self._attempts) >= self._runner.slots:
                return
            job = entry.job
            if job.state is JobState.WAITING and job.id in self._entries:
                entry.attempt += 1
                entry.wish = None
                self._attempts[job.id] = entry.attempt
                self._runner.start(job, entry.attempt)
                self._change(entry, job.moved(JobState.RUNNING))

    def _on_event(self, event: RunnerEvent) -> None:
        if self._attempts.get(event.job_id) != event.attempt:
            log.info("ignored an event of a past attempt: %s", event)
            return
        has_ended = isinstance(event, (Finished, Failed))
        if has_ended:
            del self._attempts[event.job_id]
        entry = self._entries.get(event.job_id)
        if entry is not None:
            self._apply(entry, event)
        if has_ended:
            self._fill()
            self._settle()

    def _apply(self, entry: _Entry, event: RunnerEvent) -> None:
        if isinstance(event, Progress):
            self._change(entry, replace(entry.job, progress=event.fraction))
        elif isinstance(event, Warned):
            self.warned.emit(event.job_id, event.text)
        elif isinstance(event, Finished):
            entry.seconds = event.seconds
            self._change(entry, replace(entry.job, target=event.output).moved(JobState.DONE))
        elif isinstance(event, Failed):
            self._change(entry, _after_failure(entry, event))

    def _change(self, entry: _Entry, job: Job) -> None:
        self._targets.release(entry.job)
        self._targets.hold(job)
        entry.job = job
        self.changed.emit(job)

    def _set_running(self, is_running: bool) -> None:
        if self._is_running != is_running:
            self._is_running = is_running
            self.running_changed.emit(is_running)

    def _settle_soon(self) -> None:
        """Settle after the call that led here has returned, so that its caller can wait for `drained`."""
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """End a run that has nothing left to do."""
        if not self._is_running or self._attempts:
            return
        if any(entry.job.state is JobState.WAITING for entry in self._entries.values()):
            return
        self._set_running(False)
        self.drained.emit()


def _after_failure(entry: _Entry, event: Failed) -> Job:
    if event.failure.code is not ErrorCode.CANCELLED:
        return entry.job.moved(JobState.FAILED, failure=event.failure)
    return entry.job.moved(entry.wish or JobState.CANCELLED)
