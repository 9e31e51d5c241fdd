"""Writes to the journal in order, on a thread of its own: a commit waits for the disk."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.fingerprint import Fingerprint
from aresrgan_gui.services.journal.journal import Journal, JournalError

log = logging.getLogger(__name__)


class JournalWriter(QObject):
    """The one who writes for a program; also the notary of its runner (`aresrgan_gui.runners.base.Notary`).

    A journal that cannot be written costs what it is for, not the user's work.
    """

    failed = Signal(str)
    """Why the journal could not be written, said once."""
    _broken = Signal(str)

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._was_told = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._broken.connect(self._on_broken)

    def write(self, call: Callable[[Journal], None]) -> Future[None]:
        """Call with the journal after everything that was asked for before."""
        return self._thread.submit(self._attempted, call)

    def note_work(self, job_id: str, attempt: int, work: Path) -> None:
        """Commit that an attempt is about to make the folder `work`, and wait for it; from any thread."""
        self.write(lambda journal: journal.note_work(job_id, attempt, work)).result()

    def note_publishing(self, job_id: str, attempt: int, target: Path, made: Fingerprint) -> None:
        """Commit that an attempt is about to give the file `made` the name `target`, and wait for it."""
        self.write(lambda journal: journal.note_publishing(job_id, attempt, target, made)).result()

    def note_begun(self, job_id: str, place: str, key: str, part: Path) -> None:
        """Commit that a run is about to be begun at a host, and wait for it; from any thread."""
        self.write(lambda journal: journal.note_begun(job_id, place, key, part)).result()

    def note_over(self, place: str, key: str) -> None:
        """Write that nothing is left of a run."""
        self.write(lambda journal: journal.note_over(place, key))

    def close(self) -> None:
        """Write what was asked for; returns when it is on disk."""
        self._thread.shutdown(wait=True)
        self._journal.close()

    def _attempted(self, call: Callable[[Journal], None]) -> None:
        try:
            call(self._journal)
        except JournalError as error:
            log.exception("the journal could not be written")
            self._broken.emit(str(error))

    def _on_broken(self, reason: str) -> None:
        if not self._was_told:
            self._was_told = True
            self.failed.emit(reason)
