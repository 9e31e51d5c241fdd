"""The workers of a machine: their engine, and who keeps them."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.paths import backends_file
from aresrgan_gui.runners.base import Failed, Finished, Progress
from aresrgan_gui.runners.farm import crew
from aresrgan_gui.runners.farm.connection import Connection
from aresrgan_gui.runners.farm.crew import Crew
from aresrgan_gui.runners.local.engines import Engine, our_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.remote.request import RemoteRequest, request_for
from aresrgan_gui.runners.remote.transport import HostReport
from tests.patience import LONG
from tests.runners.conftest import FAKE_ENGINE, Listener, Start
from tests.runners.farm.conftest import Connect, Farm
from tests.runners.remote_contract import has_worked

MakeFarm = Callable[..., Farm]
MakeJob = Callable[..., Job]
Starts = Callable[[], list[Start]]

PATIENCE_MS = 60_000


@pytest.fixture
def make_crew() -> Iterator[Callable[..., Crew]]:
    crews = []

    def make(farm: Farm, *engines: Engine) -> Crew:
        crews.append(Crew([farm.orders(engine) for engine in engines]))
        return crews[-1]

    yield make
    for made in crews:
        made.stop()


def session(mode: str) -> Engine:
    return Engine(sys.executable, (str(FAKE_ENGINE), mode), is_ours=True)


def report_of(farm: Farm) -> HostReport:
    async def ask() -> HostReport:
        transport = farm.transport()
        try:
            return await transport.probe()
        finally:
            await transport.close()

    return asyncio.run(ask())


def test_that_a_real_picture_is_the_same_bit_for_bit_as_one_made_here(
    make_farm: MakeFarm,
    connect: Connect,
    listen: Callable[[LocalRunner], Listener],
    real_models: Path,
    corpora: Path,
    make_job: MakeJob,
    tmp_path: Path,
) -> None:
    with Image.open(corpora / "photos" / "13.png") as picture:
        (tmp_path / "pictures").mkdir()
        picture.crop((300, 100, 396, 164)).save(tmp_path / "pictures" / "parrots.png")
    job = make_job("parrots.png", scale=4, device="cpu")
    farm = make_farm()
    farm.join(our_engine())
    there = connect(farm, models=real_models, is_ours=True).run(job)
    assert isinstance(there, Finished), there
    # Each engine measures which backend is faster, and two that are about alike may choose differently.
    for chosen in farm.folder.rglob(backends_file().name):
        backends_file().parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(chosen, backends_file())
    local = LocalRunner(our_engine(), real_models)
    here = listen(local).run(job)
    local.shutdown()
    assert isinstance(here, Finished)
    assert there.output != here.output
    assert there.output.read_bytes() == here.output.read_bytes()


def test_that_our_engine_stays_warm_and_models_are_sent_once(
    make_farm: MakeFarm,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
) -> None:
    farm = make_farm()
    farm.join(session("ok"))
    listener = connect(farm, is_ours=True)
    assert isinstance(listener.run(make_job("one.png")), Finished)
    (folder,) = farm.folder.rglob("models-*")
    written = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert isinstance(listener.run(make_job("two.png")), Finished)
    assert isinstance(connect(farm, is_ours=True).run(make_job("three.png")), Finished)
    assert len(starts()) == 1
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == written
    assert {file.name for file in written} >= {"realesr-animevideov3-x2.param", "realesr-animevideov3-x2.bin"}


def test_that_a_cancelled_picture_leaves_our_engine_to_the_next(
    make_farm: MakeFarm,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(tmp_path / "gate"))
    farm = make_farm()
    farm.join(session("slow"))
    listener, first, second = connect(farm, is_ours=True), make_job("one.png"), make_job("two.png")
    listener.runner.start(first, 1)
    has_worked(listener, first, qtbot)
    listener.runner.start(second, 1)
    listener.runner.cancel(first.id)
    assert isinstance(listener.ends(first)[0], Failed)
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(second)] == [Finished]
    assert len(starts()) == 1


def test_that_two_cards_work_side_by_side_and_each_on_one_picture(
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
    listener = connect(farm, gpus=2)
    jobs = [make_job(f"{number}.png") for number in range(3)]
    for job in jobs:
        listener.runner.start(job, 1)

    def at_work() -> list[Job]:
        return [job for job in jobs if any(isinstance(event, Progress) for event in listener.of(job))]

    qtbot.waitUntil(lambda: len(at_work()) == 2, timeout=PATIENCE_MS)
    assert len(starts()) == 2
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(*jobs)] == [Finished] * 3
    assert len(starts()) == 3


def test_that_a_farm_says_what_it_is(make_farm: MakeFarm) -> None:
    farm = make_farm()
    farm.join(session("ok"))
    report = report_of(farm)
    assert report.gpus == ("a card",)
    assert report.engine_version == __version__
    assert report.free_bytes is not None
    assert report.free_bytes > 0
    assert report.clock_skew is not None
    assert abs(report.clock_skew) < 10


def test_that_a_killed_worker_is_started_again_and_a_stopped_crew_leaves_nobody(
    make_farm: MakeFarm, make_crew: Callable[..., Crew], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "FIRST_PAUSE_MS", 10)
    farm = make_farm()
    made = make_crew(farm, session("ok"), session("ok"))
    said: list[str] = []
    made.said.connect(said.append)
    made.start()
    works = "a card works for"
    qtbot.waitUntil(lambda: sum(works in line for line in said) == 2, timeout=PATIENCE_MS)
    before = made.pids
    psutil.Process(before[0]).kill()
    qtbot.waitUntil(lambda: sum(works in line for line in said) == 3, timeout=PATIENCE_MS)
    assert len(made.pids) == 2
    assert len(set(before) & set(made.pids)) == 1
    after = made.pids
    made.stop()
    qtbot.waitUntil(lambda: not any(psutil.pid_exists(pid) for pid in after), timeout=PATIENCE_MS)


def test_that_a_refused_crew_gives_up(
    make_farm: MakeFarm, make_crew: Callable[..., Crew], qtbot: QtBot
) -> None:
    made = make_crew(make_farm("version=1.2.3"), session("ok"))
    with qtbot.waitSignal(made.refused, timeout=PATIENCE_MS):
        made.start()
    assert made.pids == []


def test_that_a_worker_ends_with_its_input(make_farm: MakeFarm) -> None:
    worker = make_farm().join(session("ok"))
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(60) == 0


def test_that_a_picture_that_nobody_wants_any_more_is_given_up(
    make_farm: MakeFarm,
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
) -> None:
    farm = make_farm()
    farm.join(slow)
    listener, job = connect(farm), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    (name,) = farm.leftovers()

    async def forget() -> None:
        other = await Connection.made(farm.address, farm.certificates)
        await other.forget(name)
        await other.close()

    asyncio.run(forget())
    assert starts()[0].is_alive
    listener.runner.shutdown()
    # Sooner than the fake engine would end by itself.
    qtbot.waitUntil(lambda: not starts()[0].is_alive, timeout=LONG)
    qtbot.waitUntil(lambda: farm.leftovers() == [], timeout=PATIENCE_MS)


def test_that_a_file_of_this_machine_is_not_blamed_on_the_farm(
    make_farm: MakeFarm, fake_models: Path, make_job: MakeJob, tmp_path: Path
) -> None:
    farm = make_farm()
    farm.join(session("ok"))
    source, nowhere = make_job().source, tmp_path / "nowhere" / "a.png"
    models = ["-m", str(fake_models), "-n", "realesr-animevideov3", "-s", "2"]
    request = request_for("job", ["-i", str(source), "-o", str(nowhere), *models])

    async def failure_of(asked: RemoteRequest) -> Failure:
        transport = farm.transport()
        with pytest.raises(UpscaleError) as raised:
            await transport.run(asked, lambda _: None)
        await transport.kill(asked.key)
        await transport.close()
        return raised.value.failure

    unwritable = asyncio.run(failure_of(request))
    assert (unwritable.code, unwritable.path) == (ErrorCode.OUTPUT_UNWRITABLE, nowhere)
    assert farm.leftovers() == []
    gone = replace(request, key="0", source=nowhere)
    unreadable = asyncio.run(failure_of(gone))
    assert (unreadable.code, unreadable.path) == (ErrorCode.INPUT_UNREADABLE, nowhere)
