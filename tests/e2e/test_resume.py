"""A run of the command line that is killed, and what goes on with it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Program, environment

pytestmark = pytest.mark.usefixtures("use_real_models")

COUNT = 5


@pytest.fixture
def pictures(tmp_path: Path, picture: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(COUNT):
        shutil.copyfile(picture, folder / f"{number}.png")
    return folder


def killed_run(pictures: Path, after: int) -> None:
    """`aresrgan upscale`, killed when so many pictures are done."""
    command = [sys.executable, "-m", "aresrgan_gui", "upscale", str(pictures), "--json"]
    command += ["--model", "realesr-animevideov3", "--scale", "2"]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as program:
        assert program.stdout is not None
        done = 0
        while done < after:
            done += json.loads(program.stdout.readline())["event"] == "done"
        program.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def test_that_a_killed_run_is_gone_on_with(aresrgan: Program, pictures: Path) -> None:
    before = {path.name: path.read_bytes() for path in pictures.iterdir()}
    killed_run(pictures, after=2)
    resumed = aresrgan("resume")
    assert resumed.returncode == 0, resumed.stderr
    results = {f"{number}_2x.png" for number in range(COUNT)}
    assert {path.name for path in pictures.iterdir()} == {*before, *results}
    assert {name: (pictures / name).read_bytes() for name in before} == before


def test_that_a_run_that_ended_leaves_nothing_to_go_on_with(aresrgan: Program, pictures: Path) -> None:
    aresrgan("upscale", pictures, "--model", "realesr-animevideov3", "--scale", "2")
    resumed = aresrgan("resume", "--json")
    assert resumed.returncode == 0
    assert '"done"' not in resumed.stdout.replace('"done": 0', "")


def test_that_the_next_run_says_that_there_is_something_to_go_on_with(
    aresrgan: Program, pictures: Path, picture: Path
) -> None:
    killed_run(pictures, after=1)
    run = aresrgan("upscale", picture, "--model", "realesr-animevideov3", "--scale", "2")
    assert "`aresrgan resume` goes on with them" in run.stderr
    assert not list(pictures.glob(".aresrgan-*"))
