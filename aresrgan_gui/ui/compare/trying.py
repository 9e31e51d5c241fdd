"""Trying models on the part in view, over the picture or in a grid."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.options import SCALES, UpscaleOptions
from aresrgan_gui.core.plan import factor_of
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.pictures.trials import Area, TrialRound, Trials, area_within
from aresrgan_gui.ui.compare.layers import ImageLayer, Patch
from aresrgan_gui.ui.compare.transform import Rect
from aresrgan_gui.ui.compare.viewer import Viewer
from aresrgan_gui.ui.options.panel import OptionsPanel


class Trying(QObject):
    """Has the part in view enlarged and shows it; looking at something else ends that."""

    def __init__(self, window: QWidget, trials: Trials, viewer: Viewer, panel: OptionsPanel) -> None:
        super().__init__(window)
        self._window = window
        self._trials = trials
        self._viewer = viewer
        self._panel = panel
        self._models: tuple[InstalledModel, ...] = ()
        self._round: TrialRound | None = None
        self._patch: Patch
        viewer.shown.connect(self.stop)

    def set_models(self, models: tuple[InstalledModel, ...]) -> None:
        """These models can be tried."""
        self._models = models

    def try_area(self) -> None:
        """Show what the chosen model makes of the part in view, in its place."""
        self.stop()
        job = self._viewer.job
        if job is None:
            return
        options = _options_for(job, self._panel.options)
        model = next((model for model in self._models if model.spec.name == options.model), None)
        if model is None:
            return
        area = self._area(job)
        across, down = job.output_size[0] / job.size[0], job.output_size[1] / job.size[1]
        place = Rect(area.left * across, area.top * down, area.width * across, area.height * down)
        self._show(Patch(place, model.spec.title))
        self._round = self._trials.start(job.source, area, (model,), options)
        self._round.progress.connect(self._on_progress)
        self._round.arrived.connect(self._on_arrived)
        self._round.failed.connect(self._on_failed)
        self._round.ended.connect(self._forget)

    def compare_models(self) -> None:
        """Show the part in view through all models, of which one can be chosen."""
        job = self._viewer.job
        if job is None:
            return
        options = _options_for(job, self._panel.options)
        fastest_first = sorted(self._models, key=_weight)
        area = self._area(job)
        trial = self._trials.start(job.source, area, fastest_first, options)
        size = (area.width * options.scale, area.height * options.scale)
        from aresrgan_gui.ui.compare.models_grid import ModelsGrid

        grid = ModelsGrid(trial, fastest_first, size, options.model, self._window)
        grid.chosen.connect(self._panel.choose_model)
        grid.open()

    def stop(self) -> None:
        """End what is being tried over the picture, and show it no more."""
        if self._round is not None:
            self._round.cancel()
            self._round = None
        self._viewer.compare.set_patch(None)

    def _area(self, job: Job) -> Area:
        seen = self._viewer.compare.seen
        across, down = job.size[0] / job.output_size[0], job.size[1] / job.output_size[1]
        return area_within(
            seen.left * across, seen.top * down, seen.width * across, seen.height * down, job.size
        )

    def _show(self, patch: Patch) -> None:
        self._patch = patch
        self._viewer.compare.set_patch(patch)

    def _on_progress(self, _model: str, fraction: float) -> None:
        title = self._patch.label.partition("  ")[0]
        self._show(replace(self._patch, label=f"{title}  {int(fraction * 100)}%"))

    def _on_arrived(self, _model: str, image: QImage, _seconds: float) -> None:
        title = self._patch.label.partition("  ")[0]
        self._show(replace(self._patch, label=title, layer=ImageLayer((image,))))

    def _on_failed(self, _model: str, failure: Failure) -> None:
        self._viewer.compare.set_patch(None)
        text = failure_text(failure)
        self._viewer.banner.say(text.what, text.remedy)

    def _forget(self) -> None:
        self._round = None


def _options_for(job: Job, current: UpscaleOptions) -> UpscaleOptions:
    """The options of a job that is still to run; the current ones, at its size, for one that has.

    A part is tried at a whole factor: the least that reaches an exact size.
    """
    options = job.options if job.state is JobState.WAITING else current
    factor = factor_of(job.size, job.options.target)
    scale = next((scale for scale in SCALES if scale >= factor), SCALES[-1])
    return replace(options, exact=None, scale=scale)


def _weight(model: InstalledModel) -> int:
    """The size of a model's largest file in bytes: the smaller, the faster."""
    return max(model.weights(scale).stat().st_size for scale in model.spec.scales)
