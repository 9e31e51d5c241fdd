"""The queue: which picture is next, what each result is called, and what became of each job."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.errors import HOST_TROUBLES, ErrorCode, Failure
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.ladder import WORTH_ANOTHER_TRY, Try, next_try, tries
from aresrgan_gui.core.naming import check_template
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.base import Failed, Finished, Progress, Runner, RunnerEvent, Started, Warned
from aresrgan_gui.services.queue.entry import Entry, JobOptions, can_change, can_retry
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.planning import Planner
from aresrgan_gui.services.queue.targets import Targets

log = logging.getLogger(__name__)


_PENDING = (JobState.WAITING, JobState.RUNNING)


class Mode(Enum):
    """What the queue is doing."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    """What runs is held where it is, and nothing else is started."""
    ENDING = "ending"
    """The queue stops when what runs now has ended."""


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
    arranged = Signal()
    """The same jobs stand in another order."""
    running_changed = Signal(bool)
    mode_changed = Signal(object)
    """The Mode that the queue is in now, also when the work is held or goes on."""
    warned = Signal(str, str)
    """A job's id and what its engine said without stopping."""
    disk_filled = Signal(object)
    """The Job that found the disk full; it waits again, and the queue is paused for it."""
    postponed = Signal(object, object)
    """A Job that waits again, and the Failure of the host that it ran on."""
    drained = Signal()
    """The queue was started and nothing is waiting or running any more."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._entries: dict[str, Entry] = {}
        self._last_number = 0
        self._targets = Targets()
        self._devices: tuple[str, ...] | None = None
        self._attempts: dict[str, int] = {}
        """The attempts that the runner has not ended yet, also of jobs that were removed."""
        self._planner = Planner(self._targets, self)
        self._planner.planned.connect(lambda entry: self.changed.emit(entry.job))
        # With other options a job may go to a place that has room.
        self._planner.finished.connect(self._fill)
        self._planner.finished.connect(self._settle_soon)
        self._mode = Mode.IDLE
        self._yields = False
        runner.happened.connect(self._on_event)

    @property
    def is_running(self) -> bool:
        """Whether the queue was started and has not ended or been stopped, also while it is paused."""
        return self._mode is not Mode.IDLE

    @property
    def mode(self) -> Mode:
        """What the queue is doing."""
        return self._mode

    @property
    def is_held(self) -> bool:
        """Whether the work stands still: the user has paused it, or it yields to the user."""
        return self._mode is Mode.PAUSED or (self._yields and self.is_running)

    def is_pending(self, source: Path) -> bool:
        """Whether a picture is waiting or running already."""
        jobs = (self._entries[job_id].job for job_id in self._targets.users_of(source))
        return any(job.source == source and job.state in _PENDING for job in jobs)

    def jobs(self) -> tuple[Job, ...]:
        """All jobs in order."""
        return tuple([entry.job for entry in self._entries.values()])

    def ids(self) -> tuple[str, ...]:
        """The ids of all jobs in order."""
        return tuple(self._entries)

    def job(self, job_id: str) -> Job:
        """The job as it is now. Raises KeyError."""
        return self._entries[job_id].job

    def entry(self, job_id: str) -> Entry:
        """All that is known of the job. Raises KeyError."""
        return self._entries[job_id]

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
        first = 1 + self._last_number if self._entries else 1
        for number, picture in enumerate(pictures, first):
            size = (picture.info.width, picture.info.height)
            job = Job(picture.path, picture.path, options, size, number=number, frames=picture.info.frames)
            entries.append(Entry(job, picture.below, target))
            self._targets.protect(job)
        for entry in entries:
            self._planner.plan(entry)
        left_out = {
            entry.job.id
            for entry, picture in zip(entries, pictures, strict=True)
            if picture.in_folder and self._targets.is_result_of_another(entry.job)
        }
        jobs = []
        for entry in entries:
            if entry.job.id in left_out:
                self._planner.forget(entry)
            else:
                self._entries[entry.job.id] = entry
                self._last_number = entry.job.number
                jobs.append(entry.job)
        if jobs:
            self._spare_sources()
            self.added.emit(jobs)
            self._fill()
        return jobs

    def remove(self, ids: Iterable[str]) -> list[Entry]:
        """Take jobs off the queue; running ones are cancelled first. `restore` takes the answer back."""
        gone = [self._entries.pop(job_id) for job_id in dict.fromkeys(ids) if job_id in self._entries]
        for entry in gone:
            if entry.job.id in self._attempts or entry.job.place:
                self._runner.cancel(entry.job.id)
            if self._entries:
                self._planner.forget(entry)
        if not self._entries:
            self._planner.forget_all()
        if gone:
            self.removed.emit([entry.job.id for entry in gone])
            self._settle_soon()
        return gone

    def restore(self, entries: Iterable[Entry]) -> None:
        """Append jobs that were removed; a job that was running waits again, and names are planned anew."""
        returned = [entry for entry in entries if entry.job.id not in self._entries]
        for entry in returned:
            if entry.job.state is JobState.RUNNING:
                entry.job = entry.job.moved(JobState.WAITING)
            self._entries[entry.job.id] = entry
            self._last_number = max(self._last_number, entry.job.number)
            self._targets.protect(entry.job)
            if entry.job.state is not JobState.WAITING:
                self._targets.hold(entry.job)
        if returned:
            self._spare_sources()
            self.added.emit([entry.job for entry in returned])
            self._planner.plan_soon([entry for entry in returned if entry.job.state is JobState.WAITING])
            self._fill()

    def arrange(self, order: Sequence[str]) -> None:
        """Put the jobs into an order of ids; jobs that it does not name follow as they were."""
        named = {job_id: self._entries[job_id] for job_id in order if job_id in self._entries}
        self._entries = {**named, **self._entries}
        self.arranged.emit()

    def set_devices(self, devices: Sequence[str]) -> None:
        """Say which graphics cards there are, best first, for jobs whose own one fails."""
        self._devices = tuple(devices)

    def start(self) -> None:
        """Run what waits until nothing does; what is paused goes on."""
        self._set_mode(Mode.RUNNING)
        self._fill()
        self._settle_soon()

    def go_on(self) -> None:
        """Start what can be started: the runner has room again for what had to wait for its place."""
        self._fill()

    def pause(self) -> None:
        """Hold what runs where it is and start nothing more, until `start` or `stop`."""
        if self.is_running:
            self._set_mode(Mode.PAUSED)

    def set_yielding(self, yields: bool) -> None:
        """Hold what runs and start nothing more for as long as this is true, without a change of the mode."""
        self._alter(self._mode, yields)
        self._fill()

    def finish_current(self) -> None:
        """Start nothing more, and stop when what runs has ended by itself.

        Runners take jobs ahead of their turn; those that were not begun yet go back to waiting.
        """
        if not self.is_running:
            return
        running = [entry for job_id in self._attempts if (entry := self._entries.get(job_id)) is not None]
        begun = [entry for entry in running if entry.job.progress] or running[:1]
        for entry in running:
            if entry not in begun:
                self._take_back(entry)
        self._set_mode(Mode.ENDING)
        self._settle_soon()

    def stop(self) -> None:
        """Start nothing more and cancel what runs; it goes back to waiting when its engine is gone."""
        for job_id in tuple(self._attempts):
            entry = self._entries.get(job_id)
            if entry is not None and entry.wish is None:
                entry.wish = JobState.WAITING
            self._runner.cancel(job_id)
        self._set_mode(Mode.IDLE)

    def cancel(self, job_id: str) -> None:
        """Give one job up; one that has ended is left as it is."""
        entry = self._entries[job_id]
        if entry.job.state is JobState.RUNNING:
            entry.wish = JobState.CANCELLED
            self._runner.cancel(job_id)
        elif entry.job.state is JobState.WAITING:
            self._runner.cancel(job_id)
            self._change(entry, entry.job.moved(JobState.CANCELLED))
            self._settle_soon()

    def retry(self, ids: Iterable[str], sizes: Mapping[str, tuple[int, int]] | None = None) -> None:
        """Have jobs wait again that failed or were cancelled or skipped; their names are planned again.

        `sizes` are the upright width and height in pixels of sources that were looked at anew, by job.
        """
        entries = (self._entries[job_id] for job_id in ids if job_id in self._entries)
        again = [entry for entry in entries if can_retry(entry.job)]
        for entry in again:
            size = (sizes or {}).get(entry.job.id, entry.job.size)
            entry.job = replace(entry.job.moved(JobState.WAITING), size=size, rung=None, place="")
        self._planner.plan_soon(again)
        self._fill()

    def set_options(self, options: UpscaleOptions) -> None:
        """Apply `options` to all waiting jobs without their own; names are planned again, except given ones.

        Raises UpscaleError(BAD_OPTIONS) for a template that names no file; nothing is changed then.
        """
        check_template(options.template)
        given = JobOptions(options, are_own=False)
        followers = []
        for entry in self._entries.values():
            if entry.job.state is JobState.WAITING and not entry.has_own_options:
                entry.wanted = given
                followers.append(entry)
        self._planner.plan_soon(followers)

    def options_of(self, ids: Iterable[str]) -> dict[str, JobOptions]:
        """The options of those among the jobs that are here and can have others: not running, not done."""
        entries = (self._entries[job_id] for job_id in ids if job_id in self._entries)
        return {entry.job.id: entry.options for entry in entries if can_change(entry.job)}

    def give_options(self, options: Mapping[str, JobOptions]) -> None:
        """Change the options of those jobs that can have others; many are changed little by little.

        Raises UpscaleError(BAD_OPTIONS) for a template that names no file; nothing is changed then.
        """
        for template in {given.options.template for given in options.values()}:
            check_template(template)
        entries = [self._entries[job_id] for job_id in options if job_id in self._entries]
        changed = [entry for entry in entries if can_change(entry.job)]
        for entry in changed:
            entry.job = replace(entry.job, rung=None)
            entry.wanted = options[entry.job.id]
        self._planner.plan_soon(changed)

    def _fill(self) -> None:
        """Start waiting jobs while the runner has slots, and room for the very job."""
        if self._mode is not Mode.RUNNING or self.is_held:
            return
        free = self._runner.slots - len(self._attempts)
        for entry in tuple(self._entries.values()):
            if free <= 0:
                return
            self._planner.plan_if_due(entry)
            if self._targets.hits_a_source(entry.job) and entry.job.state is JobState.WAITING:
                self._planner.plan(entry)
            job = entry.job
            is_free = job.id in self._entries and job.id not in self._attempts
            if job.state is JobState.WAITING and is_free and self._runner.has_room(job):
                entry.attempt += 1
                entry.wish = None
                self._attempts[job.id] = entry.attempt
                self._runner.start(self._as_tried(job), entry.attempt)
                self._change(entry, job.moved(JobState.RUNNING))
                free = self._runner.slots - len(self._attempts)

    def _spare_sources(self) -> None:
        """Begin anew, under another name, what runs and would replace a file that has become a source."""
        for job_id in tuple(self._attempts):
            entry = self._entries.get(job_id)
            if entry is not None and self._targets.hits_a_source(entry.job):
                self._take_back(entry)

    def _take_back(self, entry: Entry) -> None:
        """Have what runs wait again, unless something else is wished of it."""
        if entry.wish is None:
            entry.wish = JobState.WAITING
            self._runner.cancel(entry.job.id)

    def _on_event(self, event: RunnerEvent) -> None:
        if self._attempts.get(event.job_id) != event.attempt:
            log.info("ignored an event of a past attempt: %s", event)
            return
        has_ended = isinstance(event, (Finished, Failed))
        if has_ended:
            del self._attempts[event.job_id]
        entry = self._entries.get(event.job_id)
        # A job that was removed and put back waits for its old attempt to end.
        if entry is not None and entry.job.state is JobState.RUNNING:
            self._apply(entry, event)
        if has_ended:
            self._fill()
            self._settle()

    def _apply(self, entry: Entry, event: RunnerEvent) -> None:
        if isinstance(event, Progress):
            self._change(entry, replace(entry.job, progress=event.fraction))
        elif isinstance(event, Started) and event.place != entry.job.place:
            self._change(entry, replace(entry.job, place=event.place))
        elif isinstance(event, Warned):
            self.warned.emit(event.job_id, event.text)
        elif isinstance(event, Finished):
            entry.seconds = event.seconds
            self._change(entry, replace(entry.job, target=event.output).moved(JobState.DONE))
        elif isinstance(event, Failed):
            if event.failure.code is ErrorCode.DISK_FULL and self._mode in (Mode.RUNNING, Mode.PAUSED):
                self._wait_for_room(entry)
            elif _waits_for_its_place(entry.job, event.failure):
                self._postpone(entry, event.failure)
            elif event.failure.code in WORTH_ANOTHER_TRY and (step := self._next_try(entry.job)) is not None:
                log.warning("%s: trying again, %s: %s", entry.job.source, step.rung.value, event.failure)
                waiting = entry.job.moved(entry.wish or JobState.WAITING)
                self._change(entry, replace(waiting, rung=step.rung))
            else:
                self._change(entry, _after_failure(entry, event))

    def _postpone(self, entry: Entry, failure: Failure) -> None:
        """Wait for the host, or for another one; the picture had no part in it."""
        log.warning("%s: put off: %s", entry.job.source, failure)
        self._change(entry, entry.job.moved(entry.wish or JobState.WAITING))
        self.postponed.emit(entry.job, failure)

    def _next_try(self, job: Job) -> Try | None:
        """What is left to try where a device failed; a picture that fails on every way is set aside."""
        return next_try(job.options, job.rung, self._devices)

    def _as_tried(self, job: Job) -> Job:
        """The job with the options of the rung that it stands on."""
        found = (step.options for step in tries(job.options, self._devices) if step.rung is job.rung)
        return replace(job, options=next(found, job.options))

    def _wait_for_room(self, entry: Entry) -> None:
        """Pause where the next jobs would find the disk just as full, each after all of its work."""
        self._change(entry, entry.job.moved(entry.wish or JobState.WAITING))
        self.pause()
        self.disk_filled.emit(entry.job)

    def _change(self, entry: Entry, job: Job) -> None:
        self._targets.release(entry.job)
        self._targets.hold(job)
        entry.job = job
        self.changed.emit(job)

    def _set_mode(self, mode: Mode) -> None:
        self._alter(mode, self._yields)

    def _alter(self, mode: Mode, yields: bool) -> None:
        before, was_held = self._mode, self.is_held
        self._mode, self._yields = mode, yields
        is_held = self.is_held
        if is_held is not was_held:
            self._runner.set_paused(is_held)
            for job_id in self._attempts:
                if job_id in self._entries:
                    self.changed.emit(self._entries[job_id].job)
        if before is not mode and Mode.IDLE in (before, mode):
            self.running_changed.emit(mode is not Mode.IDLE)
        if before is not mode or is_held is not was_held:
            self.mode_changed.emit(mode)

    def _settle_soon(self) -> None:
        """Settle after the call that led here has returned, so that its caller can wait for `drained`."""
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """End a run that has nothing left to do."""
        if not self.is_running or self._attempts:
            return
        is_left = any(entry.job.state is JobState.WAITING for entry in self._entries.values())
        if self._mode is Mode.ENDING or not is_left:
            self._set_mode(Mode.IDLE)
        if not is_left:
            self.drained.emit()


def _waits_for_its_place(job: Job, failure: Failure) -> bool:
    """Whether a failure of a host is no reason to give the job up: it passes, or another place will do."""
    is_passing = failure.code is ErrorCode.HOST_DOWN
    return is_passing or (failure.code in HOST_TROUBLES and not job.options.place)


def _after_failure(entry: Entry, event: Failed) -> Job:
    if event.failure.code is not ErrorCode.CANCELLED:
        return entry.job.moved(JobState.FAILED, failure=event.failure)
    return entry.job.moved(entry.wish or JobState.CANCELLED)
