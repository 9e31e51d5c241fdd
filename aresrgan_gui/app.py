"""The composition root: the only module that knows every layer."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aresrgan_gui.cli.arguments.window import window_request
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.logs import start_logging
from aresrgan_gui.core.paths import data_folder, log_file, settings_file
from aresrgan_gui.services.crash import Kind, errors_reported, unseen_reports

if TYPE_CHECKING:
    from aresrgan_gui.core.settings import Settings
    from aresrgan_gui.runners.local.engines import Engine

log = logging.getLogger(__name__)


def run(arguments: list[str]) -> int:
    """Do what the command line asks for and return the exit status."""
    window = window_request(arguments)
    if window is not None:
        with _watched_run(Kind.WINDOW) as unseen:
            return _window(window.paths, unseen)
    return _without_window(arguments)


def _without_window(arguments: list[str]) -> int:
    gc.enable()
    from aresrgan_gui.cli.arguments.parser import SmokeTestRequest, parse

    request = parse(arguments)
    if isinstance(request, SmokeTestRequest):
        from aresrgan_gui.smoke_test import smoke_test

        return smoke_test(request.picture)
    from aresrgan_gui.cli.commands import command

    with _watched_run(Kind.COMMAND) as unseen:
        return command(request, unseen)


@contextmanager
def _watched_run(kind: Kind) -> Iterator[list[Path]]:
    """Log what happens and report what goes wrong; what earlier runs have left to tell."""
    folder = log_file().parent
    start_logging(log_file())
    unseen = unseen_reports(folder, kind)
    with errors_reported(folder, kind, _tell_report):
        yield unseen


def _window(paths: tuple[Path, ...], unseen: list[Path]) -> int:
    from aresrgan_gui.desk.start import Start
    from aresrgan_gui.services.instance import Instance
    from aresrgan_gui.ui.application import create_application, settle, show_icon

    application = create_application(sys.argv[:1])
    instance = Instance(data_folder(), application)
    if not instance.claim() and instance.hand_over(paths):
        from aresrgan_gui.core.errors import EXIT_OK

        log.info("another window is open and was given %d paths", len(paths))
        return EXIT_OK
    start = Start(application, _engine, _save_settings, unseen)
    start.opening.begun.connect(partial(show_icon, application))
    start.opening.begun.connect(instance.listen)
    instance.called.connect(start.receive)
    start.opening.done.connect(partial(settle, application))
    start.take(paths)
    with interrupts_handled(start.leave):
        status: int = application.exec()
        start.clear()
    instance.release()
    return status


def _engine(chosen: Path | None) -> Engine:
    """The user's engine, or ours where that is gone, which is told to leave huge results ready to look at."""
    from aresrgan_gui.core.errors import UpscaleError
    from aresrgan_gui.runners.local.engines import find_engine

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
    from aresrgan_gui.core.settings import save_settings

    try:
        save_settings(settings, settings_file())
    except OSError:
        log.exception("the settings could not be saved")
