"""Real farms on loopback: a scheduler and workers as processes, with certificates of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psutil
import pytest

from aresrgan_gui.core.hosts import FarmHost
from aresrgan_gui.runners.farm.certificates import make_certificates
from aresrgan_gui.runners.farm.transport import FarmTransport
from aresrgan_gui.runners.farm.worker import Orders
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.remote.runner import RemoteRunner
from tests.runners.remote_contract import REPOSITORY, write_engine

if TYPE_CHECKING:
    from tests.runners.conftest import Listener, Start

FAKE_SCHEDULER = REPOSITORY / "tests" / "fakes" / "farm_scheduler.py"
WORKER = ("-m", "aresrgan_gui.runners.farm.worker")


class Farm:
    """Processes that are one farm, in `folder`; `changes` go to the scheduler as `KEY=VALUE`."""

    def __init__(self, folder: Path, certificates: Path, *changes: str) -> None:
        self.folder = folder
        self.certificates = certificates
        self.workers: list[subprocess.Popen[str]] = []
        self.start_scheduler(*changes)

    def start_scheduler(self, *changes: str, port: int = 0) -> None:
        """Have a scheduler, as a new one or in place of the one that was."""
        command = [str(FAKE_SCHEDULER), str(self.certificates / "scheduler"), str(port), *changes]
        self.scheduler = self._start(command, stdout=subprocess.PIPE)
        assert self.scheduler.stdout is not None
        self.address = self.scheduler.stdout.readline().strip()
        assert self.address.startswith("tls://127.0.0.1:")

    def stop_scheduler(self) -> None:
        """Kill the scheduler."""
        _end(self.scheduler)

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def orders(self, engine: Engine, *, certificates: Path | None = None) -> Orders:
        """What a worker of this farm is told."""
        folder = str(certificates or self.certificates / "worker")
        return Orders(self.address, folder, "cpu", "a card", engine.program, engine.arguments, engine.is_ours)

    def start_worker(
        self, engine: Engine, *, certificates: Path | None = None, program: Sequence[str] = WORKER
    ) -> subprocess.Popen[str]:
        """A worker, which may not have joined yet; `program` is what Python is told before its orders."""
        orders = self.orders(engine, certificates=certificates).to_json()
        worker = self._start([*program, orders], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        self.workers.append(worker)
        return worker

    def join(self, engine: Engine, *, program: Sequence[str] = WORKER) -> subprocess.Popen[str]:
        """A worker that has joined."""
        worker = self.start_worker(engine, program=program)
        assert worker.stderr is not None
        line = worker.stderr.readline()
        assert "works for" in line, line + worker.stderr.read()
        return worker

    def transport(self) -> FarmTransport:
        """A new way to the farm."""
        return FarmTransport(FarmHost("farm", self.address, self.certificates / "client"))

    def leftovers(self) -> list[str]:
        """What lies in the workers' folders, but for models."""
        return [
            entry.name
            for folder in self.folder.rglob("worker-*")
            if folder.is_dir()
            for entry in folder.iterdir()
            if not entry.name.startswith("models-")
        ]

    def stop(self) -> None:
        """End every process."""
        for process in (*self.workers, self.scheduler):
            with suppress(psutil.NoSuchProcess):
                psutil.Process(process.pid).resume()
            _end(process)

    def _start(
        self,
        arguments: list[str],
        *,
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
    ) -> subprocess.Popen[str]:
        homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(self.folder))
        environment = {**os.environ, **homes, "PYTHONPATH": str(REPOSITORY)}
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=environment,
            text=True,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
        )


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for pipe in filter(None, (process.stdin, process.stdout, process.stderr)):
        pipe.close()


@pytest.fixture
def slow(tmp_path: Path) -> Engine:
    """An engine that tells 50 % and goes on when `tmp_path/gate` is there."""
    return Engine(str(write_engine(tmp_path, "slow")))


class Connect(Protocol):
    """Makes a new runner over a farm, whose workers have our engine or one like upstream's, and listens."""

    def __call__(
        self, farm: Farm, *, models: Path | None = None, gpus: int = 1, is_ours: bool = False
    ) -> Listener: ...


@pytest.fixture
def connect(
    fake_models: Path, listen: Callable[[RemoteRunner], Listener], request: pytest.FixtureRequest
) -> Connect:
    def connected(
        farm: Farm, *, models: Path | None = None, gpus: int = 1, is_ours: bool = False
    ) -> Listener:
        engine = Engine("over there", is_ours=is_ours)
        runner = RemoteRunner(farm.transport(), engine, models or fake_models, gpus)
        request.addfinalizer(runner.shutdown)
        return listen(runner)

    return connected


def worker_of(start: Start) -> psutil.Process:
    """The farm's worker that started an engine."""
    parents = psutil.Process(start.pid).parents()
    return next(parent for parent in parents if "farm.worker" in " ".join(parent.cmdline()))


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@pytest.fixture
def make_farm(tmp_path: Path, certificates: Path) -> Iterator[Callable[..., Farm]]:
    """Makes a farm without workers."""
    farms: list[Farm] = []

    def make(*changes: str) -> Farm:
        folder = tmp_path / f"farm {len(farms)}"
        folder.mkdir()
        farms.append(Farm(folder, certificates, *changes))
        return farms[-1]

    yield make
    for farm in farms:
        farm.stop()
