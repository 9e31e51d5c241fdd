"""Pictures by bands: what libvips streams is what Pillow decodes, and more where a file holds more."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import GifImagePlugin, Image, ImageFile, ImageOps, PngImagePlugin, WebPImagePlugin

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging import pixels, sources, upright
from aresrgan_gui.core.imaging.bands import EIGHT_BITS, Band, as_samples
from aresrgan_gui.core.imaging.metadata import late_metadata
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.pictures import MAX_PIXELS, MAX_WHOLE_PIXELS, probe
from aresrgan_gui.core.imaging.pixels import load_reduced
from aresrgan_gui.core.imaging.png import PngWriter
from aresrgan_gui.core.imaging.sources import opened_source
from tests import untrusted


@pytest.fixture
def streams_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pictures are streamed as well where that is possible."""
    monkeypatch.setattr(sources, "WHOLE_PIXELS", 0)


def read(path: Path) -> Band:
    with opened_source(path) as source:
        return np.concatenate(list(source.begin()))


@pytest.mark.parametrize("folder", ["pngsuite", "orientation", "alpha", "wide16", "cmyk", "icc"])
def test_that_streamed_pictures_have_the_pixels_of_decoded_ones(
    corpora: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in sorted((corpora / folder).glob("*.*"))[:40]:
        if path.name == "xcsn0g01.png":  # of wrong checksums Pillow shows what it can
            continue
        found: list[tuple[object, ...]] = []
        for limit in (10**9, 0):
            monkeypatch.setattr(sources, "WHOLE_PIXELS", limit)
            try:
                with opened_source(path) as source:
                    pixels = as_samples(np.concatenate(list(source.begin())), EIGHT_BITS)
                    found.append((pixels.tobytes(), source.size, source.icc_profile, source.exif, source.xmp))
            except UpscaleError as error:
                found.append((error.failure.code,))
        assert found[0] == found[1], path.name


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("in_memory", [0, 1 << 20])
def test_that_streamed_pictures_are_set_upright(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, orientation: int, in_memory: int
) -> None:
    monkeypatch.setattr(sources, "WHOLE_PIXELS", 0)
    monkeypatch.setattr(upright, "IN_MEMORY", in_memory)
    monkeypatch.setattr("aresrgan_gui.core.imaging.bands.BAND_BYTES", 700)
    image = Image.fromarray(np.random.default_rng(1).integers(0, 256, (37, 53, 3), np.uint8)).convert(mode)
    image.getexif()[0x0112] = orientation
    path = tmp_path / "a.png"
    image.save(path, exif=image.getexif())
    with Image.open(path) as opened:
        wanted = np.asarray(ImageOps.exif_transpose(opened))
    assert np.array_equal(read(path).reshape(wanted.shape), wanted)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_that_sixteen_bits_are_read(tmp_path: Path, channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 65536, (30, 41, channels), np.uint16)
    path = tmp_path / "a.png"
    with path.open("wb") as stream:
        writer = PngWriter(stream, Head((41, 30), channels, True, b"", Image.Exif(), b""), level=1)
        writer.write(pixels)
        writer.finish()
        writer.close()
    with opened_source(path) as source:
        assert (source.is_deep, source.channels) == (True, channels)
        assert np.array_equal(np.concatenate(list(source.begin())), pixels)


def test_that_a_transparent_shade_of_few_bits_is_found(corpora: Path) -> None:
    pixels = read(corpora / "pngsuite" / "tbbn0g04.png")
    assert 0.4 < (pixels[..., 1] == 0).mean() < 0.5


def test_that_it_is_found_where_rows_are_interlaced(tmp_path: Path) -> None:
    """Of one pixel, which is all there is of the first of the seven pictures in such a file."""
    header = struct.pack(">IIBBBBB", 1, 1, 4, 0, 0, 0, 1)
    chunks = [(b"IHDR", header), (b"tRNS", b"\0\1"), (b"IDAT", zlib.compress(b"\0\x10")), (b"IEND", b"")]
    framed = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    ]
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(framed))
    assert read(path).tolist() == [[[17, 0]]]


def test_that_damage_is_told_while_streaming(tmp_path: Path, streams_all: None) -> None:
    path = tmp_path / "a.png"
    Image.effect_noise((200, 200), 80).save(path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(UpscaleError) as caught:
        read(path)
    assert (caught.value.failure.code, caught.value.failure.path) == (ErrorCode.INPUT_DAMAGED, path)


def test_that_only_what_can_be_streamed_may_be_huge(tmp_path: Path) -> None:
    side = int(MAX_WHOLE_PIXELS**0.5) + 1
    for suffix, is_fine in (("png", True), ("bmp", False)):
        path = tmp_path / f"a.{suffix}"
        Image.new("1", (side, side)).save(path)
        if is_fine:
            assert probe(path).width == side
            continue
        with pytest.raises(UpscaleError, match=f"{MAX_WHOLE_PIXELS:,}") as caught:
            probe(path)
        assert caught.value.failure.code is ErrorCode.PICTURE_TOO_LARGE
    with pytest.raises(UpscaleError, match="limit"):
        probe(path, max_pixels=min(MAX_PIXELS, 1000))


def test_that_metadata_behind_the_pixels_is_found_without_decoding_them(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (20, 10)).save(path, exif=exif)
    data = path.read_bytes()
    at = data.index(b"eXIf") - 4
    length = int.from_bytes(data[at : at + 4], "big") + 12
    chunk, end = data[at : at + length], data.index(b"IEND") - 4
    path.write_bytes(data[:at] + data[at + length : end] + chunk + data[end:])
    assert late_metadata(path)["exif"].startswith(b"Exif\0\0")
    info = probe(path)
    assert (info.width, info.height) == (10, 20)


def in_lines(exif: Image.Exif) -> str:
    """As ImageMagick has EXIF in a PNG: a name, the number of bytes, and these in lines of digits."""
    digits = exif.tobytes().hex()
    lines = [digits[at : at + 72] for at in range(0, len(digits), 72)]
    return "\n".join(["", "exif", f"{len(digits) // 2:8}", *lines, ""])


@pytest.mark.parametrize("text", ["", "\nexif\n       1\nno digits\n", None])
def test_that_metadata_in_digits_is_found_or_forgone_without_decoding_pixels(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Raw profile type exif", in_lines(exif) if text is None else text, zip=True)
    Image.new("RGB", (20, 10)).save(path := tmp_path / "a.png", pnginfo=texts)
    decoded: list[object] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded.append)
    info = probe(path)
    assert (info.width, info.height) == ((10, 20) if text is None else (20, 10))
    assert decoded == []


def test_that_a_probe_decodes_no_picture_of_any_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []
    decoder = Image._getdecoder

    def noted(mode: str, name: str, *more: Any) -> Any:
        decoded.append(name)
        return decoder(mode, name, *more)

    monkeypatch.setattr(Image, "_getdecoder", noted)
    for plugin in (GifImagePlugin.GifImageFile, WebPImagePlugin.WebPImageFile, ImageFile.ImageFile):
        monkeypatch.setattr(plugin, "load", lambda self: decoded.append(self.format))
    samples = untrusted.pictures(None)
    for number, content in enumerate(samples):
        (path := tmp_path / str(number)).write_bytes(content)
        assert probe(path).width == 24
    assert (len(samples), decoded) == (len(untrusted.FORMATS), [])


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1"])
def test_that_a_huge_picture_is_shrunk_by_bands_as_a_small_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    path = tmp_path / "a.png"
    image = Image.radial_gradient("L").resize((300, 200)).convert("RGB")
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize((300, 200)))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.convert(mode).save(path, exif=exif)
    plain = load_reduced(path, 60)
    monkeypatch.setattr(pixels, "MAX_WHOLE_PIXELS", 100)
    shown = load_reduced(path, 60)
    assert (
        (shown.size, shown.mode) == (plain.size, plain.mode) == ((40, 60), mode if mode == "RGBA" else "RGB")
    )
    assert np.abs(np.asarray(shown, np.int16) - np.asarray(plain)).mean() < 6
