"""The user's own models: found in what was brought, named, kept, renamed and removed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.models.catalogue import find, installed, manifest
from aresrgan_gui.core.models.own import (
    Offer,
    checked_name,
    copied,
    holds_models,
    is_model_file,
    keep,
    offers,
    remove,
    rename,
)

NETWORK = """7767517
3 3
Input input 0 1 data
Convolution first 1 1 data mid 0={channels} 1=3 4=1 5=1 6={weights}
PixelShuffle up 1 1 mid output 0={scale}
"""


def add(folder: Path, stem: str, scale: int = 2) -> Path:
    """Puts a model's files there and returns its `.param`."""
    folder.mkdir(parents=True, exist_ok=True)
    param = folder / f"{stem}.param"
    param.write_text(NETWORK.format(scale=scale, channels=3 * scale**2, weights=81 * scale**2))
    (folder / f"{stem}.bin").write_bytes(stem.encode())
    return param


def brought(folder: Path, *paths: Path) -> list[Offer | Failure]:
    return offers(paths, folder / "unpacked")


def taken_in(source: Path, name: str, folder: Path) -> None:
    """Brings a model the whole way into `folder`."""
    (offer,) = brought(source.parent, source)
    assert isinstance(offer, Offer)
    folder.mkdir(exist_ok=True)
    keep(copied(offer, name, folder / ".private"), folder)
    (folder / ".private").rmdir()


def code_of(error: pytest.ExceptionInfo[UpscaleError]) -> ErrorCode:
    return error.value.failure.code


@pytest.mark.parametrize("name", ["mine.param", "mine.bin", ""])
def test_that_a_model_is_found_by_either_file_or_its_folder(tmp_path: Path, name: str) -> None:
    param = add(tmp_path / "brought", "mine")
    assert brought(tmp_path, tmp_path / "brought" / name) == [Offer("mine", {2: param})]


def test_that_both_files_of_a_model_are_one_model(tmp_path: Path) -> None:
    param = add(tmp_path, "mine")
    assert brought(tmp_path, param, param.with_suffix(".bin")) == [Offer("mine", {2: param})]


def test_that_scales_in_file_names_make_one_model_of_a_family(tmp_path: Path) -> None:
    twice, fourfold = add(tmp_path / "f", "mine-x2"), add(tmp_path / "f", "mine-x4", scale=4)
    assert brought(tmp_path, tmp_path / "f") == [Offer("mine", {2: twice, 4: fourfold})]


def test_that_a_zip_file_is_looked_into_and_writes_nowhere_else(tmp_path: Path) -> None:
    param = add(tmp_path / "made", "mine")
    packed = tmp_path / "models.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(param, "../../deep/mine.param")
        archive.write(param.with_suffix(".bin"), "../../deep/mine.bin")
        archive.writestr("readme.txt", "nothing")
    (offer,) = brought(tmp_path, packed)
    assert isinstance(offer, Offer)
    assert offer.name == "mine"
    assert offer.params[2].is_relative_to(tmp_path / "unpacked")
    assert {path.name for path in tmp_path.iterdir()} == {"made", "models.zip", "unpacked"}
    assert {path.name for path in (tmp_path / "unpacked").rglob("*.*")} == {"mine.param", "mine.bin"}


@pytest.mark.parametrize(
    ("name", "content", "code", "about"),
    [
        ("model.pth", b"", ErrorCode.NOT_A_MODEL, "model.pth"),
        ("model.ONNX", b"", ErrorCode.NOT_A_MODEL, "model.ONNX"),
        ("half.param", b"7767517", ErrorCode.MODEL_INCOMPLETE, "half.bin"),
        ("half.bin", b"", ErrorCode.MODEL_INCOMPLETE, "half.param"),
        ("broken.zip", b"no zip", ErrorCode.MODEL_UNSUITABLE, "broken.zip"),
    ],
)
def test_that_what_is_no_model_is_refused_with_its_file(
    tmp_path: Path, name: str, content: bytes, code: ErrorCode, about: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (failure,) = brought(tmp_path, path)
    assert isinstance(failure, Failure)
    assert failure.path is not None
    assert (failure.code, failure.path.name) == (code, about)


def test_that_a_network_of_other_layers_is_refused_with_the_reason(tmp_path: Path) -> None:
    param = add(tmp_path, "odd")
    param.write_text(param.read_text().replace("PixelShuffle", "Evil"))
    (failure,) = brought(tmp_path, param)
    assert isinstance(failure, Failure)
    assert failure.code is ErrorCode.MODEL_UNSUITABLE
    assert failure.path == param
    assert "Evil" in failure.detail


def test_that_an_empty_folder_and_an_absent_path_are_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = brought(tmp_path, tmp_path / "empty", tmp_path / "absent.param")
    assert [entry.code for entry in found if isinstance(entry, Failure)] == [
        ErrorCode.NOT_A_MODEL,
        ErrorCode.INPUT_MISSING,
    ]


def test_that_one_bad_model_stops_no_other(tmp_path: Path) -> None:
    add(tmp_path / "f", "good")
    add(tmp_path / "f", "bad").write_text("rubbish")
    good, bad = brought(tmp_path, tmp_path / "f")
    assert isinstance(good, Offer)
    assert isinstance(bad, Failure)


def test_that_folders_with_models_are_known_from_others(tmp_path: Path) -> None:
    add(tmp_path / "models", "mine")
    (tmp_path / "pictures").mkdir()
    assert holds_models(tmp_path / "models")
    assert not holds_models(tmp_path / "pictures")
    assert not holds_models(tmp_path / "absent")


def test_that_model_files_are_known_from_pictures() -> None:
    assert all(is_model_file(Path(name)) for name in ("a.param", "a.BIN", "a.pth", "a.zip"))
    assert not any(is_model_file(Path(name)) for name in ("a.png", "a", "param"))


@pytest.mark.parametrize(
    "name", [*(model.name for model in manifest().models), "realesr-animevideov3-x2", "RealESRGAN-x4plus"]
)
def test_that_an_official_name_is_refused(name: str) -> None:
    with pytest.raises(UpscaleError) as caught:
        checked_name(name, [2], ())
    assert code_of(caught) is ErrorCode.MODEL_NAME_TAKEN


def test_that_a_name_whose_files_would_be_an_official_models_is_refused() -> None:
    with pytest.raises(UpscaleError):
        checked_name("realesr-animevideov3", [4], ())


@pytest.mark.parametrize(
    ("asked", "given"),
    [("a/b", "a_b"), ("CON", "_CON"), ("--tta", "tta"), (" .hidden ", "hidden"), ("猫 2", "猫 2")],
)
def test_that_names_are_made_portable(asked: str, given: str) -> None:
    assert checked_name(asked, [2], ()) == given


def test_that_a_name_in_other_letter_case_is_taken(tmp_path: Path) -> None:
    taken_in(add(tmp_path / "brought", "mine"), "Mine", tmp_path / "models")
    with pytest.raises(UpscaleError) as caught:
        checked_name("mINE", [2], installed(tmp_path / "models"))
    assert code_of(caught) is ErrorCode.MODEL_NAME_TAKEN


@pytest.mark.parametrize("name", ["other", "other-x2", "other-x4", "v1.5"])
def test_that_a_kept_model_has_the_name_that_it_was_given(tmp_path: Path, name: str) -> None:
    taken_in(add(tmp_path / "brought", "mine"), name, tmp_path / "models")
    (model,) = installed(tmp_path / "models")
    assert (model.spec.name, model.spec.scales) == (name, (2,))
    assert model.weights(2).read_bytes() == b"mine"


def test_that_a_model_is_not_kept_over_another_and_leaves_that_whole(tmp_path: Path) -> None:
    taken_in(add(tmp_path / "brought", "one"), "mine", tmp_path / "models")
    with pytest.raises(UpscaleError) as caught:
        taken_in(add(tmp_path / "brought", "other"), "mine", tmp_path / "models")
    assert code_of(caught) is ErrorCode.MODEL_NAME_TAKEN
    assert find(tmp_path / "models", "mine").weights(2).read_bytes() == b"one"


def test_that_weights_left_by_a_broken_import_are_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "mine-x2.bin").write_bytes(b"left")
    taken_in(add(tmp_path / "brought", "new"), "mine", tmp_path / "models")
    assert find(tmp_path / "models", "mine").weights(2).read_bytes() == b"new"


@pytest.mark.parametrize("new", ["other", "MINE", "mine-x2"])
def test_that_renaming_keeps_the_files_of_every_scale(tmp_path: Path, new: str) -> None:
    folder = tmp_path / "models"
    add(folder, "mine-x2")
    add(folder, "mine-x4", scale=4)
    before = {path.read_bytes() for path in folder.iterdir()}
    assert rename(folder, "mine", new) == new
    (model,) = installed(folder)
    assert (model.spec.name, model.spec.scales) == (new, (2, 4))
    assert {path.read_bytes() for path in folder.iterdir()} == before
    assert len(list(folder.iterdir())) == 4


def test_that_a_model_cannot_be_renamed_to_another_ones_name(tmp_path: Path) -> None:
    add(tmp_path, "mine")
    add(tmp_path, "other")
    with pytest.raises(UpscaleError) as caught:
        rename(tmp_path, "mine", "Other")
    assert code_of(caught) is ErrorCode.MODEL_NAME_TAKEN
    assert [model.spec.name for model in installed(tmp_path)] == ["mine", "other"]


def test_that_removing_deletes_one_models_files_only(tmp_path: Path) -> None:
    add(tmp_path, "mine")
    add(tmp_path, "other")
    remove(tmp_path, "mine")
    assert {path.name for path in tmp_path.iterdir()} == {"other.param", "other.bin"}


def test_that_official_and_unknown_models_are_neither_renamed_nor_removed(tmp_path: Path) -> None:
    official = manifest().models[0].name
    add(tmp_path, official, scale=4)
    for name, code in ((official, ErrorCode.MODEL_IS_OFFICIAL), ("absent", ErrorCode.MODEL_MISSING)):
        with pytest.raises(UpscaleError) as renaming:
            rename(tmp_path, name, "other")
        with pytest.raises(UpscaleError) as removing:
            remove(tmp_path, name)
        assert code_of(renaming) is code_of(removing) is code
    assert len(list(tmp_path.iterdir())) == 2
