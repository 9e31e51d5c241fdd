"""The list of pictures on the window's left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QVBoxLayout, QWidget

from aresrgan_gui.core.job import Job
from aresrgan_gui.ui.fields import heading
from aresrgan_gui.ui.queue_delegate import QueueDelegate
from aresrgan_gui.ui.queue_model import QueueModel
from aresrgan_gui.ui.theme import GAP, MARGIN


class QueuePanel(QWidget):
    """Shows the jobs and says which are selected."""

    current_changed = Signal(object)
    """The Job whose picture is to be looked at, or None."""
    selection_changed = Signal()
    activated = Signal(object)
    """A Job that was double-clicked or on which Return was pressed."""

    def __init__(
        self, model: QueueModel, context_menu: Callable[[QWidget], QMenu], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._context_menu = context_menu
        self._view = QListView(self)
        self._view.setModel(model)
        self._view.setItemDelegate(QueueDelegate(self._view))
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.setAccessibleName(self.tr("Pictures in the queue"))
        title = heading(self.tr("Queue"), self)
        title.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        title.setBuddy(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(self._view)
        self.setMinimumWidth(240)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._view.activated.connect(lambda index: self.activated.emit(model.job_at(index)))
        selection = self._view.selectionModel()
        selection.currentChanged.connect(lambda index: self.current_changed.emit(model.job_at(index)))
        selection.selectionChanged.connect(self.selection_changed)
        model.rowsInserted.connect(self._choose_one)
        model.rowsRemoved.connect(self._choose_one)

    def set_foot(self, foot: QWidget) -> None:
        """Put something below the list."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(foot)

    @property
    def view(self) -> QListView:
        """The list itself."""
        return self._view

    def current(self) -> Job | None:
        """The job whose picture is looked at."""
        return self._model.job_at(self._view.currentIndex())

    def selected(self) -> list[Job]:
        """The selected jobs in the queue's order."""
        indexes = sorted(self._view.selectedIndexes(), key=lambda index: index.row())
        return [job for index in indexes if (job := self._model.job_at(index)) is not None]

    def select(self, job_id: str) -> None:
        """Make one job the current and only selected one."""
        self._view.selectionModel().setCurrentIndex(
            self._model.index_of(job_id), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _choose_one(self) -> None:
        """Keep a picture in sight whenever there is one."""
        if self._model.rowCount() and not self._view.selectionModel().hasSelection():
            current = self._view.currentIndex()
            index = current if current.isValid() else self._model.index(0)
            self._view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _show_menu(self, position: QPoint) -> None:
        if self._view.indexAt(position).isValid():
            self._context_menu(self).popup(self._view.viewport().mapToGlobal(position))
