"""Showing a part of the queue: what waits, what is done, what failed."""

from __future__ import annotations

from collections import Counter
from enum import Enum

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.messages import QT_TRANSLATE_NOOP
from aresrgan_gui.ui import icons
from aresrgan_gui.ui.queue.model import QueueModel
from aresrgan_gui.ui.queue.strainer import Strainer
from aresrgan_gui.ui.theme import GAP, MARGIN


class Part(Enum):
    """A part of the queue."""

    ALL = frozenset(JobState)
    WAITING = frozenset({JobState.WAITING, JobState.RUNNING})
    DONE = frozenset({JobState.DONE, JobState.SKIPPED})
    FAILED = frozenset({JobState.FAILED, JobState.CANCELLED})


_NAMES = {
    Part.ALL: QT_TRANSLATE_NOOP("QueueFilterBar", "All pictures"),
    Part.WAITING: QT_TRANSLATE_NOOP("QueueFilterBar", "Waiting or running"),
    Part.DONE: QT_TRANSLATE_NOOP("QueueFilterBar", "Done or skipped"),
    Part.FAILED: QT_TRANSLATE_NOOP("QueueFilterBar", "Failed or cancelled"),
}
_ICONS = {Part.ALL: "picture", Part.WAITING: "waiting", Part.DONE: "done", Part.FAILED: "failed"}


class QueueFilter(QSortFilterProxyModel):
    """The rows of one part, in the queue's order.

    It lets all rows of its source pass, at Qt's own speed; to show some only, its source is a strainer.
    """

    def __init__(self, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._states = Part.ALL.value
        self._strainer: Strainer | None = None
        self.setSourceModel(model)

    def show_part(self, part: Part) -> None:
        """Show the rows of `part` only; the model is reset."""
        former, self._states = self._strainer, part.value
        self._strainer = None if part is Part.ALL else Strainer(self._model, part.value, self)
        self.setSourceModel(self._model if self._strainer is None else self._strainer)
        if former is not None:
            former.deleteLater()

    def index_of(self, job_id: str) -> QModelIndex:
        """The row of a job; invalid where it is not shown."""
        index = self._model.index_of(job_id)
        if self._strainer is not None and index.isValid():
            row = self._strainer.row_of(index.row())
            index = QModelIndex() if row is None else self._strainer.index(row)
        return self.mapFromSource(index)

    def queue_index(self, index: QModelIndex) -> QModelIndex:
        """The row of the whole queue that a shown one stands for."""
        below = self.mapToSource(index)
        if self._strainer is None or not below.isValid():
            return below
        return self._model.index(self._strainer.source_row(below.row()))

    def jobs(self) -> list[Job]:
        """The jobs of the rows that are shown. For thousands, Qt's own mapping takes too long."""
        jobs = self._model.jobs()
        return list(jobs) if self._strainer is None else [job for job in jobs if job.state in self._states]


class QueueFilterBar(QWidget):
    """A button for each part of the queue, with how many there are."""

    chosen = Signal(object)
    """The Part that the user chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[Part, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        layout.setSpacing(0)
        for number, part in enumerate(Part):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setToolTip(self.tr(_NAMES[part]))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            place = "first" if number == 0 else "last" if number == len(Part) - 1 else "middle"
            button.setProperty("segment", place)
            self._group.addButton(button, number)
            self._buttons[part] = button
            layout.addWidget(button)
            button.toggled.connect(lambda _down, part=part: self._tint(part, self.palette()))
        self._group.idClicked.connect(lambda number: self.chosen.emit(list(Part)[number]))
        self._buttons[Part.ALL].setChecked(True)
        self.setAccessibleName(self.tr("Which pictures are shown"))
        self.show_counts(Counter())

    @property
    def buttons(self) -> list[QToolButton]:
        """Those of the parts, in their order."""
        return list(self._buttons.values())

    def show_counts(self, counts: Counter[JobState]) -> None:
        """Say how many pictures each part has."""
        for part, button in self._buttons.items():
            count = sum(counts[state] for state in part.value)
            button.setText(str(count))
            button.setAccessibleName(f"{self.tr(_NAMES[part])}: {count}")

    def choose(self, part: Part) -> None:
        """Press the button of `part`."""
        self._buttons[part].click()

    def tint(self, palette: QPalette) -> None:
        """Paint icons in the palette's colours."""
        for part in Part:
            self._tint(part, palette)

    def _tint(self, part: Part, palette: QPalette) -> None:
        button = self._buttons[part]
        role = QPalette.ColorRole.HighlightedText if button.isChecked() else QPalette.ColorRole.WindowText
        button.setIcon(icons.icon(_ICONS[part], palette, role))
