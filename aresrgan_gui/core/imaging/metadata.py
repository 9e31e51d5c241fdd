"""EXIF and XMP on their way from a source to its result.

Only what describes the picture is taken over. What describes the file that it came from is not: the layout of
its data, orientation (results are upright), the thumbnail, and the maker's notes, whose inner offsets do not
survive a move.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from PIL import ExifTags, Image

from aresrgan_gui import __version__
from aresrgan_gui.core.options import Metadata

MAX_EXIF_BYTES = 65_527
"""What one segment of a JPEG holds beside its own head; no real EXIF without thumbnail comes near."""

MAX_XMP_BYTES = 65_500
"""The same for XMP, of which some programs write more; that much fits into the other formats only."""

_MAIN = frozenset(
    {
        ExifTags.Base.ImageDescription, ExifTags.Base.Make, ExifTags.Base.Model, ExifTags.Base.XResolution,
        ExifTags.Base.YResolution, ExifTags.Base.ResolutionUnit, ExifTags.Base.Software,
        ExifTags.Base.DateTime, ExifTags.Base.Artist, ExifTags.Base.HostComputer, ExifTags.Base.Rating,
        ExifTags.Base.RatingPercent, ExifTags.Base.Copyright, ExifTags.Base.XPTitle, ExifTags.Base.XPComment,
        ExifTags.Base.XPAuthor, ExifTags.Base.XPKeywords, ExifTags.Base.XPSubject,
    }
)  # fmt: skip
"""Tags that say something about the picture; in a TIFF the others of this directory lay out the file."""

_NOT_TAKEN = frozenset(
    {
        ExifTags.Base.MakerNote, ExifTags.Base.ExifInteroperabilityOffset, ExifTags.Base.ExifImageWidth,
        ExifTags.Base.ExifImageHeight,
    }
)  # fmt: skip

_XMP_ORIENTATION = re.compile(
    rb"""\s+tiff:Orientation\s*=\s*(["'])[^"']*\1|<tiff:Orientation>[^<]*</tiff:Orientation>"""
)
_PNG_SIGNATURE_BYTES = 8
_PNG_XMP = b"XML:com.adobe.xmp"

_XMP_OF_THE_FILE = re.compile(rb"hdrgm:|Container:Directory")
"""XMP that speaks of further pictures in the same file, such as a gain map."""


def read_exif(image: Image.Image) -> bytes:
    """The EXIF of an opened picture as it goes into a result; empty where there is none or it is damaged."""
    try:
        return _copied(image.getexif(), with_location=True)
    except Exception:  # what a damaged block makes Pillow raise is anyone's guess
        return b""


def read_xmp(image: Image.Image) -> bytes:
    """The XMP of an opened picture as it goes into a result; empty where there is none."""
    xmp = image.info.get("xmp")
    if not isinstance(xmp, bytes) or _XMP_OF_THE_FILE.search(xmp):
        return b""
    return _XMP_ORIENTATION.sub(b"", xmp)


def chosen(exif: bytes, xmp: bytes, choice: Metadata) -> tuple[bytes, bytes]:
    """What is left of EXIF and XMP by the user's choice.

    XMP tells a place in too many ways, in words as well, to be rid of it in part: without location, it goes.
    """
    if choice is Metadata.DROP:
        return b"", b""
    if choice is Metadata.NO_LOCATION:
        return _copied(_parsed(exif), with_location=False) if exif else b"", b""
    return exif, xmp


def sized(exif: bytes, size: tuple[int, int]) -> Image.Exif:
    """EXIF from `read_exif` for a picture of `size` (width, height) in pixels; empty for none."""
    found = _parsed(exif)
    if exif:
        details = found.get_ifd(ExifTags.IFD.Exif)
        details[ExifTags.Base.ExifImageWidth], details[ExifTags.Base.ExifImageHeight] = size
        found[ExifTags.IFD.Exif] = details
    return found


def provenance(model: str, factor: float) -> str:
    """What made a result, for the tag Software of its EXIF."""
    return f"ARESRGAN {__version__} ({model}, x{factor:.3g})"


def _parsed(exif: bytes) -> Image.Exif:
    parsed = Image.Exif()
    parsed.load(exif)
    return parsed


def _copied(exif: Image.Exif, *, with_location: bool) -> bytes:
    kept = Image.Exif()
    for tag, value in exif.items():
        if tag in _MAIN:
            kept[tag] = value
    details: dict[int, Any] = {
        tag: value for tag, value in exif.get_ifd(ExifTags.IFD.Exif).items() if tag not in _NOT_TAKEN
    }
    if details:
        kept[ExifTags.IFD.Exif] = details
    location = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if with_location and location:
        kept[ExifTags.IFD.GPSInfo] = dict(location)
    block = kept.tobytes() if len(kept) else b""
    return block if len(block) <= MAX_EXIF_BYTES else b""


def early_metadata(info: Mapping[Any, Any]) -> dict[str, bytes]:
    """EXIF of a PNG before its pixels as ImageMagick writes it, under Pillow's name; empty for none.

    It is a text of a few lines of description, and then the bytes in hexadecimal digits.
    """
    text = info.get("Raw profile type exif")
    with suppress(ValueError):
        return {"exif": bytes.fromhex("".join(str(text or "").split("\n")[3:]))}
    return {"exif": b""}


def late_metadata(path: Path) -> dict[str, bytes]:
    """EXIF and XMP behind the pixels of a PNG, under Pillow's names; nothing for none.

    Nothing is decoded, and damage ends the search.
    """
    found: dict[str, bytes] = {}
    with suppress(OSError, struct.error, ValueError), path.open("rb") as stream:
        for name, length in _png_chunks(stream):
            if name == b"eXIf":
                found["exif"] = b"Exif\0\0" + stream.read(length)
            elif name == b"iTXt":
                key, _, rest = stream.read(length).partition(b"\0")
                is_packed, _, texts = rest[:1], rest[1:2], rest[2:].split(b"\0", 2)
                if key == _PNG_XMP and is_packed == b"\0" and len(texts) == 3:
                    found["xmp"] = texts[2]
    return found


def _png_chunks(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Names and lengths of chunks, with the stream at the data of each. Raises struct.error at the end."""
    at = _PNG_SIGNATURE_BYTES
    while True:
        stream.seek(at)
        length, name = struct.unpack(">I4s", stream.read(8))
        yield name, length
        at += length + 12
