"""The contract of transports, over one without a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.runners.remote_contract import RemoteContract


class FakeSite:
    """A `Site` that is a folder."""

    def __init__(self, folder: Path) -> None:
        self._host = FakeHost(folder, folder)

    def transport(self, engine: Path) -> FakeTransport:
        self._host.engine = engine
        return FakeTransport(self._host)

    def go_down(self) -> None:
        self._host.is_down = True

    def leftovers(self) -> list[str]:
        return [entry.name for entry in self._host.folder.iterdir()]


@pytest.fixture
def site(tmp_path: Path) -> FakeSite:
    return FakeSite(tmp_path / "host")


class TestContract(RemoteContract):
    """All of it."""
