"""The one window of the program, through all changes of its settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.settings import Settings
from aresrgan_gui.ui.looks import Looks
from aresrgan_gui.ui.main_window import MainWindow


class Desktop(QObject):
    """Opens the window, and opens it anew where its language changes.

    So every text is said once, where its widget is made, and none can be forgotten when the language changes.
    Queue and services live on; which picture is looked at goes over to the new window.
    """

    settings_changed = Signal(object)
    """The Settings that the user has just agreed to."""

    def __init__(
        self, looks: Looks, make: Callable[[Settings], MainWindow], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._looks = looks
        self._make = make
        self._window: MainWindow | None = None

    @property
    def window(self) -> MainWindow:
        """The window as it is now."""
        if self._window is None:
            raise RuntimeError("there is no window yet")
        return self._window

    def open(self, settings: Settings) -> None:
        """Show the window with these settings, in place of an earlier one."""
        self._looks.apply(settings)
        former = self._window
        self._window = self._make(settings)
        self._window.settings_changed.connect(self._follow)
        if former is not None:
            current = former.queue_panel.current()
            if current is not None:
                self._window.queue_panel.select(current.id)
        self._window.show()
        if former is not None:
            former.retire()

    def _follow(self, settings: Settings) -> None:
        spoken = self._looks.language
        self._looks.apply(settings)
        if self._looks.language != spoken:
            self.open(settings)
        self.settings_changed.emit(settings)
