"""One part of a picture through several models beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.overriding import override
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.pictures.trials import TrialRound
from aresrgan_gui.ui.compare.scene import Mode
from aresrgan_gui.ui.compare.transform import ViewTransform
from aresrgan_gui.ui.compare.view import CompareView
from aresrgan_gui.ui.theme import GAP, MARGIN

FIRST_SIZE = QSize(1100, 760)
LEAST_VIEW = QSize(180, 140)


class Cell(QWidget):
    """The part as it is seen in one way, below its name."""

    def __init__(self, title: str, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.view = CompareView(self)
        self.view.setAccessibleName(title)
        self.view.setMinimumSize(LEAST_VIEW)
        self.view.show_picture(size)
        self.view.set_mode(Mode.RESULT)
        name = QLabel(title, self)
        bold = name.font()
        bold.setBold(True)
        name.setFont(bold)
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP)
        self.head.addWidget(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.head)
        layout.addWidget(self.view, 1)


class ModelCell(Cell):
    """What one model makes of the part, how far it is, and the button that chooses it."""

    def __init__(self, title: str, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(title, size, parent)
        self.state = QLabel(self.tr("Waiting"), self)
        self.state.setProperty("role", "faint")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.choose = QPushButton(self.tr("Use this model"), self)
        self.choose.setAccessibleName(self.tr("Use {model}").format(model=title))
        self.choose.setAutoDefault(False)
        self.head.addWidget(self.state, 1)
        self.head.addWidget(self.choose)


class ModelsGrid(QDialog):
    """A cell for what there is without a model and one for each, all showing the same part.

    Closing it ends the trials.
    """

    chosen = Signal(str)
    """The name of the model that the user chose."""

    def __init__(
        self,
        trial: TrialRound,
        models: Sequence[InstalledModel],
        size: tuple[int, int],
        current: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._trial = trial
        self.source = Cell(self.tr("Without a model"), size, self)
        self.cells = {model.spec.name: ModelCell(model.spec.title, size, self) for model in models}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare models"))
        self.setSizeGripEnabled(True)
        self.resize(FIRST_SIZE.boundedTo(parent.size()) if parent.isVisible() else FIRST_SIZE)
        hint = QLabel(
            self.tr("Wheel and drag move all pictures together. Hold H over one to see its source."), self
        )
        hint.setProperty("role", "faint")
        hint.setWordWrap(True)
        grid = QGridLayout()
        grid.setSpacing(MARGIN)
        all_cells = (self.source, *self.cells.values())
        self._views = [cell.view for cell in all_cells]
        columns = ceil(sqrt(len(all_cells)))
        for number, shown in enumerate(all_cells):
            grid.addWidget(shown, number // columns, number % columns)
            shown.view.looked.connect(self._follow)
        for name, cell in self.cells.items():
            cell.choose.clicked.connect(lambda _checked=False, name=name: self._choose(name))
            cell.choose.setDefault(name == current)
            cell.choose.ensurePolished()
            # The pictures of a row begin at one height.
            self.source.head.addStrut(cell.choose.sizeHint().height())
        layout = QVBoxLayout(self)
        layout.addLayout(grid, 1)
        layout.addWidget(hint)
        trial.cut.connect(self._show_source)
        trial.progress.connect(self._show_progress)
        trial.arrived.connect(self._show_result)
        trial.failed.connect(self._show_failure)

    @override
    def done(self, result: int) -> None:
        self._trial.cancel()
        super().done(result)

    def _choose(self, name: str) -> None:
        self.chosen.emit(name)
        self.accept()

    def _follow(self, transform: ViewTransform) -> None:
        """Lock the others to the one that moved."""
        moved = self.sender()
        for view in self._views:
            if view is not moved:
                with QSignalBlocker(view):
                    view.look(transform)

    def _show_source(self, image: QImage) -> None:
        for view in self._views:
            view.add_before(image)

    def _show_progress(self, name: str, fraction: float) -> None:
        self.cells[name].state.setText(f"{int(fraction * 100)}%")

    def _show_result(self, name: str, image: QImage, seconds: float) -> None:
        self.cells[name].view.add_after(image)
        self.cells[name].state.setText(self.tr("{seconds} s").format(seconds=f"{seconds:.1f}"))

    def _show_failure(self, name: str, failure: Failure) -> None:
        text = failure_text(failure)
        failed = [self.cells[name]] if name else self.cells.values()
        for cell in failed:
            cell.state.setText(text.what)
            cell.state.setToolTip(str(text))
