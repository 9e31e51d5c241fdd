"""Another folder for results that cannot go where they were to go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.services.queue.entry import can_change
from aresrgan_gui.services.queue.queue import Mode, Queue
from aresrgan_gui.ui.queue.edits import Edits


class Elsewhere(QObject):
    """Asks for a folder and sends there what was to go into another one."""

    def __init__(self, window: QWidget, queue: Queue, edits: Edits) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        self._edits = edits

    def ask(self, folder: Path) -> QFileDialog:
        """Let the user choose in place of `folder`."""
        dialog = QFileDialog(self._window, self.tr("Where the results go"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._take, folder))
        dialog.open()
        return dialog

    def move(self, folder: Path, chosen: Path) -> None:
        """Let results go into `chosen` that were to go into `folder` or below; what failed is tried again."""
        jobs = [job for job in self._queue.jobs() if can_change(job) and _goes_into(job, folder)]
        failed = [job.id for job in jobs if job.state is JobState.FAILED]
        self._edits.change_own([job.id for job in jobs], {"folder": chosen, "subfolder": ""})
        self._queue.retry(failed)
        if self._queue.mode is Mode.PAUSED:
            self._queue.start()

    def _take(self, folder: Path, chosen: str) -> None:
        self.move(folder, Path(chosen))


def _goes_into(job: Job, folder: Path) -> bool:
    return folder in job.target.parents
