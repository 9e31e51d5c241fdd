"""The real engine as a process, small pictures for it, and a way to compare results."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import aresrgan_gui.engine  # noqa: F401 - before any test loads ncnn: it tells OpenMP how to wait
from aresrgan_gui.core.paths import resources

COMMAND = (sys.executable, "-m", "aresrgan_gui.engine")
REPOSITORY = Path(__file__).resolve().parents[2]
TIMEOUT = 120

Finished = subprocess.CompletedProcess[str]
RunEngine = Callable[..., Finished]


@pytest.fixture
def engine() -> RunEngine:
    """Run the program with some options, to its end."""

    def run(*options: str | Path) -> Finished:
        return subprocess.run(
            [*COMMAND, *map(str, options)],
            cwd=REPOSITORY,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )

    return run


@pytest.fixture
def upscale(engine: RunEngine, real_models: Path) -> RunEngine:
    """Run the program on the processor with the official models."""

    def run(source: Path, target: Path, *options: str | Path) -> Finished:
        return engine("-i", source, "-o", target, "-m", real_models, "-g", "cpu", *options)

    return run


@pytest.fixture
def detail() -> Image.Image:
    """48 x 48 RGB with photographic detail and hard edges."""
    with Image.open(resources() / "selftest" / "source.png") as image:
        return image.convert("RGB")


@pytest.fixture
def picture(tmp_path: Path, detail: Image.Image) -> Path:
    """A PNG of 24 x 20 pixels."""
    path = tmp_path / "picture.png"
    detail.crop((8, 10, 32, 30)).save(path)
    return path


def decibels(one: Image.Image, other: Image.Image) -> float:
    """Peak signal-to-noise ratio of two pictures of one size and mode, in dB."""
    assert (one.size, one.mode) == (other.size, other.mode)
    difference = np.asarray(one, np.float64) - np.asarray(other, np.float64)
    return float(10 * np.log10(255**2 / max(float((difference**2).mean()), 1e-9)))


@pytest.fixture
def likeness() -> Callable[[Image.Image, Image.Image], float]:
    """How like two pictures are, in dB; both over mid-grey where they are transparent."""

    def over_grey(image: Image.Image) -> Image.Image:
        rgba = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, (128, 128, 128, 255)), rgba).convert("RGB")

    return lambda one, other: decibels(over_grey(one), over_grey(other))


@pytest.fixture
def the_error() -> Callable[[Finished], str]:
    """The one line that tells what failed; everything else on stderr are percentages."""

    def find(finished: Finished) -> str:
        lines = [line for line in finished.stderr.splitlines() if not line.endswith("%")]
        assert len(lines) == 1, finished.stderr
        assert lines[0].startswith("aresrgan-engine: error: ")
        return lines[0].removeprefix("aresrgan-engine: error: ")

    return find
