"""Every picture of the corpora through the real engine, and counts of what came out.

Usage: python tests/benchmarks/corpora_run.py CORPORA MODELS [FOLDER ...] [--device cpu] [--jobs 1]

Without folders named, all are gone through; JOBS pictures at a time.

Good pictures must come out at four times their size. Their colours are compared with a plain enlargement of
the source, and the likeness is printed: a low one alone is no fault, since the fast model paints over the
checkers of small test pictures. A fault is a result that is nearer to its source mirrored, turned, inverted
or with channels exchanged. Of broken files either a whole picture or one clear line with a code that is not 0
must come, in time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from aresrgan_gui.core.errors import CODE_OF_EXIT
from aresrgan_gui.core.imaging.pixels import load

GOOD = (
    "pngsuite",
    "orientation",
    "alpha",
    "wide16",
    "cmyk",
    "icc",
    "photos",
    "anime",
    "illustration",
    "animated",
)
BROKEN = ("broken", "bombs")
TIMEOUT = 600

Colours = NDArray[np.float64]


def over_grey(image: Image.Image) -> Colours:
    """The picture's colours on mid-grey."""
    rgba = image.convert("RGBA")
    flat = Image.alpha_composite(Image.new("RGBA", rgba.size, (128, 128, 128, 255)), rgba)
    return np.asarray(flat.convert("RGB"), np.float64)


def plain(path: Path) -> Image.Image:
    """The source as Pillow alone shows it; what is deep or not RGB by the program's own reader."""
    with Image.open(path) as image:
        image.load()
        if image.mode.startswith(("I", "F")) or image.mode in ("CMYK", "LAB"):
            return load(path).image
        return ImageOps.exif_transpose(image)


def judge(source: Path, finished: subprocess.CompletedProcess[str] | None, out: Path) -> str:
    """One word for what happened, with details where it is wrong."""
    if finished is None:
        return "WRONG: hangs"
    said = [line for line in finished.stderr.splitlines() if not line.endswith("%")]
    lines = [line for line in said if line.startswith("aresrgan-engine: error: ")]
    left = [path for path in out.parent.iterdir() if path != out]
    if "Traceback" in finished.stderr or left:
        return f"WRONG: traceback or left files: {said} {left}"
    if finished.returncode == 0:
        return judge_picture(source, out)
    if out.exists() or len(lines) != 1 or finished.returncode not in CODE_OF_EXIT:
        return f"WRONG: exit {finished.returncode}, {said}"
    return f"refused: {CODE_OF_EXIT[finished.returncode].value}"


def judge_picture(source: Path, out: Path) -> str:
    """Compare a result with its source, plainly enlarged, and with what usual mistakes would show."""
    result = load(out).image
    try:
        wanted = plain(source)
    except Exception as error:
        return f"a picture, which Pillow alone does not show: {error}"
    if result.size != (wanted.width * 4, wanted.height * 4):
        return f"WRONG: {result.size} from {wanted.size}"
    colours, made = over_grey(wanted.convert("RGBA").resize(result.size)), over_grey(result)
    distance = float(((made - colours) ** 2).mean())
    nearest = min(float(((made - other) ** 2).mean()) for other in disfigured(colours))
    decibels = 10 * np.log10(255**2 / max(distance, 1e-9))
    if distance > nearest:
        return f"WRONG: {decibels:.1f} dB, but a mistake is {distance / nearest:.2f} times as near"
    return f"right: {decibels:.1f} dB"


def disfigured(colours: Colours) -> list[Colours]:
    """The picture as usual mistakes would show it, as far as they change it at all."""
    mistakes = [colours[:, :, order] for order in ([2, 1, 0], [1, 0, 2], [0, 2, 1])]
    mistakes += [255 - colours, colours[::-1], colours[:, ::-1], colours[::-1, ::-1]]
    if colours.shape[0] == colours.shape[1]:
        turned = [np.rot90(colours, turns) for turns in (1, 3)]
        mistakes += [*turned, *(other[::-1] for other in turned)]
    # What changes the picture less than the model itself does shows no mistake.
    return [other for other in mistakes if ((other - colours) ** 2).mean() > 400] or [colours + 255]


def run(source: Path, out: Path, given: argparse.Namespace) -> subprocess.CompletedProcess[str] | None:
    """The engine's run for one picture; None where it did not end in time."""
    engine = [sys.executable, "-m", "aresrgan_gui.engine", "-g", given.device]
    command = [*engine, "-m", str(given.models), "-i", str(source), "-o", str(out)]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return None


def outcome(source: Path, given: argparse.Namespace) -> str:
    """One word for what became of a picture, with details after a colon."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.png"
        return judge(source, run(source, out, given), out)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("folders", nargs="*", default=[*GOOD, *BROKEN])
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    for name in given.folders:
        counts: Counter[str] = Counter()
        likeness: list[float] = []
        sources = sorted(path for path in (given.corpora / name).iterdir() if path.is_file())
        with ThreadPoolExecutor(given.jobs) as pool:
            told = pool.map(lambda path: outcome(path, given), sources)
            for source, outcome_of_it in zip(sources, told, strict=True):
                word, _, details = outcome_of_it.partition(": ")
                counts[word] += 1
                if word == "right":
                    likeness.append(float(details.split()[0]))
                print(f"  {name}/{source.name}: {word} {details}", flush=True)
        spread = (
            f", {min(likeness):.1f} to {max(likeness):.1f} dB, median {median(likeness):.1f}"
            if likeness
            else ""
        )
        print(f"{name}: {sum(counts.values())} files: {dict(counts)}{spread}", flush=True)


if __name__ == "__main__":
    main()
