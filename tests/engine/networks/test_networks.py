"""Backends on the official models, against each network run whole by ncnn with nothing of ours between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import ncnn
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from aresrgan_gui.core.models.catalogue import InstalledModel, find
from aresrgan_gui.engine.networks.description import Description, described
from aresrgan_gui.engine.networks.graph import multiplications
from aresrgan_gui.engine.networks.ncnn import NcnnNetwork
from aresrgan_gui.engine.networks.network import Averaged, Kept, Network, Shared

Pixels = NDArray[np.float32]

MODELS = (
    ("realesr-animevideov3", 2),
    ("realesr-animevideov3", 3),
    ("realesr-animevideov3", 4),
    ("realesrgan-x4plus-anime", 4),
    ("realesrgan-x4plus", 4),
)
KEPT = (Kept(19, 50, 19, 44), Kept(22, 49, 30, 31), Kept(40, 50, 19, 40))
"""Parts as far inside the window as any of the networks needs them to be."""


@pytest.fixture
def window(corpora: Path) -> Pixels:
    """69 x 63 pixels with nothing in them that looks the same from two sides.

    Channels of that size, no multiple of 16 bytes, lie elsewhere in ncnn's memory than in numpy's.
    """
    with Image.open(corpora / "photos" / "astronaut.png") as image:
        piece = image.convert("RGB").crop((210, 60, 273, 129))
    return np.asarray(piece, np.float32).transpose(2, 0, 1) / np.float32(255)


def whole(model: InstalledModel, scale: int, window: Pixels) -> Pixels:
    net = ncnn.Net()
    net.opt.use_fp16_storage = net.opt.use_fp16_packed = net.opt.use_fp16_arithmetic = False
    assert net.load_param(str(model.param(scale))) == 0
    assert net.load_model(str(model.weights(scale))) == 0
    source = np.ascontiguousarray(window)
    extractor = net.create_extractor()
    extractor.input("data", ncnn.Mat(source))
    _, result = extractor.extract("output")
    return np.array(result)


def by_ncnn(description: Description) -> Network:
    return NcnnNetwork.opened(description, threads=2, tile=0, memory=500_000_000)


@pytest.mark.parametrize("case", MODELS)
def test_that_openvino_equals_ncnn_within_half_a_step(
    real_models: Path, window: Pixels, case: tuple[str, int]
) -> None:
    pytest.importorskip("openvino", reason="OpenVINO is not installed: pip install aresrgan-gui[openvino]")
    from aresrgan_gui.engine.networks.openvino import OpenVinoNetwork

    name, scale = case
    description = described(find(real_models, name), scale)
    network = OpenVinoNetwork.opened(description, threads=2, tile=0, memory=500_000_000)
    for kept in KEPT:
        result = network.upscale_tile(window, kept)
        wanted = by_ncnn(description).upscale_tile(window, kept)
        assert result.shape == wanted.shape
        assert np.abs(result - wanted).max() < 0.5 / 255


@pytest.mark.parametrize("case", MODELS)
def test_that_openvino_in_bfloat16_is_like_ncnn(
    real_models: Path, window: Pixels, case: tuple[str, int]
) -> None:
    pytest.importorskip("openvino", reason="OpenVINO is not installed: pip install aresrgan-gui[openvino]")
    from aresrgan_gui.engine.networks.openvino import OpenVinoNetwork

    name, scale = case
    description = described(find(real_models, name), scale)
    network = OpenVinoNetwork.opened(description, threads=2, tile=0, memory=500_000_000, precision="bf16")
    result = network.upscale_tile(window, KEPT[0])
    wanted = by_ncnn(description).upscale_tile(window, KEPT[0])
    assert -10 * np.log10(np.square(result - wanted).mean()) > 45


def test_that_a_layer_unknown_to_openvino_is_said(real_models: Path) -> None:
    pytest.importorskip("openvino", reason="OpenVINO is not installed: pip install aresrgan-gui[openvino]")
    from aresrgan_gui.engine.networks.network import UnsupportedError
    from aresrgan_gui.engine.networks.openvino import OpenVinoNetwork

    description = replace(described(find(real_models, "realesr-animevideov3"), 4), unpadded=None)
    layers = tuple(
        replace(layer, type="Sigmoid") if layer.type == "PixelShuffle" else layer
        for layer in description.layers
    )
    with pytest.raises(UnsupportedError, match="Sigmoid"):
        OpenVinoNetwork.opened(replace(description, layers=layers), threads=1, tile=0, memory=10**9)


@pytest.mark.parametrize("case", MODELS)
def test_that_a_parted_network_gives_what_the_whole_one_gives(
    real_models: Path, window: Pixels, case: tuple[str, int]
) -> None:
    name, scale = case
    model = find(real_models, name)
    wanted = whole(model, scale, window)
    network = by_ncnn(described(model, scale))
    for kept in KEPT:
        result = network.upscale_tile(window, kept)
        assert result.shape == (3, kept.height * scale, kept.width * scale)
        assert np.abs(result - kept.of(wanted, scale)).max() < 1e-5


@pytest.mark.parametrize("name", ["realesr-animevideov3", "realesrgan-x4plus-anime"])
@pytest.mark.parametrize("is_averaged", [False, True])
def test_that_a_tile_is_told_of_in_small_steps(
    real_models: Path, window: Pixels, name: str, *, is_averaged: bool
) -> None:
    network = by_ncnn(described(find(real_models, name), 4))
    told: list[tuple[float, float]] = []
    (Averaged(network) if is_averaged else network).upscale_tile(
        window, KEPT[0], lambda done, until: told.append((done, until))
    )
    assert told[0][0] == 0.0
    assert [until for _, until in told] == pytest.approx([*(done for done, _ in told[1:]), 1.0])
    assert min(until - done for done, until in told) > 0
    assert max(until - done for done, until in told) < (0.1 if is_averaged else 0.3)


@pytest.mark.parametrize("name", ["realesr-animevideov3", "realesrgan-x4plus-anime"])
def test_that_averaging_gives_the_mean_of_the_eight_orientations(
    real_models: Path, window: Pixels, name: str
) -> None:
    model = find(real_models, name)
    kept = Kept(19, 45, 22, 43)
    mean = np.zeros((3, 276, 252), np.float64)
    for axes in ((0, 1, 2), (0, 2, 1)):
        for down in (1, -1):
            for across in (1, -1):
                seen = window.transpose(axes)[:, ::down, ::across]
                mean += whole(model, 4, seen)[:, ::down, ::across].transpose(axes) / 8
    result = Averaged(by_ncnn(described(model, 4))).upscale_tile(window, kept)
    assert np.abs(result - mean[:, 76:180, 88:172]).max() < 1e-5
    assert np.abs(result - kept.of(whole(model, 4, window), 4)).max() > 0.01


def test_that_several_devices_each_take_tiles() -> None:
    class Waiting:
        """A device that is busy until the other one has a tile as well."""

        scale, padding, edge, workers = 2, 18, 10, 1

        def __init__(self, tile: int, barrier: Barrier) -> None:
            self.tile = tile
            self._barrier = barrier

        def fitted(self, _width: int, _height: int) -> Network:
            return self

        def upscale_tile(self, _window: Pixels, _kept: Kept, _tell: object = None) -> Pixels:
            self._barrier.wait(30)
            return np.full((3, 2, 2), self.tile, np.float32)

    barrier = Barrier(2)
    shared = Shared([Waiting(100, barrier), Waiting(64, barrier)]).fitted(500, 500)
    assert (shared.tile, shared.workers) == (64, 2)
    tile, kept = np.zeros((3, 1, 1), np.float32), Kept(0, 1, 0, 1)
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: shared.upscale_tile(tile, kept)[0, 0, 0], range(6)))
    assert sorted(made) == [64, 64, 64, 100, 100, 100]


def test_that_the_trunk_works_on_all_of_a_window_and_the_tail_on_what_is_kept(real_models: Path) -> None:
    description = described(find(real_models, "realesrgan-x4plus-anime"), 4)
    parted = description.parting
    assert parted is not None
    trunk, tail = multiplications(parted.trunk), multiplications(parted.tail)
    share = description.trunk_share((150, 140), Kept(30, 110, 30, 100))
    pieces = 2 * 44 * 2 * (35 + 4)
    assert share == pytest.approx(trunk * 150 * 140 / (trunk * 150 * 140 + tail * pieces))
