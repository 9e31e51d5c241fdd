"""How fast this computer is, measured while the user looks on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from aresrgan_gui.core.bench import BenchRequest, BenchRow
from aresrgan_gui.core.overriding import override
from aresrgan_gui.messages import bench_cells, bench_headings, bench_notes, bench_text
from aresrgan_gui.services.bench import Bench
from aresrgan_gui.ui.parts.texts import column, faint
from aresrgan_gui.ui.theme import GAP, MARGIN

FIRST_SIZE = QSize(780, 440)
WIDEST = 230
"""Logical pixels of the widest column; the whole of what does not fit is in its tooltip."""

_STEPS = 1000


class BenchDialog(QDialog):
    """A table that fills as models are measured; closing the dialog ends the measurement and forgets it."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Measure this computer"))
        self.setSizeGripEnabled(True)
        self.resize(FIRST_SIZE)
        what = QLabel(
            self.tr(
                "Enlarges a small picture with every model on every device, and learns how long that takes. "
                "It needs some minutes in which the computer should do nothing else."
            ),
            self,
        )
        what.setWordWrap(True)
        self._table = _table(self.tr("Measured speeds"), self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the measurement"))
        self._state = faint("", self)
        self._start = self._button(self.tr("Measure"), self.measure)
        self._start.setDefault(True)
        self._stop = self._button(self.tr("Stop"), bench.stop)
        self._copy = self._button(self.tr("Copy as Markdown"), self._copy_table)
        close = self._button(self.tr("Close"), self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._start, self._stop, self._copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = column(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addWidget(what)
        layout.addWidget(self._table, 1)
        layout.addWidget(faint(bench_notes(), self))
        layout.addWidget(self._bar)
        layout.addWidget(self._state)
        layout.addLayout(buttons)
        bench.changed.connect(self._show_rows)
        bench.progress.connect(self._show_progress)
        bench.ended.connect(self._on_ended)
        self._show_possible()

    @property
    def state(self) -> str:
        """What is said of the measurement."""
        return self._state.text()

    def measure(self) -> None:
        """Begin anew."""
        self._state.setText(self.tr("Looking for devices..."))
        self._bar.setValue(0)
        self._bench.start(BenchRequest())
        self._show_possible()

    @override
    def done(self, result: int) -> None:
        self._bench.leave()
        super().done(result)

    def _button(self, text: str, work: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: work())
        return button

    def _show_rows(self) -> None:
        rows = self._bench.rows
        self._table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for place, text in enumerate(bench_cells(row)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self._table.setItem(number, place, item)
        self._table.resizeColumnsToContents()
        self._show_possible()

    def _show_progress(self, row: BenchRow, fraction: float) -> None:
        text = self.tr("{model}, {scale}×, on {device}")
        self._state.setText(text.format(model=row.model, scale=row.scale, device=row.device.name))
        self._bar.setValue(round(fraction * _STEPS))

    def _on_ended(self) -> None:
        if self._bench.is_complete:
            self._bar.setValue(_STEPS)
            self._state.setText(self.tr("Done. Times are now estimated from these figures."))
        else:
            self._state.setText(self.tr("Stopped."))
        self._show_possible()

    def _show_possible(self) -> None:
        is_running = self._bench.is_running
        self._start.setEnabled(not is_running)
        self._stop.setEnabled(is_running)
        self._copy.setEnabled(any(row.is_known for row in self._bench.rows))

    def _copy_table(self) -> None:
        known = [row for row in self._bench.rows if row.is_known]
        QGuiApplication.clipboard().setText(bench_text(known, is_markdown=True))


def _table(name: str, parent: QWidget) -> QTableWidget:
    headings = bench_headings()
    table = QTableWidget(0, len(headings), parent)
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(headings)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setMaximumSectionSize(WIDEST)
    table.resizeColumnsToContents()
    return table
