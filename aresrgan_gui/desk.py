"""The window with everything that stands behind it, put together once for the program's life."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.models import installed, manifest
from aresrgan_gui.core.paths import models_folder, speeds_file
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.local import LocalRunner
from aresrgan_gui.services.courtesy import Courtesy
from aresrgan_gui.services.idle_time import idle_clock
from aresrgan_gui.services.intake import Intake
from aresrgan_gui.services.model_store import ModelFetcher
from aresrgan_gui.services.monitor import Monitor
from aresrgan_gui.services.power import Power
from aresrgan_gui.services.previews import PreviewLoader
from aresrgan_gui.services.queue import Queue
from aresrgan_gui.services.taskbar import Taskbar, platform_shower
from aresrgan_gui.services.thumbnails import Thumbnails
from aresrgan_gui.services.trials import Trials
from aresrgan_gui.services.watch import Outlook, Watch
from aresrgan_gui.ui.desktop import Desktop
from aresrgan_gui.ui.looks import Looks
from aresrgan_gui.ui.main_window import MainWindow


class Desk:
    """The services live as long as the program; the window is made anew when its language changes."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        engine_for: Callable[[Path | None], Engine],
        save: Callable[[Settings], None],
    ) -> None:
        self._engine_for = engine_for
        self._save = save
        self._runner = LocalRunner(engine_for(settings.engine), models_folder(), parent=application)
        self._queue = Queue(self._runner, application)
        self.intake = Intake(application)
        self._thumbnails, self._previews = Thumbnails(application), PreviewLoader(application)
        self._trials = Trials(self._runner, application)
        self._watch = Watch(self._queue, speeds_file(), parent=application)
        self._monitor, self._power = Monitor(application), Power(application)
        self._taskbar = Taskbar(platform_shower(self._window_handle), application)
        self._courtesy = Courtesy(self._queue, idle_clock(), application)
        self._courtesy.set_patience(settings.patience)
        self._fetcher = ModelFetcher(manifest(), models_folder(), application)
        self._desktop = Desktop(Looks(application), self._make_window, application)
        self._queue.running_changed.connect(self._power.set_awake)
        self._queue.running_changed.connect(self._monitor.set_on)
        self._watch.told.connect(self._show_in_taskbar)
        self._fetcher.ended.connect(self._on_fetched)
        self._desktop.settings_changed.connect(self._follow_settings)
        self._desktop.open(settings)

    def clear(self) -> None:
        """End everything that still runs; returns when no child is left."""
        self._fetcher.ended.disconnect(self._on_fetched)
        self._fetcher.cancel()
        self._runner.shutdown()
        self._watch.save()
        self._power.set_awake(False)

    def _make_window(self, settings: Settings) -> MainWindow:
        window = MainWindow(
            self._queue,
            self.intake,
            self._thumbnails,
            self._previews,
            self._trials,
            installed(models_folder()),
            settings,
            self._save,
        )
        window.attend(self._watch)
        window.offer_endings(self._power)
        self._monitor.measured.connect(window.status_line.show_load)
        window.models_wanted.connect(self._fetcher.start)
        self._fetcher.progress.connect(window.show_models_progress)
        return window

    def _show_in_taskbar(self, outlook: Outlook) -> None:
        self._taskbar.show_fraction(outlook.fraction if self._queue.is_running else None)

    def _window_handle(self) -> int:
        return self._desktop.window.winId()

    def _follow_settings(self, settings: Settings) -> None:
        self._courtesy.set_patience(settings.patience)
        self._runner.set_engine(self._engine_for(settings.engine))

    def _on_fetched(self, failure: Failure | None) -> None:
        window = self._desktop.window
        window.show_models_progress("")
        window.set_models(installed(models_folder()))
        if failure is not None:
            window.show_failure(failure)
