"""What becomes of a result of which a part has come when the program ends, or is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Finished, LeftRun
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.parts import part_of
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.ssh import carrying
from aresrgan_gui.runners.ssh.line import Session
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Begun, Journal, Record
from aresrgan_gui.services.journal.writer import JournalWriter
from tests.patience import LONG
from tests.runners.conftest import Listener, Start
from tests.runners.remote_contract import files_of, write_engine
from tests.runners.ssh.conftest import Server

MakeJob = Callable[..., Job]
PLACE = "box"


@dataclass
class Line:
    """The way of results to this machine; while it `sticks`, half of one comes, and then nothing more.

    `begun` is with how many bytes here each began that came.
    """

    sticks: bool = True
    begun: list[int] = field(default_factory=list)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    get, line = carrying._get, Line()

    async def played(session: Session, source: str, target: Path, size: int, tell: carrying.Fraction) -> None:
        line.begun.append(target.stat().st_size if target.exists() else 0)
        if line.sticks:
            await get(session, source, target, size // 2, tell)
            await asyncio.sleep(3600)
        await get(session, source, target, size, tell)

    monkeypatch.setattr(carrying, "_get", played)
    return line


class Program:
    """One start of a program that keeps what it does at a host in the journal."""

    def __init__(self, site: Server, folder: Path, models: Path, qtbot: QtBot) -> None:
        engine = write_engine(folder, "ok")
        self.journal = Journal(folder / "data" / "queue.sqlite3")
        self.writer = JournalWriter(self.journal)
        self.runner = RemoteRunner(site.transport(engine), Engine(str(engine)), models, gpus=1)
        self.runner.place = PLACE
        self.runner.set_notary(self.writer)
        self.listener = Listener(self.runner, qtbot)

    def knows(self, job: Job) -> None:
        self.journal.put(WINDOW_RUN, [(0, Record(job, job.source.parent, None, 1, None))])

    def end(self) -> None:
        self.runner.shutdown()
        self.writer.close()


@pytest.fixture
def start(site: Server, tmp_path: Path, fake_models: Path, qtbot: QtBot) -> Iterator[Callable[[], Program]]:
    """Starts the program anew, after the end of the one before."""
    running: list[Program] = []

    def begin() -> Program:
        if running:
            running.pop().end()
        running.append(Program(site, tmp_path, fake_models, qtbot))
        return running[0]

    yield begin
    for program in running:
        program.end()


def fetches_half(program: Program, job: Job, qtbot: QtBot) -> Path:
    """Has half of the result of `job` come; where that is."""
    program.knows(job)
    program.runner.start(job, 1)
    qtbot.waitUntil(lambda: any(map(has_some, parts_of(job))), timeout=LONG)
    (part,) = parts_of(job)
    return part


def has_some(part: Path) -> bool:
    return part.stat().st_size > 0


def parts_of(job: Job) -> list[Path]:
    return list(job.target.parent.glob(".*.part"))


def begun(folder: Path) -> list[Begun]:
    """What is remembered of hosts."""
    journal = Journal(folder / "data" / "queue.sqlite3")
    found = journal.begun()
    journal.close()
    return found


def test_that_a_program_started_anew_goes_on_with_what_the_one_before_fetched(
    start: Callable[[], Program],
    line: Line,
    make_job: MakeJob,
    starts: Callable[[], list[Start]],
    site: Server,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    program, job = start(), make_job()
    part = fetches_half(program, job, qtbot)
    half = part.stat().st_size
    program = start()
    assert part.exists()
    line.sticks = False
    assert isinstance(program.listener.run(job), Finished)
    assert line.begun == [0, half]
    assert files_of(job) == {"photo.png", "photo_2x.png"}
    assert len(starts()) == 1
    assert site.leftovers() == []
    start()
    assert begun(tmp_path) == []


@pytest.mark.parametrize("content", [b"something else", b"longer" * 10_000])
def test_that_what_proves_to_be_no_part_of_the_result_costs_one_fetching(
    content: bytes, start: Callable[[], Program], line: Line, make_job: MakeJob, qtbot: QtBot
) -> None:
    program, job = start(), make_job()
    part = fetches_half(program, job, qtbot)
    program = start()
    part.write_bytes(content)
    line.sticks = False
    assert isinstance(program.listener.run(job), Finished)
    assert line.begun == [0, len(content), 0]
    assert files_of(job) == {"photo.png", "photo_2x.png"}


def test_that_what_came_of_a_result_that_nobody_waits_for_is_removed(
    start: Callable[[], Program], line: Line, make_job: MakeJob, site: Server, qtbot: QtBot, tmp_path: Path
) -> None:
    program, job = start(), make_job()
    part = fetches_half(program, job, qtbot)
    program = start()
    (run,) = begun(tmp_path)
    assert part == part_of(job.target, run.place, run.key)
    program.runner.take_up([LeftRun(PLACE, run.key, job.id, is_awaited=False)])
    program.runner.tidy()
    qtbot.waitUntil(lambda: not part.exists(), timeout=LONG)
    qtbot.waitUntil(lambda: begun(tmp_path) == [], timeout=LONG)
    assert site.leftovers() == []


def test_that_a_job_cancelled_while_its_result_comes_leaves_nothing(
    start: Callable[[], Program], line: Line, make_job: MakeJob, site: Server, qtbot: QtBot
) -> None:
    program, job = start(), make_job()
    fetches_half(program, job, qtbot)
    program.runner.cancel(job.id)
    program.listener.ends(job)
    start()
    assert files_of(job) == {"photo.png"}
    assert site.leftovers() == []


def test_that_without_a_journal_nothing_is_left_of_a_result_that_has_not_come_whole(
    start: Callable[[], Program], line: Line, make_job: MakeJob, qtbot: QtBot
) -> None:
    program, job = start(), make_job()
    program.runner.set_notary(None)
    program.runner.start(job, 1)
    qtbot.waitUntil(lambda: line.begun != [], timeout=LONG)
    start()
    assert files_of(job) == {"photo.png"}
