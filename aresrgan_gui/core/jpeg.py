"""Writing JPEG files by bands, through libvips.

libvips has no source that asks a program for rows, so it is given an uncompressed BigTIFF that is made up as
it is read. What a JPEG says beside its pixels is put in here, as libvips would parse and change it.
"""

from __future__ import annotations

import queue
import struct
from collections.abc import Callable, Iterator
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from aresrgan_gui.core.metadata import MAX_XMP_BYTES
from aresrgan_gui.core.vips import library

if TYPE_CHECKING:
    from aresrgan_gui.core.bands import Band
    from aresrgan_gui.core.packing import Head

_WAIT_SECONDS = 0.5
"""On Windows a signal is handled only between waits."""

_STRIP_BYTES = 1 << 20
_PIECES = 8
_SEGMENT_BYTES = 65_519
"""What one segment holds of an ICC profile (ICC.1:2010, B.4)."""

_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_START_AND_JFIF = 4
"""Bytes before the length's end of a JPEG's first segment, which JFIF wants to be its own."""


class JpegWriter:
    """Takes a picture's bands of uint8 from the top, grey or RGB; the file is whole after `finish`."""

    def __init__(self, stream: BinaryIO, head: Head, *, quality: int, keeps_colours: bool) -> None:
        """`quality` is 1 to 100; `keeps_colours` has them at full resolution."""
        self._stream = stream
        self._segments = b"".join(_segments(head))
        self._rows: queue.Queue[bytes | None] = queue.Queue(_PIECES)
        self._played = _Played(_tiff_head(*head.size, head.channels), self._rows.get)
        self._error: Exception | None = None
        self._thread = Thread(target=self._encode, args=(quality, keeps_colours), daemon=True)
        self._thread.start()

    def write(self, band: Band) -> None:
        """Hand a band over. Raises OSError."""
        # Copies of pieces: a whole band would stay in memory until its last piece is encoded.
        data = band.reshape(-1)
        for at in range(0, len(data), _STRIP_BYTES):
            self._put(data[at : at + _STRIP_BYTES].tobytes())

    def finish(self) -> None:
        """Write what is left. Raises OSError."""
        self._put(None)
        while self._thread.is_alive():
            self._thread.join(_WAIT_SECONDS)
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """End the thread, whether the file is whole or not."""
        while self._thread.is_alive():
            try:
                self._rows.put(None, timeout=0.05)
            except queue.Full:
                self._rows.get()
        self._thread.join()

    def _put(self, data: bytes | None) -> None:
        while self._thread.is_alive():
            try:
                self._rows.put(data, timeout=_WAIT_SECONDS)
            except queue.Full:
                continue
            return
        raise self._error or OSError("the JPEG encoder ended too early")

    def _encode(self, quality: int, keeps_colours: bool) -> None:
        vips = library()
        source, target = vips.SourceCustom(), vips.TargetCustom()
        source.on_read(self._played.read)
        source.on_seek(self._played.seek)
        target.on_write(self._take)
        try:
            image = vips.Image.tiffload_source(source, access="sequential", fail_on="error")
            image.jpegsave_target(
                target, Q=quality, subsample_mode="off" if keeps_colours else "on", keep="none"
            )
        except vips.Error as error:
            self._error = self._error or OSError(f"the JPEG encoder failed: {error}")

    def _take(self, data: Any) -> int:
        """Write what libvips has made; -1 tells it to end."""
        made = bytes(data)
        try:
            if self._segments:
                first = _START_AND_JFIF + int.from_bytes(made[_START_AND_JFIF : _START_AND_JFIF + 2], "big")
                made, self._segments = made[:first] + self._segments + made[first:], b""
            self._stream.write(made)
        except (OSError, ValueError) as error:
            self._error = error
            return -1
        return len(data)


class _Played:
    """A file of a head and of pieces that come one by one, to be read forwards."""

    def __init__(self, head: bytes, next_piece: Callable[[], bytes | None]) -> None:
        self._head = head
        self._next_piece = next_piece
        self._piece = memoryview(b"")
        self._at = 0

    def read(self, count: int) -> bytes:
        """At most `count` bytes; none at the end."""
        if self._at < len(self._head):
            data = self._head[self._at : self._at + count]
        else:
            if not self._piece:
                self._piece = memoryview(self._next_piece() or b"")
            data = bytes(self._piece[:count])
            self._piece = self._piece[count:]
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int) -> int:
        """Move within the head; elsewhere only where it is already. The new place, -1 where that fails."""
        wanted = offset + (self._at if whence == 1 else 0)
        if whence == 2 or (wanted != self._at and max(wanted, self._at) > len(self._head)):
            return -1
        self._at = wanted
        return wanted


def _tiff_head(width: int, height: int, channels: int) -> bytes:
    """What stands before the pixels of an uncompressed BigTIFF of grey or RGB (TIFF 6.0; BigTIFF design)."""
    row_bytes = width * channels
    rows = min(height, max(1, _STRIP_BYTES // row_bytes))
    strips = -(-height // rows)
    short, long8 = 3, 16
    entries = 9
    tables = 16 + 8 + entries * 20 + 8
    counts = np.full(strips, rows * row_bytes, "<u8")
    counts[-1] = row_bytes * (height - rows * (strips - 1))
    offsets = tables + (16 * strips if strips > 1 else 0) + np.concatenate([[0], np.cumsum(counts[:-1])])

    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        return struct.pack("<HHQQ", tag, kind, count, value)

    bits = 8 | 8 << 16 | 8 << 32 if channels == 3 else 8
    directory = [
        entry(256, long8, 1, width),
        entry(257, long8, 1, height),
        entry(258, short, channels, bits),
        entry(259, short, 1, 1),
        entry(262, short, 1, 2 if channels == 3 else 1),
        entry(273, long8, strips, tables if strips > 1 else int(offsets[0])),
        entry(277, short, 1, channels),
        entry(278, long8, 1, rows),
        entry(279, long8, strips, tables + 8 * strips if strips > 1 else int(counts[0])),
    ]
    head = struct.pack("<2sHHHQ", b"II", 43, 8, 0, 16) + struct.pack("<Q", entries) + b"".join(directory)
    head += struct.pack("<Q", 0)
    return head + (offsets.astype("<u8").tobytes() + counts.tobytes() if strips > 1 else b"")


def _segments(head: Head) -> Iterator[bytes]:
    """EXIF, XMP and profile as they stand in a JPEG; XMP of more than a segment holds is left out."""
    exif = head.exif.tobytes() if head.exif else b""
    if exif:
        yield _segment(0xE1, exif)
    if head.xmp and len(head.xmp) <= MAX_XMP_BYTES:
        yield _segment(0xE1, _XMP_HEAD + head.xmp)
    profile = head.icc_profile
    parts = [profile[at : at + _SEGMENT_BYTES] for at in range(0, len(profile), _SEGMENT_BYTES)]
    for number, part in enumerate(parts, 1):
        yield _segment(0xE2, b"ICC_PROFILE\0" + bytes([number, len(parts)]) + part)


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data
