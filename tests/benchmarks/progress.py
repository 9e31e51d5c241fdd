"""How right the time left is that follows from the engine's progress alone.

Usage: python tests/benchmarks/progress.py MODELS PICTURE [--side 160] [--scale 16] [--format png]

PICTURE is brought to SIDE x SIDE and enlarged on the processor by realesr-animevideov3. After each tenth of
the progress, what is behind says what is left; prints how far that was off, as a part of what really was
left, by the clock and by the engine's processor time, which other programs disturb less.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from PIL import Image

Point = tuple[float, float, float]
"""Part done, seconds by the clock, seconds of the processor."""


def points_of(command: list[str]) -> list[Point]:
    """What the engine tells, from its first percentage to its last."""
    found = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        watched = psutil.Process(process.pid)
        assert process.stderr is not None
        for line in process.stderr:
            if told := re.match(r"([\d.]+)%", line):
                spent = watched.cpu_times()
                found.append((float(told[1]) / 100, time.perf_counter(), spent.user + spent.system))
    if process.returncode:
        sys.exit(f"the engine ended with {process.returncode}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models")
    parser.add_argument("picture", type=Path)
    parser.add_argument("--side", type=int, default=160)
    parser.add_argument("--scale", type=int, default=16)
    parser.add_argument("--format", default="png")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.png", Path(folder) / f"out.{given.format}"
        with Image.open(given.picture) as image:
            image.convert("RGB").resize((given.side, given.side)).save(source)
        command = [sys.executable, "-m", "aresrgan_gui.engine", "-g", "cpu", "-m", given.models]
        points = points_of([*command, "-s", str(given.scale), "-i", str(source), "-o", str(out)])
    begin, end = points[0], points[-1]
    print(f"{len(points)} percentages in {end[1] - begin[1]:.1f} s")
    for tenth in range(1, 10):
        now = next(point for point in points if point[0] >= tenth / 10)
        off = []
        for kind in (1, 2):
            guess = (now[kind] - begin[kind]) * (1 - now[0]) / now[0]
            left = end[kind] - now[kind]
            off.append((guess - left) / left if left else 0.0)
        print(f"at {now[0]:4.0%}: {off[0]:+5.0%} by the clock, {off[1]:+5.0%} by the processor", flush=True)


if __name__ == "__main__":
    main()
