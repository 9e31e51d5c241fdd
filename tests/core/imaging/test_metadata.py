"""EXIF and XMP: what a result takes over of its source, in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from aresrgan_gui.core.imaging.metadata import chosen
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.imaging.pixels import Picture, load
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.options import Metadata, OutputFormat

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6" dc:title="A title">'
    b"<tiff:Orientation>6</tiff:Orientation></rdf:Description></x:xmpmeta>"
)


def everything() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "A maker"
    exif[ExifTags.Base.Copyright] = "Somebody"
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.IFD.Exif] = {
        ExifTags.Base.DateTimeOriginal: "2001:02:03 04:05:06",
        ExifTags.Base.ExposureTime: 0.01,
        ExifTags.Base.MakerNote: b"offsets",
        ExifTags.Base.ExifImageWidth: 40,
        ExifTags.Base.ExifImageHeight: 30,
    }
    exif[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSLatitude: (48.0, 8.0, 13.5),
    }
    return exif


WITH_METADATA = [entry for entry in OutputFormat if entry is not OutputFormat.GIF]


@pytest.fixture
def source(tmp_path: Path) -> Picture:
    """A loaded photo with everything that a camera writes."""
    path = tmp_path / "source.jpg"
    Image.new("RGB", (40, 30), "teal").save(path, exif=everything(), xmp=XMP)
    return load(path)


def written(picture: Picture, output_format: OutputFormat, folder: Path) -> Image.Exif:
    path = folder / f"result.{output_format.value}"
    save(picture, path, output_format, 90)
    with Image.open(path) as image:
        image.load()
        return image.getexif()


@pytest.mark.parametrize("output_format", WITH_METADATA)
def test_that_every_format_keeps_what_describes_the_picture(
    source: Picture, tmp_path: Path, output_format: OutputFormat
) -> None:
    larger = replace(source, image=source.image.resize((60, 80)))
    exif = written(larger, output_format, tmp_path)
    details, location = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert (exif[ExifTags.Base.Make], exif[ExifTags.Base.Copyright]) == ("A maker", "Somebody")
    assert details[ExifTags.Base.DateTimeOriginal] == "2001:02:03 04:05:06"
    assert details[ExifTags.Base.ExposureTime] == pytest.approx(0.01)
    assert (details[ExifTags.Base.ExifImageWidth], details[ExifTags.Base.ExifImageHeight]) == (60, 80)
    assert location[ExifTags.GPS.GPSLatitude] == (48.0, 8.0, 13.5)
    assert ExifTags.Base.MakerNote not in details


@pytest.mark.parametrize("output_format", list(OutputFormat))
def test_that_a_result_is_not_turned_a_second_time(
    source: Picture, tmp_path: Path, output_format: OutputFormat
) -> None:
    assert source.image.size == (30, 40)
    assert written(source, output_format, tmp_path).get(ExifTags.Base.Orientation, 1) == 1
    info = probe(tmp_path / f"result.{output_format.value}")
    assert (info.width, info.height) == (30, 40)


@pytest.mark.parametrize("output_format", WITH_METADATA)
def test_that_xmp_is_kept_without_its_orientation(
    source: Picture, tmp_path: Path, output_format: OutputFormat
) -> None:
    save(source, tmp_path / "result", output_format, 90)
    xmp = load(tmp_path / "result").xmp
    assert b'dc:title="A title"' in xmp
    assert b"Orientation" not in xmp


def test_that_location_alone_can_be_removed(source: Picture) -> None:
    exif, xmp = chosen(source.exif, source.xmp, Metadata.NO_LOCATION)
    left = Image.Exif()
    left.load(exif)
    assert left[ExifTags.Base.Make] == "A maker"
    assert left.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] == "2001:02:03 04:05:06"
    assert left.get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert xmp == b""


def test_that_everything_can_be_dropped_or_kept(source: Picture) -> None:
    assert chosen(source.exif, source.xmp, Metadata.DROP) == (b"", b"")
    assert chosen(source.exif, source.xmp, Metadata.KEEP) == (source.exif, source.xmp)
    assert chosen(b"", b"", Metadata.NO_LOCATION) == (b"", b"")


def test_that_the_thumbnail_and_the_layout_of_the_file_stay_behind(tmp_path: Path, corpora: Path) -> None:
    turned = corpora / "orientation" / "Portrait_5.jpg"
    tiff = tmp_path / "a.tif"
    Image.new("RGB", (8, 8)).save(tiff, exif=everything().tobytes())
    for path in (turned, tiff):
        exif = Image.Exif()
        exif.load(load(path).exif)
        assert len(exif)
        assert not exif.get_ifd(ExifTags.IFD.IFD1)
        assert ExifTags.Base.ImageWidth not in exif


def test_that_xmp_about_further_pictures_in_the_file_is_not_taken(corpora: Path) -> None:
    assert load(corpora / "icc" / "libavif-tests__apple_gainmap_new.jpg").xmp == b""


def test_that_more_xmp_than_a_jpeg_holds_costs_only_itself(source: Picture, tmp_path: Path) -> None:
    much = replace(source, xmp=b"<x:xmpmeta>" + b" " * 70_000 + b"</x:xmpmeta>")
    save(much, tmp_path / "a.jpg", OutputFormat.JPG, 90)
    save(much, tmp_path / "a.png", OutputFormat.PNG, 90)
    assert load(tmp_path / "a.jpg").xmp == b""
    assert load(tmp_path / "a.png").xmp == much.xmp


@pytest.mark.parametrize("block", [b"", b"Exif\0\0", b"Exif\0\0rubbish", b"Exif\0\0II*\0\xff\xff\xff\xff"])
def test_that_a_damaged_block_costs_only_itself(tmp_path: Path, block: bytes) -> None:
    path = tmp_path / "a.webp"
    Image.new("RGB", (8, 8)).save(path, exif=block)
    assert load(path).exif == b""


def test_that_too_much_exif_for_a_jpeg_is_left_out(tmp_path: Path) -> None:
    exif = everything()
    exif[ExifTags.Base.ImageDescription] = "x" * 70_000
    path = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(path, exif=exif)
    assert load(path).exif == b""
