"""What a job is said to need."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import ModelKind, ModelSpec
from aresrgan_gui.core.needs import needs
from aresrgan_gui.core.options import OutputFormat, UpscaleOptions

PHOTO = ModelSpec("photo", "", ModelKind.PHOTO, "", "", {4: "photo"})
VIDEO = ModelSpec("video", "", ModelKind.VIDEO, "", "", {2: "v2", 3: "v3", 4: "v4"})


def job(scale: int, name: str = "a.png", *, tta: bool = False) -> Job:
    return Job(Path("a.png"), Path(name), UpscaleOptions(scale=scale, tta=tta), (1000, 500))


@pytest.mark.parametrize(
    ("scale", "spec", "megapixels"),
    [(4, PHOTO, 0.5), (2, PHOTO, 0.5), (16, PHOTO, 0.5 + 8.0), (8, VIDEO, 0.5 + 2.0)],
)
def test_that_every_pass_counts_with_the_pixels_that_go_into_it(
    scale: int, spec: ModelSpec, megapixels: float
) -> None:
    assert needs(job(scale), spec).megapixels == pytest.approx(megapixels)


def test_that_tta_and_heavy_networks_cost_more_work() -> None:
    plain = needs(job(4), PHOTO)
    assert needs(job(4, tta=True), PHOTO).tflop == pytest.approx(8 * plain.tflop)
    assert plain.tflop == pytest.approx(0.5 * 35.9)
    assert needs(job(4), VIDEO).tflop == pytest.approx(0.5 * 1.24)


def test_that_memory_grows_with_the_picture_only_as_far_as_its_bands_do() -> None:
    # Twice as large, the model still makes four times and is shrunk.
    assert needs(job(2), PHOTO).memory == needs(job(4), PHOTO).memory
    assert needs(job(8), PHOTO).memory == needs(job(16), PHOTO).memory
    webp = replace(job(8), target=Path("a.webp"))
    assert needs(webp, PHOTO).memory > needs(job(8), PHOTO).memory + 10**8


@pytest.mark.parametrize(("side", "peak"), [(256, 225e6), (1000, 240e6)])
def test_that_the_measured_peaks_of_real_jobs_are_about_right_and_rather_less(side: int, peak: float) -> None:
    real = replace(job(4), size=(side, side))
    assert 0.99 * peak < needs(real, VIDEO).memory < 1.4 * peak


def test_that_the_files_kind_decides_its_size() -> None:
    sizes = [needs(job(4, name), PHOTO).disk for name in ("a.webp", "a.JPG", "a.png", "a.tiff")]
    assert sizes == sorted(sizes)
    assert sizes[2] == round(8e6 * 2.5)


def test_that_every_frame_counts_that_is_made() -> None:
    one = needs(job(4, "a.webp"), VIDEO)
    for output_format, count in ((OutputFormat.WEBP, 12), (OutputFormat.AVIF, 1)):
        options = UpscaleOptions(scale=4, format=output_format)
        many = needs(replace(job(4, "a.webp"), options=options, frames=12), VIDEO)
        assert many.megapixels == pytest.approx(count * one.megapixels)
        assert many.tflop == pytest.approx(count * one.tflop)
        assert many.output_pixels == count * one.output_pixels
        assert many.disk == pytest.approx(count * one.disk, abs=12)
        assert many.memory == one.memory
