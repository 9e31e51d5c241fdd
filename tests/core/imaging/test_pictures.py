from __future__ import annotations

import io
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from PIL import AvifImagePlugin, Image, ImageCms

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging import saving
from aresrgan_gui.core.imaging.compare import IDENTICAL, psnr
from aresrgan_gui.core.imaging.fed import FedEncoder
from aresrgan_gui.core.imaging.gif import GifWriter
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.imaging.pixels import Picture, flatten, load, load_reduced, pixels_of, to_srgb, verify
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.imaging.tiff import CLASSIC_BYTES
from aresrgan_gui.core.options import Compression, OutputFormat


def gradient(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    horizontal = np.tile(np.linspace(0, 255, size[0], dtype=np.uint8), (size[1], 1))
    vertical = np.tile(np.linspace(0, 255, size[1], dtype=np.uint8)[:, None], (1, size[0]))
    return Image.fromarray(np.dstack([horizontal, vertical, 255 - horizontal])).convert(mode)


def failure_code(path: Path) -> ErrorCode:
    with pytest.raises(UpscaleError) as caught:
        load(path)
    return caught.value.failure.code


@pytest.mark.parametrize(
    ("mode", "extension", "loaded"),
    [
        ("RGB", "png", "RGB"),
        ("RGBA", "png", "RGBA"),
        ("L", "png", "L"),
        ("LA", "png", "LA"),
        ("1", "png", "L"),
        ("P", "png", "RGB"),
        ("CMYK", "jpg", "RGB"),
        ("CMYK", "tif", "RGB"),
        ("YCbCr", "jpg", "RGB"),
        ("L", "jpg", "L"),
    ],
)
def test_that_every_kind_of_picture_is_brought_to_one_of_four_modes(
    tmp_path: Path, mode: str, extension: str, loaded: str
) -> None:
    path = tmp_path / f"a.{extension}"
    gradient(mode).save(path)
    assert load(path).image.mode == loaded


def test_that_transparency_of_a_palette_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = Image.new("P", (4, 1))
    picture.putpalette([255, 0, 0, 0, 255, 0])
    picture.putdata([0, 1, 0, 1])
    picture.save(path, transparency=1)
    loaded = load(path)
    assert [loaded.image.getpixel((x, 0)) for x in (0, 1)] == [(255, 0, 0, 255), (0, 255, 0, 0)]
    assert loaded.has_transparency


def test_that_sixteen_bits_of_grey_keep_their_brightness(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(np.array([[0, 257 * 100, 65535]], dtype=np.uint16)).save(path)
    assert np.asarray(load(path).image).tolist() == [[0, 100, 255]]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_pictures_are_set_upright_and_measured_so(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = orientation
    gradient(size=(40, 30)).save(path, exif=exif)
    info, image = probe(path), load(path).image
    assert (info.width, info.height) == image.size == ((40, 30) if orientation < 5 else (30, 40))


def test_that_all_orientations_of_one_scene_look_the_same(corpora: Path) -> None:
    upright = [
        load(corpora / "orientation" / f"hopper_orientation_{number}.webp").image for number in range(2, 9)
    ]
    assert {picture.size for picture in upright} == {upright[0].size}
    assert min(psnr(picture, upright[0]) for picture in upright[1:]) > 30


def test_that_a_profile_is_kept_where_it_describes_the_colours_and_dropped_elsewhere(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    gradient("RGB").save(tmp_path / "rgb.png", icc_profile=srgb)
    gradient("L").save(tmp_path / "grey.png", icc_profile=srgb)
    assert load(tmp_path / "rgb.png").icc_profile == srgb
    assert load(tmp_path / "grey.png").icc_profile is None


def test_that_a_wide_profile_is_converted_for_the_screen(corpora: Path) -> None:
    picture = load(corpora / "icc" / "sharp-fixtures__prophoto.png")
    assert picture.icc_profile is not None
    assert psnr(to_srgb(picture), picture.image.convert("RGB")) < 40


def test_that_a_damaged_profile_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    gradient().save(path, icc_profile=b"rubbish")
    assert load(path).icc_profile is None


def test_that_missing_wrong_and_damaged_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture")
    buffer = io.BytesIO()
    gradient().save(buffer, "PNG")
    (tmp_path / "half.png").write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    assert failure_code(tmp_path / "absent.png") is ErrorCode.INPUT_MISSING
    assert failure_code(tmp_path / "text.png") is ErrorCode.NOT_A_PICTURE
    assert failure_code(tmp_path / "half.png") is ErrorCode.INPUT_DAMAGED
    assert failure_code(tmp_path) is ErrorCode.INPUT_UNREADABLE


@pytest.mark.parametrize("folder", ["broken", "bombs"])
def test_that_hostile_files_give_a_picture_or_a_clear_failure(corpora: Path, folder: str) -> None:
    for path in sorted((corpora / folder).iterdir()):
        try:
            load(path)
        except UpscaleError as error:
            assert error.failure.path == path
            assert error.failure.detail


def test_that_bombs_are_refused_by_their_header_with_the_figure(corpora: Path) -> None:
    with pytest.raises(UpscaleError, match="65536 x 65536") as caught:
        probe(corpora / "bombs" / "sharp-fixtures__65536-uint32-limit.png")
    assert caught.value.failure.code is ErrorCode.PICTURE_TOO_LARGE


def test_that_a_damaged_exif_block_does_not_cost_the_picture(corpora: Path) -> None:
    assert load(corpora / "broken" / "libavif-tests__paris_icc_exif_xmp.png").image.size == (403, 302)


def test_that_a_reduced_picture_fits_and_keeps_its_shape(corpora: Path) -> None:
    shown = load_reduced(corpora / "orientation" / "Portrait_5.jpg", 100)
    assert max(shown.size) == 100
    assert shown.height > shown.width


@pytest.mark.parametrize("output_format", list(OutputFormat))
@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_that_every_mode_is_written_and_read_back_in_every_format(
    tmp_path: Path, output_format: OutputFormat, mode: str
) -> None:
    path = tmp_path / "part.of.something"
    save(Picture(gradient(mode), None), path, output_format, 95)
    verify(path, (40, 30))
    assert psnr(to_srgb(load(path)).convert("RGB"), gradient(mode).convert("RGB")) > 28


def test_that_quality_takes_effect(tmp_path: Path, corpora: Path) -> None:
    picture = load(corpora / "photos" / "chelsea.png")
    for output_format in (OutputFormat.JPG, OutputFormat.WEBP, OutputFormat.AVIF):
        sizes = []
        for quality in (30, 60, 95):
            path = tmp_path / f"{quality}"
            save(picture, path, output_format, quality)
            sizes.append(path.stat().st_size)
        assert sizes == sorted(set(sizes))


@pytest.mark.parametrize("output_format", [OutputFormat.PNG, OutputFormat.TIFF])
def test_that_compression_takes_effect_and_loses_nothing(
    tmp_path: Path, corpora: Path, output_format: OutputFormat
) -> None:
    picture, path = load(corpora / "photos" / "chelsea.png"), tmp_path / "result"
    sizes = []
    for compression in Compression:
        save(picture, path, output_format, 90, compression)
        sizes.append(path.stat().st_size)
        assert psnr(load(path).image, picture.image) == IDENTICAL
    assert sizes == sorted(set(sizes), reverse=True)


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
@pytest.mark.parametrize("classic_bytes", [CLASSIC_BYTES, 0])
def test_that_a_tiff_of_many_strips_small_or_enormous_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, classic_bytes: int
) -> None:
    monkeypatch.setattr("aresrgan_gui.core.imaging.tiff.CLASSIC_BYTES", classic_bytes)
    monkeypatch.setattr("aresrgan_gui.core.imaging.tiff.PIECE_BYTES", 500)
    image = gradient(mode)
    save(Picture(image, None), tmp_path / "a.tiff", OutputFormat.TIFF, 90)
    assert (tmp_path / "a.tiff").read_bytes()[2] == (42 if classic_bytes else 43)
    assert psnr(load(tmp_path / "a.tiff").image, image) == IDENTICAL


def test_that_the_profile_is_written_to_every_format(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for output_format in set(OutputFormat) - {OutputFormat.GIF}:
        path = tmp_path / output_format.value
        save(Picture(gradient(), srgb), path, output_format, 90)
        assert load(path).icc_profile == srgb


def test_that_a_gif_shows_the_profiles_colours_without_it(tmp_path: Path, corpora: Path) -> None:
    picture = load(corpora / "icc" / "sharp-fixtures__prophoto.png")
    save(picture, tmp_path / "a.gif", OutputFormat.GIF, 90)
    shown, wanted = load(tmp_path / "a.gif").image.convert("RGB"), to_srgb(picture).convert("RGB")
    assert psnr(shown, wanted) > psnr(shown, picture.image.convert("RGB")) + 3


def test_that_an_encoder_may_be_done_before_it_is_told_of_the_end(tmp_path: Path) -> None:
    head = Head((40, 30), 3, False, b"", Image.Exif(), b"")
    with (tmp_path / "a.gif").open("wb") as stream:
        writer = GifWriter(stream, head)
        writer.write(pixels_of(gradient()))
        writer._thread.join(30)
        writer.finish()
    verify(tmp_path / "a.gif", (40, 30))


def test_that_rows_count_as_encoded_once_the_encoder_has_asked_for_more_than_it_holds() -> None:
    asks, told = Event(), list[tuple[float, float | None]]()

    def save(image: Any, target: Any) -> None:
        assert asks.wait(30)
        image.pngsave_target(target)

    encoder = FedEncoder(
        (40, 30), 3, save, lambda _made: None, tell=lambda *heard: told.append(heard), held=40 * 6 * 3
    )
    encoder.write(pixels_of(gradient())[:10])
    asks.set()
    encoder.write(pixels_of(gradient())[10:])
    encoder.finish()
    encoder.write(pixels_of(gradient())[:0])
    assert told[0] == (0.0, None)
    assert told[-1] == ((40 * 30 - 40 * 6) / (40 * 30), None)


@pytest.mark.parametrize(("codec", "told"), [("3.14.1", {"enable-palette", "enable-intrabc"}), (None, set())])
def test_that_only_the_encoder_that_knows_it_is_told_what_to_leave_untried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codec: str | None, told: set[str]
) -> None:
    heard: dict[str, Any] = {}
    monkeypatch.setattr(AvifImagePlugin, "get_codec_version", {"aom": codec}.get)
    monkeypatch.setattr(Image.Image, "save", lambda *_, **options: heard.update(options))
    saving._avif_options.cache_clear()
    try:
        save(Picture(gradient(), None), tmp_path / "a.avif", OutputFormat.AVIF, 90)
    finally:
        saving._avif_options.cache_clear()
    assert set(heard["advanced"]) == told


def test_that_a_wrong_size_or_a_truncated_result_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    save(Picture(gradient(), None), path, OutputFormat.PNG, 90)
    for damage in (lambda: None, lambda: path.write_bytes(path.read_bytes()[:200])):
        damage()
        with pytest.raises(UpscaleError) as caught:
            verify(path, (41, 30))
        assert caught.value.failure.code is ErrorCode.OUTPUT_WRONG


def test_that_transparent_parts_take_the_background() -> None:
    clear = Picture(Image.new("RGBA", (2, 2), (255, 0, 0, 0)), None)
    assert flatten(clear, "#102030").image.getpixel((0, 0)) == (16, 32, 48)


def test_that_grey_stays_grey_over_a_grey_background_only() -> None:
    clear = Picture(Image.new("LA", (2, 2), (255, 0)), None)
    assert flatten(clear, "#808080").image.mode == "L"
    assert flatten(clear, "#ff0000").image.getpixel((0, 0)) == (255, 0, 0)


def test_that_likeness_falls_with_the_difference() -> None:
    black = Image.new("RGB", (8, 8))
    assert psnr(black, black) == IDENTICAL
    assert psnr(black, Image.new("RGB", (8, 8), "white")) == pytest.approx(0.0)
    assert psnr(black, Image.new("RGB", (8, 8), (1, 1, 1))) == pytest.approx(48.13, abs=0.01)
    with pytest.raises(ValueError, match="compared"):
        psnr(black, Image.new("L", (8, 8)))


def test_that_a_file_that_ends_within_its_second_frame_is_damaged_and_nothing_worse(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    gradient("P").save(path)
    path.write_bytes(path.read_bytes().rstrip(b";") + b",\0\0")
    with pytest.raises(UpscaleError) as caught:
        probe(path)
    assert caught.value.failure.code is ErrorCode.INPUT_DAMAGED
