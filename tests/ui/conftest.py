"""A window over a real queue, intake and thumbnails; only the runner is played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel, manifest
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.runners.base import Failed, Finished, Progress
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.intake import FoundPicture, Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.main_window import MainWindow


class PlayedRunner(QObject):
    """Runs nothing: the test says how the running job goes on."""

    happened = Signal(object)
    slots = 1

    def __init__(self) -> None:
        super().__init__()
        self._running: list[tuple[Job, int]] = []
        self.pauses: list[bool] = []

    def start(self, job: Job, attempt: int) -> None:
        self._running.append((job, attempt))

    def cancel(self, job_id: str) -> None:
        if any(job.id == job_id for job, _ in self._running):
            QTimer.singleShot(0, self, lambda: self.fail(ErrorCode.CANCELLED))

    @property
    def is_busy(self) -> bool:
        return bool(self._running)

    @property
    def job(self) -> Job:
        return self._running[0][0]

    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None:
        self.pauses.append(is_paused)

    def progress(self, fraction: float) -> None:
        job, attempt = self._running[0]
        self.happened.emit(Progress(job.id, attempt, fraction))

    def finish(self, seconds: float = 4.2) -> None:
        job, attempt = self._running.pop(0)
        with Image.open(job.source) as source:
            source.resize(job.output_size).save(job.target)
        self.happened.emit(Finished(job.id, attempt, job.target, seconds))

    def finish_without_file(self, seconds: float) -> None:
        job, attempt = self._running.pop(0)
        self.happened.emit(Finished(job.id, attempt, job.target, seconds))

    def fail(self, code: ErrorCode) -> None:
        job, attempt = self._running.pop(0)
        self.happened.emit(Failed(job.id, attempt, Failure(code, job.source)))


@dataclass
class Desk:
    """The window, what it holds and what stands behind it.

    `saved` are the settings as they were stored, latest last.
    """

    window: MainWindow
    contents: Contents
    queue: Queue
    intake: Intake
    runner: PlayedRunner
    saved: list[Settings] = field(default_factory=list)


MakeDesk = Callable[..., Desk]


@pytest.fixture
def models(tmp_path: Path) -> tuple[InstalledModel, ...]:
    """The official models, as if they were installed."""
    return tuple(InstalledModel(spec, tmp_path) for spec in manifest().models)


@pytest.fixture
def make_desk(qtbot: QtBot, models: tuple[InstalledModel, ...]) -> MakeDesk:
    """Makes a shown window; `settings` and `models` may be given."""

    def make(settings: Settings | None = None, models: tuple[InstalledModel, ...] = models) -> Desk:
        runner = PlayedRunner()
        queue, intake, saved = Queue(runner), Intake(), list[Settings]()
        settings = settings or Settings()
        window = MainWindow(settings.window)
        contents = Contents(
            window,
            queue,
            intake,
            Thumbnails(),
            PreviewLoader(),
            Trials(runner),
            models,
            settings,
            saved.append,
        )
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        return Desk(window, contents, queue, intake, runner, saved)

    return make


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """A window with the official models and default settings."""
    return make_desk()


@pytest.fixture
def pictures(tmp_path: Path) -> list[FoundPicture]:
    """Three real files of 40 x 30 pixels: `one.png`, `two.png` and `three.png`."""
    found = []
    for name, colour in (("one", "red"), ("two", "green"), ("three", "blue")):
        path = tmp_path / f"{name}.png"
        Image.new("RGB", (40, 30), colour).save(path)
        found.append(FoundPicture(path, PictureInfo(40, 30, "PNG", 1)))
    return found


@pytest.fixture
def runner(qapp: QObject) -> PlayedRunner:
    """A runner that the test plays."""
    return PlayedRunner()


@pytest.fixture
def queue(runner: PlayedRunner) -> Queue:
    """A queue over the played runner."""
    return Queue(runner)
