"""Huge results: the engine's process sees the file whole, the window's does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image, ImageFile
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.imaging import pyramid
from aresrgan_gui.core.imaging.pyramid import find_pyramid
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import OutputFormat, UpscaleOptions
from aresrgan_gui.runners.base import Finished
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner

HUGE = 60
ENGINE = f"""
import runpy
import sys
import aresrgan_gui.core.imaging.pyramid
aresrgan_gui.core.imaging.pyramid.HUGE_SIDE = {HUGE}
sys.argv[0] = "aresrgan-engine"
runpy.run_module("aresrgan_gui.engine", run_name="__main__")
"""


@pytest.mark.parametrize("leaves_pyramid", [True, False])
def test_that_a_result_is_not_decoded_again(
    real_models: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    leaves_pyramid: bool,
) -> None:
    decoded: list[object] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded.append)
    monkeypatch.setattr(pyramid, "HUGE_SIDE", HUGE)
    source = tmp_path / "a.png"
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(source)
    options = ("--pyramid",) if leaves_pyramid else ()
    engine = Engine(sys.executable, ("-c", ENGINE, *options), is_ours=True)
    runner = LocalRunner(engine, real_models)
    job = Job(
        source=source,
        target=tmp_path / "a_4x.jpg",
        options=UpscaleOptions(model="realesr-animevideov3", format=OutputFormat.JPG, device="cpu"),
        size=(24, 16),
    )
    with qtbot.waitSignal(runner.happened, check_params_cb=lambda event: isinstance(event, Finished)):
        runner.start(job, 1)
    found = find_pyramid(job.target)
    assert (found is not None, decoded) == (leaves_pyramid, [])
    if found is not None:
        assert found.size == (96, 64)
