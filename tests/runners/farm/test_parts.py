"""Pictures and results that come in several parts, some of which go wrong on their way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Entered, Failed, Finished, Phase
from aresrgan_gui.runners.farm import connection, transport
from aresrgan_gui.runners.local.engines import Engine
from tests.fakes.part_troubles import PART_BYTES
from tests.runners.conftest import Listener, Start
from tests.runners.farm.conftest import Connect, Farm
from tests.runners.farm.test_spool import PATIENCE_MS, spooled
from tests.runners.remote_contract import REPOSITORY, files_of, write_engine

MakeJob = Callable[..., Job]
MakeFarm = Callable[..., Farm]
Starts = Callable[[], list[Start]]

FAKE_WORKER = str(REPOSITORY / "tests" / "fakes" / "farm_worker.py")

FOR_EVER = 9999


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(str(write_engine(tmp_path, "ok")))


@pytest.fixture
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this test's pictures wait at the scheduler."""
    monkeypatch.setattr(transport, "LARGE_BYTES", 1)


def fractions(listener: Listener, job: Job, phase: Phase) -> list[float]:
    return [
        event.fraction for event in listener.of(job) if isinstance(event, Entered) and event.phase is phase
    ]


def is_right(job: Job) -> bool:
    """Whether the result is the picture, with each of its pixels four times."""
    with Image.open(job.source) as source, Image.open(job.target) as result:
        wanted = source.resize((2 * source.width, 2 * source.height), Image.Resampling.NEAREST)
        return result.tobytes() == wanted.tobytes()


@pytest.mark.parametrize("trouble", ["lost:2", "damaged:2", "halved:3", "missing:2"])
def test_that_parts_of_a_result_that_go_wrong_are_fetched_again(
    trouble: str,
    make_farm: MakeFarm,
    engine: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
) -> None:
    farm = make_farm()
    farm.join(engine, program=(FAKE_WORKER, trouble))
    listener, job = connect(farm), make_job()
    assert isinstance(listener.run(job), Finished)
    assert job.target.stat().st_size > 2 * PART_BYTES
    assert is_right(job)
    assert len(starts()) == 1
    assert fractions(listener, job, Phase.FETCHING)[-1] == 1.0
    assert farm.leftovers() == []


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("damaged", ErrorCode.OUTPUT_WRONG),
        ("missing", ErrorCode.OUTPUT_WRONG),
        ("lost", ErrorCode.HOST_DOWN),
    ],
)
def test_that_a_result_whose_parts_always_go_wrong_is_never_published(
    kind: str,
    code: ErrorCode,
    make_farm: MakeFarm,
    engine: Engine,
    connect: Connect,
    make_job: MakeJob,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "REMAKING_SECONDS", 1.0)
    farm = make_farm()
    farm.join(engine, program=(FAKE_WORKER, f"{kind}:{FOR_EVER}"))
    job = make_job()
    end = connect(farm).run(job)
    assert isinstance(end, Failed)
    assert end.failure.code is code, end.failure
    assert files_of(job) == {"photo.png"}


@pytest.mark.parametrize("trouble", ["lost:2", "damaged:2", "halved:3", "missing:2"])
def test_that_parts_of_a_picture_that_go_wrong_come_to_the_worker_again(
    trouble: str,
    make_farm: MakeFarm,
    engine: Engine,
    connect: Connect,
    make_job: MakeJob,
    all_are_large: None,
    qtbot: QtBot,
) -> None:
    farm = make_farm(f"parts={trouble}")
    farm.join(engine)
    job = make_job()
    assert job.source.stat().st_size > 2 * PART_BYTES
    assert isinstance(connect(farm).run(job), Finished)
    assert is_right(job)
    qtbot.waitUntil(lambda: spooled(farm) == [], timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("damaged", ErrorCode.INPUT_UNREADABLE),
        ("missing", ErrorCode.INPUT_UNREADABLE),
        ("lost", ErrorCode.HOST_DOWN),
    ],
)
def test_that_a_picture_whose_parts_always_go_wrong_is_never_computed(
    kind: str,
    code: ErrorCode,
    make_farm: MakeFarm,
    engine: Engine,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    all_are_large: None,
    qtbot: QtBot,
) -> None:
    farm = make_farm(f"parts={kind}:{FOR_EVER}")
    farm.join(engine)
    job = make_job()
    end = connect(farm).run(job)
    assert isinstance(end, Failed)
    assert end.failure.code is code, end.failure
    assert starts() == []
    assert files_of(job) == {"photo.png"}
    assert farm.leftovers() == []
    qtbot.waitUntil(lambda: spooled(farm) == [], timeout=PATIENCE_MS)
