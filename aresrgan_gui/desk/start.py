"""The order of a start: the window that is seen, and then, in turns, what makes it work.

The window is there in the time that little more than Qt itself takes. What comes next is loaded in portions
and made when all of it is there; meanwhile the window is painted, moved, closed, and keeps what is
brought.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.appearance import load_appearance
from aresrgan_gui.core.paths import settings_file
from aresrgan_gui.desk.opening import Opening
from aresrgan_gui.ui.looks import Looks
from aresrgan_gui.ui.main_window import MainWindow

if TYPE_CHECKING:
    from aresrgan_gui.core.settings import Settings
    from aresrgan_gui.desk.desk import Desk
    from aresrgan_gui.runners.local.engines import Engine

log = logging.getLogger(__name__)

PORTIONS = (
    "aresrgan_gui.core.settings",
    "aresrgan_gui.messages",
    "aresrgan_gui.runners.local.runner",
    "aresrgan_gui.runners.places",
    "aresrgan_gui.services.queue.queue",
    "aresrgan_gui.services.queue.intake",
    "aresrgan_gui.services.pictures.trials",
    "aresrgan_gui.services.journal.keeper",
    "aresrgan_gui.services.models.own",
    "aresrgan_gui.ui.actions",
    "aresrgan_gui.ui.queue.panel",
    "aresrgan_gui.ui.compare.viewer",
    "aresrgan_gui.ui.options.panel",
    "aresrgan_gui.ui.contents",
    "aresrgan_gui.desk.desk",
)
"""What is loaded in a turn each: with every module what it needs, as far as the ones before did not."""


class Start:
    """A start of the program's window, and what came of it."""

    def __init__(
        self,
        application: QApplication,
        engine_for: Callable[[Path | None], Engine],
        save: Callable[[Settings], None],
        crash_reports: list[Path],
    ) -> None:
        self._application = application
        self._engine_for = engine_for
        self._save = save
        self._crash_reports = crash_reports
        self._desk: Desk | None = None
        appearance = load_appearance(settings_file())
        self._looks = Looks(application)
        self._looks.apply(appearance)
        self._window = MainWindow(appearance.window)
        self.opening = Opening(self._window, self._steps(), application)
        self._window.show()

    @property
    def window(self) -> MainWindow:
        """The window as it is now."""
        return self._window if self._desk is None else self._desk.contents.window

    @property
    def desk(self) -> Desk:
        """The window with all that stands behind it, which is made now where it is not there yet."""
        if self._desk is None:
            self.opening.finish()
        assert self._desk is not None
        return self._desk

    def take(self, paths: Sequence[Path]) -> None:
        """Take in what the program was given."""
        if paths:
            from aresrgan_gui.ui.brought import Brought

            self.window.bring(Brought(tuple(paths)))

    def receive(self, paths: Sequence[Path]) -> None:
        """Take in what a later start of the program was given; the window comes to the front."""
        if self._desk is not None:
            self._desk.come_back()
        self.take(paths)

    def leave(self) -> None:
        """Close the window without a question, and end the program."""
        if self._desk is not None:
            self._desk.leave()
        else:
            self._window.close()
            self._application.quit()

    def clear(self) -> None:
        """End everything that still runs; returns when no child is left."""
        self.opening.stop()
        if self._desk is not None:
            self._desk.clear()

    def _steps(self) -> Iterator[None]:
        for name in PORTIONS:
            import_module(name)
            yield
        from aresrgan_gui.core.settings import load_settings
        from aresrgan_gui.desk.desk import Desk

        desk = Desk(
            self._application,
            self._looks,
            self._window,
            load_settings(settings_file()),
            self._engine_for,
            self._save,
            self._crash_reports,
        )
        self._desk = desk
        yield
        log.info("the window is furnished after %.0f ms of work", process_time() * 1000)
        yield from desk.completing
