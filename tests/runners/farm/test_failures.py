"""What happens to jobs when a part of the farm fails."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.hosts import FarmHost
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Failed, Finished
from aresrgan_gui.runners.farm import connection
from aresrgan_gui.runners.farm.certificates import make_certificates
from aresrgan_gui.runners.farm.connection import Connection
from aresrgan_gui.runners.farm.spool import LARGE_BYTES
from aresrgan_gui.runners.farm.task import Made
from aresrgan_gui.runners.farm.transport import FarmTransport
from aresrgan_gui.runners.farm.worker import EXIT_REFUSED
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.remote.request import RemoteRequest, request_for
from tests.patience import LONG
from tests.runners.conftest import Start
from tests.runners.farm.conftest import Connect, Farm, worker_of
from tests.runners.remote_contract import has_worked, write_engine

MakeJob = Callable[..., Job]
MakeFarm = Callable[..., Farm]
Starts = Callable[[], list[Start]]

PATIENCE_MS = 60_000

NOISE = (1400, 1100)
"""Of a picture whose result is too large for its task: noise cannot be compressed."""


@pytest.fixture
def make_noise(make_job: MakeJob, tmp_path: Path) -> Callable[[tuple[int, int]], Job]:
    """Makes a job of a picture of this size."""

    def make(size: tuple[int, int]) -> Job:
        source = tmp_path / "pictures" / "noise.png"
        source.parent.mkdir()
        noise = random.Random(0).randbytes(3 * size[0] * size[1])
        Image.frombytes("RGB", size, noise).save(source)
        return make_job(source.name)

    return make


def test_that_a_killed_workers_job_runs_elsewhere_and_its_engine_dies(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm()
    farm.join(slow)
    farm.join(slow)
    listener, job = connect(farm), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    worker_of(starts()[0]).kill()
    # Sooner than the fake engine would end by itself.
    qtbot.waitUntil(lambda: not starts()[0].is_alive, timeout=LONG)
    qtbot.waitUntil(lambda: len(starts()) == 2, timeout=PATIENCE_MS)
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(job)] == [Finished]
    assert len(starts()) == 2


def test_that_a_frozen_workers_job_runs_elsewhere_and_is_given_up_there_when_it_thaws(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm("worker-ttl=5")
    farm.join(slow)
    farm.join(slow)
    listener, job = connect(farm), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    frozen = worker_of(starts()[0])
    frozen.suspend()
    qtbot.waitUntil(lambda: len(starts()) == 2, timeout=PATIENCE_MS)
    frozen.resume()
    qtbot.waitUntil(lambda: not starts()[0].is_alive, timeout=PATIENCE_MS)
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(job)] == [Finished]
    assert len(starts()) == 2


def test_that_a_picture_at_which_workers_die_is_set_aside(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm("allowed-failures=1")
    for _ in range(3):
        farm.join(slow)
    listener, poison, other = connect(farm), make_job("poison.png"), make_job("other.png")
    listener.runner.start(poison, 1)
    for number in range(2):
        qtbot.waitUntil(lambda number=number: len(starts()) == number + 1, timeout=PATIENCE_MS)  # type: ignore[misc]
        worker_of(starts()[number]).kill()
    (end,) = listener.ends(poison)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.ENGINE_CRASHED
    (tmp_path / "gate").touch()
    assert isinstance(listener.run(other), Finished)
    assert len(starts()) == 3


def test_that_a_picture_that_only_waited_where_a_worker_died_is_not_blamed(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm("allowed-failures=0")
    farm.join(slow)
    listener, poison, waiting = connect(farm), make_job("poison.png"), make_job("waiting.png")
    listener.runner.start(poison, 1)
    has_worked(listener, poison, qtbot)
    listener.runner.start(waiting, 1)
    transport = farm.transport()
    qtbot.waitUntil(lambda: tasks_of(transport) == [2], timeout=PATIENCE_MS)
    worker_of(starts()[0]).kill()
    (tmp_path / "gate").touch()
    (end,) = listener.ends(poison)
    assert isinstance(end, Failed)
    farm.join(slow)
    assert [type(end) for end in listener.ends(waiting)] == [Finished]


@pytest.mark.parametrize("size", [(24, 16), NOISE])
def test_that_a_result_that_was_lost_with_its_worker_is_made_again(
    size: tuple[int, int],
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_noise: Callable[..., Job],
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm()
    farm.join(slow)
    before, job = connect(farm), make_noise(size)
    before.runner.start(job, 1)
    has_worked(before, job, qtbot)
    (name,) = farm.leftovers()
    worker = worker_of(starts()[0])
    before.runner.shutdown()
    (tmp_path / "gate").touch()
    assert is_large(made(farm, name)) is (size == NOISE)
    worker.kill()
    farm.join(slow)
    assert isinstance(connect(farm).run(job), Finished)
    assert len(starts()) == 2


def test_that_a_large_result_is_fetched_by_itself_and_leaves_nothing(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_noise: Callable[..., Job],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm()
    farm.join(slow)
    (tmp_path / "gate").touch()
    listener, job = connect(farm), make_noise(NOISE)
    assert isinstance(listener.run(job), Finished)
    assert job.target.stat().st_size > LARGE_BYTES
    with Image.open(job.target) as result:
        assert result.size == (2 * NOISE[0], 2 * NOISE[1])
        result.load()
    assert farm.leftovers() == []


def test_that_a_lost_scheduler_is_told_and_the_job_is_done_when_it_is_back(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm()
    worker = farm.join(slow)
    listener, job = connect(farm), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    farm.stop_scheduler()
    (end,) = listener.ends(job)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.HOST_DOWN
    assert worker.wait(60) == 0
    qtbot.waitUntil(lambda: not starts()[0].is_alive, timeout=PATIENCE_MS)
    farm.start_scheduler(port=farm.port)
    farm.join(slow)
    (tmp_path / "gate").touch()
    again = make_job()
    assert isinstance(listener.run(again), Finished)


def test_that_a_scheduler_that_stands_still_is_down(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(connection, "SILENCE_SECONDS", 10.0)
    farm = make_farm()
    farm.join(slow)
    listener, job = connect(farm), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    psutil.Process(farm.scheduler.pid).suspend()
    (end,) = listener.ends(job)
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.HOST_DOWN


def test_that_another_version_is_refused_by_both_sides(make_farm: MakeFarm, slow: Engine) -> None:
    farm = make_farm("version=1.2.3")
    failure = failure_of(farm.transport())
    assert failure.code is ErrorCode.HOST_UNREADY
    assert "distributed 1.2.3 over there" in failure.detail
    assert_refused(farm, slow, "distributed 1.2.3 over there")


def test_that_certificates_of_another_farm_are_refused_on_both_sides(
    make_farm: MakeFarm, slow: Engine, tmp_path: Path
) -> None:
    farm = make_farm()
    foreign = tmp_path / "foreign"
    make_certificates(foreign)
    failure = failure_of(FarmTransport(FarmHost("farm", farm.address, foreign / "client")))
    assert failure.code is ErrorCode.HOST_REFUSED
    assert_refused(farm, slow, "not of this farm", certificates=foreign / "worker")


def test_that_a_client_that_trusts_the_farm_without_being_trusted_is_refused(
    make_farm: MakeFarm, certificates: Path, tmp_path: Path
) -> None:
    farm = make_farm()
    foreign = tmp_path / "foreign"
    make_certificates(foreign)
    (foreign / "client" / "ca.pem").write_bytes((certificates / "client" / "ca.pem").read_bytes())
    failure = failure_of(FarmTransport(FarmHost("farm", farm.address, foreign / "client")))
    assert failure.code is ErrorCode.HOST_REFUSED


def test_that_nobody_is_served_without_encryption(make_farm: MakeFarm) -> None:
    farm = make_farm()

    async def answer() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", farm.port)
        writer.write(b"\x01" + bytes(7) + b"hello, who is there?")
        try:
            return await asyncio.wait_for(reader.read(), 60)
        except ConnectionError:
            return b""
        finally:
            writer.close()

    assert asyncio.run(answer()) == b""


def test_that_missing_certificates_are_named(make_farm: MakeFarm, tmp_path: Path) -> None:
    failure = failure_of(FarmTransport(FarmHost("farm", "tls://127.0.0.1:1", tmp_path)))
    assert failure.code is ErrorCode.HOST_UNREADY
    assert "ca.pem is missing" in failure.detail


def test_that_a_farm_without_workers_is_not_ready(make_farm: MakeFarm) -> None:
    failure = failure_of(make_farm().transport())
    assert failure.code is ErrorCode.HOST_UNREADY
    assert "no workers" in failure.detail


def test_that_what_cannot_be_read_or_written_here_is_not_the_farms_fault(
    make_farm: MakeFarm, fake_models: Path, make_job: MakeJob, tmp_path: Path
) -> None:
    farm = make_farm()
    farm.join(Engine(str(write_engine(tmp_path, "ok"))))
    arguments = ["-i", str(make_job().source), "-o", str(tmp_path / "nowhere" / "made.png")]
    arguments += ["-m", str(fake_models), "-n", "realesr-animevideov3", "-s", "2"]
    request = request_for("job", arguments)
    failure = run_failure(farm.transport(), request)
    assert (failure.code, failure.path) == (ErrorCode.OUTPUT_UNWRITABLE, request.output)
    gone = replace(request, key="1", source=tmp_path / "gone.png")
    failure = run_failure(farm.transport(), gone)
    assert (failure.code, failure.path) == (ErrorCode.INPUT_UNREADABLE, gone.source)
    without = replace(request, key="2", model_files=(tmp_path / "gone.param",))
    failure = run_failure(farm.transport(), without)
    assert (failure.code, failure.path) == (ErrorCode.MODEL_MISSING, tmp_path / "gone.param")


def test_that_a_full_disk_of_a_worker_is_not_taken_for_a_full_one_here(
    make_farm: MakeFarm, connect: Connect, make_job: MakeJob, tmp_path: Path
) -> None:
    farm = make_farm()
    farm.join(Engine(str(write_engine(tmp_path, "disk_is_full"))))
    end = connect(farm, is_ours=True).run(make_job())
    assert isinstance(end, Failed)
    assert (end.failure.code, "disk" in end.failure.detail) == (ErrorCode.HOST_UNREADY, True)
    assert farm.leftovers() == []


def test_that_a_farm_whose_workers_stay_away_is_down(
    make_farm: MakeFarm, connect: Connect, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(connection, "WORKERLESS_SECONDS", 1.0)
    end = connect(make_farm()).run(make_job())
    assert isinstance(end, Failed)
    assert end.failure.code is ErrorCode.HOST_DOWN
    assert "no workers" in end.failure.detail


def made(farm: Farm, name: str) -> Made:
    """What became of a task, waited for."""

    async def ask() -> Made:
        connection = await Connection.made(farm.address, farm.certificates / "client")
        future = await connection.known(name)
        assert future is not None
        answer = await connection.result(future)
        await connection.close()
        return answer

    return asyncio.run(ask())


def is_large(made: Made) -> bool:
    return bool(made.sha256) and made.content is None


def run_failure(transport: FarmTransport, request: RemoteRequest) -> Failure:
    """Why a farm did not do what was asked of it."""
    return raised_by(transport, lambda: transport.run(request, lambda _: None))


def failure_of(transport: FarmTransport) -> Failure:
    """Why a farm cannot be asked what it is."""
    failure = raised_by(transport, transport.probe)
    assert failure.path == Path("farm")
    return failure


def raised_by(transport: FarmTransport, ask: Callable[[], Awaitable[object]]) -> Failure:
    async def asked() -> None:
        try:
            await ask()
        finally:
            await transport.close()

    with pytest.raises(UpscaleError) as raised:
        asyncio.run(asked())
    return raised.value.failure


def tasks_of(transport: FarmTransport) -> list[int]:
    """For how many pictures each worker is to do."""

    async def ask() -> list[int]:
        loads = await transport.loads()
        await transport.close()
        return [load.tasks for load in loads]

    return asyncio.run(ask())


def assert_refused(farm: Farm, engine: Engine, why: str, *, certificates: Path | None = None) -> None:
    """A worker ends at once, and says why."""
    worker = farm.start_worker(engine, certificates=certificates)
    assert worker.stderr is not None
    said = worker.stderr.read()
    assert worker.wait() == EXIT_REFUSED, said
    assert why in said
