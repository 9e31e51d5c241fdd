from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from aresrgan_gui.core.estimate import about_bytes
from aresrgan_gui.core.imaging.pixels import Picture, load
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.options import Compression, OutputFormat


@pytest.mark.parametrize("output_format", list(OutputFormat))
def test_that_better_quality_and_more_pixels_never_make_a_smaller_file(output_format: OutputFormat) -> None:
    sizes = [about_bytes((1000, 1000), output_format, quality, Compression.FAST) for quality in range(1, 101)]
    assert sizes == sorted(sizes)
    assert about_bytes((2000, 1000), output_format, 90, Compression.SMALL) == pytest.approx(
        2 * about_bytes((1000, 1000), output_format, 90, Compression.SMALL), abs=1
    )


@pytest.mark.parametrize("output_format", list(OutputFormat))
@pytest.mark.parametrize("quality", [40, 75, 92])
def test_that_an_enlarged_photo_is_about_as_large_as_foretold(
    tmp_path: Path, corpora: Path, output_format: OutputFormat, quality: int
) -> None:
    photo = load(corpora / "photos" / "chelsea.png").image.crop((100, 50, 250, 200))
    enlarged = Picture(photo.resize((600, 600), Image.Resampling.LANCZOS), None)
    save(enlarged, tmp_path / "a", output_format, quality)
    foretold = about_bytes((600, 600), output_format, quality, Compression.FAST)
    assert 0.4 < (tmp_path / "a").stat().st_size / foretold < 2.5
