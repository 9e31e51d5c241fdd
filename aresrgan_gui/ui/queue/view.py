"""The list of rows, which can be dragged into another order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.queue.model import ROWS_TYPE, Index


class QueueView(QListView):
    """A list whose selected rows can be dragged between others; what comes from elsewhere is not for it."""

    rows_dropped = Signal(int)
    """The selected rows were dropped before this row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)

    def drop_row(self, position: QPointF) -> int:
        """The row before which something would be dropped."""
        index = self.indexAt(position.toPoint())
        if not index.isValid():
            return self.model().rowCount()
        return index.row() + (position.y() > self.visualRect(index).center().y())

    @override
    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        # Qt's list lays all rows out anew for each that changes; here none becomes another size by that.
        QAbstractItemView.dataChanged(self, topLeft, bottomRight, roles)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        # Qt's own puts every selected row into the data and paints it: seconds for thousands.
        data = QMimeData()
        data.setData(ROWS_TYPE, b"")
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self:
            super().dragEnterEvent(event)
        else:
            event.ignore()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.source() is self:
            super().dragMoveEvent(event)
            event.accept()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is not self:
            event.ignore()
            return
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.rows_dropped.emit(self.drop_row(event.position()))
