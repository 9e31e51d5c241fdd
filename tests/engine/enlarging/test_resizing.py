from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from aresrgan_gui.core.imaging import bands
from aresrgan_gui.core.imaging.bands import Bands, slices
from aresrgan_gui.engine.enlarging import transparency
from aresrgan_gui.engine.enlarging.resizing import resized
from aresrgan_gui.engine.enlarging.transparency import bled


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ((100, 70), (0, 0, 160, 120)),
        ((321, 251), (0, 0, 160, 120)),
        ((57, 43), (3.25, 7.5, 140.75, 111.25)),
        ((3, 2), (0, 0, 160, 120)),
        ((160, 119), (0, 0.5, 160, 119.5)),
    ],
)
def test_that_bands_are_resized_as_the_whole_picture_is(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], box: tuple[float, float, float, float]
) -> None:
    monkeypatch.setattr(bands, "BAND_BYTES", 5000)
    pixels = np.random.default_rng(1).random((120, 160, 3), np.float32)
    made = np.concatenate(list(resized(Bands(160, 120, 3, slices(pixels)), size, box).rows))
    planes = [Image.fromarray(plane) for plane in np.ascontiguousarray(pixels.transpose(2, 0, 1))]
    whole = np.stack([np.asarray(plane.resize(size, Image.Resampling.LANCZOS, box)) for plane in planes], 2)
    assert np.abs(made - np.clip(whole, 0, 1)).max() < 1e-5


def test_that_colours_go_on_under_what_does_not_show_whatever_the_bands() -> None:
    pixels = np.zeros((1500, 60, 4), np.uint8)
    pixels[..., :3] = (0, 255, 0)
    pixels[700:720, 20:40] = (220, 40, 40, 255)
    source = Bands(60, 1500, 4, slices(pixels))
    made = np.concatenate(list(bled(source).rows))
    assert made.shape == (1500, 60, 3)
    assert np.abs(made[636:784] * 255 - (220, 40, 40)).max() < 2
    assert np.abs(made[300] * 255 - (0, 255, 0)).max() < 2


@pytest.mark.parametrize("top", [0, 200, 255, 256, 511, 700])
def test_that_colours_under_what_does_not_show_know_no_seams(
    monkeypatch: pytest.MonkeyPatch, top: int
) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (1024, 50, 4), np.uint8)
    pixels[..., 3] = 0
    pixels[top : top + 20, 20:40, 3] = 255
    made = np.concatenate(list(bled(Bands(50, 1024, 4, slices(pixels))).rows))
    monkeypatch.setattr(transparency, "_BLOCK", 1024)
    whole = np.concatenate(list(bled(Bands(50, 1024, 4, slices(pixels))).rows))
    seen = slice(max(0, top - 48), top + 68)
    assert np.abs(made[seen] - whole[seen]).max() < 1e-5
