"""What a farm keeps in mind when its work is done: nothing of any picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Failed, Finished, Progress
from aresrgan_gui.runners.farm.connection import Connection
from aresrgan_gui.runners.farm.records import Records
from aresrgan_gui.runners.local.engines import Engine
from tests.patience import LONG
from tests.runners.farm.conftest import Connect, Farm
from tests.runners.remote_contract import has_worked, write_engine

MakeJob = Callable[..., Job]

FEW = 10


def asked(farm: Farm, function: Callable[..., Any]) -> Any:
    """What `function` returns within the scheduler."""

    async def ask() -> Any:
        connection = await Connection.made(farm.address, farm.certificates / "client")
        answer = await connection._client.run_on_scheduler(function)
        await connection.close()
        return answer

    return asyncio.run(ask())


def of_pictures(dask_scheduler: Any) -> list[str]:
    news = next(plugin._news for plugin in dask_scheduler.plugins.values() if isinstance(plugin, Records))
    published = [name for name in dask_scheduler.clients if name.startswith("published-")]
    return [*news, *published, *dask_scheduler.tasks]


def messages(dask_scheduler: Any) -> list[int | None]:
    """How many of the messages to each client and worker are kept at the most."""
    lines = [*dask_scheduler.stream_comms.values(), *dask_scheduler.client_comms.values()]
    return [line.recent_message_log.maxlen for line in lines]


def test_that_nothing_is_kept_of_pictures_that_are_done_or_cancelled(
    make_farm: Callable[..., Farm],
    slow: Engine,
    connect: Connect,
    make_job: MakeJob,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    farm = make_farm()
    farm.join(slow)
    listener, cancelled, waiting = connect(farm), make_job("cancelled.png"), make_job("waiting.png")
    listener.runner.start(cancelled, 1)
    has_worked(listener, cancelled, qtbot)
    assert len(asked(farm, of_pictures)) == 3
    listener.runner.cancel(cancelled.id)
    assert [type(end) for end in listener.ends(cancelled)] == [Failed]
    (tmp_path / "gate").touch()
    assert isinstance(listener.run(waiting), Finished)
    qtbot.waitUntil(lambda: asked(farm, of_pictures) == [], timeout=LONG)


def test_that_only_the_last_messages_are_kept_as_pictures_travel_in_them(
    make_farm: Callable[..., Farm], tmp_path: Path
) -> None:
    farm = make_farm()
    farm.join(Engine(str(write_engine(tmp_path, "ok"))))
    kept = asked(farm, messages)
    assert len(kept) >= 2
    assert all(most is not None and most <= FEW for most in kept)


def test_that_who_picks_a_picture_up_hears_at_once_how_far_it_is(
    make_farm: Callable[..., Farm], slow: Engine, connect: Connect, make_job: MakeJob, qtbot: QtBot
) -> None:
    farm = make_farm()
    farm.join(slow)
    before, job = connect(farm), make_job()
    before.runner.start(job, 1)
    has_worked(before, job, qtbot)
    before.runner.shutdown()
    after = connect(farm)
    after.runner.start(job, 2)
    has_worked(after, job, qtbot)
    told = [event.fraction for event in after.of(job) if isinstance(event, Progress)]
    assert told[0] == max(event.fraction for event in before.of(job) if isinstance(event, Progress))
