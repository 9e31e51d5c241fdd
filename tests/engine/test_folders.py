from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.errors import EXIT_CODES, EXIT_SOME_FAILED, ErrorCode

RunEngine = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures, two of one stem, beside what is none."""
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    for name in ("a.jpg", "a.png", "b.bmp", "below/c.png"):
        Image.new("RGB", (6, 5), (10, 200, 30)).save(folder / name)
    (folder / "notes.txt").write_text("not a picture")
    (folder / ".0123456789ab.part.png").write_text("not finished")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_that_each_picture_of_a_folder_gets_its_own_name(
    upscale: RunEngine, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "out"
    finished = upscale(folder, out, "-s", "2", "-f", "webp", "-v")
    assert finished.returncode == 0, finished.stderr
    assert names(out) == ["a.png.webp", "a.webp", "b.webp"]
    assert finished.stderr.count("100.00%") == 3
    assert finished.stderr.count(" done") == 3


def test_that_a_failed_picture_does_not_stop_the_rest(
    upscale: RunEngine, folder: Path, tmp_path: Path
) -> None:
    (folder / "a.jpg").write_bytes(b"\xff\xd8\xff broken")
    finished = upscale(folder, tmp_path / "out")
    assert finished.returncode == EXIT_SOME_FAILED
    assert names(tmp_path / "out") == ["a.png.png", "b.png"]
    errors = [line for line in finished.stderr.splitlines() if "error:" in line]
    assert len(errors) == 1
    assert "a.jpg" in errors[0]


def test_that_no_source_of_the_folder_is_replaced(upscale: RunEngine, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    finished = upscale(folder, folder)
    assert finished.returncode == EXIT_SOME_FAILED
    assert all((folder / name).read_bytes() == content for name, content in before.items())
    assert set(names(folder)) - set(before) == {"below", "a.png.png", "b.png"}


def test_that_a_folder_without_pictures_is_an_error(upscale: RunEngine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    finished = upscale(tmp_path / "empty", tmp_path / "out")
    assert finished.returncode == EXIT_CODES[ErrorCode.INPUT_MISSING]
    assert not (tmp_path / "out").exists()


def test_that_a_missing_model_is_said_once(upscale: RunEngine, folder: Path, tmp_path: Path) -> None:
    finished = upscale(folder, tmp_path / "out", "-n", "nothing")
    assert finished.returncode == EXIT_CODES[ErrorCode.MODEL_MISSING]
    assert finished.stderr.count("\n") == 1


def test_that_each_picture_of_a_folder_reaches_its_own_way_to_an_exact_size(
    upscale: RunEngine, folder: Path, tmp_path: Path
) -> None:
    Image.new("RGB", (60, 50)).save(folder / "large.png")
    out = tmp_path / "out"
    finished = upscale(folder, out, "--size", "36x", "-f", "avif")
    assert finished.returncode == 0, finished.stderr
    sizes = {}
    for path in out.iterdir():
        with Image.open(path) as result:
            sizes[path.name] = result.size
    assert sizes == dict.fromkeys(["a.avif", "a.png.avif", "b.avif", "large.avif"], (36, 30))
