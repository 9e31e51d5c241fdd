"""The settings dialog, made from the fields of Settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFileDialog, QLabel, QWidget

from aresrgan_gui.core.appearance import ColourScheme, Page
from aresrgan_gui.core.overriding import override
from aresrgan_gui.core.paths import models_folder, origin_file
from aresrgan_gui.core.settings import Patience, Settings, Updates, read_settings, save_settings
from aresrgan_gui.core.updates import read_origin
from aresrgan_gui.messages import QT_TRANSLATE_NOOP
from aresrgan_gui.services.machine.idle_time import idle_clock
from aresrgan_gui.services.models.engine_trial import EngineTrial
from aresrgan_gui.ui.dialogs.engine_field import EngineField
from aresrgan_gui.ui.looks import LANGUAGES
from aresrgan_gui.ui.parts.fields import Choice
from aresrgan_gui.ui.parts.flow import Flow
from aresrgan_gui.ui.parts.texts import column, faint, heading, labelled
from aresrgan_gui.ui.theme import GAP, MARGIN

WIDTH = 460

_PAGES = {
    Page.LOOKS: QT_TRANSLATE_NOOP("settings", "Looks"),
    Page.ENGINE: QT_TRANSLATE_NOOP("settings", "Engine"),
    Page.UPDATES: QT_TRANSLATE_NOOP("settings", "Newer versions"),
}
_NAMES = {
    "language": QT_TRANSLATE_NOOP("settings", "Language"),
    "colours": QT_TRANSLATE_NOOP("settings", "Colours"),
    "engine": QT_TRANSLATE_NOOP("settings", "Program that enlarges"),
    "patience": QT_TRANSLATE_NOOP("settings", "Pause while you use the computer"),
    "updates": QT_TRANSLATE_NOOP("settings", "Look for newer versions"),
}
"""What each field of Settings that has a page is called; a field is found here by its name."""

_VALUES: dict[Enum, str] = {
    ColourScheme.SYSTEM: QT_TRANSLATE_NOOP("settings", "As the system"),
    ColourScheme.LIGHT: QT_TRANSLATE_NOOP("settings", "Light"),
    ColourScheme.DARK: QT_TRANSLATE_NOOP("settings", "Dark"),
    Updates.UNDECIDED: QT_TRANSLATE_NOOP("settings", "Not yet decided: ask once"),
    Updates.NEVER: QT_TRANSLATE_NOOP("settings", "Never"),
    Updates.AT_START: QT_TRANSLATE_NOOP("settings", "At each start"),
    Patience.NONE: QT_TRANSLATE_NOOP("settings", "No"),
    Patience.SECONDS: QT_TRANSLATE_NOOP("settings", "Go on after 10 seconds without a touch"),
    Patience.MINUTE: QT_TRANSLATE_NOOP("settings", "Go on after a minute without a touch"),
    Patience.MINUTES: QT_TRANSLATE_NOOP("settings", "Go on after five minutes without a touch"),
}

_FILES = QT_TRANSLATE_NOOP("settings", "Settings (*.json)")


class _Editor(Protocol):
    """A control for one field."""

    def value(self) -> Any: ...

    def set_value(self, value: Any) -> None: ...


class Tick(QCheckBox):
    """A field that is true or false."""

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        self.setChecked(value)


class SettingsDialog(QDialog):
    """Shows the settings and, when it is accepted, has them as the user wants them."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._trial = EngineTrial(models_folder(), self)
        self._editors: dict[str, _Editor] = {}
        self._problem = QLabel(self)
        self._problem.setProperty("role", "error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._buttons = QDialogButtonBox(self)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(WIDTH)
        self._lay_out()
        self.show_settings(settings)

    def settings(self) -> Settings:
        """The settings as they are shown."""
        shown = {name: editor.value() for name, editor in self._editors.items()}
        return replace(self._settings, **shown)

    def show_settings(self, settings: Settings) -> None:
        """Show other settings."""
        self._problem.hide()
        self._settings = settings
        for name, editor in self._editors.items():
            editor.set_value(getattr(settings, name))

    def export_to(self, path: Path) -> None:
        """Write the settings shown, but not the window's shape, which fits this screen only."""
        self._problem.hide()
        try:
            save_settings(replace(self.settings(), window=""), path)
        except OSError as error:
            self._complain(self.tr("{path} cannot be written: {detail}."), path, error)

    def import_from(self, path: Path) -> None:
        """Show the settings of a file; they count when the dialog is accepted."""
        try:
            self.show_settings(replace(read_settings(path), window=self._settings.window))
        except (OSError, ValueError) as error:
            self._complain(self.tr("{path} holds no settings: {detail}."), path, error)

    @override
    def event(self, event: QEvent) -> bool:
        # Qt keeps a dialog only as high as its texts are when they stand on one line each.
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.setMinimumHeight(self.heightForWidth(self.width()))
        return super().event(event)

    @override
    def done(self, result: int) -> None:
        self._trial.stop()
        super().done(result)

    def _reason_against(self, name: str) -> str:
        """Why a field can have no effect here; empty where it can."""
        if name == "patience" and idle_clock() is None:
            return self.tr("This system does not tell when it is used.")
        if name == "updates" and read_origin(origin_file()) is None:
            return self.tr("This copy of the program does not know where newer versions are.")
        return ""

    def _lay_out(self) -> None:
        layout = column(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        shown = [entry for entry in fields(Settings) if "page" in entry.metadata]
        for page in Page:
            layout.addWidget(heading(_text(_PAGES[page]), self))
            for entry in (entry for entry in shown if entry.metadata["page"] is page):
                name = _text(_NAMES[entry.name])
                editor = self._editor(entry, name)
                self._editors[entry.name] = editor
                if isinstance(editor, QCheckBox):
                    layout.addWidget(editor)
                else:
                    labelled(name, editor, layout, self)
                if reason := self._reason_against(entry.name):
                    editor.setEnabled(False)
                    layout.addWidget(faint(reason, self))
            layout.addSpacing(GAP)
        layout.addWidget(
            faint(self.tr("The options of the pictures stand in the window, on the right."), self)
        )
        layout.addWidget(self._problem)
        layout.addStretch(1)
        tools = Flow(gap=GAP)
        tools.add_button(self.tr("Reset"), self._reset, self)
        tools.add_button(self.tr("Export..."), self._ask_where_to, self)
        tools.add_button(self.tr("Import..."), self._ask_where_from, self)
        layout.addLayout(tools)
        roles = QDialogButtonBox.ButtonRole
        for text, role, work in (
            (self.tr("OK"), roles.AcceptRole, self.accept),
            (self.tr("Cancel"), roles.RejectRole, self.reject),
        ):
            button = self._buttons.addButton(text, role)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _checked=False, run=work: run())
            if role is roles.AcceptRole:
                button.setDefault(True)
        layout.addWidget(self._buttons)

    def _editor(self, entry: Field[Any], name: str) -> Any:
        """The control that fits a field's type."""
        if entry.name == "language":
            system = ("", self.tr("As the system"))
            return Choice(name, (system, *LANGUAGES.items()), self)
        if entry.name == "engine":
            field = EngineField(name, self._trial, self)
            field.busy.connect(self._wait)
            return field
        if isinstance(entry.default, bool):
            tick = Tick(name, self)
            tick.setAccessibleName(name)
            return tick
        kind: type[Enum] = type(entry.default)
        return Choice(name, tuple((value, _text(_VALUES[value])) for value in kind), self)

    def _wait(self, is_busy: bool) -> None:
        """Agree to nothing that is still being tried."""
        for button in self._buttons.buttons():
            if self._buttons.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole:
                button.setEnabled(not is_busy)

    def _reset(self) -> None:
        usual = Settings()
        self.show_settings(replace(usual, options=self._settings.options, window=self._settings.window))

    def _ask_where_to(self) -> None:
        dialog = self._file_dialog(self.tr("Export settings"), self.export_to)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.open()

    def _ask_where_from(self) -> None:
        dialog = self._file_dialog(self.tr("Import settings"), self.import_from)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def _file_dialog(self, title: str, use: Callable[[Path], None]) -> QFileDialog:
        return file_dialog(self, title, _text(_FILES), use)

    def _complain(self, text: str, path: Path, error: Exception) -> None:
        self._problem.setText(text.format(path=path.name, detail=str(error).rstrip(".")))
        self._problem.show()


def file_dialog(parent: QWidget, title: str, names: str, use: Callable[[Path], None]) -> QFileDialog:
    """A dialog that passes the chosen file on; it deletes itself when closed."""
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilter(names)
    dialog.fileSelected.connect(lambda path: use(Path(path)))
    return dialog


def _text(source: str) -> str:
    return QCoreApplication.translate("settings", source)
