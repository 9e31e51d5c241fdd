"""Taking in the user's own models: each is tried in the real engine before it is kept."""

from __future__ import annotations

import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, output_error
from aresrgan_gui.core.models import own as own_models
from aresrgan_gui.core.models.catalogue import InstalledModel, installed
from aresrgan_gui.core.models.own import Offer
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.local.engines import Engine

if TYPE_CHECKING:
    from aresrgan_gui.services.models.trial import ModelTrial

PRIVATE = ".import-"
"""How the folders begin that models are tried in."""

LEFT_SECONDS = 24 * 3600.0
"""A private folder of this age is not in use: it was left by a program that was killed."""

_TO_BLAME = (
    ErrorCode.MODEL_DAMAGED, ErrorCode.MODEL_MISSING, ErrorCode.ENGINE_CRASHED, ErrorCode.OUTPUT_WRONG,
    ErrorCode.DEVICE_FAILED,
)  # fmt: skip
"""A test run that ends so is the model's fault: it is made on the processor, which does not fail."""


class OwnModels(QObject):
    """Imports, renames and removes models in a folder, one request after another.

    Each request is answered by signals that come after the call returned.
    """

    trying = Signal(str)
    """The name of the model whose test run begins."""
    accepted = Signal(str)
    """The name of a model that is in the folder now."""
    renamed = Signal(str, str)
    """A model's old and new name."""
    removed = Signal(str)
    """The name of a model that is gone."""
    failed = Signal(object)
    """A Failure; of what it is about, the folder is as it was."""
    ended = Signal()
    """Nothing that was asked for is left to do."""

    def __init__(self, engine: Engine, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._folder = folder
        self._requests: deque[Callable[[], None]] = deque()
        self._is_busy = False
        self._private = Path()
        self._name = ""
        self._offers: deque[Offer] = deque()
        self._offer: Offer
        self._model: InstalledModel
        self._trial: ModelTrial | None = None
        self._task: Task | None = None

    def take(self, paths: Sequence[Path], name: str = "") -> None:
        """Import the models at or in `paths`: files, folders and zip files. `name` is for a single model."""
        self._ask(partial(self._begin_import, tuple(paths), name))

    def look_into(self, paths: Sequence[Path]) -> None:
        """Import the models in those of `paths` that are folders with models, if there are any."""
        look = partial(_with_models, tuple(paths))
        self._ask(partial(self._do, look, self._on_looked, self._on_raised))

    def rename(self, old: str, new: str) -> None:
        """Give a model another name; what some platform refuses in names is replaced."""
        call = partial(_renamed, self._folder, old, new)
        self._ask(partial(self._do, call, self._on_renamed, self._on_raised))

    def remove(self, name: str) -> None:
        """Delete a model."""
        call = partial(_removed, self._folder, name)
        self._ask(partial(self._do, call, self._on_removed, self._on_raised))

    def stop(self) -> None:
        """Give up what is not done yet; returns when nothing of it runs or is left on disk."""
        self._requests.clear()
        if self._trial is not None:
            self._trial.stop()
        if self._task is not None:
            self._task.forget()
        self._clear_away()

    def _ask(self, request: Callable[[], None]) -> None:
        self._requests.append(request)
        if not self._is_busy:
            self._next_request()

    def _next_request(self) -> None:
        self._is_busy = bool(self._requests)
        if self._requests:
            self._requests.popleft()()
        else:
            self.ended.emit()

    def _on_looked(self, folders: tuple[Path, ...]) -> None:
        if folders:
            self._begin_import(folders, "")
        else:
            self._next_request()

    def _on_renamed(self, names: tuple[str, str]) -> None:
        self.renamed.emit(*names)
        self._next_request()

    def _on_removed(self, name: str) -> None:
        self.removed.emit(name)
        self._next_request()

    def _on_raised(self, error: Exception) -> None:
        self.failed.emit(_failure(error, self._folder))
        self._clear_away()
        self._next_request()

    def _begin_import(self, paths: tuple[Path, ...], name: str) -> None:
        self._name = name
        self._do(partial(self._gather, paths), self._on_gathered, self._on_raised)

    def _gather(self, paths: tuple[Path, ...]) -> list[Offer | Failure]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _remove_left(self._folder)
            # Within the models' folder, so that what is accepted can be moved into its place at once.
            self._private = Path(tempfile.mkdtemp(prefix=PRIVATE, dir=self._folder))
        except OSError as error:
            raise output_error(error, self._folder) from error
        return own_models.offers(paths, self._private / "unpacked")

    def _on_gathered(self, found: list[Offer | Failure]) -> None:
        self._offers = deque(entry for entry in found if isinstance(entry, Offer))
        for entry in found:
            if isinstance(entry, Failure):
                self.failed.emit(entry)
        if self._name and len(self._offers) > 1:
            self.failed.emit(Failure(ErrorCode.BAD_OPTIONS, None, "there are several models for one name"))
            self._offers.clear()
        self._next_offer()

    def _next_offer(self) -> None:
        if self._offers:
            self._offer = self._offers.popleft()
            self._do(self._prepare, self._on_prepared, self._on_refused)
        else:
            self._clear_away()
            self._next_request()

    def _prepare(self) -> InstalledModel:
        name = self._name or self._offer.name
        name = own_models.checked_name(name, self._offer.params, installed(self._folder))
        return own_models.copied(self._offer, name, Path(tempfile.mkdtemp(dir=self._private)))

    def _on_prepared(self, model: InstalledModel) -> None:
        self._model = model
        from aresrgan_gui.services.models.trial import ModelTrial

        self._trial = ModelTrial(self._engine, model, self)
        self._trial.ended.connect(self._on_tried)
        self.trying.emit(model.spec.name)
        self._trial.start()

    def _on_tried(self, failure: Failure | None) -> None:
        if self._trial is not None:
            self._trial.deleteLater()
            self._trial = None
        if failure is None:
            keep = partial(own_models.keep, self._model, self._folder)
            self._do(keep, self._on_kept, self._on_refused)
        else:
            self.failed.emit(_of_brought(failure, self._model, self._offer))
            self._next_offer()

    def _on_kept(self, model: InstalledModel) -> None:
        self.accepted.emit(model.spec.name)
        self._next_offer()

    def _on_refused(self, error: Exception) -> None:
        self.failed.emit(_failure(error, self._folder))
        self._next_offer()

    def _clear_away(self) -> None:
        if self._private != Path():
            _remove(self._private)
            self._private = Path()

    def _do(
        self, call: Callable[[], object], then: Callable[[Any], None], otherwise: Callable[[Exception], None]
    ) -> None:
        self._task = Task(call, Priority.JOBS)
        self._task.returned.connect(then)
        self._task.raised.connect(otherwise)
        self._task.start()


def _remove_left(folder: Path) -> None:
    """Remove what imports that were cut short have left."""
    for left in folder.glob(f"{PRIVATE}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                _remove(left)


def _remove(folder: Path) -> None:
    # Loaded only now: it brings Pillow along.
    from aresrgan_gui.runners.workplace import remove_work_folder

    remove_work_folder(folder)


def _with_models(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    return tuple(path for path in paths if own_models.holds_models(path))


def _renamed(folder: Path, old: str, new: str) -> tuple[str, str]:
    return old, own_models.rename(folder, old, new)


def _removed(folder: Path, name: str) -> str:
    own_models.remove(folder, name)
    return name


def _of_brought(failure: Failure, model: InstalledModel, offer: Offer) -> Failure:
    """What a test run of `model` ended with, as a failure of the file of `offer` that is to blame."""
    if failure.code not in _TO_BLAME:
        return failure
    for scale, param in offer.params.items():
        for copy, brought in (
            (model.param(scale), param),
            (model.weights(scale), param.with_suffix(own_models.WEIGHTS)),
        ):
            _, was_named, detail = failure.detail.rpartition(f"{copy}: ")
            if was_named:
                return Failure(ErrorCode.MODEL_UNSUITABLE, brought, detail)
    return replace(failure, code=ErrorCode.MODEL_UNSUITABLE, path=next(iter(offer.params.values())))


def _failure(error: Exception, folder: Path) -> Failure:
    if isinstance(error, UpscaleError):
        return error.failure
    return Failure(ErrorCode.INTERNAL, folder, repr(error))
