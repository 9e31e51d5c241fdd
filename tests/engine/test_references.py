"""The engine against pictures that the original program made."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.models.catalogue import manifest
from aresrgan_gui.core.paths import resources

RunEngine = Callable[..., "subprocess.CompletedProcess[str]"]
Upscaled = Callable[..., Image.Image]
Likeness = Callable[[Image.Image, Image.Image], float]

SELFTEST = resources() / "selftest"
FOLDERS = {"photo": SELFTEST, "drawing": SELFTEST / "drawing"}
CASES = [(spec.name, scale) for spec in manifest().models for scale in spec.scales]
ENOUGH_DB = 50


@pytest.fixture
def upscaled(upscale: RunEngine, tmp_path: Path) -> Upscaled:
    """Makes the picture that the program makes on the processor."""

    def make(source: Path, *options: str) -> Image.Image:
        out = tmp_path / "out.png"
        assert upscale(source, out, *options).returncode == 0
        with Image.open(out) as image:
            return image.convert("RGB")

    return make


@pytest.mark.parametrize("tile", ["0", "32"])
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("case", CASES)
def test_that_results_equal_those_of_the_original_program(
    upscaled: Upscaled, likeness: Likeness, case: tuple[str, int], folder: str, tile: str
) -> None:
    model, scale = case
    result = upscaled(FOLDERS[folder] / "source.png", "-n", model, "-s", str(scale), "-t", tile)
    with Image.open(FOLDERS[folder] / f"{model}-x{scale}.png") as wanted:
        assert likeness(result, wanted) >= ENOUGH_DB
