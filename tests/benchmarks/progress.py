"""How right the time left is that follows from the engine's progress alone.

Usage: python tests/benchmarks/progress.py MODELS PICTURE [CASE ...] [--part 1.0] [--times 1] [--tenths]

Cases are by name, and all of CASES without any: each takes 10 to 30 seconds on two cores, and `--part` so
much of that. PICTURE is brought to the case's size and enlarged on the processor. After each tenth of the
progress, what is behind says what is left; prints how far that was off at worst, as a part of what really was
left. With `--tenths` all of them have a line, and of so many `--times` each is the median. What is left of
the last tenth is so little that its own error says nothing: there, the error counts as a part of a tenth of
the whole.

All is by the clock, which other programs disturb: the processor's time, which they disturb less, says double
of what keeps two cores busy. So let it go before them: `nice -n -20`, which Linux, where it groups by session
(autogroup), heeds only with `setsid` and `echo -20 > /proc/self/autogroup` as well.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.png import PngWriter

FRAMES = 6
FAST, DRAWINGS = "realesr-animevideov3", "realesrgan-x4plus-anime"

Point = tuple[float, float]
"""Part done, and seconds."""


def coloured(image: Image.Image, path: Path) -> None:
    """RGB of 8 bits."""
    image.save(path)


def deep(image: Image.Image, path: Path) -> None:
    """RGB of 16 bits."""
    pixels = np.asarray(image).astype(np.uint16) * 257
    with path.open("wb") as stream:
        writer = PngWriter(stream, Head(image.size, 3, True, b"", Image.Exif(), b""), level=1)
        writer.write(pixels)
        writer.finish()
        writer.close()


def soft(image: Image.Image, path: Path) -> None:
    """RGBA with a hole that fades."""
    image = image.copy()
    image.putalpha(Image.radial_gradient("L").resize(image.size))
    image.save(path)


def moving(image: Image.Image, path: Path) -> None:
    """An APNG of a few frames."""
    frames = [image.rotate(3 * number) for number in range(FRAMES)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=50)


@dataclass(frozen=True)
class Case:
    """What is enlarged: the side of the source, the engine's options, the format and the kind of picture."""

    side: int
    options: str
    format: str = "png"
    model: str = FAST
    kind: Callable[[Image.Image, Path], None] = coloured


CASES = {
    "x2": Case(900, "-s 2"),
    "x3": Case(900, "-s 3"),
    "x4": Case(900, "-s 4"),
    "x8": Case(350, "-s 8"),
    "x16": Case(200, "-s 16"),
    "exact": Case(500, "--size 3300x"),
    "shrunk": Case(3500, "--size 2000x"),
    "jpg": Case(900, "-s 4", "jpg"),
    "webp": Case(900, "-s 4", "webp"),
    "webp 60": Case(900, "-s 4 -q 60", "webp"),
    "tiff": Case(900, "-s 4", "tiff"),
    "avif": Case(600, "-s 4", "avif"),
    "avif 60": Case(600, "-s 4 -q 60", "avif"),
    "small png": Case(900, "-s 4 --compression small"),
    "deep": Case(900, "-s 4", kind=deep),
    "deep tiff": Case(900, "-s 4", "tiff", kind=deep),
    "alpha": Case(600, "-s 4", kind=soft),
    "alpha webp": Case(600, "-s 4", "webp", kind=soft),
    "alpha avif": Case(500, "-s 4", "avif", kind=soft),
    "alpha x8": Case(250, "-s 8", kind=soft),
    "tta": Case(300, "-s 4 -x"),
    "apng": Case(350, "-s 4", kind=moving),
    "gif": Case(350, "-s 4", "gif", kind=moving),
    "moving webp": Case(350, "-s 4", "webp", kind=moving),
    "drawing x2": Case(400, "-s 2", model=DRAWINGS),
    "drawing x4": Case(400, "-s 4", model=DRAWINGS),
    "drawing x8": Case(100, "-s 8", model=DRAWINGS),
    "drawing x16": Case(64, "-s 16", model=DRAWINGS),
    "drawing avif": Case(400, "-s 4", "avif", model=DRAWINGS),
    "drawing alpha": Case(250, "-s 4", model=DRAWINGS, kind=soft),
    "drawing tta": Case(140, "-s 4 -x", model=DRAWINGS),
}


def points_of(command: list[str]) -> list[Point]:
    """What the engine tells, from its first percentage to its last."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        lines = (re.match(r"([\d.]+)%", line) for line in process.stderr)
        found = [(float(told[1]) / 100, time.perf_counter()) for told in lines if told]
    if process.returncode:
        sys.exit(f"the engine ended with {process.returncode}")
    return found


def errors(points: list[Point]) -> list[float]:
    """By how much the time left is off after each tenth."""
    (_, begin), (_, end) = points[0], points[-1]
    found = []
    for tenth in range(1, 10):
        done, now = next(point for point in points if point[0] >= tenth / 10)
        guess = (now - begin) * (1 - done) / done
        found.append((guess - (end - now)) / max(end - now, (end - begin) / 10))
    return found


def measured(case: Case, picture: Image.Image, models: str, part: float) -> list[Point]:
    """What the engine tells of a case."""
    side = round(case.side * part**0.5)
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.png", Path(folder) / f"out.{case.format}"
        case.kind(picture.resize((side, side)), source)
        command = [sys.executable, "-m", "aresrgan_gui.engine", "-g", "cpu", "-m", models, "-n", case.model]
        return points_of([*command, *case.options.split(), "-i", str(source), "-o", str(out)])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models")
    parser.add_argument("picture", type=Path)
    parser.add_argument("cases", nargs="*", default=list(CASES), metavar="CASE")
    parser.add_argument("--part", type=float, default=1.0)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--tenths", action="store_true")
    given = parser.parse_args()
    with Image.open(given.picture) as image:
        picture = image.convert("RGB")
    for name in given.cases:
        runs = [measured(CASES[name], picture, given.models, given.part) for _ in range(given.times)]
        found = [statistics.median(tenth) for tenth in zip(*map(errors, runs), strict=True)]
        seconds = statistics.median(points[-1][1] - points[0][1] for points in runs)
        print(f"{name:14} {max(found, key=abs):+5.0%} ({seconds:.0f} s)", flush=True)
        if given.tenths:
            print("    " + "  ".join(f"{off:+4.0%}" for off in found), flush=True)


if __name__ == "__main__":
    main()
