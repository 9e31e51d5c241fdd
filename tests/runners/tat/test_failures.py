"""What goes wrong between this machine and instances in the cloud, and what becomes of the job then."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Failed, Finished, Phase
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.tat import storage, tasks
from aresrgan_gui.runners.tat.storage import Moved, Storage
from aresrgan_gui.runners.tat.transport import TatTransport
from tests.fakes.fake_cloud import BUCKET, REGION, FakeCloud, Object
from tests.patience import LONG
from tests.runners.remote_contract import Notes, has_worked, phases_of, write_engine
from tests.runners.tat.conftest import SECRET, SECRETS, endpoints_of, host_of, transport_to
from tests.runners.tat.test_transport import leftovers

if TYPE_CHECKING:
    from tests.runners.conftest import Listener, Start

MakeJob = Callable[..., Job]
Connect = Callable[..., "Listener"]
Starts = Callable[[], "list[Start]"]

MEMORY = Path("/proc/self/mem")
"""A file that opens and whose beginning cannot be read."""


@pytest.fixture
def connect(
    fake_models: Path,
    tmp_path: Path,
    listen: Callable[[RemoteRunner], Listener],
    request: pytest.FixtureRequest,
    starts: Starts,
) -> Connect:
    """Listens to a new runner over a cloud, with the fake engine in a mode."""

    def connected(cloud: FakeCloud, mode: str = "ok", *, way: TatTransport | None = None) -> Listener:
        engine = write_engine(tmp_path, mode)
        transport = way or transport_to(cloud, engine)
        runner = RemoteRunner(transport, Engine(str(engine)), fake_models, gpus=len(cloud.tat.instances))
        request.addfinalizer(runner.shutdown)
        return listen(runner)

    return connected


def failure_of(end: Finished | Failed) -> Failure:
    assert isinstance(end, Failed), end
    return end.failure


def has_begun(listener: Listener, jobs: list[Job], starts: Starts, qtbot: QtBot) -> None:
    """Waits until there are as many engines at work as jobs."""
    qtbot.waitUntil(lambda: len(starts()) == len(jobs) or any(map(listener.last, jobs)), timeout=LONG)
    assert [listener.last(job) for job in jobs] == [None] * len(jobs)


def test_that_a_lost_reply_is_looked_up_and_nothing_runs_twice(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts
) -> None:
    cloud.lost_replies = 1
    assert isinstance(connect(cloud).run(make_job()), Finished)
    assert len(starts()) == 1
    assert cloud.calls.count("RunCommand") == 1


def test_that_a_lost_call_is_made_again(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts
) -> None:
    cloud.lost_calls = 1
    assert isinstance(connect(cloud).run(make_job()), Finished)
    assert len(starts()) == 1
    assert cloud.calls.count("RunCommand") == 2


def test_that_even_an_order_given_twice_runs_once(
    cloud: FakeCloud,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aresrgan_gui.runners.tat.tasks.LOOKS", 0)
    cloud.lost_replies = 1
    assert isinstance(connect(cloud).run(make_job()), Finished)
    assert cloud.calls.count("RunCommand") == 2
    assert len(starts()) == 1


def test_that_an_instance_whose_agent_is_offline_is_passed_over(
    make_cloud: Callable[..., FakeCloud], connect: Connect, make_job: MakeJob
) -> None:
    cloud = make_cloud(2)
    cloud.tat.instances["ins-1"].is_online = False
    job = make_job()
    assert isinstance(connect(cloud).run(job), Finished)
    assert [task.instance.id for each in cloud.tat.invocations for task in each.tasks] == ["ins-2"]
    cloud.tat.instances["ins-2"].is_online = False
    failure = failure_of(connect(cloud).run(make_job("other.png")))
    assert failure.code is ErrorCode.HOST_DOWN
    assert leftovers(cloud) == []


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        ("TASK_TIMEOUT", ErrorCode.HOST_DOWN, "any more"),
        ("DELIVER_FAILED", ErrorCode.HOST_DOWN, "delivered"),
        ("START_FAILED", ErrorCode.HOST_UNREADY, "as told to"),
        ("TERMINATED", ErrorCode.HOST_DOWN, "stopped"),
        ("CANCELLED", ErrorCode.HOST_DOWN, "stopped"),
        ("TIMEOUT", ErrorCode.ENGINE_HUNG, "day"),
    ],
)
def test_that_each_end_that_is_not_the_scripts_own_is_told(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, status: str, code: ErrorCode, words: str
) -> None:
    cloud.tat.end_as = status
    failure = failure_of(connect(cloud).run(make_job()))
    assert (failure.code, words in failure.detail) == (code, True)
    # Only where the agent fell silent may the work still go on, and its picture be wanted.
    assert bool(leftovers(cloud)) == (status == "TASK_TIMEOUT")


def test_that_a_result_is_fetched_though_what_was_said_is_cut_off(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob
) -> None:
    cloud.tat.noise = 30_000
    job = make_job()
    assert isinstance(connect(cloud).run(job), Finished)
    assert cloud.tat.invocations[0].tasks[0].dropped > 0


def test_that_an_engines_failure_is_told_though_what_was_said_is_cut_off(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob
) -> None:
    cloud.tat.noise = 30_000
    failure = failure_of(connect(cloud, "exits_with_7").run(make_job()))
    assert (failure.code, failure.detail) == (ErrorCode.ENGINE_CRASHED, "exit code 7")


def test_that_too_many_requests_are_repeated_later(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts
) -> None:
    listener, job = connect(cloud), make_job()
    cloud.too_many = 2
    assert isinstance(listener.run(job), Finished)
    assert len(starts()) == 1


def test_that_a_wrong_clock_is_told_as_such(cloud: FakeCloud, connect: Connect, make_job: MakeJob) -> None:
    cloud.clock_ahead = 400.0
    failure = failure_of(connect(cloud).run(make_job()))
    assert failure.code is ErrorCode.HOST_REFUSED
    assert "clock" in failure.detail


def test_that_a_wrong_key_is_refused(cloud: FakeCloud, connect: Connect, make_job: MakeJob) -> None:
    for secrets in ({**SECRETS, "secret_key": "another"}, {**SECRETS, "secret_id": "nobody"}, {}):
        way = TatTransport(host_of(cloud, "engine"), secrets.get, endpoints_of(cloud))
        assert failure_of(connect(cloud, way=way).run(make_job())).code is ErrorCode.HOST_REFUSED


def test_that_expired_addresses_are_renewed(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts
) -> None:
    cloud.expired_addresses = 1
    assert isinstance(connect(cloud).run(make_job()), Finished)
    assert cloud.calls.count("RunCommand") == 2
    assert len(starts()) == 1


def test_that_a_result_waits_for_an_address_that_is_valid(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts, qtbot: QtBot, tmp_path: Path
) -> None:
    listener, job = connect(cloud, "slow"), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    cloud.expired_addresses = 1
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(job)] == [Finished]
    assert len(starts()) == 1
    assert leftovers(cloud) == []


def test_that_a_result_that_can_never_be_stored_is_not_left_over_there(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, qtbot: QtBot, tmp_path: Path
) -> None:
    listener, job = connect(cloud, "slow"), make_job()
    listener.runner.start(job, 1)
    has_worked(listener, job, qtbot)
    cloud.expired_addresses = 1000
    (tmp_path / "gate").touch()
    (end,) = listener.ends(job)
    assert failure_of(end).code is ErrorCode.HOST_UNREADY
    cloud.expired_addresses = 0
    assert leftovers(cloud) == []


@pytest.mark.parametrize("is_stopped", [False, True], ids=["could not be stored", "was stopped"])
def test_that_what_ended_badly_while_nobody_looked_is_not_left_over_there_when_it_is_killed(
    cloud: FakeCloud,
    connect: Connect,
    make_job: MakeJob,
    qtbot: QtBot,
    tmp_path: Path,
    is_stopped: bool,
) -> None:
    before, job, notes = connect(cloud, "slow"), make_job(), Notes()
    before.runner.set_notary(notes)
    before.runner.start(job, 1)
    has_worked(before, job, qtbot)
    before.runner.shutdown()
    cloud.expired_addresses = 1000
    if is_stopped:
        cloud.tat.stop()
    (tmp_path / "gate").touch()
    qtbot.waitUntil(cloud.tat.invocations[-1].tasks[0].ended.is_set, timeout=LONG)
    cloud.expired_addresses = 0
    assert leftovers(cloud) != []

    async def kill() -> None:
        way = transport_to(cloud, tmp_path)
        ((_, key),) = notes.begun
        await way.kill(key)
        await way.close()

    asyncio.run(kill())
    assert leftovers(cloud) == []


def test_that_a_result_is_not_made_again_when_the_disk_here_was_full(
    cloud: FakeCloud,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def is_full(*_: object, **__: object) -> bool:
        raise UpscaleError(ErrorCode.DISK_FULL, job.target)

    listener, job = connect(cloud), make_job()
    with monkeypatch.context() as patched:
        patched.setattr(Storage, "download", is_full)
        assert failure_of(listener.run(job)).code is ErrorCode.DISK_FULL
    assert isinstance(connect(cloud).run(job), Finished)
    assert len(starts()) == 1
    assert leftovers(cloud) == []


def test_that_a_full_disk_over_there_is_not_taken_for_a_full_one_here(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, tmp_path: Path
) -> None:
    engine = write_engine(tmp_path, "disk_is_full").rename(tmp_path / "aresrgan-engine")
    failure = failure_of(connect(cloud, way=transport_to(cloud, engine)).run(make_job()))
    assert (failure.code, failure.detail) == (ErrorCode.HOST_UNREADY, "its disk is full")
    assert leftovers(cloud) == []


def test_that_addresses_that_stay_refused_are_told(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob
) -> None:
    cloud.expired_addresses = 1000
    failure = failure_of(connect(cloud).run(make_job()))
    assert failure.code is ErrorCode.HOST_UNREADY
    assert "403" in failure.detail
    cloud.expired_addresses = 0
    assert leftovers(cloud) == []


def test_that_what_was_stopped_over_there_runs_anew_after_a_restart(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts, qtbot: QtBot, tmp_path: Path
) -> None:
    before, job = connect(cloud, "slow"), make_job()
    before.runner.start(job, 1)
    has_worked(before, job, qtbot)
    before.runner.shutdown()
    cloud.tat.stop()
    (tmp_path / "gate").touch()
    assert isinstance(connect(cloud, "slow").run(job), Finished)
    assert len(starts()) == 2
    assert leftovers(cloud) == []


def test_that_a_model_that_was_removed_is_sent_again(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob
) -> None:
    listener = connect(cloud)
    assert isinstance(listener.run(make_job()), Finished)
    cloud.objects.clear()
    instance = cloud.tat.instances["ins-1"].folder
    for models in (instance / "aresrgan" / "models").iterdir():
        models.rename(instance / "gone")
    assert isinstance(listener.run(make_job("other.png")), Finished)


def test_that_a_download_that_is_cut_is_never_a_result(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob
) -> None:
    cloud.cuts = 0.5
    job = make_job()
    assert failure_of(connect(cloud).run(job)).code is ErrorCode.HOST_DOWN
    assert not job.target.exists()
    cloud.cuts = 1.0
    assert isinstance(connect(cloud).run(job), Finished)


def stored(cloud: FakeCloud, content: bytes) -> None:
    """Puts an object into the bucket, in the place of the one before."""
    cloud.objects["thing"] = Object(content, cloud.now())


def fetched(cloud: FakeCloud, target: Path, moved: Moved = lambda _: None, *, sha256: str = "") -> bool:
    store = Storage("cloud", BUCKET, REGION, SECRET, cloud.address)
    try:
        return asyncio.run(store.download("thing", target, moved, sha256=sha256))
    finally:
        store.close()


@pytest.mark.parametrize("by", ["its digest", "its ETag"])
def test_that_a_download_that_is_cut_goes_on_from_there(by: str, cloud: FakeCloud, tmp_path: Path) -> None:
    content, fractions = os.urandom(1_000_000), [0.0]
    stored(cloud, content)
    cloud.cuts, cloud.cut_downloads = 0.5, 3
    sha256 = hashlib.sha256(content).hexdigest() if by == "its digest" else ""
    assert fetched(cloud, tmp_path / "target", fractions.append, sha256=sha256)
    assert (tmp_path / "target").read_bytes() == content
    assert [asked.partition("=")[0] for asked, _ in cloud.ranges] == ["", "bytes", "bytes", "bytes"]
    assert sum(sent for _, sent in cloud.ranges) < 1.25 * len(content)
    assert fractions == sorted(fractions)


def test_that_parts_of_two_objects_are_never_joined(cloud: FakeCloud, tmp_path: Path) -> None:
    before, after = os.urandom(1_000_000), os.urandom(1_000_000)
    stored(cloud, before)
    cloud.cuts, cloud.cut_downloads = 0.5, 1

    def replaced(_fraction: float) -> None:
        stored(cloud, after)

    assert not fetched(cloud, tmp_path / "target", replaced)
    assert [asked for asked, _ in cloud.ranges] == [""]
    assert fetched(cloud, tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == after


def test_that_an_object_of_which_less_is_left_than_has_come_is_not_gone_on_with(
    cloud: FakeCloud, tmp_path: Path
) -> None:
    """By a storage that knows no conditions."""
    stored(cloud, os.urandom(1_000_000))
    cloud.cuts, cloud.cut_downloads, cloud.ignores_conditions = 0.5, 1, True
    assert not fetched(cloud, tmp_path / "target", lambda _: stored(cloud, b"less"))
    assert fetched(cloud, tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == b"less"


def test_that_a_proxy_that_sends_all_anew_does_no_harm(cloud: FakeCloud, tmp_path: Path) -> None:
    content = os.urandom(1_000_000)
    stored(cloud, content)
    cloud.cuts, cloud.cut_downloads, cloud.ignores_ranges = 0.5, 1, True
    assert not fetched(cloud, tmp_path / "target")
    assert (tmp_path / "target").stat().st_size < 600_000
    assert fetched(cloud, tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == content


def test_that_what_is_cut_on_its_way_to_an_instance_goes_on_there(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts
) -> None:
    cloud.cuts, cloud.cut_downloads, cloud.cuts_hosts = 0.5, 2, True
    assert isinstance(connect(cloud).run(make_job()), Finished)
    assert [asked for asked, _ in cloud.ranges if asked] != []
    assert cloud.calls.count("RunCommand") == 1
    assert len(starts()) == 1


@pytest.fixture
def soon_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second after the start of a command without a task its timeout has long passed."""
    monkeypatch.setattr(tasks, "GRACE_SECONDS", 1.0 - tasks.TIMEOUT)


@pytest.mark.usefixtures("soon_lost")
def test_that_a_command_of_which_nothing_is_ever_heard_counts_as_lost(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts
) -> None:
    cloud.tat.holds.set()
    cloud.tat.hides_tasks = True
    failure = failure_of(connect(cloud).run(make_job()))
    assert (failure.code, failure.detail) == (ErrorCode.HOST_DOWN, "ins-1: nothing was ever heard of it")
    assert leftovers(cloud) == []
    assert starts() == []


def test_that_a_command_that_has_no_task_yet_is_waited_for(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts, qtbot: QtBot
) -> None:
    cloud.tat.hides_tasks = True
    listener, job = connect(cloud), make_job()
    listener.runner.start(job, 1)
    qtbot.waitUntil(lambda: cloud.calls.count("DescribeInvocationTasks") > 3, timeout=LONG)
    cloud.tat.hides_tasks = False
    assert [type(end) for end in listener.ends(job)] == [Finished]
    assert len(starts()) == 1


@pytest.mark.usefixtures("soon_lost")
def test_that_a_command_that_was_lost_while_nobody_looked_is_given_again_and_runs_once(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts, qtbot: QtBot
) -> None:
    cloud.tat.holds.set()
    before, job = connect(cloud), make_job()
    before.runner.start(job, 1)
    qtbot.waitUntil(lambda: cloud.calls.count("RunCommand") == 1, timeout=LONG)
    before.runner.shutdown()
    (lost,) = cloud.tat.invocations
    for task in lost.tasks:
        cloud.tat._cancel(task)
    lost.tasks.clear()
    cloud.tat.holds.clear()
    assert isinstance(connect(cloud).run(job), Finished)
    assert cloud.calls.count("RunCommand") == 2
    assert len(starts()) == 1


def test_that_a_command_without_a_task_is_called_off_when_its_job_is_given_up(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts, qtbot: QtBot
) -> None:
    cloud.tat.holds.set()
    cloud.tat.hides_tasks = True
    listener, job = connect(cloud), make_job()
    listener.runner.start(job, 1)
    qtbot.waitUntil(lambda: cloud.calls.count("DescribeInvocationTasks") > 1, timeout=LONG)
    listener.runner.cancel(job.id)
    assert failure_of(listener.ends(job)[0]).code is ErrorCode.CANCELLED
    assert cloud.calls.count("CancelInvocation") == 1
    assert cloud.tat.invocations[0].tasks[0].ended.wait(60)
    assert starts() == []
    assert leftovers(cloud) == []


@pytest.mark.parametrize("noise", [0, 30_000])
def test_that_a_result_that_was_damaged_on_its_way_is_fetched_again(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, noise: int
) -> None:
    """By the digest that the script said, or by the storage's where that was cut off."""
    cloud.tat.noise = noise
    cloud.damaged_downloads = 1
    assert isinstance(connect(cloud).run(make_job()), Finished)
    cloud.damaged_downloads = 3
    failure = failure_of(connect(cloud).run(other := make_job("other.png")))
    assert (failure.code, "damaged" in failure.detail) == (ErrorCode.HOST_DOWN, True)
    assert not other.target.exists()


@pytest.mark.parametrize("trouble", ["cut_downloads", "damaged_downloads"])
def test_that_a_result_of_several_parts_is_fetched_again_when_one_goes_wrong(
    cloud: FakeCloud,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(storage, "CHUNK", 100)
    cloud.cuts = 0.5
    cloud.cut_downloads = 0
    setattr(cloud, trouble, 2)
    job = make_job()
    assert isinstance(connect(cloud).run(job), Finished)
    assert job.target.stat().st_size > 200
    assert (cloud.cut_downloads, cloud.damaged_downloads) == (0, 0)
    assert len(starts()) == 1
    assert leftovers(cloud) == []


@pytest.mark.parametrize("damages", [1, 2, 1000])
def test_that_what_was_damaged_on_its_way_there_is_sent_again_and_never_computed(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts, damages: int
) -> None:
    """The picture, then one file of the model as well, then whatever is sent."""
    job = make_job()
    cloud.damaged_uploads = damages
    end = connect(cloud).run(job)
    if damages < 1000:
        assert isinstance(end, Finished), end
    else:
        failure = failure_of(end)
        assert (failure.code, "could not be fetched" in failure.detail) == (ErrorCode.HOST_UNREADY, True)
        assert not job.target.exists()
    assert len(starts()) == (damages < 1000)
    assert leftovers(cloud) == []


@pytest.mark.skipif(not MEMORY.exists(), reason="there is no file here that nobody can read from its start")
def test_that_what_cannot_be_read_while_it_is_sent_is_not_the_clouds_fault(cloud: FakeCloud) -> None:
    store = Storage("cloud", BUCKET, REGION, SECRET, cloud.address)
    for source in (MEMORY, Path("nowhere.png")):
        with pytest.raises(UpscaleError) as raised:
            asyncio.run(store.upload(source, "picture", lambda _: None))
        assert (raised.value.failure.code, raised.value.failure.path) == (
            ErrorCode.INPUT_UNREADABLE,
            source,
        )
    store.close()


def test_that_a_host_without_an_engine_is_not_ready(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob
) -> None:
    failure = failure_of(connect(cloud, way=transport_to(cloud, "no-such-engine")).run(make_job()))
    assert failure.code is ErrorCode.HOST_UNREADY
    assert failure.path == Path("cloud")


def test_that_a_host_without_its_folder_or_a_bucket_is_not_ready(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, tmp_path: Path
) -> None:
    host = host_of(cloud, write_engine(tmp_path, "ok"))
    for broken in (replace(host, working_folder="nowhere"), replace(host, bucket="")):
        way = TatTransport(broken, SECRETS.get, endpoints_of(cloud))
        assert failure_of(connect(cloud, way=way).run(make_job())).code is ErrorCode.HOST_UNREADY


def test_that_work_that_waits_for_its_delivery_can_be_cancelled(
    cloud: FakeCloud, connect: Connect, make_job: MakeJob, starts: Starts, qtbot: QtBot
) -> None:
    cloud.tat.holds.set()
    listener, job = connect(cloud), make_job()
    listener.runner.start(job, 1)
    qtbot.waitUntil(
        lambda: Phase.QUEUED in phases_of(listener, job) and bool(cloud.tat.invocations), timeout=LONG
    )
    listener.runner.cancel(job.id)
    qtbot.waitUntil(lambda: "CancelInvocation" in cloud.calls, timeout=LONG)
    cloud.tat.holds.clear()
    assert failure_of(listener.ends(job)[0]).code is ErrorCode.CANCELLED
    assert starts() == []
    assert leftovers(cloud) == []


def test_that_instances_work_at_the_same_time(
    make_cloud: Callable[..., FakeCloud],
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    cloud = make_cloud(2)
    listener = connect(cloud, "slow")
    jobs = [make_job(f"{number}.png") for number in range(3)]
    for job in jobs:
        listener.runner.start(job, 1)
    has_begun(listener, jobs[:2], starts, qtbot)
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(*jobs)] == [Finished] * 3
    used = {task.instance.id for each in cloud.tat.invocations for task in each.tasks}
    assert used == {"ins-1", "ins-2"}


def test_that_each_card_of_an_instance_has_a_picture_of_its_own(
    cloud: FakeCloud,
    connect: Connect,
    make_job: MakeJob,
    starts: Starts,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    way = transport_to(cloud, write_engine(tmp_path, "slow"), gpus=2)
    listener = connect(cloud, "slow", way=way)
    jobs = [make_job(f"{number}.png") for number in range(3)]
    for job in jobs[:2]:
        listener.runner.start(job, 1)
    has_begun(listener, jobs[:2], starts, qtbot)
    assert sorted(start.option("-g") for start in starts()) == ["0", "1"]
    listener.runner.start(jobs[2], 1)
    (tmp_path / "gate").touch()
    assert [type(end) for end in listener.ends(*jobs)] == [Finished] * 3


def test_that_no_secret_is_logged_or_shown(
    cloud: FakeCloud,
    connect: Connect,
    make_job: MakeJob,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    cloud.lost_replies = 1
    with caplog.at_level(logging.DEBUG):
        connect(cloud).run(make_job())
    said = caplog.text + "".join(capfd.readouterr())
    for each in (SECRET.secret_key, "q-signature", "Authorization", "TC3-HMAC"):
        assert each not in said
    assert SECRET.secret_key not in repr(SECRET)
    shown = [invocation.parameters for invocation in cloud.tat.invocations]
    assert shown
    assert all("******" in each and "http" not in each for each in shown)
