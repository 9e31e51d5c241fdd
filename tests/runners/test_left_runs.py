"""What becomes of work at a host that cannot be reached while the program is started again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.hosts import HERE, SshHost
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners import places as places_module
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.places import Places
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Journal
from aresrgan_gui.services.journal.keeper import Keeper, recover
from aresrgan_gui.services.journal.runs import left_elsewhere
from aresrgan_gui.services.journal.writer import JournalWriter
from aresrgan_gui.services.queue.entry import JobOptions
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.patience import LONG
from tests.runners.conftest import Start
from tests.runners.remote_contract import write_engine

MakeJob = Callable[..., Job]
OPTIONS = UpscaleOptions(model="realesr-animevideov3", scale=2)
HOST = "afar"


class Program:
    """One start of the program, with this machine and one host for places, and a journal that outlives it."""

    def __init__(self, journal: Path, here: LocalRunner, host: FakeHost, models: Path) -> None:
        self.host, self._models = host, models
        journal_file = Journal(journal)
        entries = recover(journal_file, WINDOW_RUN)
        left = left_elsewhere(journal_file, [WINDOW_RUN])
        self._writer = JournalWriter(journal_file)
        self.places = Places(here)
        self.queue = Queue(self.places)
        self.places.freed.connect(self.queue.go_on)
        self.places.set_hosts({HOST: self.new_runner()})
        self._keeper = Keeper(self.queue, self._writer, WINDOW_RUN)
        self.places.set_notary(self._writer)
        self.queue.restore(entries)
        self.places.take_up(left)

    def new_runner(self) -> RemoteRunner:
        return RemoteRunner(FakeTransport(self.host), Engine(str(self.host.engine)), self._models, 1)

    def end(self) -> None:
        """Leave what runs at the host running there."""
        self.places.leave()
        self.queue.stop()
        self.places.shutdown()
        self._keeper.flush()
        self._writer.close()


@pytest.fixture
def host(tmp_path: Path) -> FakeHost:
    return FakeHost(tmp_path / "host", write_engine(tmp_path, "hang"), name=HOST)


@pytest.fixture
def start(
    tmp_path: Path,
    host: FakeHost,
    fake_models: Path,
    make_runner: Callable[[str], LocalRunner],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> Iterator[Callable[[], Program]]:
    """Starts the program anew, after the end of the one before."""
    monkeypatch.setattr(places_module, "REST_MS", 50)
    monkeypatch.setattr(places_module, "MOST_REST_MS", 50)
    running: list[Program] = []

    def begin() -> Program:
        if running:
            running.pop().end()
        running.append(Program(journal_of(tmp_path), make_runner("ok"), host, fake_models))
        return running[0]

    yield begin
    for program in running:
        program.end()


def journal_of(folder: Path) -> Path:
    return folder / "data" / "queue.sqlite3"


def keys(folder: Path) -> list[str]:
    """What is remembered of hosts."""
    journal = Journal(journal_of(folder))
    found = [begun.key for begun in journal.begun()]
    journal.close()
    return found


def begin_afar(program: Program, job: Job, qtbot: QtBot) -> str:
    """Has the picture of `job` begun at the host; the id of the job in the queue."""
    picture = FoundPicture(job.source, probe(job.source))
    (added,) = program.queue.add([picture], replace(OPTIONS, place=HOST))
    program.queue.start()
    qtbot.waitUntil(lambda: program.queue.job(added.id).progress > 0, timeout=LONG)
    return added.id


def test_that_a_run_is_remembered_until_it_is_over(
    start: Callable[[], Program], host: FakeHost, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    host.engine = write_engine(tmp_path, "slow")
    program = start()
    begin_afar(program, make_job(), qtbot)
    assert keys(tmp_path) == list(host.works)
    with qtbot.waitSignal(program.queue.drained, timeout=LONG):
        (tmp_path / "gate").touch()
    start()
    assert keys(tmp_path) == []


def test_that_a_run_whose_picture_was_made_elsewhere_after_a_restart_is_ended_when_its_host_answers(
    start: Callable[[], Program],
    host: FakeHost,
    make_job: MakeJob,
    starts: Callable[[], list[Start]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    job_id = begin_afar(start(), make_job(), qtbot)
    after = start()
    host.is_down = True
    after.queue.give_options({job_id: JobOptions(replace(OPTIONS, place=HERE), are_own=True)})
    with qtbot.waitSignal(after.queue.drained, timeout=LONG):
        after.queue.start()
    assert after.queue.job(job_id).state is JobState.DONE
    assert [each.is_alive for each in starts()] == [True, False]
    host.is_down = False
    qtbot.waitUntil(lambda: not host.works, timeout=LONG)
    qtbot.waitUntil(lambda: keys(tmp_path) == [], timeout=LONG)
    assert [each.is_alive for each in starts()] == [False, False]


def test_that_a_run_whose_job_was_removed_is_ended_after_as_many_restarts_as_it_takes(
    start: Callable[[], Program], host: FakeHost, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    job_id = begin_afar(start(), make_job(), qtbot)
    host.is_down = True
    start().queue.remove([job_id])
    third = start()
    qtbot.waitUntil(lambda: third.places.resting(HOST) is not None, timeout=LONG)
    assert keys(tmp_path) == list(host.works) != []
    start()
    host.is_down = False
    qtbot.waitUntil(lambda: not host.works, timeout=LONG)
    qtbot.waitUntil(lambda: keys(tmp_path) == [], timeout=LONG)


def test_that_a_run_that_is_still_wanted_is_gone_on_with_and_not_ended(
    start: Callable[[], Program],
    host: FakeHost,
    make_job: MakeJob,
    starts: Callable[[], list[Start]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    host.engine = write_engine(tmp_path, "slow")
    job_id = begin_afar(start(), make_job(), qtbot)
    after = start()
    after.queue.start()
    qtbot.waitUntil(lambda: after.queue.job(job_id).progress > 0, timeout=LONG)
    with qtbot.waitSignal(after.queue.drained, timeout=LONG):
        (tmp_path / "gate").touch()
    assert after.queue.job(job_id).state is JobState.DONE
    assert len(starts()) == 1


def test_that_the_run_of_a_picture_that_was_changed_meanwhile_is_ended_beside_the_new_one(
    start: Callable[[], Program],
    host: FakeHost,
    make_job: MakeJob,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    host.engine = write_engine(tmp_path, "slow")
    job = make_job()
    job_id = begin_afar(start(), job, qtbot)
    (old,) = host.works
    after = start()
    Image.new("RGB", job.size, "navy").save(job.source)
    after.queue.start()
    qtbot.waitUntil(lambda: len(host.works) == 2, timeout=LONG)
    (tmp_path / "gate").touch()
    qtbot.waitUntil(lambda: after.queue.job(job_id).state is JobState.DONE, timeout=LONG)
    qtbot.waitUntil(lambda: old not in host.works, timeout=LONG)
    qtbot.waitUntil(lambda: keys(tmp_path) == [], timeout=LONG)


def test_that_what_could_not_be_ended_is_ended_through_the_way_that_takes_its_place(
    start: Callable[[], Program],
    host: FakeHost,
    make_job: MakeJob,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = start()
    job_id = begin_afar(program, make_job(), qtbot)
    monkeypatch.setattr(FakeTransport, "trouble", ErrorCode.HOST_REFUSED)
    host.is_down = True
    changes = QSignalSpy(program.places.changed)
    program.queue.remove([job_id])
    qtbot.waitUntil(lambda: program.places.resting(HOST) is not None and changes.count() > 0, timeout=LONG)
    host.is_down = False
    program.places.set_hosts({HOST: program.new_runner()})
    qtbot.waitUntil(lambda: not host.works, timeout=LONG)


def test_that_nothing_is_remembered_of_a_host_that_was_removed(
    start: Callable[[], Program], host: FakeHost, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start()
    begin_afar(program, make_job(), qtbot)
    with qtbot.waitSignal(program.queue.postponed, timeout=LONG):
        host.is_down = True
    assert len(keys(tmp_path)) == 1
    program.places.set_hosts({})
    qtbot.waitUntil(lambda: keys(tmp_path) == [], timeout=LONG)


def test_that_a_run_whose_job_was_removed_and_put_back_is_gone_on_with(
    start: Callable[[], Program],
    host: FakeHost,
    make_job: MakeJob,
    starts: Callable[[], list[Start]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    host.engine = write_engine(tmp_path, "slow")
    program = start()
    job_id = begin_afar(program, make_job(), qtbot)
    with qtbot.waitSignal(program.queue.postponed, timeout=LONG):
        host.is_down = True
    program.queue.restore(program.queue.remove([job_id]))
    host.is_down = False
    qtbot.waitUntil(lambda: program.places.resting(HOST) is None, timeout=LONG)
    qtbot.waitUntil(lambda: program.queue.job(job_id).progress > 0, timeout=LONG)
    (tmp_path / "gate").touch()
    qtbot.waitUntil(lambda: program.queue.job(job_id).state is JobState.DONE, timeout=LONG)
    assert len(starts()) == 1


@pytest.fixture
def hosts(tmp_path: Path, host: FakeHost, fake_models: Path) -> Hosts:
    """The one host as the user has set it up."""
    hosts = Hosts(tmp_path / "hosts.json", fake_models, Credentials(), lambda *_: FakeTransport(host))
    hosts.put(SshHost(HOST, "10.0.0.1", engine=str(host.engine)))
    return hosts


def follow(program: Program, hosts: Hosts) -> None:
    """Work with the hosts as they are now."""
    program.places.set_hosts(hosts.runners(), hosts.names())


@pytest.mark.parametrize("is_started_anew", [False, True], ids=["at once", "after a restart"])
def test_that_a_run_is_followed_at_a_host_that_was_renamed_meanwhile(
    start: Callable[[], Program],
    host: FakeHost,
    hosts: Hosts,
    make_job: MakeJob,
    starts: Callable[[], list[Start]],
    qtbot: QtBot,
    tmp_path: Path,
    is_started_anew: bool,
) -> None:
    host.engine = write_engine(tmp_path, "slow")
    program = start()
    follow(program, hosts)
    job_id = begin_afar(program, make_job(), qtbot)
    hosts.put(SshHost("further", "10.0.0.2", engine=str(host.engine)), instead_of=HOST)
    if is_started_anew:
        program = start()
        follow(program, hosts)
        program.queue.start()
        qtbot.waitUntil(lambda: program.queue.job(job_id).progress > 0, timeout=LONG)
    else:
        follow(program, hosts)
    assert [state.name for state in program.places.states()] == [HERE, "further"]
    (tmp_path / "gate").touch()
    qtbot.waitUntil(lambda: program.queue.job(job_id).state is JobState.DONE, timeout=LONG)
    assert len(starts()) == 1
    qtbot.waitUntil(lambda: keys(tmp_path) == [], timeout=LONG)


def test_that_a_lost_run_that_nobody_wants_is_ended_at_a_host_that_was_renamed_meanwhile(
    start: Callable[[], Program],
    host: FakeHost,
    hosts: Hosts,
    make_job: MakeJob,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    program = start()
    follow(program, hosts)
    job_id = begin_afar(program, make_job(), qtbot)
    with qtbot.waitSignal(program.queue.postponed, timeout=LONG):
        host.is_down = True
    program.queue.remove([job_id])
    hosts.put(replace(hosts.named(HOST), name="further"), instead_of=HOST)
    follow(program, hosts)
    assert keys(tmp_path) == list(host.works) != []
    host.is_down = False
    qtbot.waitUntil(lambda: not host.works, timeout=LONG)
    qtbot.waitUntil(lambda: keys(tmp_path) == [], timeout=LONG)
