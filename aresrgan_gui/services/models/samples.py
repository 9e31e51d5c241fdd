"""Small pictures that show what a model does: shipped for the official ones, made here for the user's."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel, ModelKind
from aresrgan_gui.core.options import Existing, UpscaleOptions
from aresrgan_gui.core.paths import resources, samples_folder
from aresrgan_gui.runners.base import Failed, Finished, RunnerEvent
from aresrgan_gui.runners.local.runner import LocalRunner

DEVICE = "cpu"
"""Every machine has it, and a small picture takes seconds."""


def source_of(kind: ModelKind) -> Path:
    """The small picture that models of `kind` are shown with; the user's are shown with the photo."""
    shown = ModelKind.PHOTO if kind is ModelKind.OWN else kind
    return resources() / "samples" / f"{shown.value}.png"


def result_of(model: InstalledModel) -> Path:
    """What `model` makes of its source by its largest scale; for the user's models it may not be there yet.

    A model whose files changed has another path. Raises OSError where the files are gone.
    """
    if model.spec.kind is not ModelKind.OWN:
        return resources() / "samples" / f"{model.spec.name}.png"
    scale = model.spec.scales[-1]
    states = (path.stat() for path in (model.param(scale), model.weights(scale)))
    content = repr([(state.st_size, state.st_mtime_ns) for state in states])
    import hashlib

    return samples_folder() / f"{hashlib.sha256(content.encode()).hexdigest()[:20]}.png"


def sample_job(model: InstalledModel, scale: int, target: Path) -> Job:
    """The job that makes a sample of one of the model's scales."""
    from aresrgan_gui.core.imaging.pictures import probe

    source = source_of(model.spec.kind)
    info = probe(source)
    options = UpscaleOptions(model.spec.name, scale, device=DEVICE, existing=Existing.REPLACE)
    return Job(source=source, target=target, options=options, size=(info.width, info.height))


class SampleMaker(QObject):
    """Makes the samples that are missing, one after another, while nothing else is worked on."""

    made = Signal(str)
    """The name of a model whose sample is there now."""

    def __init__(self, runner: LocalRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._waiting: deque[InstalledModel] = deque()
        self._seen: set[Path] = set()
        self._model: InstalledModel | None = None
        self._job_id = ""
        self._is_held = False
        runner.happened.connect(self._on_event)

    def want(self, models: Iterable[InstalledModel]) -> None:
        """Have a sample of each of `models`; one at which a model failed is not tried again."""
        self._waiting = deque(models)
        self._next()

    def set_held(self, is_held: bool) -> None:
        """Leave the machine to other work, or go on; what was being made is begun again."""
        self._is_held = is_held
        if not is_held:
            self._next()
        elif self._model is not None:
            self._waiting.appendleft(self._model)
            self._seen.discard(result_of(self._model))
            self._runner.cancel(self._job_id)

    def stop(self) -> None:
        """Make no more; returns when nothing of it runs any more."""
        self._waiting.clear()
        self._is_held = True
        self._runner.shutdown()

    def _next(self) -> None:
        while self._waiting and self._model is None and not self._is_held:
            model = self._waiting.popleft()
            try:
                result = result_of(model)
            except OSError:
                continue
            if result in self._seen or result.exists():
                continue
            self._seen.add(result)
            self._model = model
            job = sample_job(model, model.spec.scales[-1], result)
            self._job_id = job.id
            self._runner.start(job, 1)

    def _on_event(self, event: RunnerEvent) -> None:
        if event.job_id != self._job_id or not isinstance(event, (Finished, Failed)):
            return
        model, self._model = self._model, None
        if isinstance(event, Finished) and model is not None:
            self.made.emit(model.spec.name)
        self._next()
