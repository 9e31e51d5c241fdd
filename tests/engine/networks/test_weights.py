from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models.catalogue import manifest
from aresrgan_gui.core.models.param import read_param
from aresrgan_gui.engine.networks.weights import check_weights

STEMS = sorted(stem for model in manifest().models for stem in model.stems.values())


@pytest.mark.parametrize("stem", STEMS)
def test_that_official_weights_are_accepted(real_models: Path, stem: str) -> None:
    check_weights(read_param(real_models / f"{stem}.param"), real_models / f"{stem}.bin")


@pytest.mark.parametrize("change", [-1, -700_000, 4])
def test_that_weights_of_another_size_are_refused(real_models: Path, tmp_path: Path, change: int) -> None:
    weights = tmp_path / "model.bin"
    content = (real_models / "realesr-animevideov3-x4.bin").read_bytes()
    weights.write_bytes((content + bytes(8))[: len(content) + change])
    assert_refused(real_models, weights)


def test_that_weights_of_an_unknown_type_are_refused(real_models: Path, tmp_path: Path) -> None:
    weights = tmp_path / "model.bin"
    shutil.copyfile(real_models / "realesr-animevideov3-x4.bin", weights)
    with weights.open("r+b") as stream:
        stream.write(b"\x12\x34\x56\x78")
    assert_refused(real_models, weights)


def test_that_missing_weights_are_refused(real_models: Path, tmp_path: Path) -> None:
    assert_refused(real_models, tmp_path / "nowhere.bin")


def assert_refused(real_models: Path, weights: Path) -> None:
    with pytest.raises(UpscaleError) as caught:
        check_weights(read_param(real_models / "realesr-animevideov3-x4.param"), weights)
    assert caught.value.failure.code is ErrorCode.MODEL_DAMAGED
    assert caught.value.failure.path == weights
