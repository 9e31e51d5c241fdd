from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.engine.network import Averaged, Kept, NetworkError
from aresrgan_gui.engine.tiles import upscale_pixels


@dataclass
class Repeating:
    """A network that repeats each pixel; it fails on windows of more pixels than `most`."""

    scale: int = 2
    padding: int = 18
    tile: int = 32
    workers: int = 2
    most: int = 10**9
    can_be_smaller: bool = True

    def fitted(self, _width: int, _height: int) -> Repeating:
        return self

    def upscale_tile(self, window: NDArray[np.float32], kept: Kept) -> NDArray[np.float32]:
        if window.shape[1] * window.shape[2] > self.most:
            raise NetworkError("no room", smaller_may_help=self.can_be_smaller)
        return kept.of(window).repeat(self.scale, axis=1).repeat(self.scale, axis=2)


class Leaning(Repeating):
    """A network that adds a slope from left to right, which averaging over orientations takes out."""

    def upscale_tile(self, window: NDArray[np.float32], kept: Kept) -> NDArray[np.float32]:
        slope = np.linspace(-0.1, 0.1, window.shape[2] * self.scale, dtype=np.float32)
        return super().upscale_tile(window, kept) + slope[kept.left * self.scale : kept.right * self.scale]


def pixels(width: int, height: int) -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)


def repeated(source: NDArray[np.uint8], scale: int) -> NDArray[np.uint8]:
    return source.repeat(scale, axis=0).repeat(scale, axis=1)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 50), (50, 1), (3, 9), (33, 32), (97, 130)])
def test_that_every_pixel_lands_in_its_place(width: int, height: int) -> None:
    source = pixels(width, height)
    assert np.array_equal(upscale_pixels(source, Repeating(), lambda _: None), repeated(source, 2))


def test_that_progress_reaches_one_in_steps() -> None:
    heard: list[float] = []
    upscale_pixels(pixels(100, 40), Repeating(workers=1), heard.append)
    assert heard == sorted(heard)
    assert 0 < heard[0] <= heard[-1] == 1.0


def test_that_a_device_out_of_memory_gets_smaller_tiles() -> None:
    source = pixels(300, 300)
    network = Repeating(tile=200, most=90**2)
    assert np.array_equal(upscale_pixels(source, network, lambda _: None), repeated(source, 2))


@pytest.mark.parametrize(
    "network", [Repeating(most=10), Repeating(tile=200, most=120**2, can_be_smaller=False)]
)
def test_that_a_device_that_fails_for_good_is_named(network: Repeating) -> None:
    with pytest.raises(UpscaleError) as caught:
        upscale_pixels(pixels(150, 150), network, lambda _: None)
    assert caught.value.failure.code is ErrorCode.DEVICE_FAILED


def test_that_values_are_rounded_half_up_and_never_wrap() -> None:
    class Strange(Repeating):
        def upscale_tile(self, window: NDArray[np.float32], kept: Kept) -> NDArray[np.float32]:
            enlarged = super().upscale_tile(window, kept)
            enlarged[0], enlarged[1], enlarged[2] = -0.5, 1.7, 100.5 / 255
            return enlarged

    result = upscale_pixels(pixels(4, 4), Strange(), lambda _: None)
    assert (result == np.array([0, 255, 101], np.uint8)).all()


def test_that_averaging_sees_the_tile_from_all_sides() -> None:
    window = np.random.default_rng(1).random((3, 6, 9), np.float32)
    kept = Kept(top=1, bottom=4, left=2, right=9)
    leaning, straight = Leaning(), Repeating()
    wanted = straight.upscale_tile(window, kept)
    assert not np.allclose(leaning.upscale_tile(window, kept), wanted, atol=0.05)
    assert np.allclose(Averaged(leaning).upscale_tile(window, kept), wanted, atol=1e-6)
