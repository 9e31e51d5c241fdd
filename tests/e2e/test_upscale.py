"""`aresrgan upscale` with the real engine and the real fast model."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from PIL import ExifTags, Image

from tests.e2e.conftest import Program, environment

FAST = ("--model", "realesr-animevideov3", "--device", "cpu")

pytestmark = pytest.mark.usefixtures("use_real_models")


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        image.load()
        return image.size


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def started(folder: Path, name: str) -> subprocess.Popen[str]:
    """The program at work on the picture `name` in `folder`, its first words read."""
    program = subprocess.Popen(
        [sys.executable, "-m", "aresrgan_gui", "upscale", name, "--json", *FAST],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdout is not None
    assert any("progress" in line and '"fraction": 0.0' not in line for line in program.stdout)
    return program


def test_that_a_full_disk_is_waited_for_and_the_picture_comes_out(
    small_disk: Path, picture: Path, tmp_path: Path
) -> None:
    ballast = small_disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    os.truncate(ballast, ballast.stat().st_size - 4096)
    command = [sys.executable, "-m", "aresrgan_gui", "upscale", picture.name, "-o", str(small_disk), *FAST]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stderr is not None
        assert f"the disk of {small_disk} is full: paused until about " in program.stderr.readline()
        assert names(small_disk) == {"ballast"}
        ballast.unlink()
        said, complaints = program.communicate(timeout=60)
    assert (program.returncode, complaints) == (0, "")
    assert size_of(small_disk / f"{picture.stem}_4x.png") == (96, 64)
    assert len(names(small_disk)) == 1
    assert f"{picture.stem}_4x.png" in said


def test_that_a_picture_comes_out_four_times_larger_beside_its_source(
    aresrgan: Program, picture: Path, tmp_path: Path
) -> None:
    before = picture.read_bytes()
    ended = aresrgan("upscale", picture.name, *FAST)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert size_of(tmp_path / "фото 猫_4x.png") == (96, 64)
    assert picture.read_bytes() == before


def test_that_a_second_run_takes_a_new_name(aresrgan: Program, picture: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert aresrgan("upscale", picture, *FAST).returncode == 0
    assert names(tmp_path) == {picture.name, "фото 猫_4x.png", "фото 猫_4x (2).png"}


def test_that_an_output_file_decides_name_and_format(
    aresrgan: Program, picture: Path, tmp_path: Path
) -> None:
    ended = aresrgan("upscale", picture, "-o", "new/b.jpg", "--scale", "2", *FAST)
    assert ended.returncode == 0
    with Image.open(tmp_path / "new" / "b.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (48, 32))


def test_that_one_bad_file_never_stops_the_rest(aresrgan: Program, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    ended = aresrgan("upscale", "bad.png", "absent.png", picture, *FAST)
    assert ended.returncode == 1
    assert "bad.png is not a picture" in ended.stderr
    assert "absent.png is not there" in ended.stderr
    assert "1 done, 0 skipped, 2 failed" in ended.stdout
    assert (tmp_path / "фото 猫_4x.png").exists()


def test_that_skip_makes_only_what_is_missing(aresrgan: Program, picture: Path, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    (folder / "inner").mkdir(parents=True)
    picture.rename(folder / "a.png")
    arguments = ("upscale", "set", "--recursive", "--existing", "skip", *FAST)
    assert aresrgan(*arguments).returncode == 0
    first = (folder / "a_4x.png").stat()
    Image.new("RGB", (8, 8), "red").save(folder / "inner" / "b.png")
    ended = aresrgan(*arguments)
    assert ended.returncode == 0
    assert names(folder) == {"a.png", "a_4x.png", "inner/b.png", "inner/b_4x.png"}
    assert (folder / "a_4x.png").stat().st_mtime_ns == first.st_mtime_ns
    assert "1 done, 1 skipped, 0 failed" in ended.stdout


def test_that_an_output_folder_keeps_the_folders_of_the_sources(
    aresrgan: Program, picture: Path, tmp_path: Path
) -> None:
    (tmp_path / "set" / "inner").mkdir(parents=True)
    picture.rename(tmp_path / "set" / "inner" / "a.png")
    assert aresrgan("upscale", "set", "--recursive", "-o", "out", *FAST).returncode == 0
    assert names(tmp_path / "out") == {"inner/a_4x.png"}


def test_that_an_exact_size_and_a_folder_beside_each_picture_keep_to_themselves(
    aresrgan: Program, picture: Path, tmp_path: Path
) -> None:
    (tmp_path / "set").mkdir()
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Somebody"
    with Image.open(picture) as image:
        image.save(tmp_path / "set" / "a.tif", exif=exif)
    arguments = ("upscale", "set", "--format", "source", "--subfolder", "large", "--existing", "skip", *FAST)
    sized = (*arguments, "--width", "50", "--height", "50", "--fill", "--name", "{stem}-{width}x{height}")
    assert aresrgan(*sized).returncode == 0
    assert names(tmp_path / "set") == {"a.tif", "large/a-50x50.tiff"}
    with Image.open(tmp_path / "set" / "large" / "a-50x50.tiff") as result:
        assert (result.format, result.size) == ("TIFF", (50, 50))
        assert result.getexif()[ExifTags.Base.Artist] == "Somebody"
    again = aresrgan(*sized, "--recursive")
    assert "a.tif: skipped" in again.stdout
    assert names(tmp_path / "set") == {"a.tif", "large/a-50x50.tiff"}


def test_that_a_result_too_large_for_its_format_is_refused_at_once(
    aresrgan: Program, picture: Path, tmp_path: Path
) -> None:
    ended = aresrgan("upscale", picture, "--format", "webp", "--longest", "20000", *FAST)
    assert ended.returncode == 1
    assert "16,383 pixels a side" in ended.stderr
    assert names(tmp_path) == {picture.name}


def test_that_replace_never_replaces_the_source(aresrgan: Program, picture: Path, tmp_path: Path) -> None:
    before = picture.read_bytes()
    ended = aresrgan("upscale", picture, "--name", "{stem}", "--existing", "replace", *FAST)
    assert picture.read_bytes() == before
    assert ended.returncode in (0, 1)
    assert all(not name.startswith(".") for name in names(tmp_path))


def test_that_json_lines_tell_progress_result_and_sum(aresrgan: Program, picture: Path) -> None:
    ended = aresrgan("upscale", picture, "--json", *FAST)
    events = [json.loads(line) for line in ended.stdout.splitlines()]
    fractions = [event["fraction"] for event in events if event["event"] == "progress"]
    assert fractions == sorted(fractions)
    done = next(event for event in events if event["event"] == "done")
    assert (done["width"], done["height"], Path(done["output"]).exists()) == (96, 64, True)
    assert events[-1] == {"event": "summary", "asked": 1, "done": 1, "skipped": 0, "failed": 0}


def test_that_alpha_in_a_jpeg_is_refused_with_what_to_do(aresrgan: Program, tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (255, 0, 0, 100)).save(tmp_path / "clear.png")
    refused = aresrgan("upscale", "clear.png", "--format", "jpg", *FAST)
    assert refused.returncode == 1
    assert "transparent" in refused.stderr
    filled = aresrgan("upscale", "clear.png", "--format", "jpg", "--background", "#ffffff", *FAST)
    assert (filled.returncode, size_of(tmp_path / "clear_4x.jpg")) == (0, (32, 32))


def test_that_an_animation_keeps_its_frames_or_loses_them_with_a_word(
    aresrgan: Program, picture: Path, tmp_path: Path
) -> None:
    with Image.open(picture) as image:
        small = image.convert("RGB").crop((0, 0, 16, 12))
    small.save(tmp_path / "a.gif", save_all=True, append_images=[small.rotate(180)], duration=70, loop=0)
    ended = aresrgan("upscale", "a.gif", "--format", "source", *FAST)
    assert ended.returncode == 0, ended.stderr
    with Image.open(tmp_path / "a_4x.gif") as made:
        assert (made.size, getattr(made, "n_frames", 1), made.info["duration"]) == ((64, 48), 2, 70)
    ended = aresrgan("upscale", "a.gif", "--format", "jpg", *FAST)
    assert ended.returncode == 0, ended.stderr
    assert "Only the first frame: JPEG holds no animations" in ended.stderr


def test_that_an_unknown_model_is_a_usage_error_that_names_the_known_ones(
    aresrgan: Program, picture: Path
) -> None:
    ended = aresrgan("upscale", picture, "--model", "nothing")
    assert ended.returncode == 2
    assert "realesrgan-x4plus" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl+C to one child alone")
def test_that_an_interrupted_run_leaves_no_child_and_no_partial_file(tmp_path: Path) -> None:
    Image.effect_noise((900, 900), 60).convert("RGB").save(tmp_path / "large.png")
    command = [sys.executable, "-m", "aresrgan_gui", "upscale", "large.png", "--json", *FAST]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert any("progress" in line and '"fraction": 0.0' not in line for line in program.stdout)
        children = psutil.Process(program.pid).children(recursive=True)
        assert children
        os.kill(program.pid, signal.SIGINT)
        assert program.wait(30) == 130
    assert not any(child.is_running() for child in children)
    assert {path.name for path in tmp_path.iterdir()} == {"large.png"}


def test_that_the_doctor_finds_a_working_processor(aresrgan: Program) -> None:
    ended = aresrgan("doctor")
    assert "cpu: works" in ended.stdout
    assert ended.returncode == 0, ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send a signal to one child alone")
def test_that_an_engine_stopped_by_somebody_else_is_started_again(tmp_path: Path) -> None:
    Image.effect_noise((300, 300), 60).convert("RGB").save(tmp_path / "large.png")
    with started(tmp_path, "large.png") as program:
        (engine,) = psutil.Process(program.pid).children()
        engine.terminate()
        events, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert "again, with small tiles" in events
    assert size_of(tmp_path / "large_4x.png") == (1200, 1200)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for a terminal that is gone")
def test_that_a_hangup_that_is_ignored_stays_ignored(tmp_path: Path, picture: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with started(tmp_path, picture.name) as program:
            program.send_signal(signal.SIGHUP)
            program.communicate(timeout=30)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert program.returncode == 0


def test_that_a_reader_that_goes_away_costs_no_picture(tmp_path: Path, picture: Path) -> None:
    with started(tmp_path, picture.name) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == ""
        assert program.wait(30) == 0
    assert size_of(tmp_path / "фото 猫_4x.png") == (96, 64)


def test_that_results_with_numbers_are_not_enlarged_again(
    aresrgan: Program, picture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    picture.rename(folder / "a.png")
    for _ in range(3):
        assert aresrgan("upscale", "set", *FAST).returncode == 0
    assert names(folder) == {"a.png", "a_4x.png", "a_4x (2).png", "a_4x (3).png"}


def test_that_an_impossible_name_fails_in_words(aresrgan: Program, picture: Path) -> None:
    ended = aresrgan("upscale", picture, "-o", "x" * 300 + ".png", "--existing", "skip", *FAST)
    assert ended.returncode == 1
    assert "cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr
