"""From a request to finished files: which pictures, what is checked before any work, how a result appears."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, output_error
from aresrgan_gui.core.models import InstalledModel, find, read_scale
from aresrgan_gui.core.naming import free_path, name_key
from aresrgan_gui.core.options import FORMAT_OF_SUFFIX, OutputFormat
from aresrgan_gui.core.plan import Plan, fits_format, limit_detail, plan
from aresrgan_gui.core.publish import same_file, written_whole
from aresrgan_gui.engine.arguments import Request

if TYPE_CHECKING:
    from aresrgan_gui.core.pictures import Picture
    from aresrgan_gui.engine.network import Network
    from aresrgan_gui.engine.progress import Percentages

_NETWORK_SHARE = 0.96
_ENCODED = 0.99
"""What of a picture's progress lies behind when the network, and then the encoder, is through."""


@dataclass(frozen=True)
class Task:
    """One picture to make, in a format that its name has been checked for."""

    source: Path
    target: Path
    format: OutputFormat


def is_folder(request: Request) -> bool:
    """Whether the request is for all pictures of a folder.

    Raises UpscaleError: INPUT_MISSING, INPUT_UNREADABLE, and NOT_A_PICTURE for a pipe, which could be waited
    for without end, or a device.
    """
    try:
        mode = request.source.stat().st_mode
    except FileNotFoundError as error:
        raise UpscaleError(ErrorCode.INPUT_MISSING, request.source, "no such file") from error
    except OSError as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, request.source, error.strerror or "") from error
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        raise UpscaleError(ErrorCode.NOT_A_PICTURE, request.source, "neither a file nor a folder")
    return stat.S_ISDIR(mode)


def single_task(request: Request) -> Task:
    """The one picture of a request. Raises UpscaleError(BAD_OPTIONS)."""
    output_format = FORMAT_OF_SUFFIX.get(request.target.suffix.lower())
    if output_format is None:
        raise UpscaleError(
            ErrorCode.BAD_OPTIONS,
            request.target,
            "the output must end in png, jpg, webp, tiff or avif",
        )
    return Task(request.source, request.target, output_format)


def folder_tasks(request: Request) -> list[Task]:
    """The pictures of a folder by name, each with a target of its own.

    Of two with one stem the later keeps its whole name, as in `a.jpg.png`. Raises UpscaleError.
    """
    from aresrgan_gui.core.pictures import SUFFIXES

    try:
        entries = sorted(request.source.iterdir())
    except OSError as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, request.source, error.strerror or "") from error
    sources = [
        entry
        for entry in entries
        if entry.suffix.lower() in SUFFIXES and entry.is_file() and not entry.match(".*.part*")
    ]
    if not sources:
        raise UpscaleError(ErrorCode.INPUT_MISSING, request.source, "no pictures in this folder")
    taken: set[str] = set()
    tasks = []
    for source in sources:
        target = request.target / f"{source.stem}.{request.format.value}"
        if name_key(target) in taken:
            target = request.target / f"{source.name}.{request.format.value}"
        target = free_path(target, lambda path: name_key(path) in taken)
        taken.add(name_key(target))
        tasks.append(Task(source, target, request.format))
    return tasks


class Upscaler:
    """Makes pictures with one model on one device; it is loaded when the first picture is ready."""

    def __init__(self, request: Request, sources: Iterable[Path], percentages: Percentages) -> None:
        """Find and check the model. `sources` may not be written to.

        Raises UpscaleError: MODEL_MISSING, MODEL_DAMAGED.
        """
        self._request = request
        self._percentages = percentages
        self._model = find(request.models, request.model)
        self._scales = _scales(self._model)
        self._networks: dict[int, Network] = {}
        self._sources = {_identity(source) for source in sources} - {None}

    def load(self, passes: Iterable[int]) -> None:
        """Load what `passes` need. Raises UpscaleError: MODEL_DAMAGED, DEVICE_MISSING, DEVICE_FAILED."""
        missing = set(passes) - set(self._networks)
        if not missing:
            return
        from aresrgan_gui.engine.backends import open_network
        from aresrgan_gui.engine.devices import choose
        from aresrgan_gui.engine.network import Averaged

        devices = choose(self._request.device)
        for scale in sorted(missing):
            network = open_network(
                self._model, scale, devices, threads=self._request.threads, tile=self._request.tile
            )
            self._networks[scale] = Averaged(network) if self._request.tta else network

    def make(self, task: Task) -> None:
        """Make one picture; its file appears whole or not at all. Raises UpscaleError."""
        from aresrgan_gui.core.pictures import load

        self._percentages.start()
        self._check_target(task)
        picture = load(task.source)
        picture, steps = self._prepared(picture, task)
        self.load(steps.passes)
        try:
            self._write(self._enlarged(picture, steps), steps, task)
        except MemoryError as error:
            raise UpscaleError(ErrorCode.OUT_OF_MEMORY, task.source, "not enough memory") from error
        self._percentages.reached(1.0)

    def _check_target(self, task: Task) -> None:
        """Refuse, before any work, a target that is a source or cannot be written."""
        if same_file(task.source, task.target) or _identity(task.target) in self._sources:
            raise UpscaleError(ErrorCode.OUTPUT_IS_SOURCE, task.target, "the output would replace a source")
        try:
            if task.target.is_dir():
                raise UpscaleError(ErrorCode.OUTPUT_UNWRITABLE, task.target, "is a folder")
            folder = next(parent for parent in task.target.absolute().parents if parent.exists())
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise output_error(error, task.target) from error

    def _prepared(self, picture: Picture, task: Task) -> tuple[Picture, Plan]:
        """The picture as it is to be enlarged, with a background where it needs one, and the way to its size.

        Raises UpscaleError: ALPHA_NEEDS_BACKGROUND, FORMAT_LIMIT.
        """
        from aresrgan_gui.core.metadata import chosen
        from aresrgan_gui.core.pictures import flatten

        size, target = picture.image.size, self._request.exact or self._request.scale
        steps = plan(size, target, self._scales)
        result = (steps.width, steps.height)
        if not fits_format(result, task.format):
            raise UpscaleError(ErrorCode.FORMAT_LIMIT, task.source, limit_detail(result, task.format))
        exif, xmp = chosen(picture.exif, picture.xmp, self._request.metadata)
        picture = replace(picture, exif=exif, xmp=xmp)
        if task.format is OutputFormat.JPG and picture.has_transparency:
            if self._request.background is None:
                detail = "has transparent parts, which jpg cannot hold: give a background colour with -b"
                raise UpscaleError(ErrorCode.ALPHA_NEEDS_BACKGROUND, task.source, detail)
            picture = flatten(picture, self._request.background)
        return picture, steps

    def _enlarged(self, picture: Picture, steps: Plan) -> Picture:
        from aresrgan_gui.engine.enlarge import upscale

        def report(part: float) -> None:
            self._percentages.reached(part * _NETWORK_SHARE)

        return upscale(picture, steps, self._networks, report)

    def _write(self, picture: Picture, steps: Plan, task: Task) -> None:
        from aresrgan_gui.core.pictures import save, verify

        try:
            with written_whole(task.target, overwrite=True) as part:
                save(picture, part, task.format, self._request.quality, self._request.compression)
                self._percentages.reached(_ENCODED)
                verify(part, (steps.width, steps.height))
                if self._request.pyramid:
                    _leave_pyramid(part, (steps.width, steps.height))
        except OSError as error:
            raise output_error(error, task.target) from error
        except UpscaleError as error:
            failure = replace(error.failure, path=task.target)
            raise UpscaleError(failure.code, failure.path, failure.detail) from error


def _leave_pyramid(result: Path, size: tuple[int, int]) -> None:
    """Make a huge result's pyramid from what the file holds; a result without one is as good."""
    from aresrgan_gui.core.pictures import load
    from aresrgan_gui.core.pyramid import is_huge, make_pyramid

    if is_huge(size):
        with suppress(OSError, UpscaleError):
            make_pyramid(result, load(result, max_pixels=None))


def _identity(path: Path) -> tuple[int, int] | None:
    """What is equal for all names of one existing file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _scales(model: InstalledModel) -> tuple[int, ...]:
    """The scales of a model, its descriptions read. Raises UpscaleError(MODEL_DAMAGED)."""
    for scale in model.spec.scales:
        found = read_scale(model.param(scale))
        if found != scale:
            detail = f"enlarges {found} times instead of {scale}"
            raise UpscaleError(ErrorCode.MODEL_DAMAGED, model.param(scale), detail)
    return model.spec.scales
