"""Which executable is used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.local import engines
from aresrgan_gui.runners.local.engines import Engine, find_engine

SUFFIX = ".exe" if sys.platform == "win32" else ""


@pytest.fixture(autouse=True)
def drop_in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(engines, "drop_in_folder", lambda: folder)
    return folder


def executable(path: Path) -> Path:
    path.write_bytes(b"")
    path.chmod(0o755)
    return path


def test_that_ours_is_used_when_there_is_no_other() -> None:
    assert find_engine(None) == Engine(sys.executable, ("-m", "aresrgan_gui.engine"), is_ours=True)


@pytest.mark.parametrize("name", ["realesrgan-ncnn-vulkan", "upscayl-bin"])
def test_that_a_dropped_in_executable_is_used(name: str, drop_in_folder: Path) -> None:
    program = executable(drop_in_folder / f"{name}{SUFFIX}")
    assert find_engine(None) == Engine(str(program))


def test_that_the_chosen_executable_goes_before_a_dropped_in_one(
    drop_in_folder: Path, tmp_path: Path
) -> None:
    executable(drop_in_folder / f"realesrgan-ncnn-vulkan{SUFFIX}")
    chosen = executable(tmp_path / f"mine{SUFFIX}")
    assert find_engine(chosen) == Engine(str(chosen))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no right to run")
def test_that_a_dropped_in_file_that_cannot_be_run_is_passed_over(drop_in_folder: Path) -> None:
    (drop_in_folder / "upscayl-bin").write_bytes(b"")
    assert find_engine(None).is_ours


def test_that_a_chosen_executable_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UpscaleError) as caught:
        find_engine(tmp_path / "gone")
    assert caught.value.failure.code is ErrorCode.ENGINE_MISSING
