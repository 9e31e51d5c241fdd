"""Opens the dialogs that take care of the program itself: settings, help, and what went wrong.

Each is loaded when it is opened: the window opens without them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from aresrgan_gui.core.errors import Failure, UpscaleError
from aresrgan_gui.core.paths import log_file
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.queue.panel import QueuePanel

if TYPE_CHECKING:
    from aresrgan_gui.services.reporter import Reporter
    from aresrgan_gui.ui.dialogs.failure import FailureDialog
    from aresrgan_gui.ui.dialogs.settings import SettingsDialog


class Care(QObject):
    """One dialog at a time over the window."""

    settings_agreed = Signal(object)
    """The Settings with which the user closed the dialog."""

    folder_wanted = Signal(object)
    """The Path of a folder for which the user wants another one."""

    def __init__(self, window: QWidget, panel: QueuePanel, settings: Callable[[], Settings]) -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel
        self._settings = settings
        self._reporter: Reporter | None = None
        self.work: dict[Act, Callable[[], object]] = {
            Act.SETTINGS: self.open_settings,
            Act.EXPLAIN: self._explain_selected,
            Act.SHORTCUTS: self._show_shortcuts,
            Act.LOG: self._show_log,
            Act.ABOUT: self._show_about,
        }

    def open_settings(self) -> SettingsDialog:
        """Let the user change the settings."""
        from aresrgan_gui.ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self._settings(), self._window)
        dialog.accepted.connect(lambda: self.settings_agreed.emit(dialog.settings()))
        self._open(dialog)
        return dialog

    def explain(self, failure: Failure) -> FailureDialog:
        """Say what happened, what to do, and what to pass on."""
        from aresrgan_gui.ui.dialogs.failure import FailureDialog

        if self._reporter is None:
            self._reporter = self._new_reporter()
        dialog = FailureDialog(failure, self._reporter, self._window)
        dialog.log_wanted.connect(self._show_log)
        dialog.folder_wanted.connect(self.folder_wanted)
        self._open(dialog)
        return dialog

    def _explain_selected(self) -> None:
        failure = next((job.failure for job in self._panel.selected() if job.failure), None)
        if failure is not None:
            self.explain(failure)

    def _show_shortcuts(self) -> None:
        from aresrgan_gui.ui.dialogs.help import ShortcutsSheet

        self._open(ShortcutsSheet(self._window))

    def _show_about(self) -> None:
        from aresrgan_gui.ui.dialogs.help import About

        self._open(About(self._window))

    def _show_log(self) -> None:
        from aresrgan_gui.ui.dialogs.help import LogView

        self._open(LogView(log_file(), self._window))

    def _new_reporter(self) -> Reporter:
        from aresrgan_gui.services.reporter import Reporter

        try:
            engine = find_engine(self._settings().engine)
        except UpscaleError:
            engine = find_engine(None)
        return Reporter(engine, log_file(), self)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
