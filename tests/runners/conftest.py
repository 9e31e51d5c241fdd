"""A runner over the fake engine or ours, pictures to enlarge, and an ear for events."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
from PIL import Image
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.naming import target_path
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.base import Failed, Finished, RunnerEvent
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.remote.runner import RemoteRunner
from tests.patience import LONG

FAKE_ENGINE = Path(__file__).resolve().parent.parent / "fakes" / "fake_engine.py"


class Listener(QObject):
    """Keeps what a runner says and waits for the end of jobs."""

    def __init__(self, runner: LocalRunner | RemoteRunner, qtbot: QtBot) -> None:
        super().__init__()
        self.runner = runner
        self.events: list[RunnerEvent] = []
        self._qtbot = qtbot
        runner.happened.connect(self._keep)

    def has_begun(self, *jobs: Job) -> None:
        """Waits until the engine works on `jobs`."""
        self._qtbot.waitUntil(lambda: all(len(self.of(job)) > 1 for job in jobs), timeout=LONG)

    def of(self, job: Job) -> list[RunnerEvent]:
        return [event for event in self.events if event.job_id == job.id]

    def last(self, job: Job) -> Finished | Failed | None:
        terminal = [event for event in self.of(job) if isinstance(event, (Finished, Failed))]
        return terminal[-1] if terminal else None

    def ends(self, *jobs: Job) -> list[Finished | Failed]:
        """The terminal events of `jobs`, waited for."""
        self._qtbot.waitUntil(lambda: all(self.last(job) for job in jobs), timeout=LONG)
        return [event for job in jobs if (event := self.last(job))]

    def run(self, job: Job) -> Finished | Failed:
        self.runner.start(job, 1)
        return self.ends(job)[0]

    def _keep(self, event: RunnerEvent) -> None:
        self.events.append(event)


@pytest.fixture
def fake_models(tmp_path: Path) -> Path:
    """A folder with the descriptions of models that make 2, 3 and 4 times, and nothing behind them."""
    folder = tmp_path / "models"
    folder.mkdir()
    for scale in (2, 3, 4):
        (folder / f"realesr-animevideov3-x{scale}.param").write_text("7767517\n", encoding="ascii")
        (folder / f"realesr-animevideov3-x{scale}.bin").write_bytes(b"")
    return folder


@pytest.fixture
def make_runner(fake_models: Path) -> Iterator[Callable[..., LocalRunner]]:
    """Makes a runner over the fake engine in one of its modes, a process for each job or in sessions."""
    runners = []

    def make(mode: str, *, in_sessions: bool = False) -> LocalRunner:
        engine = Engine(sys.executable, (str(FAKE_ENGINE), mode), is_ours=in_sessions)
        runners.append(LocalRunner(engine, fake_models, slots=2))
        return runners[-1]

    yield make
    for runner in runners:
        runner.shutdown()


@pytest.fixture
def listen(qtbot: QtBot) -> Callable[[LocalRunner], Listener]:
    return lambda runner: Listener(runner, qtbot)


@pytest.fixture(params=["a process each", "in a session"])
def fake(
    request: pytest.FixtureRequest,
    make_runner: Callable[..., LocalRunner],
    listen: Callable[[LocalRunner], Listener],
) -> Callable[[str], Listener]:
    """Listens to a new runner over the fake engine in one of its modes, run in either way."""
    in_sessions = request.param == "in a session"
    return lambda mode: listen(make_runner(mode, in_sessions=in_sessions))


@pytest.fixture
def fake_upstream(
    make_runner: Callable[..., LocalRunner], listen: Callable[[LocalRunner], Listener]
) -> Callable[[str], Listener]:
    """Listens to a new runner over the fake engine as upstream's."""
    return lambda mode: listen(make_runner(mode))


@pytest.fixture
def fake_session(
    make_runner: Callable[..., LocalRunner], listen: Callable[[LocalRunner], Listener]
) -> Callable[[str], Listener]:
    """Listens to a new runner over the fake engine in sessions, as ours."""
    return lambda mode: listen(make_runner(mode, in_sessions=True))


@dataclass(frozen=True)
class Start:
    """One start of the fake engine."""

    pid: int
    arguments: list[str]

    def option(self, name: str) -> str:
        return self.arguments[self.arguments.index(name) + 1]

    @property
    def is_alive(self) -> bool:
        """One that nobody has asked yet how it ended is not."""
        try:
            return psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Start]]:
    """Every start of the fake engine so far."""
    log = tmp_path / "starts"
    monkeypatch.setenv("FAKE_ENGINE_LOG", str(log))

    def read() -> list[Start]:
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        return [Start(**json.loads(line)) for line in lines]

    return read


@pytest.fixture
def make_job(tmp_path: Path) -> Callable[..., Job]:
    """Makes a job of a small picture that has all colours; keywords change its options."""

    def make(
        name: str = "photo.png", folder: str = "pictures", size: tuple[int, int] = (24, 16), **changes: object
    ) -> Job:
        source = tmp_path / folder / name
        if not source.exists():
            source.parent.mkdir(exist_ok=True)
            gradient = Image.radial_gradient("L").resize(size)
            inverse = gradient.point(lambda level: 255 - level)
            Image.merge("RGB", (gradient, inverse, gradient)).save(source)
        options = replace(UpscaleOptions(model="realesr-animevideov3", scale=2), **changes)  # type: ignore[arg-type]
        info = probe(source)
        made = (info.width, info.height)
        return Job(source, target_path(source, options, made), options, made)

    return make
