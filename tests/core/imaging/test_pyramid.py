"""Huge pictures as tiles on disk."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from aresrgan_gui.core.imaging import pyramid_making as module
from aresrgan_gui.core.imaging.pixels import Picture
from aresrgan_gui.core.imaging.pyramid import TILE, Pyramid, find_pyramid, is_huge, levels_of
from aresrgan_gui.core.imaging.pyramid_making import make_pyramid
from aresrgan_gui.core.imaging.sources import source_of
from aresrgan_gui.core.paths import pyramids_folder


def picture(path: Path, size: tuple[int, int], mode: str = "RGB") -> Picture:
    """A picture of noise, also as the file `path`."""
    bands = [Image.effect_noise(size, 80) for _ in mode]
    image = Image.merge(mode, bands) if len(bands) > 1 else bands[0]
    image.save(path)
    return Picture(image, None)


def tile(pyramid: Pyramid, level: int, column: int, row: int) -> Image.Image:
    mode = "RGBA" if pyramid.channels == 4 else "RGB"
    return Image.frombytes(mode, (TILE, TILE), pyramid.tile(level, column, row))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_that_the_tiles_hold_the_pixels_of_every_size(tmp_path: Path, mode: str) -> None:
    source = picture(tmp_path / "a.png", (701, 400), mode)
    pyramid = make_pyramid(tmp_path / "a.png", source_of(source))
    shown = source.image.convert("RGB") if mode == "L" else source.image
    sizes = [(level.width, level.height) for level in pyramid.levels]
    assert sizes == [(701, 400), (351, 200), (176, 100)]
    expected = shown.crop((2 * TILE, TILE, 3 * TILE, 2 * TILE))
    assert tile(pyramid, 0, 2, 1).tobytes() == expected.tobytes()
    half = shown.reduce(2)
    assert tile(pyramid, 1, 1, 0).tobytes() == half.crop((TILE, 0, 2 * TILE, TILE)).tobytes()
    assert tile(pyramid, 2, 0, 0).crop((0, 0, 176, 100)).tobytes() == half.reduce(2).tobytes()


def test_that_a_file_keeps_its_pyramid_under_another_name_and_loses_it_when_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    made = make_pyramid(path, source_of(picture(path, (600, 40))))
    moved = path.rename(tmp_path / "b.png")
    assert find_pyramid(moved) == made
    picture(moved, (600, 40))
    assert find_pyramid(moved) is None


@pytest.mark.parametrize("head", [b"rubbish", b"7", b"[0, 0, 3]", b"[60, 40, 5]", b'["a", "b", 3]'])
def test_that_a_damaged_pyramid_is_none(head: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    made = make_pyramid(path, source_of(picture(path, (60, 40))))
    made.path.write_bytes(head)
    assert find_pyramid(path) is None


def test_that_the_least_recently_used_pyramids_give_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", int(TILE * TILE * 3 * 2.5))
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for number, path in enumerate(paths):
        made = make_pyramid(path, source_of(picture(path, (60, 40))))
        os.utime(made.path, (number, number))
    assert [find_pyramid(path) is not None for path in paths] == [False, True, True]
    assert len(list(pyramids_folder().iterdir())) == 2


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_that_tiles_are_numbered_without_gaps_down_to_one(width: int, height: int) -> None:
    levels = levels_of(width, height)
    for one, other in pairwise(levels):
        assert other.first == one.first + one.columns * one.rows
    assert (levels[-1].columns, levels[-1].rows) == (1, 1)


def test_that_only_pictures_with_a_long_side_are_huge() -> None:
    assert not is_huge((8000, 8000))
    assert is_huge((8001, 8000))
    assert is_huge((300, 20_000))


def test_that_a_pixel_is_read_without_its_tile(tmp_path: Path) -> None:
    image = Image.effect_noise((600, 300), 80).convert("RGB")
    path = tmp_path / "a.png"
    image.save(path)
    pyramid = make_pyramid(path, source_of(Picture(image, None)))
    for place in ((0, 0), (599, 299), (255, 256), (256, 255)):
        assert pyramid.pixel(*place) == image.getpixel(place)
