"""Pictures too large for their tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Failed, Finished
from aresrgan_gui.runners.farm import spool, transport
from aresrgan_gui.runners.farm.connection import Connection
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.remote.request import RemoteRequest, request_for
from aresrgan_gui.runners.remote.transport import RemoteEvent, Sending
from tests.runners.conftest import Start
from tests.runners.farm.conftest import Connect, Farm, worker_of
from tests.runners.remote_contract import has_worked

PATIENCE_MS = 60_000

MakeRequest = Callable[[], RemoteRequest]


@pytest.fixture
def make_request(make_job: Callable[..., Job], fake_models: Path, tmp_path: Path) -> MakeRequest:
    """Makes the request for a new picture."""

    def make() -> RemoteRequest:
        arguments = ["-i", str(make_job().source), "-o", str(tmp_path / "made.png")]
        arguments += ["-m", str(fake_models), "-n", "realesr-animevideov3", "-s", "2"]
        return request_for("job", arguments)

    return make


@pytest.fixture
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this test's pictures pass for large ones that come in several parts."""
    monkeypatch.setattr(transport, "LARGE_BYTES", 1)
    monkeypatch.setattr(spool, "PART_BYTES", 100)


def spooled(farm: Farm) -> list[str]:
    """The pictures at the scheduler."""
    folders = [folder for folder in farm.folder.rglob("scheduler-*") if folder.is_dir()]
    assert folders
    return [entry.name for folder in folders for entry in folder.iterdir()]


def test_that_a_large_picture_waits_at_the_scheduler_until_it_is_done(
    make_farm: Callable[..., Farm],
    slow: Engine,
    connect: Connect,
    make_job: Callable[..., Job],
    in_small_parts: None,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm()
    farm.join(slow)
    listener, job = connect(farm), make_job()
    assert job.source.stat().st_size > 200
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    assert len(spooled(farm)) == 1
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(job)] == [Finished]
    qtbot.waitUntil(lambda: spooled(farm) == [], timeout=PATIENCE_MS)


def test_that_a_large_picture_is_not_sent_anew_when_its_worker_dies(
    make_farm: Callable[..., Farm],
    slow: Engine,
    connect: Connect,
    make_job: Callable[..., Job],
    starts: Callable[[], list[Start]],
    in_small_parts: None,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm()
    farm.join(slow)
    listener, job = connect(farm), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    job.source.unlink()
    worker_of(starts()[0]).kill()
    farm.join(slow)
    qtbot.waitUntil(lambda: len(starts()) == 2, timeout=PATIENCE_MS)
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(job)] == [Finished]


def test_that_a_cancelled_large_picture_leaves_nothing_at_the_scheduler(
    make_farm: Callable[..., Farm],
    slow: Engine,
    connect: Connect,
    make_job: Callable[..., Job],
    in_small_parts: None,
    qtbot: QtBot,
) -> None:
    farm = make_farm()
    farm.join(slow)
    listener, job = connect(farm), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    listener.runner.cancel(job.id)
    assert [type(end) for end in listener.ends(job)] == [Failed]
    qtbot.waitUntil(lambda: spooled(farm) == [], timeout=PATIENCE_MS)


def test_that_a_large_picture_whose_sending_is_cancelled_leaves_nothing_at_the_scheduler(
    make_farm: Callable[..., Farm], slow: Engine, in_small_parts: None, make_request: MakeRequest
) -> None:
    farm = make_farm()
    farm.join(slow)

    async def send_half() -> list[str]:
        way, half_sent = farm.transport(), asyncio.Event()
        request = make_request()

        def tell(event: RemoteEvent) -> None:
            if isinstance(event, Sending) and event.fraction > 0:
                half_sent.set()

        running = asyncio.create_task(way.run(request, tell))
        await half_sent.wait()
        running.cancel()
        await asyncio.wait([running])
        await way.kill(request.key)
        left = spooled(farm)
        await way.close()
        return left

    assert asyncio.run(send_half()) == []


def test_that_a_picture_that_breaks_off_while_it_is_sent_leaves_nothing_at_the_scheduler(
    make_farm: Callable[..., Farm],
    slow: Engine,
    in_small_parts: None,
    make_request: MakeRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    farm = make_farm()
    farm.join(slow)

    def read_part(path: Path, start: int) -> bytes:
        if start > 0:
            raise OSError("the card was pulled out")
        return spool.read_part(path, start)

    monkeypatch.setattr(transport, "read_part", read_part)

    async def send_half() -> list[str]:
        way = farm.transport()
        with pytest.raises(UpscaleError, match="the card was pulled out"):
            await way.run(make_request(), lambda _: None)
        left = spooled(farm)
        await way.close()
        return left

    assert asyncio.run(send_half()) == []


def test_that_half_a_picture_is_removed_when_its_sender_is_gone(
    make_farm: Callable[..., Farm], qtbot: QtBot
) -> None:
    farm = make_farm()

    async def send_half() -> list[str]:
        sender = await Connection.made(farm.address, farm.certificates)
        await sender.send("upscale-half", 0, b"half a pict")
        there = spooled(farm)
        await sender.close()
        return there

    assert asyncio.run(send_half()) == ["upscale-half"]
    qtbot.waitUntil(lambda: spooled(farm) == [], timeout=PATIENCE_MS)
