"""Bytes a pixel of enlarged pictures in every format: where the table in `core/estimate.py` comes from.

Usage: python tests/benchmarks/file_sizes.py CORPORA

The middles of the photos, drawings and illustrations there are enlarged four times by `realesr-animevideov3`
on the processor, which takes several minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from aresrgan_gui.core.imaging.pictures import SUFFIXES
from aresrgan_gui.core.imaging.pixels import Picture, load
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.options import Compression, OutputFormat

FOLDERS = ("photos", "anime", "illustration")
SIDE = 240
QUALITIES = (1, 25, 50, 70, 80, 89, 90, 95, 100)

CHOICES = [
    (OutputFormat.GIF, 100, Compression.FAST),
    *((kept, 100, choice) for kept in (OutputFormat.PNG, OutputFormat.TIFF) for choice in Compression),
    *(
        (lossy, quality, Compression.FAST)
        for lossy in (OutputFormat.JPG, OutputFormat.WEBP, OutputFormat.AVIF)
        for quality in QUALITIES
    ),
]


def enlarged(source: Path, work: Path) -> Picture:
    """The middle of a picture, four times as large."""
    image = load(source).image.convert("RGB")
    left, top = (image.width - SIDE) // 2, (image.height - SIDE) // 2
    image.crop((left, top, left + SIDE, top + SIDE)).save(work / "part.png")
    command = [sys.executable, "-m", "aresrgan_gui.engine", "-g", "cpu", "-s", "4"]
    paths = ["-i", str(work / "part.png"), "-o", str(work / "out.png")]
    subprocess.run([*command, *paths], check=True, capture_output=True)
    return Picture(load(work / "out.png").image, None)


def main(corpora: Path) -> None:
    found: defaultdict[str, list[float]] = defaultdict(list)
    sources = [path for name in FOLDERS for path in (corpora / name).iterdir() if path.suffix in SUFFIXES]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for source in sorted(sources):
            picture, path = enlarged(source, work), work / "file"
            for output_format, quality, compression in CHOICES:
                save(picture, path, output_format, quality, compression)
                name = f"{output_format.value} {quality} {compression.value}"
                found[name].append(path.stat().st_size / (4 * SIDE) ** 2)
    for name, values in found.items():
        print(f"{name:18} median {median(values):.3f}, {min(values):.3f} to {max(values):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
