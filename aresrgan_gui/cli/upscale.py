"""`aresrgan upscale` and `aresrgan resume`: the queue without a window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui.cli.arguments.upscale import ResumeRequest, UpscaleRequest
from aresrgan_gui.cli.asking import Asker
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.cli.models import check_model
from aresrgan_gui.cli.reporters import Reporter, Totals, reporter
from aresrgan_gui.core.errors import (
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_SOME_FAILED,
    ErrorCode,
    Failure,
    UpscaleError,
)
from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.job import FINAL_STATES, Job, JobState
from aresrgan_gui.core.paths import hosts_file, journal_file, paces_file
from aresrgan_gui.messages import failure_text, first_frame_text, rung_text
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.paces import Paces
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.journal.journal import Journal, JournalError, open_journal
from aresrgan_gui.services.journal.keeper import Keeper, recover
from aresrgan_gui.services.journal.runs import broken_runs, left_elsewhere, own_run, tidy
from aresrgan_gui.services.journal.writer import JournalWriter
from aresrgan_gui.services.queue.full_disk import FullDisk, Lack
from aresrgan_gui.services.queue.intake import FoundPicture, walk
from aresrgan_gui.services.queue.queue import Queue

log = logging.getLogger(__name__)


class UpscaleRun(QObject):
    """One run from the pictures named to the last result, told to a reporter."""

    def __init__(self, request: UpscaleRequest | ResumeRequest, runner: Places, reporter: Reporter) -> None:
        super().__init__()
        self._request = request
        self._runner = runner
        self._reporter = reporter
        self._queue = Queue(runner, self)
        self._journal = _opened_journal()
        self._writer: JournalWriter | None = None
        self._unreadable = 0
        self._interrupted = False
        self._queue.changed.connect(self._on_changed)
        self._queue.warned.connect(self._on_warned)
        self._queue.postponed.connect(self._on_postponed)
        runner.freed.connect(self._queue.go_on)
        self._queue.drained.connect(QCoreApplication.quit)
        self._full_disk = FullDisk(self._queue, parent=self)
        self._full_disk.told.connect(self._on_full_disk)
        self._is_waiting = False

    def execute(self) -> int:
        """Run to the end and return the program's exit status; an event loop runs meanwhile."""
        with interrupts_handled(self._interrupt):
            self._keep()
            broken = self._broken_runs()
            left = [] if self._journal is None else left_elsewhere(self._journal, broken)
            if isinstance(self._request, ResumeRequest):
                self._take_up(broken)
            else:
                self._add_pictures(self._request)
            self._runner.take_up(left)
            if not self._interrupted:
                self._queue.start()
                QCoreApplication.exec()
            self._runner.shutdown()
        self._forget()
        if self._interrupted:
            return EXIT_INTERRUPTED
        totals = self._totals()
        self._reporter.summary(totals)
        return EXIT_SOME_FAILED if totals.failed else EXIT_OK

    def _keep(self) -> None:
        """Keep the run in the journal until it ends by itself or by the user's wish."""
        if self._journal is None:
            return
        left = 0 if isinstance(self._request, ResumeRequest) else tidy(self._journal)
        if left:
            print(
                f"aresrgan: {left} pictures of an earlier run are left; `aresrgan resume` goes on with them",
                file=sys.stderr,
            )
        self._writer = JournalWriter(self._journal, self)
        Keeper(self._queue, self._writer, own_run(), self)
        self._runner.set_notary(self._writer)

    def _forget(self) -> None:
        if self._writer is not None:
            run = own_run()
            self._writer.write(lambda journal: journal.remove_run(run))
            self._writer.close()

    def _broken_runs(self) -> list[str]:
        """Those that this one goes on with."""
        if self._journal is None or not isinstance(self._request, ResumeRequest):
            return []
        return broken_runs(self._journal)

    def _take_up(self, broken: Sequence[str]) -> None:
        """Go on with what broken runs left."""
        if self._journal is not None:
            for run in broken:
                self._queue.restore(recover(self._journal, run))

    def _add_pictures(self, request: UpscaleRequest) -> None:
        found: list[FoundPicture] = []
        for entry in walk(request.paths, request.recursive):
            if isinstance(entry, Failure):
                self._unreadable += 1
                self._reporter.failed(entry.path, entry)
            else:
                found.append(entry)
            QCoreApplication.processEvents()
            if self._interrupted:
                return
        jobs = self._queue.add(found, request.options, target=request.target)
        queued = {job.source for job in jobs}
        for picture in found:
            if picture.path not in queued:
                self._reporter.left_out(picture.path)
        for job in jobs:
            if job.state is JobState.SKIPPED:
                self._reporter.skipped(job)
            elif job.frames_made < job.frames:
                self._reporter.warned(job, first_frame_text(job.output_format))

    def _interrupt(self) -> None:
        # Quitting twice would end the wait for the children.
        if not self._interrupted:
            self._interrupted = True
            self._queue.stop()
            QCoreApplication.quit()

    def _on_changed(self, job: Job) -> None:
        if job.state is JobState.RUNNING:
            jobs = self._queue.jobs()
            ended = sum(other.state in FINAL_STATES for other in jobs)
            self._reporter.progress(job, ended + 1, len(jobs))
        elif job.state is JobState.WAITING and job.rung is not None:
            self._reporter.warned(job, rung_text(job.rung))
        elif job.state is JobState.DONE:
            self._reporter.done(job, self._queue.seconds(job.id) or 0.0)
        elif job.state is JobState.FAILED and job.failure is not None:
            self._reporter.failed(job.source, job.failure)

    def _on_warned(self, job_id: str, text: str) -> None:
        self._reporter.warned(self._queue.job(job_id), text)

    def _on_postponed(self, job: Job, failure: Failure) -> None:
        self._reporter.warned(job, f"put off: {failure_text(failure).what}")

    def _on_full_disk(self, lack: Lack | None) -> None:
        if lack is not None and not self._is_waiting:
            self._reporter.waiting_for_room(lack.folder, lack.missing)
        self._is_waiting = lack is not None

    def _totals(self) -> Totals:
        states = [job.state for job in self._queue.jobs()]
        failed = states.count(JobState.FAILED) + self._unreadable
        return Totals(
            asked=len(states) + self._unreadable,
            done=states.count(JobState.DONE),
            skipped=states.count(JobState.SKIPPED),
            failed=failed,
        )


def _opened_journal() -> Journal | None:
    """The journal, or none where it cannot be used: then a killed run is not gone on with."""
    try:
        return open_journal(journal_file())[0]
    except JournalError:
        log.exception("the journal cannot be used")
        return None


def upscale(request: UpscaleRequest | ResumeRequest, models: Path, application: QCoreApplication) -> int:
    """Do what `request` asks for with the models in the folder `models`; the program's exit status.

    Raises UpscaleError (ENGINE_MISSING, HOST_UNKNOWN).
    """
    trouble = check_model(models, request.options.model) if isinstance(request, UpscaleRequest) else None
    if trouble is not None:
        status, line = trouble
        print(f"aresrgan: {line}", file=sys.stderr)
        return status
    here = LocalRunner(find_engine(request.engine), models, parent=application)
    places = Places(here, Paces(paces_file(), application), application)
    if isinstance(request, ResumeRequest) or request.options.place != HERE:
        hosts = _hosts(models, Asker(application))
        if isinstance(request, UpscaleRequest) and request.options.place:
            place = hosts.named(request.options.place).place
            request = replace(request, options=replace(request.options, place=place))
        places.set_hosts(hosts.runners(), hosts.names())
    return UpscaleRun(request, places, reporter(as_json=request.json)).execute()


def _hosts(models: Path, ask: Asker) -> Hosts:
    """The hosts that are set up. Raises UpscaleError where they cannot be read."""
    try:
        return Hosts(hosts_file(), models, Credentials(ask))
    except (OSError, ValueError) as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, hosts_file(), str(error)) from error
