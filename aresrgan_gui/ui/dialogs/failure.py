"""A failure explained, with what there is to pass on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QWidget

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.reporter import Reporter
from aresrgan_gui.ui.parts.flow import Flow
from aresrgan_gui.ui.parts.text_layout import breakable
from aresrgan_gui.ui.parts.texts import column, heading
from aresrgan_gui.ui.theme import GAP, MARGIN

_ABOUT_FOLDER = (ErrorCode.OUTPUT_UNWRITABLE, ErrorCode.DISK_FULL)


class FailureDialog(QDialog):
    """What happened, what to do, the engine's own words, and a report to copy."""

    log_wanted = Signal()
    folder_wanted = Signal(object)
    """The Path of a folder for which the user wants another one."""

    def __init__(self, failure: Failure, reporter: Reporter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._failure = failure
        self._reporter = reporter
        text = failure_text(failure)
        self.setWindowTitle(self.tr("What went wrong"))
        self.resize(560, 420)
        self._what = heading(breakable(text.what), self)
        self._what.setWordWrap(True)
        self._what.setProperty("role", "plain")
        self._remedy = QLabel(breakable(text.remedy), self)
        self._remedy.setWordWrap(True)
        for label in (self._what, self._remedy):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._details = QPlainTextEdit(self)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setPlainText(_details(failure))
        self._with_paths = QCheckBox(self.tr("Include file and folder names in the report"), self)
        self._with_paths.setAccessibleName(self._with_paths.text())
        tools = Flow(gap=GAP)
        tools.add_button(self.tr("Copy report"), self._copy, self)
        tools.add_button(self.tr("Show the log"), self.log_wanted.emit, self)
        if failure.code in _ABOUT_FOLDER and failure.path is not None:
            tools.add_button(self.tr("Choose another folder..."), self._ask_for_folder, self)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAccessibleName(close.text())
        label = QLabel(self.tr("Details"), self)
        label.setBuddy(self._details)
        layout = column(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        for widget in (self._what, self._remedy, label):
            layout.addWidget(widget)
        layout.addWidget(self._details, 1)
        layout.addWidget(self._with_paths)
        layout.addLayout(tools)
        layout.addWidget(buttons)
        close.clicked.connect(self.reject)
        close.setDefault(True)

    def _ask_for_folder(self) -> None:
        if self._failure.path is not None:
            self.folder_wanted.emit(self._failure.path.parent)
        self.reject()

    def _copy(self) -> None:
        report = self._reporter.report(self._failure, with_paths=self._with_paths.isChecked())
        QGuiApplication.clipboard().setText(report)


def _details(failure: Failure) -> str:
    """The engine's words with the code they stand for."""
    lines = (failure.code.value, str(failure.path or ""), failure.detail)
    return "\n".join(line for line in lines if line)
