from __future__ import annotations

from pathlib import Path

import pytest

from aresrgan_gui.core.models.param import Layer, parse_param, read_param
from aresrgan_gui.engine.networks.graph import CONVOLUTIONS
from aresrgan_gui.engine.networks.unpadded import Unpadded, unpadded

CONVOLUTION = "0=8 1=3 4=1 5=1 6=216"


def network(*lines: str) -> tuple[Layer, ...]:
    blobs = {blob for line in lines for blob in line.split()[4:] if "=" not in blob}
    return parse_param("\n".join(["7767517", f"{len(lines)} {len(blobs)}", *lines]))


def crops(found: Unpadded) -> dict[str, str]:
    """By the names of cropped blobs what is taken off their start."""
    return {layer.inputs[0]: layer.params[-23309] for layer in found.layers if layer.type == "Crop"}


@pytest.mark.parametrize(("scale", "margin", "spare"), [(2, 19, 1), (3, 19, 3), (4, 18, 0)])
def test_that_the_fast_model_loses_its_paddings_and_its_shortcut_is_cropped(
    real_models: Path, scale: int, margin: int, spare: int
) -> None:
    layers = read_param(real_models / f"realesr-animevideov3-x{scale}.param")
    found = unpadded(layers, 22)
    assert found is not None
    assert (found.margin, found.spare) == (margin, spare)
    assert {layer.params[4] for layer in found.layers if layer.type in CONVOLUTIONS} == {"0"}
    assert crops(found)["input.1_splitncnn_0"] == "2,18,18"
    assert [layer.name for layer in found.layers if layer.type != "Crop"] == [layer.name for layer in layers]


@pytest.mark.parametrize("stem", ["realesrgan-x4plus", "realesrgan-x4plus-anime"])
def test_that_networks_that_look_far_stay_as_they_are(real_models: Path, stem: str) -> None:
    assert unpadded(read_param(real_models / f"{stem}.param"), 60) is None


def test_that_a_network_that_looks_further_than_it_may_stays_as_it_is() -> None:
    layers = network(
        "Input in 0 1 data",
        f"Convolution c0 1 1 data a {CONVOLUTION}",
        f"Convolution c1 1 1 a b {CONVOLUTION}",
        "PixelShuffle p 1 1 b output 0=2",
    )
    assert unpadded(layers, 1) is None
    found = unpadded(layers, 2)
    assert found is not None
    assert (found.margin, found.spare) == (2, 0)


def test_that_a_layer_that_may_look_anywhere_keeps_all_paddings() -> None:
    pooled = network(
        "Input in 0 1 data",
        f"Convolution c0 1 1 data a {CONVOLUTION}",
        "Pooling q 1 1 a b 1=3 3=1",
        "PixelShuffle p 1 1 b output 0=2",
    )
    assert unpadded(pooled, 100) is None


def test_that_whole_blocks_of_pixels_are_cropped_to_what_is_looked_at_behind_them() -> None:
    found = unpadded(
        network(
            "Input in 0 1 data",
            "PixelShuffle p 1 1 data a 0=4",
            "Convolution c0 1 1 a output 0=3 1=3 4=1 14=1 15=1 16=1 5=1 6=54",
        ),
        5,
    )
    assert found is not None
    assert (found.margin, found.spare) == (1, 0)
    assert crops(found) == {"a": "2,3,3"}
    assert found.layers[-1].params == {0: "3", 1: "3", 4: "0", 5: "1", 6: "54"}
