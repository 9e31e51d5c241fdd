"""Which engine to work with: ours, or one that has shown that it works."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.models.engine_trial import EngineTrial
from aresrgan_gui.services.models.selftest import SelfTestResult
from aresrgan_gui.ui.parts.text_layout import breakable
from aresrgan_gui.ui.parts.texts import column


class EngineField(QWidget):
    """The engine in use with a way to choose another, which is tried at once and taken if it works."""

    busy = Signal(bool)
    """Whether an engine is being tried."""

    def __init__(self, name: str, trial: EngineTrial, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial = trial
        self._engine: Path | None = None
        self._candidate: Path | None = None
        self._shown = QLabel(self)
        self._shown.setWordWrap(True)
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._choose = QPushButton(self.tr("Choose..."), self)
        self._choose.setAccessibleName(self.tr("Choose another engine"))
        self._ours = QPushButton(self.tr("Use ours"), self)
        self._ours.setAccessibleName(self.tr("Use the engine that comes with ARESRGAN"))
        self._outcome = QLabel(self)
        self._outcome.setWordWrap(True)
        self._outcome.setTextFormat(Qt.TextFormat.PlainText)
        self._outcome.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self._choose)
        buttons.addWidget(self._ours)
        buttons.addStretch(1)
        layout = column(self)
        layout.addWidget(self._shown)
        layout.addLayout(buttons)
        layout.addWidget(self._outcome)
        self.setAccessibleName(name)
        self.setFocusProxy(self._choose)
        self._choose.clicked.connect(self._ask)
        self._ours.clicked.connect(lambda: self.set_value(None))
        trial.ended.connect(self._on_tried)

    def value(self) -> Path | None:
        """The engine; None means ours."""
        return self._engine

    def set_value(self, value: Path | None) -> None:
        """Show an engine that needs no trial."""
        self._trial.stop()
        self.busy.emit(False)
        self._outcome.hide()
        self._take(value)

    def try_engine(self, program: Path) -> None:
        """Try an executable, and take it if it works."""
        self._candidate = program
        self.busy.emit(True)
        self._say(self.tr("Trying {name} on a small picture...").format(name=program.name), "faint")
        self._trial.start(program)

    @property
    def outcome(self) -> str:
        """What the last trial came to."""
        return self._outcome.text()

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose another engine"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if sys.platform == "win32":
            dialog.setNameFilter(self.tr("Programs (*.exe)"))
        dialog.fileSelected.connect(lambda path: self.try_engine(Path(path)))
        dialog.open()

    def _on_tried(self, result: SelfTestResult) -> None:
        self.busy.emit(False)
        if result.is_right:
            self._take(self._candidate)
            self._say(self.tr("It works: {seconds} s.").format(seconds=f"{result.seconds:.1f}"), "faint")
        elif result.failure is None:
            self._say(self.tr("It runs, but the picture that it makes is wrong."), "error")
        elif result.failure.code is ErrorCode.OUTPUT_WRONG:
            what = self.tr("It runs, but makes no picture: choose a program such as realesrgan-ncnn-vulkan.")
            self._say(what, "error")
        else:
            self._say(str(failure_text(result.failure)), "error")

    def _take(self, engine: Path | None) -> None:
        self._engine = engine
        self._ours.setEnabled(engine is not None)
        shown = str(engine) if engine else self.tr("The engine that comes with ARESRGAN")
        self._shown.setText(breakable(shown))

    def _say(self, text: str, role: str) -> None:
        self._outcome.setProperty("role", role)
        self._outcome.setText(breakable(text))
        self._outcome.style().polish(self._outcome)
        self._outcome.show()
