"""What was typed after `aresrgan`, done: each verb is loaded when it is the one that is asked for."""

from __future__ import annotations

import sys
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
from aresrgan_gui.cli.arguments.parser import CommandRequest, DoctorRequest
from aresrgan_gui.cli.arguments.tat import TatRequest
from aresrgan_gui.cli.arguments.upscale import ResumeRequest, UpscaleRequest
from aresrgan_gui.core.errors import EXIT_USAGE, UpscaleError
from aresrgan_gui.core.paths import hosts_file, models_folder, speeds_file
from aresrgan_gui.services.crash import mark_seen


def command(request: CommandRequest, unseen: list[Path]) -> int:
    """Do it without a window and return the exit status; `unseen` are the reports of earlier runs."""
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
