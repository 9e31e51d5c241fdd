"""A queue at work with an engine that misbehaves, and what the user saw of it."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image
from PySide6.QtCore import QModelIndex, QObject
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.ladder import Rung
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.messages import rung_text
from aresrgan_gui.runners.base import Failed, RunnerEvent
from aresrgan_gui.runners.local import runner as local
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.queue.model import QueueModel, QueueRole

FAKES = Path(__file__).resolve().parent.parent / "fakes"
OPTIONS = UpscaleOptions(model="realesr-animevideov3", scale=2)

POISON_WIDTH = 23
"""Of the pictures that a fake engine treats badly where only some are."""


class Desk(QObject):
    """A queue over a runner, its rows, and a folder of pictures; there are two graphics cards, it is told."""

    def __init__(self, engine: Engine, models: Path, folder: Path, qtbot: QtBot) -> None:
        super().__init__()
        self.runner = LocalRunner(engine, models)
        self.queue = Queue(self.runner)
        self.queue.set_devices(("0", "1"))
        self.folder = folder
        self.sources: dict[Path, str] = {}
        self._qtbot = qtbot
        self._rows = QueueModel(self.queue, Thumbnails())
        self._said: dict[str, list[str]] = {}
        self._rows.dataChanged.connect(self._read)
        self._failures: list[Failed] = []
        self.runner.happened.connect(self._keep)

    def add(self, name: str, size: tuple[int, int] = (24, 16)) -> Path:
        """Make a picture that has all colours and queue it."""
        path = self.folder / name
        gradient = Image.radial_gradient("L").resize(size)
        inverse = gradient.point(lambda level: 255 - level)
        Image.merge("RGB", (gradient, inverse, gradient)).save(path)
        return self.queue_up(path)

    def queue_up(self, path: Path) -> Path:
        """Queue a picture that is there."""
        self.sources[path] = _digest(path)
        self.queue.add([FoundPicture(path, probe(path))], OPTIONS)
        return path

    def run(self) -> None:
        """Start the queue and wait until nothing is left to do."""
        with self._qtbot.waitSignal(self.queue.drained, timeout=120_000):
            self.queue.start()

    def job(self, path: Path) -> Job:
        return next(job for job in self.queue.jobs() if job.source == path)

    def steps(self, path: Path) -> list[Rung]:
        """The steps that the picture's row told, in this order."""
        said = self._said.get(path.name, [])
        told = [rung for text in said for rung in Rung if rung_text(rung) in text]
        return list(dict.fromkeys(told))

    def failures(self, path: Path) -> list[ErrorCode]:
        """Of the attempts at a picture, in their order."""
        job_id = self.job(path).id
        return [event.failure.code for event in self._failures if event.job_id == job_id]

    def is_clean(self) -> bool:
        """Whether the sources are as they were, and beside them lie the finished results and nothing else."""
        done = {job.target for job in self.queue.jobs() if job.state is JobState.DONE}
        whole = all(_size(job.target) == job.output_size for job in self.queue.jobs() if job.target in done)
        untouched = all(_digest(path) == digest for path, digest in self.sources.items())
        return whole and untouched and set(self.folder.iterdir()) == done | set(self.sources)

    def _keep(self, event: RunnerEvent) -> None:
        if isinstance(event, Failed):
            self._failures.append(event)

    def _read(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            index = self._rows.index(row)
            self._said.setdefault(str(index.data()), []).append(str(index.data(QueueRole.ROW).state))


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[Engine, Path], Desk]]:
    """Makes a desk over an engine with a folder of models."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    desks = []

    def make(engine: Engine, models: Path) -> Desk:
        desks.append(Desk(engine, models, folder, qtbot))
        return desks[-1]

    yield make
    for desk in desks:
        desk.runner.shutdown()


@pytest.fixture
def fake_models(tmp_path: Path) -> Path:
    """A folder with the description of a model that makes 2 times, and nothing behind it."""
    folder = tmp_path / "models"
    folder.mkdir()
    for scale in (2, 3, 4):
        (folder / f"realesr-animevideov3-x{scale}.param").write_text("7767517\n", encoding="ascii")
        (folder / f"realesr-animevideov3-x{scale}.bin").write_bytes(b"")
    return folder


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where every start of a fake engine is noted."""
    path = tmp_path / "starts"
    monkeypatch.setenv("FAKE_ENGINE_LOG", str(path))
    return path


@pytest.fixture
def fake_desk(
    make_desk: MakeDesk, fake_models: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], Desk]:
    """Makes a desk over the fake engine, as upstream's or as ours; ours beside upstream's crashes."""

    def make(mode: str, kind: str) -> Desk:
        def fake(mode: str, *, is_ours: bool) -> Engine:
            return Engine(sys.executable, (str(FAKES / "fake_engine.py"), mode), is_ours=is_ours)

        monkeypatch.setattr(local, "our_engine", lambda: fake("crash", is_ours=True))
        return make_desk(fake(mode, is_ours=kind == "ours"), fake_models)

    return make


def alive(log: Path) -> list[int]:
    """The fake engines that still run."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return [pid for line in lines if psutil.pid_exists(pid := json.loads(line)["pid"])]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        image.load()
        return image.size
