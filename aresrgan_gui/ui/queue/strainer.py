"""The rows of some states out of a queue, kept as a list of their numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, Qt

from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.queue.model import Index, QueueModel


class Strainer(QAbstractListModel):
    """The jobs of a model that are in one of some states, in its order.

    Qt's own filter asks Python of each row whether it passes: for 10,000 the window would be away too long.
    """

    def __init__(self, model: QueueModel, states: frozenset[JobState], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._states = states
        self._rows = self._found()
        """The numbers of the rows that pass, ascending."""
        self._followed: list[tuple[QModelIndex, str]] = []
        """While the model is put into another order: indexes that others hold, with the ids of their jobs."""
        model.dataChanged.connect(self._on_changed)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsAboutToBeRemoved.connect(self._on_removing)
        model.rowsRemoved.connect(self._on_removed)
        model.layoutAboutToBeChanged.connect(self._on_arranging)
        model.layoutChanged.connect(self._on_arranged)

    def row_of(self, source_row: int) -> int | None:
        """Where a row of the model stands here; None where it does not pass."""
        place = bisect_left(self._rows, source_row)
        return place if place < len(self._rows) and self._rows[place] == source_row else None

    def source_row(self, row: int) -> int:
        """The model's row that a row here stands for."""
        return self._rows[row]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._model.data(self._below(index), role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._model.flags(self._below(index))

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return self._model.supportedDropActions()

    @override
    def mimeTypes(self) -> list[str]:
        return self._model.mimeTypes()

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return self._model.mimeData([self._below(index) for index in indexes])

    def _below(self, index: Index) -> QModelIndex:
        return self._model.index(self._rows[index.row()]) if index.isValid() else QModelIndex()

    def _found(self) -> list[int]:
        return [row for row, job in enumerate(self._model.jobs()) if job.state in self._states]

    def _on_changed(self, first: QModelIndex, last: QModelIndex, roles: list[int]) -> None:
        jobs = self._model.jobs()
        for row in range(first.row(), last.row() + 1):
            place = bisect_left(self._rows, row)
            was_here, passes = self.row_of(row) is not None, jobs[row].state in self._states
            if was_here and passes:
                self.dataChanged.emit(self.index(place), self.index(place), roles)
            elif was_here:
                self._drop(place, place + 1)
            elif passes:
                self._take(place, [row])

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        jobs, place = self._model.jobs(), bisect_left(self._rows, first)
        self._shift(place, last + 1 - first)
        self._take(place, [row for row in range(first, last + 1) if jobs[row].state in self._states])

    def _on_removing(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._drop(bisect_left(self._rows, first), bisect_right(self._rows, last))

    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._shift(bisect_left(self._rows, first), first - last - 1)

    def _on_arranging(self) -> None:
        self.layoutAboutToBeChanged.emit()
        jobs, held = self._model.jobs(), self.persistentIndexList()
        self._followed = [(index, jobs[self._rows[index.row()]].id) for index in held]

    def _on_arranged(self) -> None:
        self._rows = self._found()
        jobs = self._model.jobs()
        places = {jobs[row].id: place for place, row in enumerate(self._rows)}
        followed, self._followed = self._followed, []
        now = [self.index(places[job_id]) for _, job_id in followed]
        self.changePersistentIndexList([index for index, _ in followed], now)
        self.layoutChanged.emit()

    def _shift(self, place: int, by: int) -> None:
        """Count anew the model's rows from a place on: others have come or gone before them."""
        self._rows[place:] = [row + by for row in self._rows[place:]]

    def _take(self, place: int, rows: list[int]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), place, place + len(rows) - 1)
            self._rows[place:place] = rows
            self.endInsertRows()

    def _drop(self, start: int, end: int) -> None:
        if start < end:
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self._rows[start:end]
            self.endRemoveRows()
