"""The folder that one attempt works in, and the way of its result to the target's name."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, output_error
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.naming import free_path
from aresrgan_gui.core.options import Existing
from aresrgan_gui.core.plan import limit_detail
from aresrgan_gui.core.private import FOLDER_MODE
from aresrgan_gui.core.publish import publish, same_file

WORK_PREFIX = ".aresrgan-"
_REMOVALS = 5
_REMOVAL_PAUSE = 0.1
"""Windows keeps a dead engine's files, and those that a virus scanner reads, for a moment. Seconds."""


def check_source(job: Job) -> None:
    """Raise UpscaleError before any work.

    The source cannot be read, changed its size or would be written over, or the result fits into no file of
    its format.
    """
    refuse_source_as_target(job)
    if not job.fits_its_format:
        detail = limit_detail(job.output_size, job.output_format)
        raise UpscaleError(ErrorCode.FORMAT_LIMIT, job.source, detail)
    info = probe(job.source)
    if (info.width, info.height) != job.size:
        detail = f"it changed since it was added: {info.width} x {info.height} pixels now"
        raise UpscaleError(ErrorCode.INPUT_DAMAGED, job.source, detail)


def refuse_source_as_target(job: Job) -> None:
    """Raise UpscaleError(OUTPUT_IS_SOURCE) where the result would replace its own source."""
    if job.options.existing is not Existing.RENAME and same_file(job.source, job.target):
        raise UpscaleError(ErrorCode.OUTPUT_IS_SOURCE, job.target, "the result would replace its source")


def new_work_folder(target: Path) -> Path:
    """A name for a folder beside `target`, thus in the same file system, that nobody has."""
    return target.parent / f"{WORK_PREFIX}{os.urandom(8).hex()}"


def make_work_folder(work: Path, target: Path) -> None:
    """Make the private folder `work` for the result `target`, and missing parents. Raises UpscaleError."""
    try:
        work.parent.mkdir(parents=True, exist_ok=True)
        work.mkdir(mode=FOLDER_MODE)
    except OSError as error:
        raise output_error(error, target) from error


def is_work_folder(path: Path) -> bool:
    """Whether a path is that of a folder such as `new_work_folder` names it, and no link to another."""
    return path.name.startswith(WORK_PREFIX) and path.is_dir() and not path.is_symlink()


def remove_work_folder(work: Path) -> None:
    """Remove the folder with all that is in it, as far as the system lets us."""
    for _ in range(_REMOVALS):
        shutil.rmtree(work, ignore_errors=True)
        if not work.exists():
            return
        time.sleep(_REMOVAL_PAUSE)


def publish_result(part: Path, job: Job, about_to: Callable[[Path], None]) -> Path:
    """Give `part` the job's name, or the next free one where that was taken and must not be replaced.

    `about_to` is called with each name before it is given. Raises UpscaleError.
    """
    try:
        if job.options.existing is Existing.REPLACE:
            refuse_source_as_target(job)
            about_to(job.target)
            publish(part, job.target, overwrite=True)
            return job.target
        return _publish_under_free_name(part, job.target, about_to)
    except OSError as error:
        raise output_error(error, job.target) from error


def _publish_under_free_name(part: Path, target: Path, about_to: Callable[[Path], None]) -> Path:
    while True:
        free = free_path(target, os.path.lexists)
        about_to(free)
        try:
            publish(part, free, overwrite=False)
        except FileExistsError:
            continue
        return free
