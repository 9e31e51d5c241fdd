"""Every kind of failure, met by the real program: its exit code, its one line, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode, failure_of, lacks_memory

RunEngine = Callable[..., "subprocess.CompletedProcess[str]"]
TheError = Callable[["subprocess.CompletedProcess[str]"], str]


def status(code: ErrorCode) -> int:
    return EXIT_CODES[code]


def contents(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A path in a folder that does not exist yet."""
    return tmp_path / "made" / "out.png"


def test_that_a_missing_file_is_named(
    upscale: RunEngine, the_error: TheError, tmp_path: Path, out: Path
) -> None:
    missing = tmp_path / "nowhere.png"
    finished = upscale(missing, out)
    assert finished.returncode == status(ErrorCode.INPUT_MISSING)
    assert the_error(finished) == f"{missing}: no such file"
    assert contents(tmp_path) == []


def test_that_what_is_no_picture_is_named(
    upscale: RunEngine, the_error: TheError, tmp_path: Path, out: Path
) -> None:
    text = tmp_path / "text.png"
    text.write_text("This is no picture.")
    finished = upscale(text, out)
    assert finished.returncode == status(ErrorCode.NOT_A_PICTURE)
    assert str(text) in the_error(finished)
    assert contents(tmp_path) == ["text.png"]


def test_that_a_truncated_picture_is_named(
    upscale: RunEngine, the_error: TheError, tmp_path: Path, picture: Path, out: Path
) -> None:
    content = picture.read_bytes()
    picture.write_bytes(content[: len(content) // 2])
    finished = upscale(picture, out)
    assert finished.returncode == status(ErrorCode.INPUT_DAMAGED)
    assert str(picture) in the_error(finished)
    assert contents(tmp_path) == ["picture.png"]


def test_that_a_picture_beyond_the_limit_is_refused(
    upscale: RunEngine, the_error: TheError, tmp_path: Path, out: Path
) -> None:
    huge = tmp_path / "huge.bmp"
    Image.new("1", (20_000, 10_000)).save(huge)
    finished = upscale(huge, out)
    assert finished.returncode == status(ErrorCode.PICTURE_TOO_LARGE)
    assert str(huge) in the_error(finished)


def test_that_an_unknown_model_is_named(
    upscale: RunEngine, the_error: TheError, picture: Path, out: Path
) -> None:
    finished = upscale(picture, out, "-n", "no-such-model")
    assert finished.returncode == status(ErrorCode.MODEL_MISSING)
    assert "no-such-model" in the_error(finished)


@pytest.fixture
def own_model(tmp_path: Path, real_models: Path) -> Path:
    """A folder with a user's model called `own`."""
    folder = tmp_path / "own models"
    folder.mkdir()
    for suffix in (".param", ".bin"):
        shutil.copyfile(real_models / f"realesr-animevideov3-x4{suffix}", folder / f"own{suffix}")
    return folder


@pytest.fixture
def run_own(engine: RunEngine, own_model: Path, picture: Path, out: Path) -> RunEngine:
    """Run the program with the user's model."""
    return lambda: engine("-i", picture, "-o", out, "-m", own_model, "-n", "own", "-g", "cpu")


def test_that_a_users_model_works(run_own: RunEngine, out: Path) -> None:
    assert run_own().returncode == 0
    with Image.open(out) as result:
        assert result.size == (96, 80)


@pytest.mark.parametrize(
    "change",
    [
        ("7767517", "7767516"),
        ("40 41", "39 41"),
        ("Interp  ", "Exploit "),
        (" output\n", " result\n"),
        ("0=64 1=3", "0=64 1=x"),
        ("6=1728", "6=1729"),
    ],
)
def test_that_a_damaged_description_is_named(
    run_own: RunEngine, the_error: TheError, own_model: Path, out: Path, change: tuple[str, str]
) -> None:
    param = own_model / "own.param"
    text = param.read_text()
    assert change[0] in text
    param.write_text(text.replace(*change))
    finished = run_own()
    assert finished.returncode == status(ErrorCode.MODEL_DAMAGED)
    assert "own." in the_error(finished)
    assert not out.parent.exists()


@pytest.mark.parametrize("kept", [0, 1_000, 1_247_367])
def test_that_truncated_weights_are_named(
    run_own: RunEngine, the_error: TheError, own_model: Path, out: Path, kept: int
) -> None:
    weights = own_model / "own.bin"
    weights.write_bytes(weights.read_bytes()[:kept])
    finished = run_own()
    assert finished.returncode == status(ErrorCode.MODEL_DAMAGED)
    assert str(weights) in the_error(finished)
    assert not out.parent.exists()


@pytest.mark.parametrize(
    "options", [(), ("-s", "7"), ("-t", "5"), ("-g", "none"), ("-f", "bmp"), ("-q", "200"), ("--no-such",)]
)
def test_that_bad_options_take_one_line(
    engine: RunEngine, the_error: TheError, options: tuple[str, ...]
) -> None:
    finished = engine(*options)
    assert finished.returncode == status(ErrorCode.BAD_OPTIONS)
    assert the_error(finished)


def test_that_an_output_of_no_known_format_is_refused(
    upscale: RunEngine, the_error: TheError, picture: Path, tmp_path: Path
) -> None:
    finished = upscale(picture, tmp_path / "out.bmp")
    assert finished.returncode == status(ErrorCode.BAD_OPTIONS)
    assert "out.bmp" in the_error(finished)


def test_that_a_file_in_the_way_of_the_folder_is_named(
    upscale: RunEngine, the_error: TheError, picture: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    finished = upscale(picture, tmp_path / "file" / "out.png")
    assert finished.returncode == status(ErrorCode.OUTPUT_UNWRITABLE)
    assert "out.png" in the_error(finished)
    assert "96.00%" not in finished.stderr


def test_that_a_folder_in_the_way_of_the_output_is_named(
    upscale: RunEngine, the_error: TheError, picture: Path, tmp_path: Path
) -> None:
    (tmp_path / "out.png").mkdir()
    finished = upscale(picture, tmp_path / "out.png")
    assert finished.returncode == status(ErrorCode.OUTPUT_UNWRITABLE)
    assert "out.png" in the_error(finished)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_that_a_folder_without_permission_is_named(
    upscale: RunEngine, the_error: TheError, picture: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    finished = upscale(picture, closed / "out.png")
    assert finished.returncode == status(ErrorCode.OUTPUT_UNWRITABLE)
    assert "closed" in the_error(finished)


LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
sys.argv[0] = "aresrgan-engine"
runpy.run_module("aresrgan_gui.engine", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on file sizes")
@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_that_a_full_disk_is_named_and_nothing_is_left(
    real_models: Path, the_error: TheError, detail: Image.Image, tmp_path: Path, suffix: str
) -> None:
    source, out = tmp_path / "in.png", tmp_path / "out" / f"out.{suffix}"
    detail.save(source)
    out.parent.mkdir()
    out.write_text("an earlier result")
    finished = subprocess.run(
        [sys.executable, "-c", LIMITED, "-i", source, "-o", out, "-m", real_models, "-g", "cpu", "-q", "100"],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert finished.returncode == status(ErrorCode.DISK_FULL), finished.stderr
    assert str(out) in the_error(finished)
    assert contents(out.parent) == [out.name]
    assert out.read_text() == "an earlier result"


def test_that_the_source_is_never_written_to(
    upscale: RunEngine, the_error: TheError, picture: Path, tmp_path: Path
) -> None:
    before = picture.read_bytes()
    (tmp_path / "other name.png").hardlink_to(picture)
    for target in (picture, tmp_path / "sub" / ".." / "picture.png", tmp_path / "other name.png"):
        (tmp_path / "sub").mkdir(exist_ok=True)
        finished = upscale(picture, target)
        assert finished.returncode == status(ErrorCode.OUTPUT_IS_SOURCE)
        assert target.name in the_error(finished)
    assert picture.read_bytes() == before


@pytest.fixture
def see_through(tmp_path: Path, detail: Image.Image) -> Path:
    """A PNG whose left half is transparent."""
    image = detail.crop((0, 0, 20, 16)).convert("RGBA")
    image.paste((255, 0, 255, 0), (0, 0, 10, 16))
    path = tmp_path / "see-through.png"
    image.save(path)
    return path


def test_that_transparency_to_jpg_is_refused_before_any_work(
    upscale: RunEngine, the_error: TheError, see_through: Path, tmp_path: Path
) -> None:
    finished = upscale(see_through, tmp_path / "out.jpg")
    assert finished.returncode == status(ErrorCode.ALPHA_NEEDS_BACKGROUND)
    assert str(see_through) in the_error(finished)
    assert contents(tmp_path) == ["see-through.png"]


def test_that_transparency_to_jpg_takes_the_background(
    upscale: RunEngine, see_through: Path, tmp_path: Path
) -> None:
    finished = upscale(see_through, tmp_path / "out.jpg", "-b", "#20c040")
    assert finished.returncode == 0, finished.stderr
    with Image.open(tmp_path / "out.jpg") as result:
        assert result.mode == "RGB"
        colour = result.getpixel((8, 32))
    assert isinstance(colour, tuple)
    assert all(abs(found - wanted) <= 12 for found, wanted in zip(colour, (0x20, 0xC0, 0x40), strict=True))


def test_that_opaque_alpha_goes_into_a_jpg(upscale: RunEngine, detail: Image.Image, tmp_path: Path) -> None:
    detail.crop((0, 0, 20, 16)).convert("RGBA").save(tmp_path / "in.png")
    assert upscale(tmp_path / "in.png", tmp_path / "out.jpg").returncode == 0


def test_that_a_result_beyond_its_format_is_refused(
    upscale: RunEngine, the_error: TheError, tmp_path: Path
) -> None:
    Image.new("L", (4_200, 2)).save(tmp_path / "wide.png")
    finished = upscale(tmp_path / "wide.png", tmp_path / "out.webp")
    assert finished.returncode == status(ErrorCode.FORMAT_LIMIT)
    assert "16,383" in the_error(finished)


def test_that_a_device_that_is_not_there_is_named(
    engine: RunEngine, real_models: Path, picture: Path, out: Path
) -> None:
    finished = engine("-i", picture, "-o", out, "-m", real_models, "-g", "99")
    assert finished.returncode == status(ErrorCode.DEVICE_MISSING)
    assert "aresrgan-engine: error: no Vulkan device 99" in finished.stderr


def test_that_an_unexpected_error_is_one_line(
    engine: RunEngine, the_error: TheError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ncnn.py").write_text("raise ZeroDivisionError('on purpose')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    finished = engine("--devices")
    assert finished.returncode == status(ErrorCode.INTERNAL)
    assert "on purpose" in the_error(finished)
    assert "Traceback" in engine("--devices", "-v").stderr


@pytest.mark.parametrize(
    "options", [("-h",), ("--version",), ("-s", "1"), ("-i", "nowhere.png", "-o", "o.png")]
)
def test_that_answers_without_work_load_no_libraries(
    engine: RunEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    for library in ("ncnn", "numpy", "PIL"):
        (tmp_path / f"{library}.py").write_text("raise ZeroDivisionError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert engine(*options).returncode in (0, status(ErrorCode.BAD_OPTIONS), status(ErrorCode.INPUT_MISSING))


def test_that_the_help_documents_every_exit_code(engine: RunEngine) -> None:
    finished = engine("-h")
    assert finished.returncode == 0
    lines = [line.split()[0] for line in finished.stdout.partition("exit codes:")[2].splitlines() if line]
    assert lines == [str(code) for code in (0, 1, *EXIT_CODES.values())]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_that_a_pipe_is_refused_instead_of_waited_for(
    upscale: RunEngine, the_error: TheError, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    finished = upscale(tmp_path / "pipe.png", tmp_path / "out.png")
    assert finished.returncode == status(ErrorCode.NOT_A_PICTURE)
    assert "pipe.png" in the_error(finished)


def test_that_an_impossible_name_is_no_internal_error(
    upscale: RunEngine, the_error: TheError, picture: Path, tmp_path: Path
) -> None:
    finished = upscale(picture, tmp_path / ("x" * 300 + ".png"))
    assert finished.returncode == status(ErrorCode.OUTPUT_UNWRITABLE)
    assert "xxx" in the_error(finished)


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell is needed")
def test_that_a_closed_stderr_does_no_harm(real_models: Path, picture: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    options = ["-i", str(picture), "-o", str(out), "-m", str(real_models), "-g", "cpu"]
    subprocess.run(
        ["/bin/sh", "-c", '"$@" 2>&-', "sh", sys.executable, "-m", "aresrgan_gui.engine", *options],
        cwd=Path(__file__).resolve().parents[2], timeout=60, check=True,
    )  # fmt: skip
    with Image.open(out) as result:
        result.load()


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("can't start new thread"),
        OSError("out of memory error when reading image file"),
        ValueError("vips_tracked: out of memory -- size == 3MB"),
        ValueError("glib: Error creating thread: Resource temporarily unavailable"),
    ],
)
def test_that_what_tells_of_no_memory_is_told_as_that(error: Exception) -> None:
    assert lacks_memory(error)
    assert failure_of(error).code is ErrorCode.OUT_OF_MEMORY


def test_that_other_errors_are_not_laid_to_the_memory() -> None:
    assert failure_of(RuntimeError("encoding error 5")).code is ErrorCode.INTERNAL


@pytest.mark.skipif(sys.platform != "linux", reason="memory is rationed otherwise elsewhere")
def test_that_an_encoder_that_runs_out_of_memory_says_so(tmp_path: Path) -> None:
    program = """
import resource, sys
from pathlib import Path
import numpy as np
import psutil
from PIL import Image, WebPImagePlugin
from aresrgan_gui.core.options import Compression, OutputFormat
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.engine.encoding import encoder
pixels = np.random.default_rng(1).integers(0, 256, (600, 600, 3), np.uint8)
head = Head((600, 600), 3, False, b"", Image.Exif(), b"")
causes = set()
with encoder(Path(sys.argv[1]), head, OutputFormat.WEBP, 92, Compression.FAST) as out:
    out.write(pixels)
    taken = psutil.Process().memory_info().data
    for more in range(0, 40_000_000, 250_000):
        resource.setrlimit(resource.RLIMIT_DATA, (taken + more, resource.RLIM_INFINITY))
        try:
            out.finish()
        except MemoryError as error:
            causes.add(str(error.__cause__))
        else:
            break
resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(sorted(causes))
"""
    command = [sys.executable, "-c", program, str(tmp_path / "out.webp")]
    finished = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert finished.stderr == ""
    assert "encoding error 1" in finished.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="memory is rationed otherwise elsewhere")
def test_that_an_avif_without_room_is_refused_before_its_encoder_ends_the_program(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
import numpy as np
import psutil
from PIL import AvifImagePlugin, Image
from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.options import Compression, OutputFormat
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.engine.encoding import encoder
pixels = np.random.default_rng(1).integers(0, 256, (600, 600, 3), np.uint8)
head = Head((600, 600), 3, False, b"", Image.Exif(), b"")
process, refused = psutil.Process(), set()

def limit(more):
    most = process.memory_info().data + more
    process.rlimit(psutil.RLIMIT_DATA, (most, psutil.RLIM_INFINITY))

def opened():
    return encoder(Path(sys.argv[1]), head, OutputFormat.AVIF, 92, Compression.FAST)

with opened() as out:
    out.write(pixels)
    for more in (1, 4, 8, 16):
        limit(more * 1_000_000)
        try:
            out.finish()
        except UpscaleError as error:
            refused.add((error.failure.code, error.failure.detail.split(" MB")[0]))
try:
    with opened():
        print("begun")
except UpscaleError:
    print(refused)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "out.avif")]
    finished = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    refused = {(ErrorCode.OUT_OF_MEMORY, "avif needs about 22")}
    assert (finished.returncode, finished.stdout, finished.stderr) == (0, f"{refused}\n", "")
