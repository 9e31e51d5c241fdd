"""Writing PNG files by bands, packed on several threads, and unpacking them so; animations become APNG.

The picture is packed in pieces that end on whole bytes, so that one deflate stream comes of them in any case
(RFC 1950 and 1951; PNG third edition, sections 5, 7, 9 and 11).
The frames of an APNG are whole pictures, each a stream of its own (the same, 11.3.6).
"""

from __future__ import annotations

import io
import struct
import zlib
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from aresrgan_gui.core.imaging.packing import (
    DEFLATE_END,
    PIECE_BYTES,
    DamageError,
    InOrder,
    deflate,
    inflate,
    nobody,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.packing import Head, TellEncoded

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}
_FILTER_UP = 2
_ZLIB_HEAD = b"\x78\x01"
_KEEP, _REPLACE = 0, 0
"""What becomes of a frame before the next, and that it is laid over nothing."""

_MOST_DELAY = 2**16 - 1


class PngWriter:
    """Takes a picture's bands from the top; the file is whole after `finish`."""

    def __init__(self, stream: BinaryIO, head: Head, *, level: int, tell: TellEncoded = nobody) -> None:
        """Write what stands before the pixels; `level` is that of `core.imaging.packing`. Raises OSError."""
        self._tell = tell
        self._stream = stream
        self._size = head.size
        self._level = level
        self._durations = head.timing.durations if head.timing else ()
        self._frame = 0
        self._numbers = count()
        self._rows = 0
        self._packed = 0
        self._to_pack = head.size[1] * _row_bytes(head) * max(len(self._durations), 1)
        self._above: Band | None = None
        self._adler = 1
        stream.write(SIGNATURE)
        self._chunk(b"IHDR", _header(head))
        if head.icc_profile:
            self._chunk(b"iCCP", b"ICC Profile\0\0" + zlib.compress(head.icc_profile))
        if head.exif:
            self._chunk(b"eXIf", head.exif.tobytes().removeprefix(b"Exif\0\0"))
        if head.xmp:
            self._chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + head.xmp)
        if head.timing:
            self._chunk(b"acTL", struct.pack(">II", len(self._durations), head.timing.plays))
        self._work = InOrder(self._put)
        self._begin_frame()

    def write(self, band: Band) -> None:
        """Pack a band of uint8 or uint16. Raises OSError."""
        if self._rows == self._size[1]:
            self._end_frame()
            self._frame += 1
            self._begin_frame()
        self._rows += len(band)
        rows = _bytes_of(band)
        above = np.zeros((1, rows.shape[1]), np.uint8) if self._above is None else self._above
        step = max(1, PIECE_BYTES // rows.shape[1])
        for top in range(0, len(rows), step):
            piece = rows[top : top + step]
            self._work.add(_pack, piece, above, self._level)
            above = piece[-1:]
        self._above = above

    def finish(self) -> None:
        """Write what is left. Raises OSError."""
        self._end_frame()
        self._stream.write(_END)

    def close(self) -> None:
        """End the threads, whether the file is whole or not."""
        self._work.close()

    def _begin_frame(self) -> None:
        self._rows, self._above, self._adler = 0, None, 1
        if self._durations:
            delay = _delay(self._durations[self._frame])
            control = (*self._size, 0, 0, *delay, _KEEP, _REPLACE)
            self._chunk(b"fcTL", self._numbered() + struct.pack(">IIIIHHBB", *control))
        self._data(_ZLIB_HEAD)

    def _end_frame(self) -> None:
        self._work.finish()
        self._data(_stream_end(self._adler))

    def _put(self, piece: tuple[bytes, bytes]) -> None:
        rows, packed = piece
        self._adler = zlib.adler32(rows, self._adler)
        self._data(packed)
        self._packed += len(rows)
        self._tell(self._packed / self._to_pack, self._work.seconds)

    def _data(self, data: bytes) -> None:
        if self._frame:
            self._chunk(b"fdAT", self._numbered() + data)
        else:
            self._chunk(b"IDAT", data)

    def _numbered(self) -> bytes:
        """The number with which a chunk of frames begins: they are counted through the whole file."""
        return struct.pack(">I", next(self._numbers))

    def _chunk(self, name: bytes, data: bytes) -> None:
        self._stream.write(struct.pack(">I", len(data)) + name)
        self._stream.write(data)
        self._stream.write(_checksum(name, data))


def _delay(milliseconds: float) -> tuple[int, int]:
    """A time as a fraction of a second, of two numbers of 16 bits."""
    seconds = Fraction(milliseconds / 1000)
    return seconds.limit_denominator(_MOST_DELAY // (int(seconds) + 1)).as_integer_ratio()


def _bytes_of(band: Band) -> Band:
    """(rows, bytes): PNG has the higher byte first."""
    ordered = band.astype(">u2").view(np.uint8) if band.dtype == np.uint16 else np.ascontiguousarray(band)
    return ordered.reshape(len(band), -1)


def _pack(rows: Band, above: Band, level: int) -> tuple[bytes, bytes]:
    """The rows as differences from those above, and the same packed."""
    filtered = np.empty((len(rows), rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = _FILTER_UP
    np.subtract(rows[:1], above, out=filtered[:1, 1:])
    np.subtract(rows[1:], rows[:-1], out=filtered[1:, 1:])
    data = filtered.tobytes()
    return data, deflate(data, level)


def unpack(path: Path, head: Head, tell: Callable[[int], None]) -> None:
    """Unpack all rows of a still picture that `PngWriter` wrote; `tell` hears how many were right so far.

    On two threads it takes a third of the time of a reader that has to go from the top. Raises DamageError
    where anything is not as it was written, OSError, and what `tell` raises.
    """
    row_bytes = _row_bytes(head)
    unpacked, adler = 0, 1

    def take(rows: bytes) -> None:
        nonlocal unpacked, adler
        if rows[::row_bytes].strip(bytes([_FILTER_UP])):
            raise DamageError("a row begins wrongly")
        unpacked += len(rows)
        adler = zlib.adler32(rows, adler)
        tell(unpacked // row_bytes)

    work = InOrder(take)
    try:
        with path.open("rb") as stream:
            packed = _image_data(stream, head)
            if next(packed, b"") != _ZLIB_HEAD:
                raise DamageError("the rows begin wrongly")
            end = b""
            for data in packed:
                # Pieces are never a stream's last block.
                if data.startswith(DEFLATE_END):
                    end = data
                    break
                work.add(inflate, data)
            work.finish()
            if unpacked != row_bytes * head.size[1] or end != _stream_end(adler):
                raise DamageError("not the rows that were written")
            if next(packed, None) is not None or _behind_last(stream) != _END:
                raise DamageError("it ends wrongly")
    finally:
        work.close()


def _image_data(stream: BinaryIO, head: Head) -> Iterator[bytes]:
    """The data of a still picture's IDAT chunks, all chunks being right. Raises DamageError."""
    if stream.read(len(SIGNATURE)) != SIGNATURE:
        raise DamageError("it begins wrongly")
    for number, (name, data, checksum) in enumerate(chunks_of(stream)):
        if _checksum(name, data) != checksum:
            raise DamageError("a wrong checksum")
        if number == 0 and (name, data) != (b"IHDR", _header(head)):
            raise DamageError("not the header that was written")
        if name == b"IDAT":
            yield data


def chunks_of(stream: BinaryIO) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Names, data and checksums of the chunks before the last. Raises DamageError where it ends too early."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(len(SIGNATURE))
    while len(start := stream.read(8)) == 8:
        length, name = struct.unpack(">I4s", start)
        if name == b"IEND":
            return
        # A damaged length must not take all memory.
        if length + 4 > end - stream.tell():
            break
        yield name, stream.read(length), stream.read(4)
    raise DamageError("it ends too early")


def _behind_last(stream: BinaryIO) -> bytes:
    """The last chunk, whose length and name were read, and all behind it."""
    stream.seek(-8, io.SEEK_CUR)
    return stream.read()


def _header(head: Head) -> bytes:
    kind = _COLOUR_TYPES[head.channels]
    return struct.pack(">IIBBBBB", *head.size, 16 if head.is_deep else 8, kind, 0, 0, 0)


def _checksum(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))


_END = bytes(4) + b"IEND" + _checksum(b"IEND", b"")


def _row_bytes(head: Head) -> int:
    """Those of a row's samples, and the one that tells its filter."""
    return 1 + head.size[0] * head.channels * (2 if head.is_deep else 1)


def _stream_end(adler: int) -> bytes:
    return DEFLATE_END + struct.pack(">I", adler)
