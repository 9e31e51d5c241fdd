"""Peak memory of the engine's process by the size of the result, for PNG, TIFF and JPEG.

Usage: python tests/benchmarks/memory.py MODELS [--cheap] [MEGAPIXELS ...]

Results of 1, 10, 100 and 600 megapixels (the last is 1340 x 1748 at x16) are made on the processor with
realesr-animevideov3. With `--cheap`, a network that only repeats pixels stands in for the real one: it shows
what the rest takes, in a fraction of the time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

SIZES = {1: (250, 250, 4), 10: (790, 790, 4), 100: (2500, 2500, 4), 600: (1340, 1748, 16)}
FORMATS = ("png", "tiff", "jpg")
CHEAP = """
from aresrgan_gui.engine.networks import kept as networks

class Repeating:
    padding, edge, tile, workers = 18, 10, 192, 2

    def __init__(self, scale):
        self.scale = scale

    def fitted(self, _width, _height):
        return self

    def upscale_tile(self, window, kept, _tell=None):
        return kept.of(window).repeat(self.scale, axis=1).repeat(self.scale, axis=2)

networks.Networks.loader = lambda self, request: lambda model, scale, is_deep: Repeating(scale)
"""
ENGINE = """
import runpy, sys
sys.argv[0] = "aresrgan-engine"
runpy.run_module("aresrgan_gui.engine", run_name="__main__")
"""


def picture(width: int, height: int) -> Image.Image:
    """Soft colours with some grain, which neither pack to nothing nor not at all."""
    values = np.random.default_rng(1)
    coarse = Image.fromarray(values.integers(0, 256, (height // 16 + 1, width // 16 + 1, 3), np.uint8))
    pixels = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC)).astype(np.int16)
    return Image.fromarray(np.clip(pixels + values.normal(0, 3, pixels.shape), 0, 255).astype(np.uint8))


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a program. Raises RuntimeError where it fails."""
    began, peak = time.monotonic(), 0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                peak = max(peak, watched.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(0.02)
    if process.returncode != 0:
        raise RuntimeError(f"exit code {process.returncode}")
    return time.monotonic() - began, peak / 1e6


def main() -> None:
    arguments = sys.argv[1:]
    is_cheap = "--cheap" in arguments
    models, *wanted = [argument for argument in arguments if argument != "--cheap"]
    print("a network that repeats pixels" if is_cheap else "realesr-animevideov3", "on the processor")
    for megapixels in map(int, wanted or map(str, SIZES)):
        width, height, scale = SIZES[megapixels]
        for suffix in FORMATS:
            with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
                source, out = Path(folder) / "in.png", Path(folder) / f"out.{suffix}"
                picture(width, height).save(source)
                program = (CHEAP if is_cheap else "") + ENGINE
                options = ["-i", str(source), "-o", str(out), "-s", str(scale), "-m", models, "-g", "cpu"]
                seconds, peak = measured([sys.executable, "-c", program, *options])
                size = out.stat().st_size / 1e6
            print(f"{megapixels:4} MP {suffix:4}: {peak:5.0f} MB, {seconds:6.1f} s, file {size:.0f} MB")


if __name__ == "__main__":
    main()
