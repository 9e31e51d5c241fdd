"""Reading back by pieces what PNG and TIFF are packed in."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from isal import isal_zlib
from PIL import Image

from aresrgan_gui.core.imaging import png, tiff
from aresrgan_gui.core.imaging.bands import Band
from aresrgan_gui.core.imaging.packing import Head

SIZE = (500, 1700)
DAMAGE: tuple[type[Exception], ...] = (ValueError, cast(type[Exception], isal_zlib.error))
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
@pytest.mark.parametrize("part", [0.3, 0.999])
def test_that_a_file_that_ends_too_early_is_found(tmp_path: Path, made: str, part: float) -> None:
    head = written(tmp_path / "a", made)
    whole = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(whole[: int(len(whole) * part)])
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
def test_that_rows_that_are_missing_are_found(tmp_path: Path, made: str) -> None:
    head = written(tmp_path / "a", made)
    higher = replace(head, size=(SIZE[0], SIZE[1] + 1))
    with pytest.raises(ValueError, match="not the rows"):
        WRITERS[made][1](tmp_path / "a", higher, lambda _rows: None)


def test_that_rows_which_begin_wrongly_are_found_though_all_sums_are_right(tmp_path: Path) -> None:
    head = Head((40, 30), 3, False, b"", Image.Exif(), b"")
    rows = bytes(30 * 121)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I4s", len(data), name) + data + struct.pack(">I", zlib.crc32(name + data))

    packed = zlib.compress(rows, wbits=-15)
    whole = [
        chunk(b"IDAT", data)
        for data in (b"\x78\x01", packed, b"\x03\0" + struct.pack(">I", zlib.adler32(rows)))
    ]
    (tmp_path / "a").write_bytes(png.SIGNATURE + b"".join(whole) + chunk(b"IEND", b""))
    with pytest.raises(ValueError, match="begins wrongly"):
        png.unpack(tmp_path / "a", head, lambda _rows: None)


def test_that_what_the_listener_raises_ends_it(tmp_path: Path) -> None:
    def stop(_rows: int) -> None:
        raise KeyboardInterrupt

    for made, (_writer, unpack) in WRITERS.items():
        head = written(tmp_path / made, made)
        with pytest.raises(KeyboardInterrupt):
            unpack(tmp_path / made, head, stop)
