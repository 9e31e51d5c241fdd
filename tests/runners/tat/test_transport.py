"""The contract of transports, over instances in a local cloud."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aresrgan_gui.runners.tat.transport import TatTransport
from tests.fakes.fake_cloud import FakeCloud
from tests.runners.remote_contract import RemoteContract
from tests.runners.tat.conftest import transport_to


class TatSite:
    """A `Site` that is one instance of a local cloud."""

    def __init__(self, cloud: FakeCloud) -> None:
        self._cloud = cloud

    def transport(self, engine: Path) -> TatTransport:
        return transport_to(self._cloud, engine)

    def go_down(self) -> None:
        self._cloud.go_down()

    def come_back(self) -> None:
        self._cloud.come_back()

    def leftovers(self) -> list[str]:
        return leftovers(self._cloud)


def leftovers(cloud: FakeCloud) -> list[str]:
    """What is left of runs in the bucket and on the instances."""
    names = [name for name in cloud.objects if "/models/" not in name]
    for instance in cloud.tat.instances.values():
        names += [entry.name for entry in instance.folder.glob("aresrgan/*") if entry.name != "models"]
    return names


@pytest.fixture
def site(make_cloud: Callable[..., FakeCloud]) -> TatSite:
    return TatSite(make_cloud())


class TestContract(RemoteContract):
    """All of it."""
