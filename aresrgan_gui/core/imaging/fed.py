"""libvips' encoders, fed with bands.

libvips has no source that asks a program for rows, so it is given an uncompressed BigTIFF that is made up as
it is read.
"""

from __future__ import annotations

import queue
import struct
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np

from aresrgan_gui.core.errors import lacks_memory
from aresrgan_gui.core.imaging.packing import nobody
from aresrgan_gui.core.imaging.vips import library

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.packing import TellEncoded

_WAIT_SECONDS = 0.5
"""On Windows a signal is handled only between waits."""

_STRIP_BYTES = 1 << 20
_PIECES = 8


class FedEncoder:
    """Takes a picture's bands of uint8 from the top, grey, RGB or RGBA; all is made after `finish`."""

    def __init__(
        self,
        size: tuple[int, int],
        channels: int,
        save: Callable[[Any, Any], None],
        take: Callable[[bytes], None],
        *,
        tell: TellEncoded = nobody,
        held: int = 0,
    ) -> None:
        """`save` has libvips write an image to a target; `take` gets what comes of it, piece by piece.

        The encoder takes `held` bytes of rows before it makes anything of them.
        """
        self._tell = tell
        self._held = held
        self._all = size[0] * size[1] * channels
        self._save = save
        self._take = take
        self._rows: queue.Queue[bytes | None] = queue.Queue(_PIECES)
        self._taken = 0
        self._played = _Played(_tiff_head(*size, channels), self._next_piece)
        self._error: Exception | None = None
        self._thread = Thread(target=self._encode, daemon=True)
        self._thread.start()

    def write(self, band: Band) -> None:
        """Hand a band over. Raises OSError, MemoryError."""
        # Copies of pieces: a whole band would stay in memory until its last piece is encoded.
        data = band.reshape(-1)
        for at in range(0, len(data), _STRIP_BYTES):
            piece = data[at : at + _STRIP_BYTES].tobytes()
            if not self._put(piece):
                raise self._error or OSError("the encoder ended too early")
        self._tell(max(self._taken - self._held, 0) / self._all, None)

    def finish(self) -> None:
        """Have what is left made. Raises OSError, MemoryError."""
        self._put(None)
        while self._thread.is_alive():
            self._thread.join(_WAIT_SECONDS)
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """End the thread, whether all is made or not."""
        while self._thread.is_alive():
            try:
                self._rows.put(None, timeout=0.05)
            except queue.Full:
                self._rows.get()
        self._thread.join()

    def _put(self, data: bytes | None) -> bool:
        """False where the encoder has ended: it may do so as soon as it has the last row."""
        while self._thread.is_alive():
            try:
                self._rows.put(data, timeout=_WAIT_SECONDS)
            except queue.Full:
                continue
            return True
        return False

    def _next_piece(self) -> bytes | None:
        piece = self._rows.get()
        self._taken += len(piece or b"")
        return piece

    def _encode(self) -> None:
        vips = library()
        source, target = vips.SourceCustom(), vips.TargetCustom()
        source.on_read(self._on_read)
        source.on_seek(self._played.seek)
        target.on_write(self._on_write)
        try:
            image = vips.Image.tiffload_source(source, access="sequential", fail_on="error")
            self._save(image, target)
        except MemoryError as error:
            self._error = self._error or error
        except vips.Error as error:
            failed = MemoryError() if lacks_memory(error) else OSError(f"the encoder failed: {error}")
            self._error = self._error or failed

    def _on_read(self, count: int) -> bytes:
        """What comes next; nothing, which libvips holds for damage, where there is no memory for it."""
        try:
            return self._played.read(count)
        except MemoryError as error:
            self._error = error
            return b""

    def _on_write(self, data: Any) -> int:
        """Hand on what libvips has made; -1 tells it to end."""
        try:
            self._take(bytes(data))
        except (OSError, ValueError, MemoryError) as error:
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
    """What stands before the pixels of an uncompressed BigTIFF (TIFF 6.0; BigTIFF design)."""
    row_bytes = width * channels
    rows = min(height, max(1, _STRIP_BYTES // row_bytes))
    strips = -(-height // rows)
    short, long8 = 3, 16
    entries = 10
    tables = 16 + 8 + entries * 20 + 8
    counts = np.full(strips, rows * row_bytes, "<u8")
    counts[-1] = row_bytes * (height - rows * (strips - 1))
    offsets = tables + (16 * strips if strips > 1 else 0) + np.concatenate([[0], np.cumsum(counts[:-1])])

    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        return struct.pack("<HHQQ", tag, kind, count, value)

    bits = sum(8 << 16 * channel for channel in range(channels))
    colours = 1 if channels == 1 else 3
    directory = [
        entry(256, long8, 1, width),
        entry(257, long8, 1, height),
        entry(258, short, channels, bits),
        entry(259, short, 1, 1),
        entry(262, short, 1, 1 if colours == 1 else 2),
        entry(273, long8, strips, tables if strips > 1 else int(offsets[0])),
        entry(277, short, 1, channels),
        entry(278, long8, 1, rows),
        entry(279, long8, strips, tables + 8 * strips if strips > 1 else int(counts[0])),
        # Of the kind 2: alpha that the colours are not multiplied by.
        entry(338, short, channels - colours, 2),
    ]
    head = struct.pack("<2sHHHQ", b"II", 43, 8, 0, 16) + struct.pack("<Q", entries) + b"".join(directory)
    head += struct.pack("<Q", 0)
    return head + (offsets.astype("<u8").tobytes() + counts.tobytes() if strips > 1 else b"")
