"""Writing TIFF files by bands, packed by Deflate with the horizontal predictor, and unpacking them.

Pillow packs through libtiff, which then loses EXIF and location, takes no level, and ends at 4 GiB.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PIL import TiffImagePlugin, TiffTags
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from aresrgan_gui.core.imaging.bands import slices
from aresrgan_gui.core.imaging.packing import (
    PIECE_BYTES,
    DamageError,
    InOrder,
    nobody,
    zlib_packed,
    zlib_unpacked,
)
from aresrgan_gui.core.imaging.pictures import opened

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.packing import Head, TellEncoded

CLASSIC_BYTES = 2**32 - 2**24
"""Above it, offsets could pass 32 bits even if nothing can be packed: such a file becomes a BigTIFF."""

_CLASSIC, _BIG = b"II*\0\x08\0\0\0", b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0"

_DEFLATE = 8
_PREDICTOR_HORIZONTAL = 2
_UNASSOCIATED_ALPHA = 2
_ICC_PROFILE, _XMP, _PREDICTOR, _EXTRA_SAMPLES = 34675, 700, 317, 338
"""Adobe Photoshop TIFF Technical Notes (Deflate is 8), TIFF 6.0 sections 14 and 18 for the others."""


class TiffWriter:
    """Takes a picture's bands from the top; the file is whole after `finish`.

    The directory stands first, so that readers need not go to the end; it is written twice, as the strips'
    lengths are known last.
    """

    def __init__(self, stream: BinaryIO, head: Head, *, level: int, tell: TellEncoded = nobody) -> None:
        """Write what stands before the pixels; `stream` can be sought, `level` is that of `packing`.

        Raises OSError.
        """
        self._tell = tell
        self._stream = stream
        self._level = level
        self._lengths: list[int] = []
        self._rows = _strip_rows(head)
        self._rest = np.empty((0, head.size[0], head.channels), np.uint16 if head.is_deep else np.uint8)
        self._directory = _directory(head)
        self._strips = -(-head.size[1] // self._rows)
        _put_directory(stream, self._directory, [0] * self._strips)
        self._work = InOrder(self._put)

    def write(self, band: Band) -> None:
        """Pack a band of uint8 or uint16. Raises OSError."""
        rows = np.concatenate([self._rest, band]) if len(self._rest) else band
        whole = len(rows) - len(rows) % self._rows
        for top in range(0, whole, self._rows):
            self._work.add(_pack, rows[top : top + self._rows], self._level)
        self._rest = rows[whole:]

    def finish(self) -> None:
        """Write what is left. Raises OSError."""
        if len(self._rest):
            self._work.add(_pack, self._rest, self._level)
        self._work.finish()
        self._stream.seek(0)
        _put_directory(self._stream, self._directory, self._lengths)

    def close(self) -> None:
        """End the threads, whether the file is whole or not."""
        self._work.close()

    def _put(self, strip: bytes) -> None:
        self._lengths.append(len(strip))
        self._stream.write(strip)
        self._tell(len(self._lengths) / self._strips, self._work.seconds)


def _directory(head: Head) -> ImageFileDirectory_v2:
    """All tags but where the strips lie."""
    (width, height), channels = head.size, head.channels
    is_big = _row_bytes(head) * height > CLASSIC_BYTES
    directory = ImageFileDirectory_v2(_BIG if is_big else _CLASSIC)
    for tag, value in head.exif.items():
        directory[tag] = head.exif.get_ifd(tag) if tag in TiffTags.TAGS_V2_GROUPS else value
    directory[TiffImagePlugin.IMAGEWIDTH] = width
    directory[TiffImagePlugin.IMAGELENGTH] = height
    directory[TiffImagePlugin.BITSPERSAMPLE] = (16 if head.is_deep else 8,) * channels
    directory[TiffImagePlugin.COMPRESSION] = _DEFLATE
    directory[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] = 1 if channels < 3 else 2
    directory[TiffImagePlugin.SAMPLESPERPIXEL] = channels
    directory[TiffImagePlugin.ROWSPERSTRIP] = _strip_rows(head)
    directory[TiffImagePlugin.PLANAR_CONFIGURATION] = 1
    directory[_PREDICTOR] = _PREDICTOR_HORIZONTAL
    if channels in (2, 4):
        directory[_EXTRA_SAMPLES] = _UNASSOCIATED_ALPHA
    if head.icc_profile:
        directory[_ICC_PROFILE] = head.icc_profile
    if head.xmp:
        directory[_XMP] = head.xmp
    for tag in (TiffImagePlugin.STRIPOFFSETS, TiffImagePlugin.STRIPBYTECOUNTS):
        directory.tagtype[tag] = TiffTags.LONG8 if is_big else TiffTags.LONG
    return directory


def _put_directory(stream: BinaryIO, directory: ImageFileDirectory_v2, lengths: Sequence[int]) -> None:
    """Write the directory of strips that follow it and each other."""
    directory[TiffImagePlugin.STRIPBYTECOUNTS] = tuple(lengths)
    # Counted from the end of the directory, which Pillow adds.
    directory[TiffImagePlugin.STRIPOFFSETS] = tuple(accumulate(lengths[:-1], initial=0))
    directory.save(stream)


def _pack(rows: Band, level: int) -> bytes:
    """The rows packed, each value but a row's first as its difference from the one before."""
    differences = rows.copy()
    differences[:, 1:] -= rows[:, :-1]
    return zlib_packed(differences.tobytes(), level)


def write_tiff(pixels: Band, path: Path, head: Head, *, level: int) -> None:
    """Write a picture that is in memory. Raises OSError."""
    with path.open("wb") as stream:
        writer = TiffWriter(stream, head, level=level)
        try:
            for band in slices(pixels):
                writer.write(band)
            writer.finish()
        finally:
            writer.close()


def unpack(path: Path, head: Head, tell: Callable[[int], None]) -> None:
    """Unpack all rows of a picture that `TiffWriter` wrote; `tell` hears how many were right so far.

    On two threads it takes a third to a half of the time of a reader that has to go from the top. Raises
    DamageError where anything is not as it was written, UpscaleError where Pillow does not know it, OSError,
    and what `tell` raises.
    """
    row_bytes, height, strip_rows = _row_bytes(head), head.size[1], _strip_rows(head)
    done = 0

    def take(rows: bytes) -> None:
        nonlocal done
        if len(rows) != min(strip_rows, height - done) * row_bytes:
            raise DamageError("not the rows that were written")
        done += len(rows) // row_bytes
        tell(done)

    work = InOrder(take)
    try:
        with path.open("rb") as stream:
            for length in _lengths(path, stream, head):
                work.add(zlib_unpacked, stream.read(length))
            if stream.read(1):
                raise DamageError("it ends wrongly")
        work.finish()
    finally:
        work.close()
    if done != height:
        raise DamageError("not the rows that were written")


def _lengths(path: Path, stream: BinaryIO, head: Head) -> tuple[int, ...]:
    """Those of the strips, with the stream at the first of them. Raises DamageError, UpscaleError."""
    with opened(path, None) as image:
        lengths = tuple(image.tag_v2[TiffImagePlugin.STRIPBYTECOUNTS])  # type: ignore[attr-defined]
        if sum(lengths) > path.stat().st_size:
            raise DamageError("it ends too early")
    expected = io.BytesIO()
    _put_directory(expected, _directory(head), lengths)
    if stream.read(expected.tell()) != expected.getvalue():
        raise DamageError("not the directory that was written")
    return lengths


def _row_bytes(head: Head) -> int:
    return head.size[0] * head.channels * (2 if head.is_deep else 1)


def _strip_rows(head: Head) -> int:
    return min(head.size[1], max(1, PIECE_BYTES // _row_bytes(head)))
