from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.options import Compression, ExactSize, Metadata, OutputFormat
from aresrgan_gui.core.paths import models_folder
from aresrgan_gui.engine.arguments import Request, parse

PATHS = ("-i", "in.png", "-o", "out.png")


def request_of(*options: str) -> Request:
    found = parse([*PATHS, *options])
    assert found is not None
    return found


def test_that_only_paths_give_the_originals_defaults() -> None:
    request = request_of()
    assert (request.source, request.target) == (Path("in.png"), Path("out.png"))
    assert (request.scale, request.tile, request.model) == (4, 0, "realesr-animevideov3")
    assert (request.device, request.threads, request.tta, request.verbose) == ("auto", 0, False, False)
    assert (request.format, request.quality, request.background) == (OutputFormat.PNG, 92, None)
    assert (request.exact, request.compression) == (None, Compression.FAST)
    assert request.metadata is Metadata.KEEP
    assert request.models == models_folder()


@pytest.mark.parametrize(
    ("given", "device"),
    [
        ("auto", "auto"),
        ("cpu", "cpu"),
        ("-1", "cpu"),
        ("0", "0"),
        ("2", "2"),
        ("1,0", "1,0"),
        ("0, 1", "0,1"),
    ],
)
def test_that_a_device_is_a_name_or_numbers(given: str, device: str) -> None:
    assert request_of("-g", given).device == device


@pytest.mark.parametrize(
    ("options", "exact"),
    [
        (["--size", "1920x1080"], ExactSize(1920, 1080)),
        (["--size", "1920x"], ExactSize(1920, 0)),
        (["--size", "X1080"], ExactSize(0, 1080)),
        (["--size", "1920x1080", "--fill"], ExactSize(1920, 1080, fill=True)),
    ],
)
def test_that_an_exact_size_can_be_asked_for(options: list[str], exact: ExactSize) -> None:
    assert request_of(*options).exact == exact


def test_that_the_middle_of_the_thread_counts_is_the_processors() -> None:
    assert request_of("-j", "1:3:2").threads == 3
    assert request_of("-j", "4:2,1:4").threads == 2


def test_that_models_are_looked_for_where_they_are_given(tmp_path: Path) -> None:
    assert request_of("-m", str(tmp_path)).models == tmp_path


def test_that_models_beside_the_program_come_before_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.setattr("sys.argv", [str(tmp_path / "aresrgan-engine")])
    assert request_of().models == tmp_path.resolve() / "models"
    monkeypatch.chdir(tmp_path.parent)
    assert request_of("-m", "models").models == tmp_path.resolve() / "models"


@pytest.mark.parametrize(
    "options",
    [
        ["-s", "5"],
        ["-s", "four"],
        ["-t", "16"],
        ["-t", "-1"],
        ["-g", "gpu"],
        ["-g", "-2"],
        ["-j", "2"],
        ["-j", "0:1:1"],
        ["-f", "bmp"],
        ["-q", "0"],
        ["-q", "101"],
        ["-b", "red"],
        ["-b", "#12345"],
        ["--size", "x"],
        ["--size", "0x0"],
        ["--size", "1920"],
        ["--size", "9999999x9"],
        ["--size", "1920x", "--fill"],
        ["--fill"],
        ["--compression", "9"],
        ["--metadata", "some"],
        ["-n"],
        ["--unknown"],
        ["stray"],
    ],
)
def test_that_what_cannot_be_meant_is_refused(options: list[str]) -> None:
    with pytest.raises(UpscaleError) as caught:
        parse([*PATHS, *options])
    assert caught.value.failure.code is ErrorCode.BAD_OPTIONS


@pytest.mark.parametrize("options", [[], ["-i", "in.png"], ["-o", "out.png"], ["-i", "", "-o", "out.png"]])
def test_that_both_paths_are_needed(options: list[str]) -> None:
    with pytest.raises(UpscaleError) as caught:
        parse(options)
    assert caught.value.failure.code is ErrorCode.BAD_OPTIONS


def test_that_the_list_of_devices_needs_no_paths() -> None:
    assert parse(["--devices"]) is None
