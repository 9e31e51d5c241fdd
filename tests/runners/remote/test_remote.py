"""The contract of transports, over one without a line."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.runners.base import Failed, Finished
from aresrgan_gui.runners.remote import runner as remote
from aresrgan_gui.runners.remote.request import RemoteRequest, request_for
from aresrgan_gui.runners.remote.runner import RemoteRunner
from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.patience import LONG
from tests.runners.remote_contract import MakeJob, RemoteContract, has_worked

if TYPE_CHECKING:
    from tests.runners.conftest import Listener, Start


class FakeSite:
    """A `Site` that is a folder."""

    def __init__(self, folder: Path) -> None:
        self._host = FakeHost(folder, folder)

    def transport(self, engine: Path) -> FakeTransport:
        self._host.engine = engine
        return FakeTransport(self._host)

    def go_down(self) -> None:
        self._host.is_down = True

    def come_back(self) -> None:
        self._host.is_down = False

    def leftovers(self) -> list[str]:
        return [entry.name for entry in self._host.folder.iterdir()]


@pytest.fixture
def site(tmp_path: Path) -> FakeSite:
    return FakeSite(tmp_path / "host")


class TestContract(RemoteContract):
    """All of it, and what needs a picture that takes long to read."""

    def test_that_a_result_waits_over_there_until_there_is_room_for_it_here(
        self,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        starts: Callable[[], list[Start]],
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def is_full(_self: FakeTransport, _key: str) -> None:
            raise OSError(errno.ENOSPC, "no space left")

        listener, job = connect("ok"), make_job()
        assert isinstance(listener.runner, RemoteRunner)
        with monkeypatch.context() as full:
            full.setattr(FakeTransport, "_remove", is_full)
            end = listener.run(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.DISK_FULL
        assert [run.is_awaited for run in listener.runner.left()] == [True]
        listener.runner.start(job, 2)
        qtbot.waitUntil(lambda: isinstance(listener.last(job), Finished), timeout=LONG)
        assert len(starts()) == 1
        assert listener.runner.left() == []

    def test_that_what_is_cancelled_before_it_is_picked_up_again_ends_over_there(
        self,
        connect: Callable[[str], Listener],
        make_job: MakeJob,
        site: FakeSite,
        starts: Callable[[], list[Start]],
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        before, job = connect("slow"), make_job()
        before.runner.start(job, 1)
        has_worked(before, job, qtbot)
        before.runner.shutdown()
        begun, may_end = threading.Event(), threading.Event()

        def read_slowly(job_id: str, arguments: Sequence[str]) -> RemoteRequest:
            begun.set()
            may_end.wait()
            return request_for(job_id, arguments)

        monkeypatch.setattr(remote, "request_for", read_slowly)
        after = connect("slow")
        after.runner.start(replace(job, place="fake"), 2)
        qtbot.waitUntil(begun.is_set, timeout=LONG)
        after.runner.cancel(job.id)
        may_end.set()
        (end,) = after.ends(job)
        assert isinstance(end, Failed)
        assert end.failure.code is ErrorCode.CANCELLED
        assert site.leftovers() == []
        assert [start.is_alive for start in starts()] == [False]
