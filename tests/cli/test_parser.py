from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.cli.arguments.bench import BenchCommand, BenchFormat
from aresrgan_gui.cli.arguments.farm import (
    FarmCertificatesRequest,
    FarmSchedulerRequest,
    FarmStatusRequest,
    FarmWorkerRequest,
)
from aresrgan_gui.cli.arguments.models import (
    ModelsFetchRequest,
    ModelsImportRequest,
    ModelsListRequest,
    ModelsRemoveRequest,
    ModelsRenameRequest,
)
from aresrgan_gui.cli.arguments.parser import DoctorRequest, parse
from aresrgan_gui.cli.arguments.upscale import UpscaleRequest
from aresrgan_gui.cli.arguments.window import VERBS, WindowRequest, window_request
from aresrgan_gui.core.bench import BenchRequest
from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.options import (
    Compression,
    ExactSize,
    Existing,
    Metadata,
    OutputFormat,
    UpscaleOptions,
)


def upscale(*arguments: str) -> UpscaleRequest:
    request = parse(["upscale", *arguments])
    assert isinstance(request, UpscaleRequest)
    return request


def test_that_no_verb_opens_the_window() -> None:
    assert window_request([]) == WindowRequest(())
    assert window_request(["a.png", "folder"]) == WindowRequest((Path("a.png"), Path("folder")))


@pytest.mark.parametrize("first", [*VERBS, "--version", "--smoke-test"])
def test_that_a_verb_or_an_option_opens_no_window(first: str) -> None:
    assert window_request([first]) is None


@pytest.mark.parametrize("verb", VERBS)
def test_that_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        parse([verb, "--help"])
    assert f"aresrgan {verb}" in capsys.readouterr().out


def test_that_a_picture_alone_is_upscaled_with_the_usual_options() -> None:
    request = upscale("a.png")
    assert request.paths == (Path("a.png").absolute(),)
    assert (request.options, request.target) == (UpscaleOptions(place=HERE), None)


def test_that_every_option_reaches_the_request(tmp_path: Path) -> None:
    request = upscale(
        "a.png", "-o", str(tmp_path), "--model", "m", "--scale", "2", "--format", "webp", "--quality", "50",
        "--background", "#FFAA00", "--device", "0,1", "--tile", "64", "--threads", "6", "--tta",
        "--compression", "small", "--metadata", "drop", "--name", "{stem}", "--existing", "skip",
        "--recursive", "--json", "--engine", "e", "--on", "big iron",
    )  # fmt: skip
    assert request.options == UpscaleOptions(
        model="m", scale=2, format=OutputFormat.WEBP, quality=50, compression=Compression.SMALL,
        metadata=Metadata.DROP, background="#ffaa00", device="0,1", tile=64, threads=6, tta=True,
        folder=tmp_path, template="{stem}", existing=Existing.SKIP, place="big iron",
    )  # fmt: skip
    assert (request.recursive, request.json, request.engine) == (True, True, Path("e"))


@pytest.mark.parametrize(
    ("name", "output_format"),
    [
        ("b.jpg", OutputFormat.JPG),
        ("b.JPEG", OutputFormat.JPG),
        ("b.webp", OutputFormat.WEBP),
        ("b.tif", OutputFormat.TIFF),
    ],
)
def test_that_an_output_with_a_pictures_extension_is_a_file(name: str, output_format: OutputFormat) -> None:
    request = upscale("a.png", "-o", name)
    assert request.target == Path(name).absolute()
    assert (request.options.format, request.options.folder) == (output_format, None)


@pytest.mark.parametrize(
    ("arguments", "exact"),
    [
        (["--width", "1920"], ExactSize(1920, 0)),
        (["--height", "1080"], ExactSize(0, 1080)),
        (["--width", "1920", "--height", "1080"], ExactSize(1920, 1080)),
        (["--width", "1920", "--height", "1080", "--fit"], ExactSize(1920, 1080)),
        (["--width", "1920", "--height", "1080", "--fill"], ExactSize(1920, 1080, fill=True)),
        (["--longest", "3000"], ExactSize(3000, 3000)),
        (["--scale", "2"], None),
    ],
)
def test_that_a_size_can_be_named_in_pixels(arguments: list[str], exact: ExactSize | None) -> None:
    assert upscale("a.png", *arguments).options.exact == exact


def test_that_results_can_have_the_format_of_each_source_and_a_folder_beside_it() -> None:
    options = upscale("a.png", "--format", "source", "--subfolder", "large").options
    assert (options.format, options.subfolder, options.folder) == (None, "large", None)


def test_that_an_output_without_a_pictures_extension_is_a_folder() -> None:
    request = upscale("a.png", "-o", "results.d")
    assert (request.target, request.options.folder) == (None, Path("results.d").absolute())


def test_that_the_other_verbs_are_understood() -> None:
    assert parse(["models", "list"]) == ModelsListRequest()
    assert parse(["models", "fetch"]) == ModelsFetchRequest(None)
    assert parse(["models", "fetch", "--from", "folder"]) == ModelsFetchRequest(Path("folder"))
    assert parse(["doctor"]) == DoctorRequest(None)
    assert parse(["doctor", "--all-models"]) == DoctorRequest(None, all_models=True)


def test_that_a_measurement_can_be_narrowed_down() -> None:
    assert parse(["bench"]) == BenchCommand((), BenchRequest(), BenchFormat.TEXT, None)
    asked = parse(
        ["bench", "--model", "a", "b", "--scale", "2", "2", "--device", "auto", "1", "--size", "64",
         "--limit", "5", "--format", "json", "--engine", "e"]
    )  # fmt: skip
    assert asked == BenchCommand(
        ("a", "b"), BenchRequest(("auto", "1"), (2,), 64, 5.0), BenchFormat.JSON, Path("e")
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["bench", "--scale", "5"],
        ["bench", "--size", "31"],
        ["bench", "--limit", "0"],
        ["bench", "--device", "x"],
        ["bench", "picture.png"],
        ["upscale"],
        ["upscale", "a.png", "--scale", "5"],
        ["upscale", "a.png", "--quality", "0"],
        ["upscale", "a.png", "--tile", "31"],
        ["upscale", "a.png", "--device", "-2"],
        ["upscale", "a.png", "--device", "0,"],
        ["upscale", "a.png", "--device", "0,cpu"],
        ["upscale", "a.png", "--threads", "257"],
        ["upscale", "a.png", "--background", "red"],
        ["upscale", "a.png", "--name", "{wrong}"],
        ["upscale", "a.png", "b.png", "-o", "c.png"],
        ["upscale", ".", "-o", "c.png"],
        ["upscale", "a.png", "-o", "c.png", "--format", "jpg"],
        ["upscale", "a.png", "--width", "0"],
        ["upscale", "a.png", "--width", "9", "--fill"],
        ["upscale", "a.png", "--fill"],
        ["upscale", "a.png", "--fit"],
        ["upscale", "a.png", "--width", "9", "--scale", "2"],
        ["upscale", "a.png", "--width", "9", "--longest", "9"],
        ["upscale", "a.png", "--scale", "2", "--longest", "9"],
        ["upscale", "a.png", "-o", "folder", "--subfolder", "x"],
        ["upscale", "a.png", "-o", "a.webp", "--format", "source"],
        ["models"],
        ["--wrong"],
    ],
)
def test_that_bad_usage_ends_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(arguments)
    assert caught.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_that_own_models_are_imported_renamed_and_removed() -> None:
    paths = (Path("a.param").absolute(), Path("b.zip").absolute())
    assert parse(["models", "import", "a.param", "b.zip"]) == ModelsImportRequest(paths, "")
    assert parse(["models", "import", "a.param", "--name", "mine"]) == ModelsImportRequest(paths[:1], "mine")
    assert parse(["models", "rename", "a", "b"]) == ModelsRenameRequest("a", "b")
    assert parse(["models", "remove", "a"]) == ModelsRemoveRequest("a")


def test_that_a_farms_parts_know_their_certificates(tmp_path: Path) -> None:
    folder = tmp_path / "farm"
    chosen = ["--certificates", str(folder)]
    there = "tls://10.0.0.2:8786"
    assert parse(["farm", "certificates", str(folder)]) == FarmCertificatesRequest(folder)
    assert parse(["farm", "scheduler", *chosen]) == FarmSchedulerRequest(folder, "", 8786)
    assert parse(["farm", "worker", there, *chosen]) == FarmWorkerRequest(there, folder, ())
    assert parse(["farm", "status", there, *chosen]) == FarmStatusRequest(there, folder)


def test_that_a_worker_takes_each_device_once(tmp_path: Path) -> None:
    arguments = ["farm", "worker", "tls://a:1", "--certificates", str(tmp_path), "--device", "1", "0", "1"]
    request = parse(arguments)
    assert isinstance(request, FarmWorkerRequest)
    assert request.devices == ("1", "0")


@pytest.mark.parametrize(
    "arguments",
    [
        ["farm"],
        ["farm", "scheduler"],
        ["farm", "scheduler", "--certificates", "x", "--port", "65536"],
        ["farm", "worker", "tcp://a:1", "--certificates", "x"],
        ["farm", "worker", "tls://a:1", "--certificates", "x", "--device", "auto"],
    ],
)
def test_that_a_farm_without_what_it_needs_is_bad_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        parse(arguments)
    assert end.value.code == 2
