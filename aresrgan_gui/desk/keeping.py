"""The queue from one start of the window to the next."""

from __future__ import annotations

import logging

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.paths import journal_file
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.journal.journal import WINDOW_RUN, JournalError, open_journal
from aresrgan_gui.services.journal.keeper import Keeper, recover
from aresrgan_gui.services.journal.runs import left_elsewhere
from aresrgan_gui.services.journal.writer import JournalWriter
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.desktop import Desktop

log = logging.getLogger(__name__)


class QueueKeeping:
    """Brings the queue of the last time back and keeps it; the user is told where that fails."""

    def __init__(self, desktop: Desktop, queue: Queue, places: Places) -> None:
        self._desktop = desktop
        self._kept: tuple[Keeper, JournalWriter] | None = None
        try:
            journal, aside = open_journal(journal_file())
            entries = recover(journal, WINDOW_RUN)
            left = left_elsewhere(journal, [WINDOW_RUN])
        except JournalError as error:
            log.exception("the journal cannot be used")
            self._tell_unkept(str(error))
            return
        writer = JournalWriter(journal)
        self._kept = (Keeper(queue, writer, WINDOW_RUN), writer)
        writer.failed.connect(self._tell_unkept)
        places.set_notary(writer)
        queue.restore(entries)
        places.take_up(left)
        if aside is not None:
            desktop.contents.show_failure(Failure(ErrorCode.JOURNAL_DAMAGED, aside))

    def stop(self) -> None:
        """Write what is not written yet."""
        if self._kept is not None:
            keeper, writer = self._kept
            keeper.flush()
            writer.close()

    def _tell_unkept(self, reason: str) -> None:
        failure = Failure(ErrorCode.JOURNAL_UNWRITABLE, journal_file(), reason)
        self._desktop.contents.show_failure(failure)
