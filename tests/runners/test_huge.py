"""Results of our engine: its own process sees the file whole, the window's does not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image, ImageFile
from pytestqt.qtbot import QtBot

from aresrgan_gui.core import pyramid
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.pyramid import find_pyramid
from aresrgan_gui.runners.base import Finished
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.local import LocalRunner

HUGE = 1000
ENGINE = f"""
import runpy
import sys
import aresrgan_gui.core.pyramid
aresrgan_gui.core.pyramid.HUGE_PIXELS = {HUGE}
sys.argv[0] = "aresrgan-engine"
runpy.run_module("aresrgan_gui.engine", run_name="__main__")
"""


def test_that_a_result_is_not_decoded_again_and_a_huge_one_has_its_pyramid(
    real_models: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.png"
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(source)
    monkeypatch.setattr(pyramid, "HUGE_PIXELS", HUGE)
    engine = Engine(sys.executable, ("-c", ENGINE, "--pyramid"), is_ours=True)
    runner = LocalRunner(engine, real_models)
    job = Job(
        source=source,
        target=tmp_path / "a_4x.png",
        options=UpscaleOptions(model="realesr-animevideov3", device="cpu"),
        size=(24, 16),
    )
    decoded: list[str] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: decoded.append(image.filename))
    with qtbot.waitSignal(runner.happened, check_params_cb=lambda event: isinstance(event, Finished)):
        runner.start(job, 1)
    # Whether a PNG has to be turned may stand behind its pixels, so sources are read to their end.
    assert set(decoded) <= {str(source)}
    found = find_pyramid(job.target)
    assert found is not None
    assert found.size == (96, 64)
