"""The composition root: the only module that knows every layer."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from aresrgan_gui.cli.parser import (
    EXIT_USAGE,
    DoctorRequest,
    ModelsFetchRequest,
    ModelsListRequest,
    UpscaleRequest,
    parse,
)
from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.logs import start_logging
from aresrgan_gui.core.paths import log_file, models_folder, settings_file
from aresrgan_gui.runners.engines import Engine, find_engine


def run(arguments: list[str]) -> int:
    """Do what the command line asks for and return the exit status."""
    request = parse(arguments)
    start_logging(log_file())
    if isinstance(request, UpscaleRequest):
        return _upscale(request)
    if isinstance(request, ModelsListRequest):
        from aresrgan_gui.cli.models import list_models

        return list_models(models_folder())
    if isinstance(request, ModelsFetchRequest):
        from aresrgan_gui.cli.models import fetch_models

        application = QCoreApplication(sys.argv[:1])
        status = fetch_models(models_folder(), request.origin)
        del application
        return status
    if isinstance(request, DoctorRequest):
        return _doctor(request)
    return _window(request.paths)


def _upscale(request: UpscaleRequest) -> int:
    from aresrgan_gui.cli.reporters import reporter
    from aresrgan_gui.cli.upscale import UpscaleRun, check_model
    from aresrgan_gui.runners.local import LocalRunner

    trouble = check_model(models_folder(), request.options.model)
    if trouble is not None:
        status, line = trouble
        print(line, file=sys.stderr)
        return status
    engine = _chosen_engine(request.engine)
    if engine is None:
        return EXIT_USAGE
    application = QCoreApplication(sys.argv[:1])
    runner = LocalRunner(engine, models_folder(), parent=application)
    return UpscaleRun(request, runner, reporter(as_json=request.json)).execute()


def _doctor(request: DoctorRequest) -> int:
    from aresrgan_gui.cli.doctor import Doctor
    from aresrgan_gui.runners.local import LocalRunner

    engine = _chosen_engine(request.engine)
    if engine is None:
        return EXIT_USAGE
    application = QCoreApplication(sys.argv[:1])
    runner = LocalRunner(engine, models_folder(), parent=application)
    return Doctor(engine, runner, models_folder()).execute()


def _chosen_engine(chosen: Path | None) -> Engine | None:
    """The engine to work with; where it cannot be had, the user is told."""
    from aresrgan_gui.messages import failure_text

    try:
        return find_engine(chosen)
    except UpscaleError as error:
        print(f"aresrgan: {failure_text(error.failure)}", file=sys.stderr)
        return None


def _window(paths: tuple[Path, ...]) -> int:
    from aresrgan_gui.core.models import installed, manifest
    from aresrgan_gui.core.settings import load_settings, save_settings
    from aresrgan_gui.runners.local import LocalRunner
    from aresrgan_gui.services.intake import Intake
    from aresrgan_gui.services.model_store import ModelFetcher
    from aresrgan_gui.services.previews import PreviewLoader
    from aresrgan_gui.services.queue import Queue
    from aresrgan_gui.services.thumbnails import Thumbnails
    from aresrgan_gui.ui.application import create_application
    from aresrgan_gui.ui.main_window import MainWindow

    application = create_application(sys.argv[:1])
    settings = load_settings(settings_file())
    engine = _chosen_engine(settings.engine) or find_engine(None)
    runner = LocalRunner(engine, models_folder(), parent=application)
    intake = Intake(application)
    window = MainWindow(
        Queue(runner, application),
        intake,
        Thumbnails(application),
        PreviewLoader(application),
        installed(models_folder()),
        settings,
        partial(save_settings, path=settings_file()),
    )
    fetcher = ModelFetcher(manifest(), models_folder(), application)
    window.models_wanted.connect(fetcher.start)
    fetcher.progress.connect(window.show_models_progress)
    fetcher.ended.connect(lambda _failure: window.set_models(installed(models_folder())))
    if paths:
        intake.scan(paths)
    window.show()
    status: int = application.exec()
    intake.cancel()
    fetcher.cancel()
    runner.shutdown()
    return status
