"""The composition root: the only module that knows every layer."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.cli.parser import (
    EXIT_USAGE,
    DoctorRequest,
    ModelsFetchRequest,
    Request,
    UpscaleRequest,
    WindowRequest,
    parse,
)
from aresrgan_gui.core.errors import Failure, UpscaleError
from aresrgan_gui.core.logs import start_logging
from aresrgan_gui.core.paths import log_file, models_folder, settings_file, speeds_file
from aresrgan_gui.core.settings import Settings, load_settings, save_settings
from aresrgan_gui.runners.engines import Engine, find_engine

log = logging.getLogger(__name__)


def run(arguments: list[str]) -> int:
    """Do what the command line asks for and return the exit status."""
    request = parse(arguments)
    start_logging(log_file())
    if isinstance(request, WindowRequest):
        return _window(request.paths)
    application = QCoreApplication(sys.argv[:1])
    try:
        return _without_window(request, application)
    except UpscaleError as error:
        from aresrgan_gui.messages import failure_text

        print(f"aresrgan: {failure_text(error.failure)}", file=sys.stderr)
        return EXIT_USAGE


def _without_window(request: Request, application: QCoreApplication) -> int:
    """Raises UpscaleError where the request names an engine or a model that is not there."""
    if isinstance(request, UpscaleRequest):
        from aresrgan_gui.cli.upscale import upscale

        return upscale(request, models_folder(), application)
    if isinstance(request, DoctorRequest):
        from aresrgan_gui.cli.doctor import examine

        return examine(request, models_folder(), application)
    from aresrgan_gui.cli.models import fetch_models, list_models

    if isinstance(request, ModelsFetchRequest):
        return fetch_models(models_folder(), request.origin)
    return list_models(models_folder())


def _window(paths: tuple[Path, ...]) -> int:
    from aresrgan_gui.core.models import installed, manifest
    from aresrgan_gui.runners.local import LocalRunner
    from aresrgan_gui.services.intake import Intake
    from aresrgan_gui.services.model_store import ModelFetcher
    from aresrgan_gui.services.monitor import Monitor
    from aresrgan_gui.services.power import Power
    from aresrgan_gui.services.previews import PreviewLoader
    from aresrgan_gui.services.queue import Queue
    from aresrgan_gui.services.taskbar import Taskbar
    from aresrgan_gui.services.thumbnails import Thumbnails
    from aresrgan_gui.services.trials import Trials
    from aresrgan_gui.services.watch import Watch
    from aresrgan_gui.ui.application import create_application
    from aresrgan_gui.ui.desktop import Desktop
    from aresrgan_gui.ui.looks import Looks
    from aresrgan_gui.ui.main_window import MainWindow

    application = create_application(sys.argv[:1])
    settings = load_settings(settings_file())
    runner = LocalRunner(_engine_for_window(settings.engine), models_folder(), parent=application)
    queue = Queue(runner, application)
    intake = Intake(application)
    thumbnails, previews = Thumbnails(application), PreviewLoader(application)
    trials = Trials(runner, application)
    watch, monitor = Watch(queue, speeds_file(), parent=application), Monitor(application)
    power, taskbar = Power(application), Taskbar(application)
    queue.running_changed.connect(power.set_awake)
    watch.told.connect(lambda outlook: taskbar.show_fraction(outlook.fraction if queue.is_running else None))
    queue.running_changed.connect(monitor.set_on)
    fetcher = ModelFetcher(manifest(), models_folder(), application)

    def make_window(settings: Settings) -> MainWindow:
        models = installed(models_folder())
        window = MainWindow(queue, intake, thumbnails, previews, trials, models, settings, _save_settings)
        window.attend(watch)
        window.offer_endings(power)
        monitor.measured.connect(window.status_line.show_load)
        window.models_wanted.connect(fetcher.start)
        fetcher.progress.connect(window.show_models_progress)
        return window

    def on_fetched(failure: Failure | None) -> None:
        desktop.window.show_models_progress("")
        desktop.window.set_models(installed(models_folder()))
        if failure is not None:
            desktop.window.show_failure(failure)

    desktop = Desktop(Looks(application), make_window, application)
    desktop.settings_changed.connect(lambda settings: runner.set_engine(_engine(settings.engine)))
    desktop.open(settings)
    fetcher.ended.connect(on_fetched)
    if paths:
        intake.scan(paths)
    with interrupts_handled(application.closeAllWindows):
        log.info("the window is open")
        status: int = application.exec()
        fetcher.ended.disconnect(on_fetched)
        fetcher.cancel()
        runner.shutdown()
        watch.save()
        power.set_awake(False)
    return status


def _engine_for_window(chosen: Path | None) -> Engine:
    """The engine, told to leave huge results in a form in which they open at once."""
    engine = _engine(chosen)
    return replace(engine, arguments=(*engine.arguments, "--pyramid")) if engine.is_ours else engine


def _engine(chosen: Path | None) -> Engine:
    """The user's engine, or ours where that is gone."""
    try:
        return find_engine(chosen)
    except UpscaleError:
        log.exception("the chosen engine cannot be used")
        return find_engine(None)


def _save_settings(settings: Settings) -> None:
    """Keep the settings; where they cannot be written, the work goes on without."""
    try:
        save_settings(settings, settings_file())
    except OSError:
        log.exception("the settings could not be saved")
