"""Which results cannot be enlargements of their sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.imaging.pictures import SUFFIXES
from aresrgan_gui.core.imaging.pixels import load
from aresrgan_gui.engine.sanity import cells, what_is_wrong


def judged(source: Image.Image, result: Image.Image) -> str:
    return what_is_wrong(cells(source, source.size), cells(result, source.size))


@pytest.fixture
def photo(corpora: Path) -> Image.Image:
    return load(corpora / "photos" / "astronaut.png").image


def test_that_a_black_result_is_wrong(photo: Image.Image) -> None:
    assert judged(photo, Image.new("RGB", (1024, 1024))) == "the picture is of one colour"


def test_that_a_flat_result_is_wrong(photo: Image.Image) -> None:
    assert judged(photo, Image.new("RGB", (1024, 1024), (90, 90, 90))) == "the picture is of one colour"


def test_that_a_result_with_a_black_tile_is_wrong(photo: Image.Image) -> None:
    result = photo.copy()
    result.paste((0, 0, 0), (300, 0, 400, 100))
    assert judged(photo, result) == "parts of the picture are black"


def test_that_a_scrambled_result_is_wrong(photo: Image.Image) -> None:
    assert judged(photo, ImageChops.invert(photo)).startswith("the colours are off by")


@pytest.mark.parametrize("colour", ["black", "white", "#336699", (0, 0, 0, 0)])
def test_that_a_flat_source_may_give_a_flat_result(colour: str | tuple[int, ...]) -> None:
    mode = "RGBA" if isinstance(colour, tuple) else "RGB"
    source = Image.new(mode, (50, 40), colour)
    assert judged(source, source.resize((200, 160))) == ""


def test_that_a_dark_source_may_give_a_black_result() -> None:
    source = Image.new("RGB", (64, 64), (9, 9, 9))
    source.putpixel((3, 3), (20, 20, 20))
    assert judged(source, Image.new("RGB", (256, 256))) == ""


def test_that_what_is_invisible_does_not_count() -> None:
    source = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    source.paste((200, 30, 30, 255), (0, 0, 32, 64))
    result = Image.new("RGBA", (256, 256), (0, 0, 0, 0))
    result.paste((200, 30, 30, 255), (0, 0, 128, 256))
    assert judged(source, result) == ""


def test_that_no_real_picture_raises_a_false_alarm(corpora: Path) -> None:
    judgements = {}
    for folder in ("photos", "pngsuite", "alpha", "anime", "illustration", "wide16", "cmyk"):
        for path in sorted((corpora / folder).iterdir()):
            if path.suffix.lower() not in SUFFIXES or path.stat().st_size > 400_000:
                continue
            try:
                source = load(path).image
            except UpscaleError:
                continue
            twice = source.resize((source.width * 2, source.height * 2), Image.Resampling.BICUBIC)
            judgements[path.name] = judged(source, twice)
    assert len(judgements) > 100
    assert {name: judgement for name, judgement in judgements.items() if judgement} == {}
