"""A part of a picture through one or several models, in the real engine, before anything is written."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, output_error
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models import InstalledModel
from aresrgan_gui.core.options import Existing, OutputFormat, UpscaleOptions
from aresrgan_gui.core.pictures import Picture, load, save, to_srgb
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.base import Failed, Finished, Progress, Runner, RunnerEvent
from aresrgan_gui.services.images import to_qimage

MAX_PIXELS = 192 * 192
"""Of the source: the best model then takes about half a minute on two processor cores."""


@dataclass(frozen=True)
class Area:
    """A part of an upright source, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    def grown(self, margin: int, size: tuple[int, int]) -> Area:
        """This area with `margin` pixels more on each side, as far as a picture of `size` has them."""
        left, top = max(0, self.left - margin), max(0, self.top - margin)
        right = min(size[0], self.left + self.width + margin)
        bottom = min(size[1], self.top + self.height + margin)
        return Area(left, top, right - left, bottom - top)


def area_within(left: float, top: float, width: float, height: float, size: tuple[int, int]) -> Area:
    """The whole pixels under a part of a source of `size`; its middle where they exceed `MAX_PIXELS`."""
    shrink = min(1.0, sqrt(MAX_PIXELS / max(1.0, width * height)))
    across = min(size[0], max(1, round(width * shrink)))
    down = min(size[1], max(1, round(height * shrink)), max(1, MAX_PIXELS // across))
    corner = (round(left + (width - across) / 2), round(top + (height - down) / 2))
    return Area(
        min(max(corner[0], 0), size[0] - across), min(max(corner[1], 0), size[1] - down), across, down
    )


@dataclass(frozen=True)
class _Cut:
    """What was cut out: the file that the engine gets, its area, and the area wanted as a picture."""

    path: Path
    area: Area
    image: QImage


class TrialRound(QObject):
    """One area through models, one after another; at last `ended`. A cancelled one says only that.

    The area is cut out with as much around it as the models need, so that the result is that of a whole run.
    """

    cut = Signal(QImage)
    """The area of the source."""
    progress = Signal(str, float)
    """A model's name and how much of its work is done, from 0.0 to 1.0."""
    arrived = Signal(str, QImage, float)
    """A model's name, what it made of the area, and the seconds that it took."""
    failed = Signal(str, object)
    """A model's name, empty where no model could be tried, and the Failure."""
    ended = Signal()

    def __init__(
        self,
        runner: Runner,
        source: Path,
        area: Area,
        models: Sequence[InstalledModel],
        options: UpscaleOptions,
    ) -> None:
        super().__init__()
        self.is_running = True
        self._runner = runner
        self._area = area
        self._options = replace(options, format=OutputFormat.PNG, folder=None, existing=Existing.RENAME)
        self._waiting = deque(model.spec.name for model in models)
        self._model = ""
        self._seconds = 0.0
        self._job: Job | None = None
        self._cut: _Cut
        self._is_cancelled = False
        self._folder = tempfile.TemporaryDirectory(prefix="aresrgan-trial-", ignore_cleanup_errors=True)
        runner.happened.connect(self._on_event)
        margin = max((model.spec.padding for model in models), default=0)
        self._do(partial(_cut_out, source, area, margin, Path(self._folder.name)), self._on_cut)

    def cancel(self) -> None:
        """Try nothing more."""
        self._is_cancelled = True
        if self._job is not None:
            self._runner.cancel(self._job.id)

    def _on_cut(self, cut: _Cut) -> None:
        self._cut = cut
        if not self._is_cancelled:
            self.cut.emit(cut.image)
        self._next()

    def _next(self) -> None:
        self._job = None
        if self._is_cancelled or not self._waiting:
            self._end()
            return
        self._model = self._waiting.popleft()
        self._job = Job(
            source=self._cut.path,
            target=self._cut.path.with_name(f"{self._model}.png"),
            options=replace(self._options, model=self._model),
            size=(self._cut.area.width, self._cut.area.height),
        )
        self._runner.start(self._job, 1)

    def _on_event(self, event: RunnerEvent) -> None:
        if self._job is None or event.job_id != self._job.id:
            return
        if self._is_cancelled and isinstance(event, (Finished, Failed)):
            self._next()
        elif isinstance(event, Progress):
            self.progress.emit(self._model, event.fraction)
        elif isinstance(event, Finished):
            read = partial(_read, event.output, self._cut.area, self._area, self._job.options.scale)
            self._seconds = event.seconds
            self._do(read, self._on_read)
        elif isinstance(event, Failed):
            self.failed.emit(self._model, event.failure)
            self._next()

    def _on_read(self, image: QImage) -> None:
        if not self._is_cancelled:
            self.arrived.emit(self._model, image, self._seconds)
        self._next()

    def _on_raised(self, error: Exception) -> None:
        if isinstance(error, UpscaleError):
            failure = error.failure
        else:
            failure = Failure(ErrorCode.INTERNAL, None, repr(error))
        if not self._is_cancelled:
            self.failed.emit(self._model, failure)
        self._waiting.clear()
        self._next()

    def _end(self) -> None:
        self._folder.cleanup()
        self.is_running = False
        self.ended.emit()

    def _do(self, call: Callable[[], object], then: Callable[[Any], None]) -> None:
        task = Task(call, Priority.JOBS)
        task.returned.connect(then)
        task.raised.connect(self._on_raised)
        task.start()


class Trials(QObject):
    """Starts rounds on a runner, and keeps them until they have ended."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rounds: set[TrialRound] = set()

    def start(
        self, source: Path, area: Area, models: Sequence[InstalledModel], options: UpscaleOptions
    ) -> TrialRound:
        """Begin to try `models` on an area; the round's signals come after this call returned."""
        trial = TrialRound(self._runner, source, area, models, options)
        self._rounds.add(trial)
        trial.ended.connect(self._forget)
        return trial

    def _forget(self) -> None:
        self._rounds = {trial for trial in self._rounds if trial.is_running}


def _cut_out(source: Path, area: Area, margin: int, folder: Path) -> _Cut:
    """Raises UpscaleError where the source cannot be read or the cut cannot be written."""
    picture = load(source)
    outer = area.grown(margin, picture.image.size)
    path = folder / "area.png"
    try:
        save(Picture(_cropped(picture.image, outer), picture.icc_profile), path, OutputFormat.PNG, 100)
    except OSError as error:
        raise output_error(error, path) from error
    shown = to_srgb(Picture(_cropped(picture.image, area), picture.icc_profile))
    return _Cut(path, outer, to_qimage(shown))


def _read(path: Path, outer: Area, area: Area, scale: int) -> QImage:
    """What a model made of `area`, of its picture of the larger area `outer`."""
    picture = load(path, max_pixels=None)
    inner = Area(
        (area.left - outer.left) * scale,
        (area.top - outer.top) * scale,
        area.width * scale,
        area.height * scale,
    )
    return to_qimage(to_srgb(Picture(_cropped(picture.image, inner), picture.icc_profile)))


def _cropped(image: Image.Image, area: Area) -> Image.Image:
    return image.crop((area.left, area.top, area.left + area.width, area.top + area.height))
