"""From a request to finished files: which pictures, what is checked before any work, how a result appears."""

from __future__ import annotations

import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, output_error
from aresrgan_gui.core.models.catalogue import InstalledModel, find, read_scale
from aresrgan_gui.core.naming import free_path, name_key
from aresrgan_gui.core.options import ANIMATED_FORMATS, FORMAT_OF_SUFFIX, OutputFormat
from aresrgan_gui.core.plan import factor_of, fits_format, limit_detail, plan
from aresrgan_gui.core.publish import same_file
from aresrgan_gui.engine.arguments import PROGRAM, Request
from aresrgan_gui.engine.progress import Listener

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.sources import Source
    from aresrgan_gui.engine.networks.kept import LoadNetwork
    from aresrgan_gui.engine.result import Wanted


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
            "the output must end in png, jpg, webp, tiff, avif or gif",
        )
    return Task(request.source, request.target, output_format)


def folder_tasks(request: Request) -> list[Task]:
    """The pictures of a folder by name, each with a target of its own.

    Of two with one stem the later keeps its whole name, as in `a.jpg.png`. Raises UpscaleError.
    """
    from aresrgan_gui.core.imaging.pictures import SUFFIXES

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
    """Makes pictures with one model; its networks are asked for when the first picture is ready."""

    def __init__(
        self,
        request: Request,
        sources: Iterable[Path],
        listener: Listener,
        load_network: LoadNetwork,
        turn: AbstractContextManager[object],
    ) -> None:
        """Find and check the model. `sources` may not be written to.

        `turn` is entered for as long as a picture needs the networks; what others do with theirs meanwhile is
        not its business. Raises UpscaleError: MODEL_MISSING, MODEL_DAMAGED.
        """
        self._request = request
        self._listener = listener
        self._load_network = load_network
        self._turn = turn
        self._model = find(request.models, request.model)
        self._scales = _scales(self._model)
        self._sources = {_identity(source) for source in sources} - {None}

    def make(self, task: Task) -> None:
        """Make one picture; its file appears whole or not at all.

        Raises UpscaleError, and what the listener raises; then nothing is left but tiles under way, whose
        results nobody takes.
        """
        began = time.monotonic()
        self._listener.start()
        folder = self._check_target(task)
        try:
            with _source(task, folder) as source:
                self._make_from(source, task, began)
        except MemoryError as error:
            raise UpscaleError(ErrorCode.OUT_OF_MEMORY, task.source, "not enough memory") from error
        self._listener.reached(1.0)

    def _check_target(self, task: Task) -> Path:
        """Refuse, before any work, a target that is a source or cannot be written; the folder it goes to.

        Of folders that are not there yet, the nearest one above that is.
        """
        if same_file(task.source, task.target) or _identity(task.target) in self._sources:
            raise UpscaleError(ErrorCode.OUTPUT_IS_SOURCE, task.target, "the output would replace a source")
        try:
            if task.target.is_dir():
                raise UpscaleError(ErrorCode.OUTPUT_UNWRITABLE, task.target, "is a folder")
            folder = next(parent for parent in task.target.absolute().parents if parent.exists())
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError as error:
            raise output_error(error, task.target) from error

    def _make_from(self, source: Source, task: Task, began: float) -> None:
        """Go on with what began when the monotonic clock stood at `began`.

        Raises UpscaleError, and MemoryError.
        """
        from aresrgan_gui.engine.result import make_result

        steps = plan(source.size, self._request.exact or self._request.scale, self._scales)
        size = (steps.width, steps.height)
        if not fits_format(size, task.format):
            raise UpscaleError(ErrorCode.FORMAT_LIMIT, task.source, limit_detail(size, task.format))
        source, keeps_profile = self._without_needless_alpha(source, task)
        wanted = self._wanted(source, size, task, keeps_profile=keeps_profile)
        with ExitStack() as turn:
            waits = time.monotonic()
            turn.enter_context(self._turn)
            began += time.monotonic() - waits
            networks = {
                scale: self._load_network(self._model, scale, is_deep=wanted.head.is_deep)
                for scale in sorted(set(steps.passes))
            }
            # Whoever comes next may need their memory.
            turn.callback(networks.clear)
            try:
                make_result(
                    source, steps, networks, wanted, self._listener, began=began, on_enlarged=turn.close
                )
            except OSError as error:
                raise output_error(error, task.target) from error

    def _without_needless_alpha(self, source: Source, task: Task) -> tuple[Source, bool]:
        """What is to be enlarged, and whether the profile still describes its colours.

        Alpha is dropped where all is opaque, and what shows through gets a background where the format has
        no alpha. Raises UpscaleError(ALPHA_NEEDS_BACKGROUND).
        """
        if source.channels in (1, 3):
            return source, True
        if not source.has_transparency:
            return source.through(lambda band: band[..., :-1], source.channels - 1), True
        if task.format is not OutputFormat.JPG:
            return source, True
        if self._request.background is None:
            detail = "has transparent parts, which jpg cannot hold: give a background colour with -b"
            raise UpscaleError(ErrorCode.ALPHA_NEEDS_BACKGROUND, task.source, detail)
        from PIL import ImageColor

        from aresrgan_gui.engine.enlarging.transparency import over

        red, green, blue, *_ = ImageColor.getrgb(self._request.background)
        flat = over(source, (red, green, blue))
        return flat, flat.channels == source.channels - 1

    def _wanted(self, source: Source, size: tuple[int, int], task: Task, *, keeps_profile: bool) -> Wanted:
        from PIL import ExifTags

        from aresrgan_gui.core.imaging.metadata import chosen, provenance, sized
        from aresrgan_gui.core.imaging.packing import Head
        from aresrgan_gui.engine.encoding import DEEP_FORMATS
        from aresrgan_gui.engine.result import Wanted

        request = self._request
        # Pillow and much else do not know a TIFF of 16 bits with grey and alpha.
        is_unknown = task.format is OutputFormat.TIFF and source.channels == 2
        if is_unknown and source.is_deep:
            _warn(task.source, "a TIFF of grey and alpha is made with 8 bits a channel, and this one has 16")
        exif, xmp = chosen(source.exif, source.xmp, request.metadata)
        known = sized(exif, size)
        if request.provenance:
            factor = factor_of(source.size, request.exact or request.scale)
            known[ExifTags.Base.Software] = provenance(self._model.spec.name, factor)
        head = Head(
            size=size,
            channels=source.channels,
            is_deep=source.is_deep and task.format in DEEP_FORMATS and not is_unknown,
            icc_profile=(keeps_profile and source.icc_profile) or b"",
            exif=known,
            xmp=xmp,
            timing=source.timing,
        )
        return Wanted(task.target, head, task.format, request.quality, request.compression, request.pyramid)


@contextmanager
def _source(task: Task, folder: Path) -> Iterator[Source]:
    from aresrgan_gui.core.imaging.pictures import probe
    from aresrgan_gui.core.imaging.sources import animation, opened_source

    if task.format in ANIMATED_FORMATS:
        if found := animation(task.source):
            if found.loses_depth:
                _warn(task.source, "animations are made with 8 bits a channel, and this one has 16")
            yield found
            return
    elif (count := probe(task.source).frames) > 1:
        _warn(task.source, f"only the first of {count} frames: {task.format.value} holds no animations")
    with ExitStack() as stack:
        try:
            source = stack.enter_context(opened_source(task.source, folder))
        except OSError as error:
            # A source that cannot be read is told by its own error; this is what turns it upright.
            raise output_error(error, task.target) from error
        yield source


def _warn(source: Path, detail: str) -> None:
    print(f"{PROGRAM}: warning: {source}: {detail}", file=sys.stderr, flush=True)


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
