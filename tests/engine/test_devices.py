from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aresrgan_gui import __version__

RunEngine = Callable[..., "subprocess.CompletedProcess[str]"]


def test_that_devices_are_one_json_document(engine: RunEngine) -> None:
    finished = engine("--devices")
    assert finished.returncode == 0
    found = json.loads(finished.stdout)
    assert found["version"] == __version__
    assert found["cpu"]["threads"] >= 1
    assert [device["index"] for device in found["vulkan"]] == list(range(len(found["vulkan"])))


@pytest.mark.parametrize("model", ["realesr-animevideov3", "realesrgan-x4plus-anime"])
def test_that_vulkan_equals_the_processor_within_two_steps(
    engine: RunEngine, upscale: RunEngine, picture: Path, tmp_path: Path, model: str
) -> None:
    if not json.loads(engine("--devices").stdout)["vulkan"]:
        pytest.skip("no Vulkan device: install a driver, or Mesa's software one (mesa-vulkan-drivers)")
    on_gpu, on_cpu = tmp_path / "gpu.png", tmp_path / "cpu.png"
    finished = upscale(picture, on_gpu, "-n", model, "-g", "0", "-t", "32")
    assert finished.returncode == 0, finished.stderr
    assert upscale(picture, on_cpu, "-n", model).returncode == 0
    with Image.open(on_gpu) as one, Image.open(on_cpu) as other:
        difference = np.asarray(one, np.int16) - np.asarray(other, np.int16)
    assert np.abs(difference).max() <= 2
