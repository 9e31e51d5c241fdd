"""Reading back by pieces what PNG and TIFF are packed in."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image, TiffImagePlugin

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.imaging import png, tiff
from aresrgan_gui.core.imaging.bands import Band
from aresrgan_gui.core.imaging.packing import DamageError, Head

SIZE = (500, 1700)
DAMAGE = (DamageError, UpscaleError)
WRITERS: dict[str, tuple[Any, Callable[[Path, Head, Callable[[int], None]], None]]] = {
    "png": (png.PngWriter, png.unpack),
    "tiff": (tiff.TiffWriter, tiff.unpack),
}


def pixels(channels: int, kind: type) -> Band:
    most = np.iinfo(kind).max
    return np.random.default_rng(1).integers(0, most, (SIZE[1], SIZE[0], channels), kind) // 3 * 2


def written(path: Path, made: str, channels: int = 3, kind: type = np.uint8, level: int = 1) -> Head:
    head = Head(SIZE, channels, kind is np.uint16, b"", Image.Exif(), b"")
    with path.open("wb") as stream:
        writer = WRITERS[made][0](stream, head, level=level)
        for band in np.array_split(pixels(channels, kind), 7):
            writer.write(band)
        writer.finish()
        writer.close()
    return head


@pytest.mark.parametrize("made", WRITERS)
@pytest.mark.parametrize("level", [1, 6])
@pytest.mark.parametrize(("channels", "kind"), [(1, np.uint8), (4, np.uint8), (3, np.uint16)])
def test_that_all_rows_of_what_was_written_are_told(
    tmp_path: Path, made: str, level: int, channels: int, kind: type
) -> None:
    head = written(tmp_path / "a", made, channels, kind, level)
    told: list[int] = []
    WRITERS[made][1](tmp_path / "a", head, told.append)
    assert told == sorted(set(told))
    assert told[-1] == SIZE[1]


@pytest.mark.parametrize("made", WRITERS)
@pytest.mark.parametrize("missing", [1, 4, 8, 1000, 700_000])
def test_that_a_file_that_ends_too_early_is_found(tmp_path: Path, made: str, missing: int) -> None:
    head = written(tmp_path / "a", made)
    whole = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(whole[:-missing])
    with pytest.raises(DAMAGE):
        WRITERS[made][1](tmp_path / "a", head, lambda _rows: None)


@pytest.mark.parametrize("made", WRITERS)
def test_that_any_byte_that_changed_among_the_rows_is_found(tmp_path: Path, made: str) -> None:
    head = written(tmp_path / "a", made)
    whole = (tmp_path / "a").read_bytes()
    for at in np.linspace(0.1, 0.9, 9) * len(whole):
        changed = bytearray(whole)
        changed[int(at)] ^= 0x10
        (tmp_path / "a").write_bytes(changed)
        with pytest.raises(DAMAGE):
            WRITERS[made][1](tmp_path / "a", head, lambda _rows: None)


@pytest.mark.parametrize("made", WRITERS)
@pytest.mark.parametrize(
    "change", [{"size": (500, 1701)}, {"size": (499, 1700)}, {"channels": 4}, {"is_deep": True}]
)
def test_that_a_picture_of_another_kind_is_found(tmp_path: Path, made: str, change: dict[str, Any]) -> None:
    head = written(tmp_path / "a", made)
    with pytest.raises(DamageError, match="that was written"):
        WRITERS[made][1](tmp_path / "a", replace(head, **change), lambda _rows: None)


@pytest.mark.parametrize("made", WRITERS)
def test_that_what_stands_behind_the_end_is_found(tmp_path: Path, made: str) -> None:
    head = written(tmp_path / "a", made)
    with (tmp_path / "a").open("ab") as stream:
        stream.write(b"more")
    with pytest.raises(DamageError, match="it ends wrongly"):
        WRITERS[made][1](tmp_path / "a", head, lambda _rows: None)


def test_that_any_bit_that_changed_in_a_directory_is_found(tmp_path: Path) -> None:
    head = written(tmp_path / "a", "tiff")
    whole = (tmp_path / "a").read_bytes()
    with Image.open(tmp_path / "a") as image:
        first = image.tag_v2[273][0]  # type: ignore[attr-defined]
    for at in range(first):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        (tmp_path / "a").write_bytes(changed)
        with pytest.raises(DAMAGE):
            tiff.unpack(tmp_path / "a", head, lambda _rows: None)


def test_that_a_tiff_with_all_that_can_stand_in_it_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "猫"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExposureTime] = TiffImagePlugin.IFDRational(1, 30)
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (47.0, 30.0, 1.5)
    for most in (tiff.CLASSIC_BYTES, 1):
        monkeypatch.setattr(tiff, "CLASSIC_BYTES", most)
        for size in ((1, 1), (40, 3000), (400_000, 3)):
            head = Head(size, 3, False, b"profile" * 9, exif, b"<x/>")
            with (tmp_path / "a").open("wb") as stream:
                writer = tiff.TiffWriter(stream, head, level=1)
                writer.write(np.zeros((size[1], size[0], 3), np.uint8))
                writer.finish()
                writer.close()
            tiff.unpack(tmp_path / "a", head, lambda _rows: None)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), name) + data + struct.pack(">I", zlib.crc32(name + data))


HEAD = Head((40, 30), 3, False, b"", Image.Exif(), b"")
HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0))


def in_chunks(filter_number: int) -> list[bytes]:
    """The image data of an empty picture, with sums that are right."""
    rows = (bytes([filter_number]) + bytes(120)) * 30
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    piece = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
    return [b"\x78\x01", piece, b"\x03\0" + struct.pack(">I", zlib.adler32(rows))]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (in_chunks(0), "a row begins wrongly"),
        (in_chunks(2)[1:], "the rows begin wrongly"),
        (in_chunks(2)[:-1], "not the rows"),
        ([], "the rows begin wrongly"),
        ([*in_chunks(2), b"\0"], "it ends wrongly"),
    ],
)
def test_that_other_chunks_than_were_written_are_found_though_all_sums_are_right(
    tmp_path: Path, data: list[bytes], said: str
) -> None:
    def put(parts: list[bytes]) -> None:
        rows = b"".join(chunk(b"IDAT", part) for part in parts)
        (tmp_path / "a").write_bytes(png.SIGNATURE + HEADER + rows + chunk(b"IEND", b""))

    put(in_chunks(2))
    png.unpack(tmp_path / "a", HEAD, lambda _rows: None)
    put(data)
    with pytest.raises(DamageError, match=said):
        png.unpack(tmp_path / "a", HEAD, lambda _rows: None)


def test_that_a_damaged_length_takes_no_memory(tmp_path: Path) -> None:
    huge = struct.pack(">I4s", 0x7FFFFFFF, b"IDAT")
    (tmp_path / "a").write_bytes(png.SIGNATURE + HEADER + huge + bytes(100))
    tracemalloc.start()
    try:
        with pytest.raises(DamageError, match="too early"):
            png.unpack(tmp_path / "a", HEAD, lambda _rows: None)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_that_what_the_listener_raises_ends_it(tmp_path: Path) -> None:
    def stop(_rows: int) -> None:
        raise KeyboardInterrupt

    for made, (_writer, unpack) in WRITERS.items():
        head = written(tmp_path / made, made)
        with pytest.raises(KeyboardInterrupt):
            unpack(tmp_path / made, head, stop)
