"""Dialogs that tell about the program: its log, its keys, and what it is made of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from aresrgan_gui import __version__
from aresrgan_gui.core.parts import parts
from aresrgan_gui.core.report import log_tail
from aresrgan_gui.core.updates import Release
from aresrgan_gui.messages import QT_TRANSLATE_NOOP
from aresrgan_gui.ui.action_table import ACTIONS, Menu
from aresrgan_gui.ui.actions import action_text
from aresrgan_gui.ui.parts.flow import Flow
from aresrgan_gui.ui.parts.texts import column, faint, heading
from aresrgan_gui.ui.theme import GAP, MARGIN

SHOWN_LOG = 400_000
"""Bytes."""

_SIZE = QSize(680, 520)

_PICTURE_KEYS = (
    ("←  →", QT_TRANSLATE_NOOP("keys", "Move the handle between before and after")),
    ("PgUp  PgDown  Home  End", QT_TRANSLATE_NOOP("keys", "Move the handle further")),
    ("↑  ↓", QT_TRANSLATE_NOOP("keys", "Move the picture")),
    ("Shift+←  Shift+→", QT_TRANSLATE_NOOP("keys", "Move the picture")),
    ("+  −", QT_TRANSLATE_NOOP("keys", "Zoom in or out")),
    ("H", QT_TRANSLATE_NOOP("keys", "Hold to see the source")),
    ("Space", QT_TRANSLATE_NOOP("keys", "Hold to drag the picture instead of the handle")),
)

_MODEL_KEYS = (
    ("←  →", QT_TRANSLATE_NOOP("keys", "Move the line between before and after")),
    ("F2", QT_TRANSLATE_NOOP("keys", "Rename a model of your own")),
    ("Del", QT_TRANSLATE_NOOP("keys", "Remove a model of your own")),
)


class LogView(QDialog):
    """The end of the log."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.setWindowTitle(self.tr("Log"))
        self.resize(_SIZE)
        self._text = _fixed_field(self.tr("Log"), self)
        layout = _laid_out(self)
        layout.addWidget(self._text, 1)
        tools = Flow(gap=GAP)
        tools.add_button(self.tr("Read again"), self.read, self)
        tools.add_button(self.tr("Copy"), self._copy, self)
        tools.add_button(self.tr("Open the folder"), self._open_folder, self)
        layout.addLayout(tools)
        layout.addWidget(_closing(self, self.tr("Close")))
        self.read()

    def read(self) -> None:
        """Show what the log says now."""
        self._text.setPlainText(log_tail(self._path, SHOWN_LOG) or self.tr("The log is empty."))
        bar = self._text.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


class ReportView(QDialog):
    """A whole report, as it is when it is copied; it lies in `folder`."""

    def __init__(self, report: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._folder = folder
        self.setWindowTitle(self.tr("Report"))
        self.resize(_SIZE)
        text = _fixed_field(self.tr("Report"), self)
        text.setPlainText(report)
        layout = _laid_out(self)
        layout.addWidget(text, 1)
        tools = Flow()
        tools.add_button(self.tr("Copy"), self._copy, self)
        tools.add_button(self.tr("Open the folder"), self._open_folder, self)
        layout.addLayout(tools)
        layout.addWidget(_closing(self, self.tr("Close")))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


class NotesView(QDialog):
    """What a release brings."""

    def __init__(self, release: Release, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is new in {version}").format(version=release.version))
        self.resize(_SIZE)
        text = QTextBrowser(self)
        text.setAccessibleName(self.tr("What is new"))
        # What the feed says is shown, and nothing that it names is fetched or opened.
        text.setOpenLinks(False)
        text.document().setMarkdown(release.notes, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        layout = _laid_out(self)
        layout.addWidget(text, 1)
        layout.addWidget(_closing(self, self.tr("Close")))


class ShortcutsSheet(QDialog):
    """Every key, from the table of actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(_SIZE)
        tree = QTreeWidget(self)
        tree.setAccessibleName(self.tr("Keyboard shortcuts"))
        tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        tree.setRootIsDecorated(False)
        tree.setIndentation(MARGIN)
        for menu in Menu:
            rows = [
                (action_text(definition.text), _keys_text(definition.keys))
                for definition in ACTIONS
                if definition.menu is menu and definition.keys
            ]
            _add_group(tree, action_text(menu.value), rows)
        for name, group in ((self.tr("In the picture"), _PICTURE_KEYS), (self.tr("On a model"), _MODEL_KEYS)):
            _add_group(tree, name, [(QCoreApplication.translate("keys", text), keys) for keys, text in group])
        tree.expandAll()
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        layout = _laid_out(self)
        layout.addWidget(tree, 1)
        layout.addWidget(_closing(self, self.tr("Close")))


class About(QDialog):
    """What the program is and what it is made of, with the licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About ARESRGAN"))
        self.resize(_SIZE)
        title = heading(f"ARESRGAN {__version__}", self)
        what = QLabel(self.tr("Makes pictures larger and sharper with Real-ESRGAN."), self)
        models = faint(
            self.tr(
                "The program is under the MIT licence. The models come from the authors of Real-ESRGAN "
                "under BSD-3-Clause. It stands on these packages:"
            ),
            self,
        )
        self._packages = QListWidget(self)
        self._packages.setAccessibleName(self.tr("Packages"))
        self._licence = _reading_field(self.tr("Licence"), self)
        self._parts = parts()
        for part in self._parts:
            self._packages.addItem(f"{part.name} {part.version}".strip() + f" — {part.licence}")
        self._packages.currentRowChanged.connect(self._show_licence)
        layout = _laid_out(self)
        for widget in (title, what, models):
            what.setWordWrap(True)
            layout.addWidget(widget)
        layout.addWidget(self._packages, 2)
        layout.addWidget(self._licence, 3)
        layout.addWidget(_closing(self, self.tr("Close")))
        self._packages.setCurrentRow(0)

    def _show_licence(self, row: int) -> None:
        self._licence.setPlainText(self._parts[row].text())


def _keys_text(keys: tuple[QKeySequence.StandardKey | str, ...]) -> str:
    sequences = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
    return "   ".join(sequence for sequence in sequences if sequence)


def _add_group(tree: QTreeWidget, name: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    group = QTreeWidgetItem(tree, [name])
    group.setFirstColumnSpanned(True)
    font = group.font(0)
    font.setBold(True)
    group.setFont(0, font)
    for row in rows:
        QTreeWidgetItem(group, list(row))


def _reading_field(name: str, parent: QWidget) -> QPlainTextEdit:
    field = QPlainTextEdit(parent)
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    return field


def _fixed_field(name: str, parent: QWidget) -> QPlainTextEdit:
    """For lines that are read one below the other, as in a log."""
    field = _reading_field(name, parent)
    field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return field


def _laid_out(dialog: QDialog) -> QVBoxLayout:
    layout = column(dialog)
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return layout


def _closing(dialog: QDialog, text: str) -> QDialogButtonBox:
    buttons = QDialogButtonBox(dialog)
    close = buttons.addButton(text, QDialogButtonBox.ButtonRole.RejectRole)
    close.setAccessibleName(text)
    close.setDefault(True)
    close.clicked.connect(dialog.reject)
    return buttons
