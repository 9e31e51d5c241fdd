"""What instances in the cloud say of themselves, and a real picture through the real engine on one."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import sample_file
from aresrgan_gui.runners.base import Finished
from aresrgan_gui.runners.local.engines import Engine, find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.remote.transport import HostReport
from aresrgan_gui.runners.tat.transport import TatTransport
from tests.fakes.fake_cloud import FakeCloud
from tests.runners.remote_contract import REPOSITORY
from tests.runners.tat.conftest import SECRETS, endpoints_of, host_of, transport_to

if TYPE_CHECKING:
    from tests.runners.conftest import Listener

DEVICES = {
    "version": "1.2",
    "cpu": {"threads": 4},
    "vulkan": [
        {"index": 0, "name": "Card A", "is_software": False},
        {"index": 1, "name": "llvmpipe", "is_software": True},
    ],
}


def ask(transport: TatTransport) -> HostReport:
    async def probed() -> HostReport:
        try:
            return await transport.probe()
        finally:
            await transport.close()

    return asyncio.run(probed())


def test_that_instances_say_what_they_are(make_cloud: Callable[..., FakeCloud], tmp_path: Path) -> None:
    cloud = make_cloud(2)
    cloud.clock_ahead = 100.0
    engine = tmp_path / "engine"
    engine.write_text(f"#!/bin/sh\necho chatter\necho '{json.dumps(DEVICES)}'\n", "utf-8")
    engine.chmod(0o755)
    report = ask(transport_to(cloud, engine))
    assert (report.gpus, report.engine_version) == (("Card A",), "1.2")
    assert report.free_bytes is not None
    assert 0.5 < report.free_bytes / shutil.disk_usage(tmp_path).free < 2
    assert report.clock_skew == pytest.approx(100.0, abs=5.0)


def test_that_an_instance_without_the_engine_is_named(cloud: FakeCloud) -> None:
    with pytest.raises(UpscaleError) as raised:
        ask(transport_to(cloud, "no-such-engine"))
    assert raised.value.failure.code is ErrorCode.HOST_UNREADY
    assert raised.value.failure.detail == "ins-1 lacks no-such-engine"


def test_that_what_cannot_be_probed_is_told(cloud: FakeCloud) -> None:
    host = host_of(cloud, "engine")
    for broken, secrets, code in (
        (replace(host, working_folder="nowhere"), SECRETS, ErrorCode.HOST_UNREADY),
        (replace(host, instances=("ins-9",)), SECRETS, ErrorCode.HOST_UNREADY),
        (host, {**SECRETS, "secret_key": "another"}, ErrorCode.HOST_REFUSED),
    ):
        with pytest.raises(UpscaleError) as raised:
            ask(TatTransport(broken, secrets.get, endpoints_of(cloud)))
        assert raised.value.failure.code is code


@pytest.fixture
def our_engine(tmp_path: Path) -> Path:
    """Our engine as a host has it."""
    program = tmp_path / "aresrgan-engine"
    start = f"PYTHONPATH='{REPOSITORY}' exec '{sys.executable}' -m aresrgan_gui.engine \"$@\""
    program.write_text(f"#!/bin/sh\n{start}\n", "utf-8")
    program.chmod(0o755)
    return program


def test_that_a_real_picture_comes_back_as_it_is_made_here(
    cloud: FakeCloud,
    use_real_models: Path,
    our_engine: Path,
    tmp_path: Path,
    listen: Callable[[RemoteRunner | LocalRunner], Listener],
) -> None:
    there = Engine(str(our_engine), is_ours=True)
    runners: tuple[LocalRunner | RemoteRunner, ...] = (
        LocalRunner(find_engine(None), use_real_models),
        RemoteRunner(transport_to(cloud, our_engine), there, use_real_models, gpus=1),
    )
    results = []
    for number, runner in enumerate(runners):
        source = tmp_path / str(number) / "sample.jpg"
        source.parent.mkdir()
        with Image.open(sample_file()) as sample:
            sample.crop((0, 0, 96, 64)).save(source, quality=95)
        options = UpscaleOptions(model="realesr-animevideov3", scale=2, device="cpu")
        info = probe(source)
        job = Job(source, source.with_suffix(".png"), options, (info.width, info.height))
        end = listen(runner).run(job)
        runner.shutdown()
        assert isinstance(end, Finished), end
        results.append(end.output.read_bytes())
    assert results[0] == results[1]
