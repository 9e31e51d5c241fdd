"""Setting up a host, what it says of itself, and a real picture through the real engine over there."""

from __future__ import annotations

import asyncio
import os
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import Finished
from aresrgan_gui.runners.local.engines import Engine, our_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.remote.runner import RemoteRunner
from aresrgan_gui.runners.remote.transport import HostReport
from aresrgan_gui.runners.ssh.facts import FactsError, report_of
from aresrgan_gui.runners.ssh.progress import SetUpProgress, Step
from aresrgan_gui.runners.ssh.wheel import write_wheel
from tests.runners.remote_contract import REPOSITORY
from tests.runners.ssh.conftest import Server

if TYPE_CHECKING:
    from tests.runners.conftest import Listener


def talk(server: Server, engine: Path | str, models: Path | None = None) -> tuple[HostReport, list[str]]:
    """What the host reports, after a set-up where `models` are given, and what that said."""
    said: list[SetUpProgress] = []

    async def talked() -> HostReport:
        way = server.transport(engine)
        try:
            if models is not None:
                await way.set_up(models, said.append)
            return await way.probe()
        finally:
            await way.close()

    report = asyncio.run(talked())
    if models is not None:
        assert [said[-1].step, said[-1].fraction] == [Step.MODELS, 1.0]
    return report, [progress.said for progress in said if progress.said]


@pytest.fixture
def own_engine(ground: Path) -> Path:
    """A program that is our engine, as this checkout has it.

    It is at home where the tests are: what it has measured to be the fastest backend is so for both.
    """
    script = ground / "aresrgan-engine"
    lines = ["#!/bin/sh", f"export PYTHONPATH='{REPOSITORY}' HOME='{os.environ['HOME']}'"]
    script.write_text("\n".join([*lines, f"exec '{sys.executable}' -m aresrgan_gui.engine \"$@\"\n"]))
    script.chmod(0o755)
    return script


def test_that_another_engine_takes_the_place_of_the_one_before(
    lent_packages: Server, fake_models: Path
) -> None:
    ours = lent_packages.home / ".aresrgan"
    for name in ("engine-older", "engine-old"):
        (ours / name).mkdir(parents=True)
        (ours / name / "mark").write_text(name)
    (ours / "engine").symlink_to("engine-old")
    report, said = talk(lent_packages, "", fake_models)
    assert report.engine_version == __version__
    assert any("aresrgan-engine" in line for line in said)
    assert (ours / "engine-old").is_dir()
    assert not (ours / "engine-older").exists()
    assert (ours / "engine" / "mark").read_text().strip() not in ("", "engine-old")
    assert len(list((ours / "models").iterdir())) == 1


def test_that_a_set_up_that_fails_says_why_and_leaves_nothing(site: Server, fake_models: Path) -> None:
    site.configure("SetEnv PIP_NO_INDEX=1")
    with pytest.raises(UpscaleError) as raised:
        talk(site, "", fake_models)
    assert raised.value.failure.code is ErrorCode.HOST_UNREADY
    assert "No matching distribution" in raised.value.failure.detail
    assert sorted(entry.name for entry in (site.home / ".aresrgan").iterdir()) == ["models", "work"]


def test_that_the_wheel_holds_the_engine_without_the_window(tmp_path: Path) -> None:
    wheel = write_wheel(tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    assert write_wheel(again).read_bytes() == wheel.read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(f"aresrgan_gui-{__version__}.dist-info/METADATA").decode()
        record = archive.read(f"aresrgan_gui-{__version__}.dist-info/RECORD").decode()
    assert "aresrgan_gui/engine/__main__.py" in names
    assert "aresrgan_gui/resources/models.toml" in names
    assert not [name for name in names if "/ui/" in name or "/runners/" in name]
    assert "Requires-Dist: ncnn" in metadata
    assert "PySide6" not in metadata
    assert len(record.splitlines()) == len(names)


def test_that_a_host_says_what_it_is(site: Server, own_engine: Path) -> None:
    report, _ = talk(site, own_engine)
    assert report.engine_version == __version__
    assert report.free_bytes is not None
    assert report.free_bytes > 1_000_000
    assert report.clock_skew is not None
    assert abs(report.clock_skew) < 10.0


def test_that_a_host_without_its_engine_is_not_ready(site: Server) -> None:
    for engine in ("", "/nowhere/engine"):
        with pytest.raises(UpscaleError) as raised:
            talk(site, engine)
        assert raised.value.failure.code is ErrorCode.HOST_UNREADY


def test_that_cards_are_named_by_our_engine_or_else_by_nvidias_tool() -> None:
    now = time.time()
    listed = "gpu=GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-1)\ngpu=GPU 1: NVIDIA L4 (UUID: GPU-2)\n"
    assert report_of(f"{listed}engine=Usage: ...\n", now=now).gpus == ("NVIDIA H100 80GB HBM3", "NVIDIA L4")
    devices = (
        '{"version": "1", "vulkan": [{"name": "L4", "is_software": false}, '
        '{"name": "llvmpipe", "is_software": true}]}'
    )
    report = report_of(f"{listed}clock={now + 5:.3f}\nfree=12\nengine={devices}\n", now=now)
    assert (report.gpus, report.engine_version, report.free_bytes) == (("L4",), "1", 12)
    assert report.clock_skew == pytest.approx(5.0, abs=0.01)


def test_that_a_clock_without_fractions_and_unknown_room_are_taken() -> None:
    report = report_of("clock=1000.N\nfree=\nengine=\n", now=998.0)
    assert (report.clock_skew, report.free_bytes) == (2.0, None)


def test_that_an_engine_that_is_not_there_is_told() -> None:
    with pytest.raises(FactsError):
        report_of("clock=1\nfree=1\n", now=1.0)


def test_that_a_real_picture_is_the_same_over_there_bit_for_bit(
    site: Server,
    own_engine: Path,
    real_models: Path,
    corpora: Path,
    tmp_path: Path,
    make_job: Callable[..., Job],
    listen: Callable[[RemoteRunner | LocalRunner], Listener],
    request: pytest.FixtureRequest,
) -> None:
    source = next(path for path in sorted(corpora.rglob("*.jpg")))
    with Image.open(source) as picture:
        box = (0, 0, min(picture.width, 96), min(picture.height, 64))
        (tmp_path / "pictures").mkdir()
        for name in ("here.png", "there.png"):
            picture.convert("RGB").crop(box).save(tmp_path / "pictures" / name)
    local = LocalRunner(our_engine(), real_models)
    remote = RemoteRunner(
        site.transport(own_engine), Engine(str(own_engine), is_ours=True), real_models, gpus=1
    )
    results = []
    for runner, name in ((local, "here.png"), (remote, "there.png")):
        request.addfinalizer(runner.shutdown)
        end = listen(runner).run(make_job(name, device="cpu"))
        assert isinstance(end, Finished), end
        results.append(end.output.read_bytes())
    assert results[0] == results[1]
