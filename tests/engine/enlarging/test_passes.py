from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.bands import Band, Bands
from aresrgan_gui.engine import tiling
from aresrgan_gui.engine.enlarging import passes
from aresrgan_gui.engine.enlarging.crew import Crew
from aresrgan_gui.engine.enlarging.passes import Samples, cost, enlarged
from aresrgan_gui.engine.networks.network import Averaged, Kept, NetworkError

EIGHT = Samples(3, np.dtype(np.uint8))


@dataclass
class Repeating:
    """A network that repeats each pixel; it fails on windows of more pixels than `most`."""

    scale: int = 2
    padding: int = 18
    edge: int = 10
    tile: int = 32
    workers: int = 2
    most: int = 10**9
    can_be_smaller: bool = True
    shapes: set[tuple[int, ...]] = field(default_factory=set)

    def fitted(self, _width: int, _height: int) -> Repeating:
        return self

    def upscale_tile(
        self, window: NDArray[np.float32], kept: Kept, _tell: object = None
    ) -> NDArray[np.float32]:
        if window.shape[1] * window.shape[2] > self.most:
            raise NetworkError("no room", smaller_may_help=self.can_be_smaller)
        self.shapes.add(window.shape)
        return kept.of(window).repeat(self.scale, axis=1).repeat(self.scale, axis=2)


class Leaning(Repeating):
    """A network that adds a slope from left to right, which averaging over orientations takes out."""

    def upscale_tile(
        self, window: NDArray[np.float32], kept: Kept, _tell: object = None
    ) -> NDArray[np.float32]:
        slope = np.linspace(-0.1, 0.1, window.shape[2] * self.scale, dtype=np.float32)
        return super().upscale_tile(window, kept) + slope[kept.left * self.scale : kept.right * self.scale]


@dataclass
class Watching(Repeating):
    """A network that remembers the windows that it was given."""

    seen: list[NDArray[np.float32]] = field(default_factory=list)

    def upscale_tile(
        self, window: NDArray[np.float32], kept: Kept, _tell: object = None
    ) -> NDArray[np.float32]:
        self.seen.append(window)
        return super().upscale_tile(window, kept)


class FailingLater(Repeating):
    """A network whose device has no more room for large windows once some tiles are made."""

    made = 0

    def upscale_tile(
        self, window: NDArray[np.float32], kept: Kept, _tell: object = None
    ) -> NDArray[np.float32]:
        self.made += 1
        self.most = 10**9 if self.made < 8 else 80**2
        return super().upscale_tile(window, kept)


def pixels(width: int, height: int, channels: int = 3) -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(0, 256, (height, width, channels), np.uint8)


def repeated(source: NDArray[np.uint8], scale: int) -> NDArray[np.uint8]:
    return source.repeat(scale, axis=0).repeat(scale, axis=1)


def in_bands(source: Band, rows: int = 7) -> Bands:
    height, width, channels = source.shape
    return Bands(width, height, channels, (source[top : top + rows] for top in range(0, height, rows)))


def upscaled(
    source: Band,
    network: Repeating | Averaged,
    made: Samples = EIGHT,
    tell: Callable[[float, float], None] = lambda _done, _under_way: None,
) -> Band:
    with ThreadPoolExecutor(2) as executor:
        return np.concatenate(list(enlarged(in_bands(source), network, made, Crew(executor, tell)).rows))


@pytest.fixture
def thin_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiling, "BAND_BYTES", 1)
    monkeypatch.setattr(tiling, "BETWEEN_BYTES", 1)


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (1, 50), (50, 1), (3, 9), (33, 32), (97, 130), (1, 3000), (3000, 1)]
)
@pytest.mark.parametrize(("scale", "edge"), [(2, 10), (4, 18)])
def test_that_every_pixel_lands_in_its_place(width: int, height: int, scale: int, edge: int) -> None:
    source = pixels(width, height)
    assert np.array_equal(upscaled(source, Repeating(scale=scale, edge=edge)), repeated(source, scale))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 1), (1, 5), (7, 12), (40, 70)])
def test_that_a_picture_is_mirrored_as_far_as_the_network_looks(width: int, height: int) -> None:
    source = pixels(width, height)
    network = Watching(edge=18, tile=200, workers=1)
    assert upscaled(source, network).shape == (2 * height, 2 * width, 3)
    padded = np.pad(source, ((18, 18), (18, 18), (0, 0)), "reflect")
    (seen,) = network.seen
    assert np.array_equal(np.rint(seen * 255).astype(np.uint8).transpose(1, 2, 0), padded)


@pytest.mark.parametrize("tile", [32, 100, 192])
def test_that_bands_make_the_same_picture_as_the_whole(thin_bands: None, tile: int) -> None:
    source = pixels(210, 250)
    assert np.array_equal(upscaled(source, Repeating(tile=tile)), repeated(source, 2))


def test_that_all_tiles_of_a_pass_have_one_shape(thin_bands: None) -> None:
    network = Repeating(tile=100)
    upscaled(pixels(350, 333), network)
    assert len(network.shapes) == 1


def test_that_passes_are_chained_without_rounding_between_them() -> None:
    source = np.random.default_rng(1).integers(0, 65536, (60, 50, 3), np.uint16)
    deep = Samples(3, np.dtype(np.uint16))
    network = Repeating()
    with ThreadPoolExecutor(2) as executor:
        crew = Crew(executor, lambda _done, _under_way: None)
        first = enlarged(in_bands(source), network, Samples(3, np.dtype(np.float32)), crew)
        second = enlarged(first, network, deep, crew)
        assert (second.width, second.height) == (200, 240)
        made = np.concatenate(list(second.rows))
    assert np.array_equal(made, source.repeat(4, axis=0).repeat(4, axis=1))


def test_that_grey_comes_out_as_grey() -> None:
    source = pixels(40, 35, 1)
    made = upscaled(source, Repeating(), Samples(1, np.dtype(np.uint8)))
    assert np.array_equal(made, repeated(source, 2))


def test_that_little_of_a_tall_picture_is_under_way(thin_bands: None) -> None:
    read = 0

    def rows() -> Iterator[Band]:
        nonlocal read
        for _ in range(500):
            read += 10
            yield np.zeros((10, 40, 3), np.uint8)

    network = Repeating()
    with ThreadPoolExecutor(2) as executor:
        made = enlarged(
            Bands(40, 5000, 3, rows()), network, EIGHT, Crew(executor, lambda _done, _under_way: None)
        )
        ahead = []
        done = 0
        for band in made.rows:
            done += len(band) // 2
            ahead.append(read - done)
    assert done == 5000
    assert max(ahead) <= 32 * 5


def test_that_the_work_told_grows_to_what_the_pass_costs() -> None:
    heard: list[float] = []
    network = Repeating(workers=1)
    upscaled(pixels(100, 140), network, tell=lambda done, _lost: heard.append(done))
    assert len(set(heard)) > 2
    assert heard[-1] == pytest.approx(cost((100, 140), network, EIGHT), abs=1e-3)


def test_that_as_much_is_under_way_as_the_network_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "_WAIT_SECONDS", 0.01)
    heard: list[float] = []
    hears = threading.Event()

    def be_heard() -> None:
        for _ in range(2):  # what is heard may have been on its way before
            hears.clear()
            assert hears.wait(10)

    class Telling(Repeating):
        def upscale_tile(
            self, window: NDArray[np.float32], kept: Kept, tell: object = None
        ) -> NDArray[np.float32]:
            assert callable(tell)
            be_heard()
            for done, until in ((0.0, 0.25), (0.25, 1.0)):
                tell(done, until)
                be_heard()
            return super().upscale_tile(window, kept)

    def tell(done: float, _lost: float) -> None:
        heard.append(done)
        hears.set()

    network = Telling(workers=1)
    upscaled(pixels(20, 20), network, tell=tell)
    whole = cost((20, 20), network, EIGHT)
    assert heard[0] == 0
    assert any(whole / 4 < done < whole for done in heard)
    assert heard[-1] == whole


def test_that_a_device_out_of_memory_gets_smaller_tiles() -> None:
    source = pixels(300, 300)
    network = Repeating(tile=200, most=90**2)
    assert np.array_equal(upscaled(source, network), repeated(source, 2))


def test_that_bands_made_before_a_failure_are_not_made_again(thin_bands: None) -> None:
    source = pixels(128, 700)
    heard: list[float] = []
    network = FailingLater(tile=100)
    made = upscaled(source, network, tell=lambda done, _under_way: heard.append(done))
    assert np.array_equal(made, repeated(source, 2))
    assert len(network.shapes) > 1
    assert heard[-1] < cost((128, 700), network, EIGHT) * 9 / 7


@pytest.mark.parametrize(
    "network", [Repeating(most=10), Repeating(tile=200, most=120**2, can_be_smaller=False)]
)
def test_that_a_device_that_fails_for_good_is_named(network: Repeating) -> None:
    with pytest.raises(UpscaleError) as caught:
        upscaled(pixels(150, 150), network)
    assert caught.value.failure.code is ErrorCode.DEVICE_FAILED


@dataclass
class LeavingBlack(Repeating):
    """A network whose device says nothing of tiles higher than `highest`, and leaves black."""

    highest: int = 0

    def upscale_tile(
        self, window: NDArray[np.float32], kept: Kept, _tell: object = None
    ) -> NDArray[np.float32]:
        made = super().upscale_tile(window, kept)
        return made if kept.height <= self.highest else np.zeros_like(made)


def test_that_black_tiles_are_made_again_smaller_and_named_where_that_does_not_help() -> None:
    source = pixels(150, 150)
    assert np.array_equal(upscaled(source, LeavingBlack(tile=128, highest=64)), repeated(source, 2))
    with pytest.raises(UpscaleError, match="the device failed: a tile is of one colour"):
        upscaled(source, LeavingBlack(tile=128))


def test_that_what_the_listener_raises_ends_the_work() -> None:
    def stop(_done: float, _under_way: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upscaled(pixels(150, 150), Repeating(), tell=stop)


def test_that_a_pass_costs_the_pixels_of_its_windows() -> None:
    assert cost((64, 32), Repeating(tile=32, padding=12, edge=10), EIGHT) == 2 * 56 * 52
    assert cost((64, 32), Repeating(tile=32, padding=12, edge=12), EIGHT) == 2 * 44 * 44


def test_that_values_are_rounded_half_up_and_never_wrap() -> None:
    class Strange(Repeating):
        def upscale_tile(
            self, window: NDArray[np.float32], kept: Kept, _tell: object = None
        ) -> NDArray[np.float32]:
            made = super().upscale_tile(window, kept)
            made[0], made[1], made[2] = -0.5, 1.7, 100.5 / 255
            return made

    source = np.full((4, 4, 3), (10, 250, 100), np.uint8)
    result = upscaled(source, Strange())
    assert (result == np.array([0, 255, 101], np.uint8)).all()
    floats = upscaled(source, Strange(), Samples(3, np.dtype(np.float32)))
    assert (floats.min(), floats.max()) == (0.0, 1.0)


def test_that_averaging_sees_the_tile_from_all_sides() -> None:
    window = np.random.default_rng(1).random((3, 6, 9), np.float32)
    kept = Kept(top=1, bottom=4, left=2, right=9)
    leaning, straight = Leaning(), Repeating()
    wanted = straight.upscale_tile(window, kept)
    assert not np.allclose(leaning.upscale_tile(window, kept), wanted, atol=0.05)
    assert np.allclose(Averaged(leaning).upscale_tile(window, kept), wanted, atol=1e-6)
