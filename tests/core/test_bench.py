from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from aresrgan_gui.core.bench import BenchDevice, BenchRow, bench_picture
from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.paths import resources

ROW = BenchRow(BenchDevice("cpu", "Processor"), "model", 4, (250, 100))


def test_that_speed_counts_the_pixels_of_the_result() -> None:
    assert ROW.output_size == (1000, 400)
    assert ROW.speed is None
    assert replace(ROW, seconds=0.5).speed == pytest.approx(0.8)


def test_that_a_row_is_known_however_it_ended() -> None:
    assert not ROW.is_known
    assert replace(ROW, seconds=1.0).is_known
    assert replace(ROW, predicted=100.0).is_known
    assert replace(ROW, failure=Failure(ErrorCode.OUT_OF_MEMORY)).is_known


def test_that_the_picture_is_the_photo_mirrored_at_its_edges() -> None:
    picture = bench_picture(130)
    assert (picture.size, picture.mode) == ((130, 130), "RGB")
    with Image.open(resources() / "selftest" / "source.png") as photo:
        assert picture.crop((0, 0, 48, 48)).tobytes() == photo.convert("RGB").tobytes()
    flipped = picture.crop((48, 0, 96, 48)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert flipped.tobytes() == picture.crop((0, 0, 48, 48)).tobytes()
    assert picture.crop((96, 96, 130, 130)).tobytes() == picture.crop((0, 0, 34, 34)).tobytes()
