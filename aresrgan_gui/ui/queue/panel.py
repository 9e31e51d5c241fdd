"""The list of pictures on the window's left."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, pairwise

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from aresrgan_gui.core.job import Job
from aresrgan_gui.ui.parts.texts import heading
from aresrgan_gui.ui.queue.delegate import QueueDelegate
from aresrgan_gui.ui.queue.filter import Part, QueueFilter, QueueFilterBar
from aresrgan_gui.ui.queue.model import QueueModel
from aresrgan_gui.ui.queue.view import QueueView
from aresrgan_gui.ui.theme import GAP, MARGIN

MOST_KEPT = 64
"""So many selected rows stay selected when another part of the queue is shown."""


class QueuePanel(QWidget):
    """Shows the jobs and says which are selected."""

    current_changed = Signal(object)
    """The Job whose picture is to be looked at, or None."""
    selection_changed = Signal()
    activated = Signal(object)
    """A Job that was double-clicked or on which Return was pressed."""
    rows_dropped = Signal(int)
    """The selected jobs were dragged to before this row of the whole queue."""

    def __init__(
        self, model: QueueModel, context_menu: Callable[[QWidget], QMenu], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._context_menu = context_menu
        self._shown: str | None = None
        self._filter = QueueFilter(model, self)
        self._view = QueueView(self)
        self._view.setModel(self._filter)
        self._view.setItemDelegate(QueueDelegate(self._view))
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.setAccessibleName(self.tr("Pictures in the queue"))
        self.filter_bar = QueueFilterBar(self)
        title = heading(self.tr("Queue"), self)
        title.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        title.setBuddy(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(self.filter_bar)
        layout.addWidget(self._view)
        for one, other in pairwise((*self.filter_bar.buttons, self._view)):
            self.setTabOrder(one, other)
        self.setMinimumWidth(240)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._view.activated.connect(lambda index: self.activated.emit(self._job_at(index)))
        self._view.rows_dropped.connect(lambda row: self.rows_dropped.emit(self.queue_row(row)))
        self.filter_bar.chosen.connect(self._show_part)
        selection = self._view.selectionModel()
        selection.currentChanged.connect(self._tell_current)
        selection.selectionChanged.connect(self.selection_changed)
        self._filter.rowsInserted.connect(self._choose_one)
        self._filter.rowsRemoved.connect(self._choose_one)

    def set_foot(self, foot: QWidget) -> None:
        """Put something below the list."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(foot)

    @property
    def view(self) -> QueueView:
        """The list itself."""
        return self._view

    def current(self) -> Job | None:
        """The job whose picture is looked at."""
        return self._job_at(self._view.currentIndex())

    def selected(self) -> list[Job]:
        """The selected jobs in the queue's order."""
        jobs = self._filter.jobs()
        return [jobs[row] for row in self.selected_rows()]

    def selected_rows(self) -> list[int]:
        """The selected rows among those shown, from above."""
        # Not by `selectedIndexes`, which makes two objects for each row.
        selection = self._view.selectionModel().selection()
        ranges = (selection.at(number) for number in range(selection.count()))
        return sorted(chain.from_iterable(range(part.top(), part.bottom() + 1) for part in ranges))

    def shown_rows(self) -> int:
        """How many rows are shown."""
        return self._filter.rowCount()

    def queue_row(self, row: int) -> int:
        """The row of the whole queue that a shown row stands for; the end for the end."""
        if row < self._filter.rowCount():
            return self._filter.queue_index(self._filter.index(row, 0)).row()
        return self._model.rowCount()

    def select(self, job_id: str) -> None:
        """Make one job the current and only selected one."""
        self._view.selectionModel().setCurrentIndex(
            self._filter.index_of(job_id),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )

    def reveal_current(self) -> None:
        """Scroll to the job whose picture is looked at."""
        self._view.scrollTo(self._view.currentIndex())

    def tint(self, palette: QPalette) -> None:
        """Paint icons in the palette's colours."""
        self.filter_bar.tint(palette)

    def _job_at(self, index: QModelIndex) -> Job | None:
        return self._model.job_at(self._filter.queue_index(index))

    def _tell_current(self, index: QModelIndex) -> None:
        job = self._job_at(index)
        shown, self._shown = self._shown, job.id if job else None
        if self._shown != shown:
            self.current_changed.emit(job)

    def _show_part(self, part: Part) -> None:
        """Show a part of the queue; what is selected and seen there too stays so."""
        selected = self.selected()
        self._filter.show_part(part)
        current = self._filter.index_of(self._shown or "")
        model, select = self._view.selectionModel(), QItemSelectionModel.SelectionFlag.Select
        model.setCurrentIndex(current if current.isValid() else self._filter.index(0, 0), select)
        for job in selected if len(selected) <= MOST_KEPT else ():
            model.select(self._filter.index_of(job.id), select)
        self._tell_current(self._view.currentIndex())
        self.selection_changed.emit()

    def _choose_one(self) -> None:
        """Keep a picture in sight whenever there is one."""
        if self._filter.rowCount() and not self._view.selectionModel().hasSelection():
            current = self._view.currentIndex()
            index = current if current.isValid() else self._filter.index(0, 0)
            self._view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _show_menu(self, position: QPoint) -> None:
        if self._view.indexAt(position).isValid():
            self._context_menu(self).popup(self._view.viewport().mapToGlobal(position))
