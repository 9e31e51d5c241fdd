"""A local cloud with instances, and ways to it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aresrgan_gui.core.hosts import TatHost
from aresrgan_gui.runners.tat import client, storage, tasks
from aresrgan_gui.runners.tat.client import ApiClient, Endpoints, Secret
from aresrgan_gui.runners.tat.transport import TatTransport
from tests.fakes.fake_cloud import BUCKET, REGION, FakeCloud

SECRET = Secret("AKIDexample", "a-secret-key-that-nobody-may-see")

SECRETS = {"secret_id": SECRET.secret_id, "secret_key": SECRET.secret_key}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs commands as a Linux host does needs what such a host has."""
    if sys.platform == "win32" or not all(map(shutil.which, ("curl", "flock"))):
        reason = pytest.mark.skip(reason="the local cloud's hosts are Linux ones, with curl and flock")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(reason)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are short: nothing here is far away."""
    monkeypatch.setattr(client, "PAUSES", (0.01, 0.02))
    monkeypatch.setattr(storage, "RETRIES", 1)
    monkeypatch.setattr(tasks, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(tasks, "LOOK_SECONDS", 0.05)


@pytest.fixture
def make_cloud(tmp_path: Path) -> Iterator[Callable[..., FakeCloud]]:
    """Makes a cloud with a number of instances."""
    clouds: list[FakeCloud] = []

    def make(instances: int = 1) -> FakeCloud:
        secrets = {SECRET.secret_id: SECRET.secret_key}
        clouds.append(FakeCloud(tmp_path / f"cloud-{len(clouds)}", secrets, instances))
        return clouds[-1]

    yield make
    for cloud in clouds:
        cloud.stop()


@pytest.fixture
def cloud(make_cloud: Callable[..., FakeCloud]) -> FakeCloud:
    return make_cloud()


def endpoints_of(cloud: FakeCloud) -> Endpoints:
    return Endpoints(cloud.address, cloud.address)


def host_of(cloud: FakeCloud, engine: Path | str, gpus: int = 1) -> TatHost:
    """All instances of a cloud as a host."""
    return TatHost(
        "cloud",
        REGION,
        tuple(cloud.tat.instances),
        working_folder=".",
        bucket=BUCKET,
        engine=str(engine),
        gpus=gpus,
    )


def transport_to(cloud: FakeCloud, engine: Path | str, gpus: int = 1) -> TatTransport:
    return TatTransport(host_of(cloud, engine, gpus), SECRETS.get, endpoints_of(cloud))


@pytest.fixture
def api(cloud: FakeCloud) -> Iterator[ApiClient]:
    client = ApiClient("cloud", REGION, SECRET, cloud.address)
    yield client
    client.close()
