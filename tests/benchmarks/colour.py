"""How colours survive: mean delta E 2000 of each result, shrunk to its source's size, against the source.

Usage: python tests/benchmarks/colour.py CORPORA MODELS [--device cpu] [--jobs 1]

Every picture of `icc` and `cmyk` goes through the engine at x2 into PNG and JPEG; both sides are brought to
CIELAB by the profiles that their files hold. Pictures of more than SIDE pixels a side are cut to their
middle, with their profile, where they are not CMYK.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aresrgan_gui.core.imaging.pixels import load, to_srgb

SIDE = 256
Colours = NDArray[np.float64]


def lab(image: Image.Image) -> Colours:
    """An sRGB picture as CIELAB under D65 (IEC 61966-2-1, CIE 15)."""
    values = np.asarray(image.convert("RGB"), np.float64) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    matrix = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float64
    )
    xyz = linear @ matrix.T / matrix.sum(axis=1)
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack(
        [116 * root[..., 1] - 16, 500 * (root[..., 0] - root[..., 1]), 200 * (root[..., 1] - root[..., 2])],
        -1,
    )


def delta_e(one: Colours, other: Colours) -> Colours:
    """CIEDE2000 of two pictures in CIELAB (CIE 142; formulas as numbered by Sharma, Wu and Dalal, 2005)."""
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(one, -1, 0), np.moveaxis(other, -1, 0)
    mean7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1 + 0.5 * (1 - np.sqrt(mean7 / (mean7 + 25.0**7)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    grey = c1 * c2 == 0
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(np.where(grey, 0, turn)) / 2)
    middle = np.where(grey, h1 + h2, (h1 + turn / 2) % 360)
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(middle - 30))
        + 0.24 * np.cos(np.radians(2 * middle))
        + 0.32 * np.cos(np.radians(3 * middle + 6))
        - 0.20 * np.cos(np.radians(4 * middle - 63))
    )
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -np.sin(np.radians(60 * np.exp(-(((middle - 275) / 25) ** 2))))
    rotation = rotation * 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    d_l, d_c, d_h = (l2 - l1) / s_l, (c2 - c1) / s_c, hue / s_h
    found: Colours = np.sqrt(np.maximum(0, d_l**2 + d_c**2 + d_h**2 + rotation * d_c * d_h))
    return found


def prepared(path: Path, folder: Path) -> Path:
    """The picture, or its middle in a file of its own where it is large."""
    with Image.open(path) as image:
        if max(image.size) <= SIDE or image.mode not in ("RGB", "RGBA", "L", "1"):
            return path
        left, top = max(0, image.width - SIDE) // 2, max(0, image.height - SIDE) // 2
        part = image.crop((left, top, left + min(SIDE, image.width), top + min(SIDE, image.height)))
        part.save(folder / "in.png", icc_profile=image.info.get("icc_profile"))
    return folder / "in.png"


def told(path: Path, suffix: str, given: argparse.Namespace) -> str:
    """What became of a picture's colours in a format."""
    name = f"{path.parent.name}/{path.name} {suffix}"
    with tempfile.TemporaryDirectory() as folder:
        source, out = prepared(path, Path(folder)), Path(folder) / f"out.{suffix}"
        options = ["-i", str(source), "-o", str(out), "-s", "2", "-m", str(given.models), "-g", given.device]
        command = [sys.executable, "-m", "aresrgan_gui.engine", *options, "-b", "#808080"]
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if ended.returncode != 0:
            return f"{name}: {ended.stderr.splitlines()[-1]}"
        wanted, made = to_srgb(load(source)), to_srgb(load(out))
        shrunk = made.resize(wanted.size, Image.Resampling.BOX)
        return f"{name}: mean delta E {delta_e(lab(wanted), lab(shrunk)).mean():.2f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    paths = sorted([*(given.corpora / "icc").iterdir(), *(given.corpora / "cmyk").iterdir()])
    with ThreadPoolExecutor(given.jobs) as pool:
        for line in pool.map(lambda pair: told(pair[0], pair[1], given), product(paths, ("png", "jpg"))):
            print(line, flush=True)


if __name__ == "__main__":
    main()
