"""`aresrgan --smoke-test`; that it succeeds is seen in the frozen program, where every model is there."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

from aresrgan_gui.core.models.catalogue import manifest
from aresrgan_gui.core.paths import data_folder, models_folder
from tests.e2e.conftest import Program


def test_that_the_window_is_shown_but_a_missing_model_is_no_success(
    aresrgan: Program, tmp_path: Path
) -> None:
    ended = aresrgan("--smoke-test", tmp_path / "window.png")
    assert ended.returncode == 1
    assert all(model.name in ended.stdout for model in manifest().models)
    assert "source.png is shown with 48 x 48 pixels" in ended.stdout
    with Image.open(tmp_path / "window.png") as image:
        assert image.width >= 640
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 20
    assert not data_folder().exists()


def test_that_a_model_with_other_weights_is_found_out(aresrgan: Program, real_models: Path) -> None:
    models_folder().mkdir(parents=True)
    for file in real_models.glob("realesr-animevideov3-*"):
        shutil.copy(file, models_folder())
    weights = models_folder() / "realesr-animevideov3-x2.bin"
    changed = bytearray(weights.read_bytes())
    changed[-40_000:] = bytes(40_000)
    weights.write_bytes(changed)
    lines = aresrgan("--smoke-test").stdout.splitlines()
    assert any(line.startswith("realesr-animevideov3 x2: WRONG") for line in lines)
    assert any(line.startswith("realesr-animevideov3 x4: right") for line in lines)
