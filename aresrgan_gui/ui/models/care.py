"""What the user does with models: bring, rename and remove them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.models.own import PACKED, PARAM, WEIGHTS
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.models.picker import ModelPicker

NARROWEST = 360
"""Of the dialog for a name, in pixels."""


class ModelCare(QObject):
    """Asks what there is to ask; the answers are carried out elsewhere."""

    offered = Signal(list)
    """Paths of models to import: list[Path]."""
    folders_offered = Signal(list)
    """Paths that may be folders with models: list[Path]."""
    renamed = Signal(str, str)
    """A model's name, and the one that it is to have."""
    removed = Signal(str)
    """The name of a model that is to go."""
    said = Signal(str, str)
    """What stood in the way, and what to do."""

    def __init__(self, window: QWidget, queue: Queue, picker: ModelPicker) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        picker.import_wanted.connect(self.ask_for_files)
        picker.rename_wanted.connect(self.ask_for_name)
        picker.remove_wanted.connect(self.ask_for_removal)

    def ask_for_files(self) -> None:
        """Let the user choose a model's files."""
        dialog = QFileDialog(self._window, self.tr("Import a model"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = f"*{PARAM} *{WEIGHTS} *{PACKED}"
        dialog.setNameFilters(
            [self.tr("Models for ncnn ({patterns})").format(patterns=patterns), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(self._offer)
        dialog.open()

    def ask_for_name(self, name: str) -> None:
        """Let the user give a model another name."""
        if not self._may_change(name):
            return
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename the model"))
        dialog.setLabelText(self.tr("New name of {name}").format(name=name))
        dialog.setTextValue(name)
        dialog.resize(dialog.sizeHint().expandedTo(QSize(NARROWEST, 0)))
        for field in dialog.findChildren(QLineEdit):
            field.setAccessibleName(dialog.labelText())
        dialog.textValueSelected.connect(lambda new: self._rename(name, new))
        dialog.open()

    def ask_for_removal(self, name: str) -> None:
        """Let the user think again before a model's files are deleted."""
        if not self._may_change(name):
            return
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Remove the model"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Remove {name}?").format(name=name))
        box.setInformativeText(self.tr("ARESRGAN's copy of its files is deleted."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        remove.clicked.connect(lambda: self.removed.emit(name))
        box.open()

    def _offer(self, files: Sequence[str]) -> None:
        self.offered.emit([Path(file) for file in files])

    def _rename(self, old: str, new: str) -> None:
        if new.strip() and new.strip() != old:
            self.renamed.emit(old, new)

    def _may_change(self, name: str) -> bool:
        """Whether no picture still needs the model; otherwise the user is told."""
        to_come = (JobState.WAITING, JobState.RUNNING)
        users = [job for job in self._queue.jobs() if job.state in to_come and job.options.model == name]
        if users:
            self.said.emit(
                self.tr("{count} pictures in the queue wait for {name}.").format(count=len(users), name=name),
                self.tr(
                    "Let them finish, choose another model for them, or remove them from the queue first."
                ),
            )
        return not users
