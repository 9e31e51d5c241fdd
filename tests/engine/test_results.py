"""What the real program makes: sizes, contents, kinds of input, progress."""

from __future__ import annotations

import locale
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image

from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.png import PngWriter
from aresrgan_gui.core.imaging.sources import opened_source
from aresrgan_gui.core.paths import resources

RunEngine = Callable[..., "subprocess.CompletedProcess[str]"]
Likeness = Callable[[Image.Image, Image.Image], float]

FAST = "realesr-animevideov3"


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image.copy()


@pytest.mark.parametrize(
    "case",
    [(FAST, scale) for scale in (2, 3, 4, 8, 16)]
    + [(name, scale) for name in ("realesrgan-x4plus-anime", "realesrgan-x4plus") for scale in (2, 3, 4)]
    + [("realesr-animevideov3-x3", 2), ("realesr-animevideov3-x2", 3)],
)
def test_that_every_scale_gives_the_picture_at_its_size(
    upscale: RunEngine, likeness: Likeness, detail: Image.Image, tmp_path: Path, case: tuple[str, int]
) -> None:
    model, scale = case
    source = detail.crop((4, 2, 28, 22))
    source.save(tmp_path / "in.png")
    finished = upscale(tmp_path / "in.png", tmp_path / "out.png", "-n", model, "-s", str(scale))
    assert finished.returncode == 0, finished.stderr
    result = opened(tmp_path / "out.png")
    assert result.size == (24 * scale, 20 * scale)
    assert likeness(result.resize(source.size, Image.Resampling.BOX), source) > 27


@pytest.mark.parametrize(
    ("options", "size"),
    [
        (["--size", "60x"], (60, 50)),
        (["--size", "x130"], (156, 130)),
        (["--size", "100x100"], (100, 83)),
        (["--size", "12x12"], (12, 10)),
    ],
)
def test_that_an_exact_size_gives_the_picture_at_that_size(
    upscale: RunEngine, likeness: Likeness, picture: Path, options: list[str], size: tuple[int, int]
) -> None:
    out = picture.with_name("out.png")
    ended = upscale(picture, out, *options)
    assert ended.returncode == 0, ended.stderr
    result = opened(out)
    assert result.size == size
    assert likeness(result, opened(picture).resize(size, Image.Resampling.LANCZOS)) > 20


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_that_a_filled_size_shows_the_middle_of_the_picture(
    upscale: RunEngine, likeness: Likeness, detail: Image.Image, tmp_path: Path, mode: str
) -> None:
    source = detail.crop((0, 0, 47, 24)).convert(mode)
    if mode == "RGBA":
        source.putalpha(Image.linear_gradient("L").resize(source.size))
    source.save(tmp_path / "in.png")
    ended = upscale(tmp_path / "in.png", tmp_path / "out.png", "--size", "60x60", "--fill")
    assert ended.returncode == 0, ended.stderr
    result = opened(tmp_path / "out.png")
    plain = source.resize((60, 60), Image.Resampling.LANCZOS, box=(11.5, 0, 35.5, 24))
    assert result.mode == mode
    assert result.size == (60, 60)
    assert likeness(result, plain) > 20


def test_that_metadata_is_kept_unless_it_is_not_wanted(
    upscale: RunEngine, detail: Image.Image, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Somebody"
    exif[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "N"}
    detail.crop((0, 0, 24, 20)).save(tmp_path / "in.jpg", exif=exif)
    found = {}
    for choice in ("keep", "no-location", "drop"):
        out = tmp_path / f"{choice}.webp"
        assert upscale(tmp_path / "in.jpg", out, "--metadata", choice).returncode == 0
        kept = opened(out).getexif()
        found[choice] = (kept.get(ExifTags.Base.Artist), bool(kept.get_ifd(ExifTags.IFD.GPSInfo)))
    assert found == {"keep": ("Somebody", True), "no-location": ("Somebody", False), "drop": (None, False)}


def test_that_compression_makes_smaller_files(upscale: RunEngine, picture: Path, tmp_path: Path) -> None:
    sizes = []
    for compression in ("fast", "small"):
        assert upscale(picture, tmp_path / "out.png", "--compression", compression).returncode == 0
        sizes.append((tmp_path / "out.png").stat().st_size)
    assert sizes[0] > sizes[1]


def test_that_results_equal_the_originals_arithmetic(
    upscale: RunEngine, likeness: Likeness, tmp_path: Path
) -> None:
    assert upscale(resources() / "selftest" / "source.png", tmp_path / "out.png").returncode == 0
    wanted = opened(resources() / "selftest" / "realesr-animevideov3-x4.png")
    assert likeness(opened(tmp_path / "out.png"), wanted) > 60


@pytest.mark.parametrize("model", [FAST, "realesrgan-x4plus-anime"])
def test_that_tiles_leave_no_seams(
    upscale: RunEngine, likeness: Likeness, corpora: Path, tmp_path: Path, model: str
) -> None:
    opened(corpora / "photos" / "astronaut.png").crop((200, 60, 296, 124)).save(tmp_path / "in.png")
    for tile in ("32", "96"):
        assert upscale(tmp_path / "in.png", tmp_path / f"{tile}.png", "-n", model, "-t", tile).returncode == 0
    tiled, whole = opened(tmp_path / "32.png"), opened(tmp_path / "96.png")
    assert likeness(tiled, whole) > 50
    values = [np.asarray(image, np.float64)[:, [127, 128, 255, 256]] for image in (tiled, whole)]
    steps = [np.abs(columns[:, 1::2] - columns[:, ::2]).mean() for columns in values]
    assert steps[0] - steps[1] <= 1.0


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (50, 1), (3, 2)])
def test_that_tiny_pictures_work(upscale: RunEngine, tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size, (200, 60, 30)).save(tmp_path / "in.png")
    assert upscale(tmp_path / "in.png", tmp_path / "out.png").returncode == 0
    result = opened(tmp_path / "out.png")
    assert result.size == (size[0] * 4, size[1] * 4)
    assert np.abs(np.asarray(result, np.int16) - (200, 60, 30)).max() <= 12


def rgba(detail: Image.Image) -> Image.Image:
    image = detail.convert("RGBA")
    image.putalpha(Image.radial_gradient("L").resize(image.size))
    return image


def clear_palette(detail: Image.Image) -> Image.Image:
    image = detail.quantize(64)
    image.paste(0, (0, 0, 20, 20))
    image.info["transparency"] = 0
    return image


def deep_grey(detail: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(detail.convert("L")).astype(np.uint16) * 257)


def turned(detail: Image.Image) -> Image.Image:
    image = detail.crop((0, 0, 40, 24))
    image.getexif()[0x0112] = 6
    return image


KINDS: dict[str, tuple[Callable[[Image.Image], Image.Image], str, str]] = {
    "rgb": (lambda detail: detail, "png", "RGB"),
    "rgba": (rgba, "png", "RGBA"),
    "opaque rgba": (lambda detail: detail.convert("RGBA"), "png", "RGB"),
    "grey": (lambda detail: detail.convert("L"), "png", "L"),
    "grey and alpha": (lambda detail: rgba(detail).convert("LA"), "png", "LA"),
    "palette": (lambda detail: detail.quantize(64), "png", "RGB"),
    "clear palette": (clear_palette, "png", "RGBA"),
    "one bit": (lambda detail: detail.convert("1", dither=Image.Dither.NONE), "png", "L"),
    "sixteen bits": (deep_grey, "png", "I;16"),
    "cmyk": (lambda detail: detail.convert("CMYK"), "tif", "RGB"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_that_every_kind_of_picture_looks_like_its_plain_enlargement(
    upscale: RunEngine, likeness: Likeness, detail: Image.Image, tmp_path: Path, kind: str
) -> None:
    make, suffix, mode = KINDS[kind]
    source, out = tmp_path / f"in.{suffix}", tmp_path / "out.png"
    make(detail).save(source)
    assert upscale(source, out).returncode == 0
    result = opened(out)
    assert result.mode == mode
    plain = opened(source)
    shown = detail.convert("L") if kind == "sixteen bits" else plain.convert(mode)
    if mode == "I;16":
        result = Image.fromarray((np.asarray(result) >> 8).astype(np.uint8))
    assert likeness(result, shown.resize(result.size, Image.Resampling.BICUBIC)) > 22


def test_that_the_orientation_is_applied(
    upscale: RunEngine, likeness: Likeness, detail: Image.Image, tmp_path: Path
) -> None:
    image = detail.crop((0, 0, 40, 24))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(tmp_path / "in.png", exif=exif)
    assert upscale(tmp_path / "in.png", tmp_path / "out.png").returncode == 0
    result = opened(tmp_path / "out.png")
    assert result.size == (96, 160)
    assert 0x0112 not in result.getexif()
    upright = image.transpose(Image.Transpose.ROTATE_270)
    assert likeness(result, upright.resize(result.size, Image.Resampling.BICUBIC)) > 22


def test_that_transparency_has_no_fringes_and_opaque_stays_opaque(upscale: RunEngine, tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 40), (0, 255, 0, 0))
    image.paste((220, 40, 40, 255), (12, 12, 28, 28))
    image.save(tmp_path / "in.png")
    assert upscale(tmp_path / "in.png", tmp_path / "out.png").returncode == 0
    values = np.asarray(opened(tmp_path / "out.png")).astype(np.int16)
    alpha = values[:, :, 3]
    assert (alpha[56:104, 56:104] == 255).all()
    assert (alpha[:40] == 0).all()
    assert np.abs(values[alpha > 0][:, :3] - (220, 40, 40)).max() <= 20


@pytest.mark.parametrize("suffix", ["png", "jpg", "JPEG", "webp", "tif", "avif"])
def test_that_the_outputs_name_decides_its_format(
    upscale: RunEngine, picture: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / "new folder" / f"out.{suffix}"
    assert upscale(picture, out).returncode == 0
    with Image.open(out) as result:
        assert result.format == {"png": "PNG", "webp": "WEBP", "tif": "TIFF", "avif": "AVIF"}.get(
            suffix, "JPEG"
        )


def test_that_quality_makes_smaller_files(upscale: RunEngine, picture: Path, tmp_path: Path) -> None:
    sizes = []
    for quality in ("20", "95"):
        assert upscale(picture, tmp_path / "out.jpg", "-q", quality).returncode == 0
        sizes.append((tmp_path / "out.jpg").stat().st_size)
    assert sizes[0] < sizes[1]


def test_that_paths_may_hold_spaces_and_any_letters(
    upscale: RunEngine, picture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "Каталог 画像 é"
    folder.mkdir()
    source = picture.rename(folder / "снимок №1 猫.png")
    out = folder / "увеличено 4× 猫.webp"
    finished = upscale(source, out, "-v")
    assert finished.returncode == 0
    assert out.is_file()
    assert finished.stderr.splitlines()[-1] == f"{source} -> {out} done"


def test_that_averaging_over_orientations_differs_a_little(
    upscale: RunEngine, likeness: Likeness, picture: Path, tmp_path: Path
) -> None:
    assert upscale(picture, tmp_path / "plain.png").returncode == 0
    assert upscale(picture, tmp_path / "tta.png", "-x").returncode == 0
    assert 25 < likeness(opened(tmp_path / "plain.png"), opened(tmp_path / "tta.png")) < 60


def percentages(finished: subprocess.CompletedProcess[str]) -> list[float]:
    lines = finished.stderr.splitlines()
    assert all(re.fullmatch(r"\d{1,3}\.\d\d%", line) for line in lines), finished.stderr
    return [float(line.removesuffix("%")) for line in lines]


@pytest.mark.parametrize("scale", ["4", "8"])
def test_that_percentages_rise_from_0_to_100(
    upscale: RunEngine, corpora: Path, tmp_path: Path, scale: str
) -> None:
    opened(corpora / "photos" / "astronaut.png").crop((0, 0, 90, 70)).save(tmp_path / "in.png")
    finished = upscale(tmp_path / "in.png", tmp_path / "out.png", "-t", "32", "-s", scale)
    found = percentages(finished)
    assert found[0] == 0.0
    assert found[-1] == 100.0
    assert found == sorted(set(found))
    assert len(found) >= 6


def comma_locale() -> str | None:
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "German_Germany.1252"):
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
            return name
        return None
    finally:
        locale.setlocale(locale.LC_ALL, before)


def test_that_percentages_have_a_dot_in_every_locale(
    upscale: RunEngine, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = comma_locale()
    if name is None:
        pytest.skip("no locale with a decimal comma is installed")
    monkeypatch.setenv("LC_ALL", name)
    assert percentages(upscale(picture, tmp_path / "out.png"))[-1] == 100.0


def write_deep(path: Path, detail: Image.Image, channels: int) -> NDArray[np.uint16]:
    """Write a PNG of 16 bits; its pixels."""
    pixels = np.asarray(detail.convert("RGBA"))[..., :channels].astype(np.uint16) * 257
    if channels in (2, 4):
        pixels[:10, :, -1] = 1000
    with path.open("wb") as stream:
        writer = PngWriter(stream, Head((48, 48), channels, True, b"", Image.Exif(), b""), level=1)
        writer.write(pixels)
        writer.finish()
        writer.close()
    return pixels


@pytest.mark.parametrize(
    ("suffix", "channels"),
    [("png", 1), ("png", 2), ("png", 3), ("png", 4), ("tiff", 1), ("tiff", 3), ("tiff", 4)],
)
def test_that_sixteen_bits_are_kept(
    upscale: RunEngine, detail: Image.Image, tmp_path: Path, suffix: str, channels: int
) -> None:
    pixels = write_deep(tmp_path / "in.png", detail, channels)
    ended = upscale(tmp_path / "in.png", tmp_path / f"out.{suffix}", "-s", "2")
    assert ended.returncode == 0, ended.stderr
    with opened_source(tmp_path / f"out.{suffix}") as source:
        assert (source.is_deep, source.channels, source.size) == (True, channels, (96, 96))
        made = np.concatenate(list(source.begin()))
    assert len(np.unique(made & 255)) > 100
    plain = pixels.repeat(2, axis=0).repeat(2, axis=1)
    assert np.abs(made.astype(float) - plain).mean() < 2500


def test_that_grey_and_alpha_of_sixteen_bits_become_eight_in_a_tiff_which_hardly_anything_reads(
    upscale: RunEngine, detail: Image.Image, tmp_path: Path
) -> None:
    write_deep(tmp_path / "in.png", detail, 2)
    ended = upscale(tmp_path / "in.png", tmp_path / "out.tiff", "-s", "2")
    assert ended.returncode == 0, ended.stderr
    assert "8 bits a channel" in ended.stderr
    assert opened(tmp_path / "out.tiff").mode == "LA"


def test_that_sixteen_bits_become_eight_where_the_format_has_no_more(
    upscale: RunEngine, detail: Image.Image, tmp_path: Path
) -> None:
    deep_grey(detail).save(tmp_path / "in.png")
    assert upscale(tmp_path / "in.png", tmp_path / "out.webp").returncode == 0
    assert opened(tmp_path / "out.webp").size == (192, 192)


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tiff", "avif"])
def test_that_the_profile_is_kept_and_provenance_written_where_asked_for(
    upscale: RunEngine, corpora: Path, tmp_path: Path, suffix: str
) -> None:
    with Image.open(corpora / "icc" / "libvips-tests__sample-xyb.jpg") as image:
        profile = image.info["icc_profile"]
        image.crop((0, 0, 24, 20)).save(tmp_path / "in.png", icc_profile=profile)
    for options, wanted in (((), None), (("--provenance",), f"({FAST}, x4)")):
        assert upscale(tmp_path / "in.png", tmp_path / f"out.{suffix}", *options).returncode == 0
        with Image.open(tmp_path / f"out.{suffix}") as result:
            assert result.info["icc_profile"] == profile
            software = str(result.getexif().get(ExifTags.Base.Software))
        assert software.endswith(wanted or "None")


@pytest.mark.parametrize("size", [(1, 3000), (3000, 1)])
def test_that_very_long_pictures_work(upscale: RunEngine, tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size, (200, 60, 30)).save(tmp_path / "in.png")
    assert upscale(tmp_path / "in.png", tmp_path / "out.png", "-s", "2").returncode == 0
    assert opened(tmp_path / "out.png").size == (size[0] * 2, size[1] * 2)
