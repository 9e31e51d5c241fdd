"""The one window of the program, through all changes of its settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.settings import Settings
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.looks import Looks
from aresrgan_gui.ui.main_window import MainWindow


class Desktop(QObject):
    """Furnishes the window, and opens it anew where its language changes.

    So every text is said once, where its widget is made, and none can be forgotten when the language changes.
    Queue and services live on; which picture is looked at goes over to the new window.
    """

    settings_changed = Signal(object)
    """The Settings that the user has just agreed to."""

    def __init__(
        self,
        looks: Looks,
        make: Callable[[MainWindow, Settings], Contents],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks = looks
        self._make = make
        self._contents: Contents | None = None

    @property
    def window(self) -> MainWindow:
        """The window as it is now."""
        return self.contents.window

    @property
    def contents(self) -> Contents:
        """What the window holds now."""
        if self._contents is None:
            raise RuntimeError("there is nothing in the window yet")
        return self._contents

    def furnish(self, window: MainWindow, settings: Settings) -> None:
        """Make what `window` holds, with these settings."""
        self._contents = self._make(window, settings)
        self._contents.settings_changed.connect(self._follow)

    def _follow(self, settings: Settings) -> None:
        spoken = self._looks.language
        self._looks.apply(settings)
        if self._looks.language != spoken:
            self._open_anew(settings)
        self.settings_changed.emit(settings)

    def _open_anew(self, settings: Settings) -> None:
        former = self.contents
        self.furnish(MainWindow(settings.window), settings)
        current = former.queue_panel.current()
        if current is not None:
            self.contents.queue_panel.select(current.id)
        self.window.show()
        former.retire()
