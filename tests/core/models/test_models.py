from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models.catalogue import ModelKind, find, installed, manifest

TWICE = """7767517
3 3
Input input 0 1 data
Convolution first 1 1 data mid 0=12 1=3 4=1 5=1 6=324
PixelShuffle up 1 1 mid output 0=2
"""


def add_own(folder: Path, stem: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{stem}.param").write_text(TWICE)
    (folder / f"{stem}.bin").write_bytes(b"\0" * 4)


def test_that_the_manifest_knows_three_models_of_five_networks() -> None:
    stems = [stem for model in manifest().models for stem in model.stems.values()]
    assert len(manifest().models) == 3
    assert len(stems) == 5
    assert {file.name for file in manifest().files} == {
        f"{stem}.{suffix}" for stem in stems for suffix in ("param", "bin")
    }


def test_that_an_empty_or_absent_folder_has_no_models(tmp_path: Path) -> None:
    assert installed(tmp_path) == ()
    assert installed(tmp_path / "absent") == ()


def test_that_official_models_come_first_and_own_ones_by_name(real_models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    shutil.copytree(real_models, folder)
    add_own(folder, "zebra")
    add_own(folder, "ant")
    names = [model.spec.name for model in installed(folder)]
    assert names == [*(model.name for model in manifest().models), "ant", "zebra"]


def test_that_an_own_model_gets_its_scale_from_its_network(tmp_path: Path) -> None:
    add_own(tmp_path, "mine")
    (model,) = installed(tmp_path)
    assert (model.spec.kind, model.spec.scales) == (ModelKind.OWN, (2,))


def test_that_a_scale_in_the_file_name_is_not_part_of_an_own_models_name(tmp_path: Path) -> None:
    add_own(tmp_path, "mine-x2")
    assert find(tmp_path, "mine").spec.stems == {2: "mine-x2"}


def test_that_a_name_that_lies_about_the_scale_stays_a_name(tmp_path: Path) -> None:
    add_own(tmp_path, "mine-x4")
    (model,) = installed(tmp_path)
    assert (model.spec.name, model.spec.scales) == ("mine-x4", (2,))


def test_that_one_network_of_a_family_can_be_named(real_models: Path) -> None:
    assert find(real_models, "realesr-animevideov3-x2").spec.scales == (2,)


def test_that_the_one_file_of_a_family_that_a_folder_holds_can_be_named(tmp_path: Path) -> None:
    add_own(tmp_path, "realesr-animevideov3-x2")
    assert find(tmp_path, "realesr-animevideov3-x2").spec.scales == (2,)
    with pytest.raises(UpscaleError, match="no such model"):
        find(tmp_path, "realesr-animevideov3-x4")


def test_that_an_unknown_model_and_a_damaged_one_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "bad.param").write_text("rubbish")
    (tmp_path / "bad.bin").write_bytes(b"")
    with pytest.raises(UpscaleError) as unknown:
        find(tmp_path, "nothing")
    with pytest.raises(UpscaleError) as damaged:
        find(tmp_path, "bad")
    assert unknown.value.failure.code is ErrorCode.MODEL_MISSING
    assert damaged.value.failure.code is ErrorCode.MODEL_DAMAGED


def test_that_a_model_without_its_weights_is_missing(tmp_path: Path) -> None:
    (tmp_path / "half.param").write_text(TWICE)
    with pytest.raises(UpscaleError) as caught:
        find(tmp_path, "half")
    assert caught.value.failure.code is ErrorCode.MODEL_MISSING
