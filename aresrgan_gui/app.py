"""The composition root: the only module that knows every layer."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from aresrgan_gui.cli.arguments.bench import BenchCommand
from aresrgan_gui.cli.arguments.farm import FarmRequest
from aresrgan_gui.cli.arguments.hosts import HostsRequest
from aresrgan_gui.cli.arguments.models import (
    ModelsFetchRequest,
    ModelsImportRequest,
    ModelsRemoveRequest,
    ModelsRenameRequest,
    ModelsRequest,
)
from aresrgan_gui.cli.arguments.parser import (
    CommandRequest,
    DoctorRequest,
    SmokeTestRequest,
    WindowRequest,
    parse,
)
from aresrgan_gui.cli.arguments.tat import TatRequest
from aresrgan_gui.cli.arguments.upscale import ResumeRequest, UpscaleRequest
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.errors import EXIT_OK, EXIT_USAGE, UpscaleError
from aresrgan_gui.core.logs import start_logging
from aresrgan_gui.core.paths import (
    data_folder,
    hosts_file,
    log_file,
    models_folder,
    settings_file,
    speeds_file,
)
from aresrgan_gui.core.settings import Settings, load_settings, save_settings
from aresrgan_gui.runners.local.engines import Engine, find_engine
from aresrgan_gui.services.crash import Kind, errors_reported, mark_seen, unseen_reports

log = logging.getLogger(__name__)


def run(arguments: list[str]) -> int:
    """Do what the command line asks for and return the exit status."""
    request = parse(arguments)
    if isinstance(request, SmokeTestRequest):
        from aresrgan_gui.smoke_test import smoke_test

        return smoke_test(request.picture)
    start_logging(log_file())
    kind = Kind.WINDOW if isinstance(request, WindowRequest) else Kind.COMMAND
    unseen = unseen_reports(log_file().parent, kind)
    with errors_reported(log_file().parent, kind, _tell_report):
        return (
            _window(request.paths, unseen)
            if isinstance(request, WindowRequest)
            else _command(request, unseen)
        )


def _command(request: CommandRequest, unseen: list[Path]) -> int:
    if unseen:
        print(f"aresrgan: the last run ended unexpectedly, see {mark_seen(unseen)[0]}", file=sys.stderr)
    application = QCoreApplication(sys.argv[:1])
    try:
        return _without_window(request, application)
    except UpscaleError as error:
        from aresrgan_gui.messages import failure_text

        print(f"aresrgan: {failure_text(error.failure)}", file=sys.stderr)
        return EXIT_USAGE


def _without_window(request: CommandRequest, application: QCoreApplication) -> int:
    """Raises UpscaleError where the request names an engine or a model that is not there."""
    if isinstance(request, (UpscaleRequest, ResumeRequest)):
        from aresrgan_gui.cli.upscale import upscale

        return upscale(request, models_folder(), application)
    if isinstance(request, DoctorRequest):
        from aresrgan_gui.cli.doctor import examine

        return examine(request, models_folder(), application)
    if isinstance(request, BenchCommand):
        from aresrgan_gui.cli.bench import measure

        return measure(request, models_folder(), speeds_file(), application)
    if isinstance(request, HostsRequest | FarmRequest | TatRequest):
        return _elsewhere(request, application)
    return _models(request)


def _elsewhere(request: HostsRequest | FarmRequest | TatRequest, application: QCoreApplication) -> int:
    if isinstance(request, HostsRequest):
        from aresrgan_gui.cli.hosts import manage

        return manage(request, hosts_file(), models_folder(), application)
    if isinstance(request, TatRequest):
        from aresrgan_gui.cli.tat import run_in_cloud

        return run_in_cloud(request)
    from aresrgan_gui.cli.farm import farm

    return farm(request, application)


def _models(request: ModelsRequest) -> int:
    from aresrgan_gui.cli.models import fetch_models, list_models
    from aresrgan_gui.cli.own_models import change_models

    if isinstance(request, ModelsFetchRequest):
        return fetch_models(models_folder(), request.origin)
    if isinstance(request, (ModelsImportRequest, ModelsRenameRequest, ModelsRemoveRequest)):
        return change_models(request, models_folder())
    return list_models(models_folder())


def _window(paths: tuple[Path, ...], unseen: list[Path]) -> int:
    from aresrgan_gui.desk.desk import Desk
    from aresrgan_gui.services.instance import Instance
    from aresrgan_gui.ui.application import create_application

    application = create_application(sys.argv[:1])
    instance = Instance(data_folder(), application)
    if not instance.claim() and instance.hand_over(paths):
        log.info("another window is open and was given %d paths", len(paths))
        return EXIT_OK
    desk = Desk(application, load_settings(settings_file()), _engine, _save_settings, unseen)
    instance.called.connect(desk.receive)
    desk.take(paths)
    with interrupts_handled(desk.leave):
        log.info("the window is open")
        status: int = application.exec()
        desk.clear()
    instance.release()
    return status


def _engine(chosen: Path | None) -> Engine:
    """The user's engine, or ours where that is gone, which is told to leave huge results ready to look at."""
    try:
        engine = find_engine(chosen)
    except UpscaleError:
        log.exception("the chosen engine cannot be used")
        engine = find_engine(None)
    return replace(engine, arguments=(*engine.arguments, "--pyramid")) if engine.is_ours else engine


def _tell_report(path: Path) -> None:
    print(f"aresrgan: something went wrong unexpectedly, see {path}", file=sys.stderr)


def _save_settings(settings: Settings) -> None:
    """Keep the settings; where they cannot be written, the work goes on without."""
    try:
        save_settings(settings, settings_file())
    except OSError:
        log.exception("the settings could not be saved")
