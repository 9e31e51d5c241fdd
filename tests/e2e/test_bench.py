"""`aresrgan bench` with the real engine and the real fast model."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from aresrgan_gui.core.paths import speeds_file
from tests.e2e.conftest import Program, environment

SMALL = ("--model", "realesr-animevideov3", "--device", "cpu", "--size", "32")

pytestmark = pytest.mark.usefixtures("use_real_models")


def test_that_a_measurement_is_a_table_and_teaches_the_estimates(aresrgan: Program) -> None:
    ended = aresrgan("bench", *SMALL, "--scale", "2", "--format", "json")
    assert ended.returncode == 0, ended.stderr
    (row,) = json.loads(ended.stdout)["rows"]
    assert (row["model"], row["scale"], row["device"]) == ("realesr-animevideov3", 2, "cpu")
    assert (row["picture"], row["result"]) == ([32, 32], [64, 64])
    assert row["output_megapixels_per_second"] == pytest.approx(64 * 64 / 1e6 / row["seconds"])
    assert row["peak_memory"] > 20_000_000
    assert row["failure"] is None
    learnt = json.loads(speeds_file().read_text(encoding="utf-8"))["speeds"]
    assert ("realesr-animevideov3", "cpu") in [(speed["model"], speed["device"]) for speed in learnt]


@pytest.mark.parametrize(("form", "mark"), [("text", "  2×  "), ("markdown", "| 2× |")])
def test_that_a_table_can_be_read_and_passed_on(aresrgan: Program, form: str, mark: str) -> None:
    ended = aresrgan("bench", *SMALL, "--scale", "2", "16", "--limit", "0.6", "--format", form)
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0].startswith("ARESRGAN ")
    (heading,) = (line for line in lines if "Peak memory (MB)" in line)
    (measured,) = (line for line in lines if mark in line)
    (left_out,) = (line for line in lines if "16×" in line)
    assert "MP/s" in heading
    assert "32 × 32" in measured
    assert "left out: about" in left_out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl+C to one child alone")
def test_that_an_interrupted_measurement_says_what_it_has_so_far(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "aresrgan_gui", "bench", *SMALL[:4], "--size", "256", "--limit", "1000",
         "--scale", "2", "16"],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stderr is not None
    assert any("x16" in line for line in program.stderr)
    children = psutil.Process(program.pid).children(recursive=True)
    program.send_signal(signal.SIGINT)
    told, complaints = program.communicate(timeout=60)
    assert program.returncode == 130
    assert complaints == ""
    assert "2×" in told
    assert "16×" not in told
    assert not any(child.is_running() for child in children)


def test_that_an_unknown_model_is_refused_with_the_known_ones(aresrgan: Program) -> None:
    ended = aresrgan("bench", "--model", "nope")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "there is no model nope; choose one of realesrgan-x4plus" in ended.stderr
