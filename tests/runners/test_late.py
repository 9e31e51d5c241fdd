"""A way to a host that is made when it is first used."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from aresrgan_gui.runners.late import LateTransport
from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.runners.remote_contract import RemoteContract


class LateSite:
    """A `Site` that is a folder, to which every way is made late."""

    def __init__(self, folder: Path) -> None:
        self.host = FakeHost(folder, folder)

    def transport(self, engine: Path) -> LateTransport:
        self.host.engine = engine
        return LateTransport(lambda: FakeTransport(self.host))

    def go_down(self) -> None:
        self.host.is_down = True

    def come_back(self) -> None:
        self.host.is_down = False

    def leftovers(self) -> list[str]:
        return [entry.name for entry in self.host.folder.iterdir()]


@pytest.fixture
def site(tmp_path: Path) -> LateSite:
    return LateSite(tmp_path / "host")


class TestContract(RemoteContract):
    """All of it."""


class Counted(FakeTransport):
    """Tells of being closed."""

    closed = False

    async def close(self) -> None:
        self.closed = True


def test_that_it_is_made_once_and_on_a_thread_of_its_own(site: LateSite) -> None:
    threads = []

    def make() -> FakeTransport:
        threads.append(threading.current_thread())
        return FakeTransport(site.host)

    async def use() -> None:
        transport = LateTransport(make)
        await asyncio.gather(*(transport.probe() for _ in range(3)))
        await transport.trust("nothing to trust here")

    asyncio.run(use())
    (thread,) = threads
    assert thread is not threading.main_thread()


def test_that_one_that_was_never_used_is_not_made_to_be_closed(site: LateSite) -> None:
    made: list[Counted] = []

    def make() -> Counted:
        made.append(Counted(site.host))
        return made[-1]

    async def use() -> None:
        await LateTransport(make).close()
        assert made == []
        used = LateTransport(make)
        await used.probe()
        await used.close()

    asyncio.run(use())
    assert [transport.closed for transport in made] == [True]


def test_that_what_kept_it_from_being_made_is_told() -> None:
    def make() -> FakeTransport:
        raise ImportError("half an installation")

    with pytest.raises(ImportError, match="half an installation"):
        asyncio.run(LateTransport(make).probe())
