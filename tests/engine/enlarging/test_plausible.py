"""Which tiles cannot be enlargements of what the network was given."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from aresrgan_gui.engine.enlarging.plausible import what_is_wrong

Pixels = NDArray[np.float32]
SCALE = 4


def slope(height: int = 60, width: int = 70) -> Pixels:
    """Dark at the left, bright at the right."""
    return np.broadcast_to(np.linspace(0, 1, width, dtype=np.float32), (3, height, width))


def judged(source: Pixels, enlarged: Pixels) -> str:
    return what_is_wrong(source, enlarged, SCALE)


def repeated(source: Pixels) -> Pixels:
    return source.repeat(SCALE, axis=1).repeat(SCALE, axis=2)


@pytest.mark.parametrize("level", [0.0, 0.5, 1.0])
def test_that_one_colour_instead_of_a_varied_tile_is_wrong(level: float) -> None:
    dim = slope() / np.float32(4)
    assert judged(dim, np.full_like(repeated(dim), level)) == "a tile is of one colour"


def test_that_a_tile_that_is_black_in_part_is_wrong() -> None:
    spoilt = repeated(slope()).copy()
    spoilt[:, :100, 180:] = 0
    assert judged(slope(), spoilt).startswith("a part of a tile is of one colour")


def test_that_a_network_may_paint_a_dither_over() -> None:
    dither = np.random.default_rng(1).random((1, 64, 64)).repeat(3, axis=0) > 0.5
    nearly_black = np.random.default_rng(2).random((3, 256, 256), np.float32) * np.float32(0.01)
    assert judged(dither.astype(np.float32), nearly_black - np.float32(0.1)) == ""


@pytest.mark.parametrize("level", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (5, 40), (64, 64)])
def test_that_a_tile_of_one_colour_may_stay_so(level: float, shape: tuple[int, int]) -> None:
    source = np.full((3, *shape), level, np.float32)
    assert judged(source, repeated(source)) == ""


def test_that_a_few_stars_may_be_lost_in_a_black_sky() -> None:
    sky = np.zeros((3, 64, 64), np.float32)
    sky[:, ::20, ::20] = 1
    assert judged(sky, np.zeros_like(repeated(sky))) == ""


def test_that_what_lies_beyond_black_and_white_is_as_good_as_these() -> None:
    hard = (slope() > 0.5).astype(np.float32)
    assert judged(hard, repeated(hard) * 3 - 1) == ""
