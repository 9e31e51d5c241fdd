"""A part of a picture through one or several models, in the real engine, before anything is written."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import Failure, failure_of
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.options import Existing, OutputFormat, UpscaleOptions
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.base import Failed, Finished, Progress, Runner, RunnerEvent
from aresrgan_gui.runners.local.looking import Looker
from aresrgan_gui.services.pictures.images import Images

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.pictures import PictureInfo

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

    def within(self, outer: Area, scale: int) -> Area:
        """Where this area lies in a picture of `outer`, enlarged by `scale`."""
        left, top = (self.left - outer.left) * scale, (self.top - outer.top) * scale
        return Area(left, top, self.width * scale, self.height * scale)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        return self.left, self.top, self.left + self.width, self.top + self.height


def area_within(left: float, top: float, width: float, height: float, size: tuple[int, int]) -> Area:
    """The whole pixels under a part of a source of `size`; its middle where they exceed `MAX_PIXELS`."""
    shrink = min(1.0, sqrt(MAX_PIXELS / max(1.0, width * height)))
    across = min(size[0], max(1, round(width * shrink)))
    down = min(size[1], max(1, round(height * shrink)), max(1, MAX_PIXELS // across))
    corner = (round(left + (width - across) / 2), round(top + (height - down) / 2))
    return Area(
        min(max(corner[0], 0), size[0] - across), min(max(corner[1], 0), size[1] - down), across, down
    )


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
        looker: Looker,
        source: Path,
        area: Area,
        *,
        models: Sequence[InstalledModel],
        options: UpscaleOptions,
    ) -> None:
        super().__init__()
        self.is_running = True
        self._runner = runner
        self._area = area
        self._options = replace(options, format=OutputFormat.PNG, folder=None, existing=Existing.RENAME)
        self._source = source
        self._margin = max((model.spec.padding for model in models), default=0)
        self._waiting = deque(model.spec.name for model in models)
        self._model = ""
        self._seconds = 0.0
        self._job: Job | None = None
        self._around = area
        self._is_cancelled = False
        self._folder = tempfile.TemporaryDirectory(prefix="aresrgan-trial-", ignore_cleanup_errors=True)
        self._cut_file = Path(self._folder.name) / "area.png"
        """What the engine gets: the area with as much around it as the models need."""
        self._images = Images(looker, self, Path(self._folder.name))
        self._images.arrived.connect(self._on_image)
        self._images.failed.connect(self._on_no_image)
        runner.happened.connect(self._on_event)
        from aresrgan_gui.core.imaging.pictures import probe

        task = Task(partial(probe, source), Priority.JOBS)
        task.returned.connect(self._cut_out)
        task.raised.connect(self._on_raised)
        task.start()

    def cancel(self) -> None:
        """Try nothing more."""
        self._is_cancelled = True
        if self._job is not None:
            self._runner.cancel(self._job.id)

    def _cut_out(self, info: PictureInfo) -> None:
        self._around = self._area.grown(self._margin, (info.width, info.height))
        self._images.fetch(
            "cut_out",
            self._source,
            part=self._area.box,
            around=self._around.box,
            target=str(self._cut_file),
        )

    def _on_image(self, _path: Path, image: QImage) -> None:
        if self._is_cancelled:
            pass
        elif self._job is None:
            self.cut.emit(image)
        else:
            self.arrived.emit(self._model, image, self._seconds)
        self._next()

    def _on_no_image(self, _path: Path, failure: Failure) -> None:
        if not self._is_cancelled:
            self.failed.emit(self._model, failure)
        self._waiting.clear()
        self._next()

    def _next(self) -> None:
        self._job = None
        if self._is_cancelled or not self._waiting:
            self._end()
            return
        self._model = self._waiting.popleft()
        self._job = Job(
            source=self._cut_file,
            target=self._cut_file.with_name(f"{self._model}.png"),
            options=replace(self._options, model=self._model),
            size=(self._around.width, self._around.height),
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
            self._seconds = event.seconds
            seen = self._area.within(self._around, self._job.options.scale)
            self._images.fetch("show_part", event.output, part=seen.box)
        elif isinstance(event, Failed):
            self.failed.emit(self._model, event.failure)
            self._next()

    def _on_raised(self, error: Exception) -> None:
        self._on_no_image(self._source, failure_of(error))

    def _end(self) -> None:
        self._folder.cleanup()
        self.is_running = False
        self.ended.emit()


class Trials(QObject):
    """Starts rounds on a runner, and keeps them until they have ended."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._looker = Looker(parent=self)
        self._rounds: set[TrialRound] = set()

    def start(
        self, source: Path, area: Area, models: Sequence[InstalledModel], options: UpscaleOptions
    ) -> TrialRound:
        """Begin to try `models` on an area; the round's signals come after this call returned."""
        trial = TrialRound(self._runner, self._looker, source, area, models=models, options=options)
        self._rounds.add(trial)
        trial.ended.connect(self._forget)
        return trial

    def stop(self) -> None:
        """Decode nothing more; what runs is the runner's."""
        self._looker.stop()

    def _forget(self) -> None:
        self._rounds = {trial for trial in self._rounds if trial.is_running}
