"""The models between the window and what gets, tries and shows them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.models.catalogue import installed, manifest
from aresrgan_gui.core.paths import models_folder
from aresrgan_gui.runners.local.engines import our_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.models.own import OwnModels
from aresrgan_gui.services.models.samples import SampleMaker
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.desktop import Desktop

if TYPE_CHECKING:
    from aresrgan_gui.services.models.store import ModelFetcher


class ModelsDesk:
    """Lets the open window do what it wants with models, and shows it what came of that."""

    def __init__(self, desktop: Desktop, queue: Queue, application: QApplication) -> None:
        self._desktop = desktop
        self._application = application
        self._own = OwnModels(our_engine(), models_folder(), application)
        runner = LocalRunner(our_engine(), models_folder(), parent=application)
        self._samples = SampleMaker(runner, application)
        queue.running_changed.connect(self._samples.set_held)
        self._samples.made.connect(self._on_sample)
        self._own.trying.connect(self._on_trying)
        self._own.accepted.connect(self._on_accepted)
        self._own.renamed.connect(self._on_renamed)
        self._own.removed.connect(self._on_removed)
        self._own.failed.connect(self._on_refused)

    def serve(self, contents: Contents) -> None:
        """Do what is asked for in the window."""
        contents.models_wanted.connect(self._fetch)
        contents.model_care.offered.connect(self._own.take)
        contents.model_care.folders_offered.connect(self._own.look_into)
        contents.model_care.renamed.connect(self._own.rename)
        contents.model_care.removed.connect(self._own.remove)

    def want_samples(self) -> None:
        """Have samples made for the models that have none."""
        self._samples.want(installed(models_folder()))

    def stop(self) -> None:
        """End what runs, and show no more of it."""
        self._fetcher.ended.disconnect(self._on_fetched)
        self._fetcher.cancel()
        self._own.stop()
        self._samples.stop()

    @cached_property
    def _fetcher(self) -> ModelFetcher:
        """Made when models are wanted, and loaded then."""
        from aresrgan_gui.services.models.store import ModelFetcher

        fetcher = ModelFetcher(manifest(), models_folder(), self._application)
        fetcher.progress.connect(self._on_progress)
        fetcher.ended.connect(self._on_fetched)
        return fetcher

    def _fetch(self) -> None:
        self._fetcher.start()

    def _show(self) -> None:
        self._desktop.contents.set_models(installed(models_folder()))
        self.want_samples()

    def _on_progress(self, text: str) -> None:
        self._desktop.contents.show_models_progress(text)

    def _on_fetched(self, failure: Failure | None) -> None:
        self._desktop.contents.show_models_progress("")
        self._show()
        if failure is not None:
            self._desktop.contents.show_failure(failure)

    def _on_trying(self, name: str) -> None:
        self._desktop.contents.show_trial(name)

    def _on_accepted(self, name: str) -> None:
        self._show()
        self._desktop.contents.show_accepted(name)

    def _on_renamed(self, old: str, new: str) -> None:
        self._desktop.contents.replace_model(old, new)
        self._show()

    def _on_removed(self, name: str) -> None:
        for other in installed(models_folder())[:1]:
            self._desktop.contents.replace_model(name, other.spec.name)
        self._show()

    def _on_refused(self, failure: Failure) -> None:
        self._desktop.contents.show_models_progress("")
        self._desktop.contents.show_failure(failure)

    def _on_sample(self, name: str) -> None:
        self._desktop.contents.options_panel.picker.refresh_sample(name)
