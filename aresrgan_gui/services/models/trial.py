"""A test run of a model that is not trusted yet."""

from __future__ import annotations

from collections import deque
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.runners.base import Failed, Finished, RunnerEvent
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.looking import Answer, Looker
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.models.samples import sample_job, source_of


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
        self._looker = Looker(parent=self)

    def start(self) -> None:
        """Begin; results lie in the model's own folder until they were looked at."""
        scale = self._scales.popleft()
        job = sample_job(self._model, scale, self._model.folder / f"x{scale}.png")
        self._job_id = job.id
        self._runner.start(job, 1)

    def stop(self) -> None:
        """Give up and say nothing; returns when nothing of it runs any more."""
        self._job_id = ""
        self._looker.stop()
        self._runner.shutdown()

    def _on_event(self, event: RunnerEvent) -> None:
        if event.job_id != self._job_id:
            return
        if isinstance(event, Failed):
            self.ended.emit(event.failure)
        elif isinstance(event, Finished):
            self._looker.ask(
                "judge",
                partial(self._on_judged, event.output),
                {"source": str(source_of(self._model.spec.kind)), "result": str(event.output)},
            )

    def _on_judged(self, result: Path, outcome: Answer | Failure) -> None:
        result.unlink(missing_ok=True)
        if not self._job_id:
            return
        if isinstance(outcome, Failure):
            detail = outcome.detail
            if outcome.code is ErrorCode.OUTPUT_WRONG:
                detail = f"in the test run, {detail}"
            self.ended.emit(Failure(outcome.code, outcome.path, detail))
        elif self._scales:
            self.start()
        else:
            self.ended.emit(None)
