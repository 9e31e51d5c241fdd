"""A test run of a model that is not trusted yet."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.models import InstalledModel
from aresrgan_gui.core.pictures import load
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.base import Failed, Finished, RunnerEvent
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.local import LocalRunner
from aresrgan_gui.runners.sanity import cells, what_is_wrong
from aresrgan_gui.services.samples import sample_job


class ModelTrial(QObject):
    """Has each of a model's scales enlarge a small picture in the engine, which also proves its weights."""

    ended = Signal(object)
    """None where every result shows what its source shows, otherwise a Failure. Sent once, unless stopped."""

    def __init__(self, engine: Engine, model: InstalledModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._scales = deque(model.spec.scales)
        self._job_id = ""
        self._runner = LocalRunner(engine, model.folder, parent=self)
        self._runner.happened.connect(self._on_event)

    def start(self) -> None:
        """Begin; results lie in the model's own folder until they were looked at."""
        scale = self._scales.popleft()
        job = sample_job(self._model, scale, self._model.folder / f"x{scale}.png")
        self._job_id = job.id
        self._runner.start(job, 1)

    def stop(self) -> None:
        """Give up and say nothing; returns when nothing of it runs any more."""
        self._job_id = ""
        self._runner.shutdown()

    def _on_event(self, event: RunnerEvent) -> None:
        if event.job_id != self._job_id:
            return
        if isinstance(event, Failed):
            self.ended.emit(event.failure)
        elif isinstance(event, Finished):
            task = Task(partial(_judge, self._model, event.output), Priority.JOBS)
            task.returned.connect(self._on_judged)
            task.raised.connect(self._on_raised)
            task.start()

    def _on_judged(self, _: object) -> None:
        if self._scales:
            self.start()
        else:
            self.ended.emit(None)

    def _on_raised(self, error: Exception) -> None:
        if isinstance(error, UpscaleError):
            self.ended.emit(error.failure)
        else:
            self.ended.emit(Failure(ErrorCode.INTERNAL, self._model.folder, repr(error)))


def _judge(model: InstalledModel, result: Path) -> None:
    """Raise UpscaleError where the picture does not show what the sample's source shows."""
    source = load(sample_job(model, model.spec.scales[0], result).source).image
    fault = what_is_wrong(cells(source, source.size), cells(load(result).image, source.size))
    result.unlink()
    if fault:
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, result, f"in the test run, {fault}")
