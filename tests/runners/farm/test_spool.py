"""Pictures too large for their tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Failed, Finished
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.farm import spool, transport
from aresrgan_gui.runners.farm.connection import Connection
from tests.runners.conftest import Start
from tests.runners.farm.conftest import Connect, Farm, worker_of
from tests.runners.remote_contract import has_worked

PATIENCE_MS = 60_000


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
