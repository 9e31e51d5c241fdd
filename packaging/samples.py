"""Remakes `resources/samples`: a small picture for each kind of model, and what the official ones make of it.

    python packaging/samples.py PHOTOS

The official models must be installed. The photo is a part of `chelsea.png` (CC0, by Stefan van der Walt) in
the folder PHOTOS; the drawing and the scene of a game are drawn here. The results are made by our own engine
on the processor, so that they are what the user gets.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from aresrgan_gui.core.models.catalogue import InstalledModel, installed
from aresrgan_gui.core.paths import models_folder

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "samples"
SIDE = 36
"""Pixels of a source: half of what a card shows, so that the enlargement is seen."""

LARGE = 24
"""Drawings are made this many times as large and then reduced."""

PHOTO_PART = (98, 48, 242, 192)

Point = tuple[float, float]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    sources = {"photo": photo(Path(sys.argv[1])), "drawing": drawing(), "video": scene()}
    for kind, image in sources.items():
        image.save(FOLDER / f"{kind}.png", optimize=True)
    for model in installed(models_folder()):
        if model.spec.kind.value in sources:
            make_result(model)


def make_result(model: InstalledModel) -> None:
    """What the model makes of its kind's source by its largest scale."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.png"
        source = FOLDER / f"{model.spec.kind.value}.png"
        options = ["--model", model.spec.name, "--scale", str(model.spec.scales[-1]), "--device", "cpu"]
        command = [sys.executable, "-m", "aresrgan_gui", "upscale", str(source), "-o", str(made), *options]
        subprocess.run(command, check=True)
        with Image.open(made) as image:
            image.convert("RGB").save(FOLDER / f"{model.spec.name}.png", optimize=True)


def photo(folder: Path) -> Image.Image:
    """A cat's eye."""
    with Image.open(folder / "chelsea.png") as image:
        return _reduced(image.convert("RGB").crop(PHOTO_PART))


def drawing() -> Image.Image:
    """An eye as in a comic."""
    image, draw = _canvas("#f6d9c4")
    ink, iris = "#2a1d2e", "#2f7fb8"
    lid = [(4.0, 20.0), (8.0, 12.5), (15.0, 8.5), (23.0, 9.0), (29.0, 13.5), (32.5, 19.0)]
    white = [*lid, (29.5, 24.0), (23.0, 28.0), (14.0, 28.0), (7.5, 24.5)]
    draw.polygon(_smooth(white, closed=True), fill="#fdfbf7")
    _disc(draw, (18.5, 18.0), 8.6, ink)
    _disc(draw, (18.5, 18.0), 7.7, iris)
    _disc(draw, (18.5, 20.5), 5.4, "#62b6dd")
    _disc(draw, (18.5, 17.5), 4.0, "#152238")
    _disc(draw, (15.3, 13.7), 2.5, "white")
    _disc(draw, (21.8, 22.4), 1.3, "#e8f7ff")
    _stroke(draw, lid, 2.4, ink)
    for start, end in (
        ((29.0, 13.5), (34.5, 9.5)),
        ((26.0, 11.0), (30.0, 5.8)),
        ((32.0, 18.0), (35.5, 15.0)),
    ):
        _stroke(draw, [start, end], 1.2, ink)
    _stroke(draw, [(10.0, 27.0), (17.0, 29.3), (25.0, 28.2)], 0.8, "#7b4a4a")
    _stroke(draw, [(3.0, 8.0), (12.0, 2.8), (23.0, 2.6), (32.0, 5.2)], 1.5, "#5a3527")
    _stroke(draw, [(8.5, 11.0), (16.0, 5.9), (25.0, 6.4)], 0.6, "#b98a76")
    return _reduced(image)


def scene() -> Image.Image:
    """A house on a hill, as in a game."""
    image, draw = _canvas("#8fd0f2")
    _disc(draw, (29.0, 6.5), 3.6, "#fff3b0")
    for x, y, radius in ((7.0, 7.0, 2.6), (10.0, 6.0, 3.3), (13.5, 7.2, 2.4)):
        _disc(draw, (x, y), radius, "white")
    draw.polygon(
        _scaled([(0, 21), (9, 12), (17, 20), (25, 13.5), (36, 22), (36, 36), (0, 36)]), fill="#5d86a8"
    )
    _disc(draw, (18.0, 62.0), 37.0, "#4f9a4a")
    _disc(draw, (30.0, 60.0), 31.0, "#3d8140")
    draw.polygon(
        _scaled([(8, 19), (22, 19), (22, 30), (8, 30)]), fill="#e9d7b0", outline="#4a3526", width=LARGE // 2
    )
    draw.polygon(
        _scaled([(6, 20), (15, 11.5), (24, 20)]), fill="#b5443b", outline="#4a3526", width=LARGE // 2
    )
    draw.rectangle(_scaled([(13, 24), (17, 30)]), fill="#6b4a32", outline="#4a3526", width=LARGE // 3)
    for left in (9.5, 18.3):
        box = _scaled([(left, 21.5), (left + 2.6, 24.5)])
        draw.rectangle(box, fill="#ffe9a0", outline="#4a3526", width=LARGE // 3)
    draw.rectangle(_scaled([(28.6, 24), (30.2, 31)]), fill="#6b4a32")
    for x, y, radius in ((29.4, 21.5, 3.6), (27.4, 23.6, 2.6), (31.6, 23.6, 2.6)):
        _disc(draw, (x, y), radius, "#2c6b38")
    for x in range(1, 36, 3):
        _stroke(draw, [(x, 35.5), (x + 0.9, 32.6)], 0.5, "#a9d66a")
    return _reduced(image)


def _canvas(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (SIDE * LARGE, SIDE * LARGE), colour)
    return image, ImageDraw.Draw(image)


def _reduced(image: Image.Image) -> Image.Image:
    return image.resize((SIDE, SIDE), Image.Resampling.BOX)


def _scaled(points: list[Point]) -> list[Point]:
    """Points in the source's pixels as points of the canvas."""
    return [(x * LARGE, y * LARGE) for x, y in points]


def _disc(draw: ImageDraw.ImageDraw, centre: Point, radius: float, colour: str) -> None:
    (x, y), r = centre, radius
    draw.ellipse(_scaled([(x - r, y - r), (x + r, y + r)]), fill=colour)


def _stroke(draw: ImageDraw.ImageDraw, points: list[Point], width: float, colour: str) -> None:
    """A line through `points` that is thin at its ends, like a brush's."""
    path = _smooth(points, closed=False)
    for number, (x, y) in enumerate(path):
        radius = width * LARGE / 2 * (0.35 + 0.65 * math.sin(math.pi * number / (len(path) - 1)))
        draw.ellipse([(x - radius, y - radius), (x + radius, y + radius)], fill=colour)


def _smooth(points: list[Point], *, closed: bool) -> list[Point]:
    """A Catmull-Rom curve through `points`, on the canvas."""
    steps, count = 60, len(points)
    curve = []
    for index in range(count if closed else count - 1):
        near = [
            points[(index + n) % count if closed else min(max(index + n, 0), count - 1)]
            for n in (-1, 0, 1, 2)
        ]
        for step in range(steps + 1):
            t = step / steps
            x, y = (_between([point[axis] for point in near], t) for axis in (0, 1))
            curve.append((x * LARGE, y * LARGE))
    return curve


def _between(values: list[float], t: float) -> float:
    """The Catmull-Rom spline between the second and the third of four values; `t` goes from 0 to 1."""
    before, one, other, after = values
    return 0.5 * (
        2 * one
        + (other - before) * t
        + (2 * before - 5 * one + 4 * other - after) * t * t
        + (3 * one - before - 3 * other + after) * t**3
    )


if __name__ == "__main__":
    main()
