"""Packing a picture by deflate on several threads, in order, and unpacking it in the same way."""

from __future__ import annotations

import os
import time
import zlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from aresrgan_gui.core.options import Compression

if TYPE_CHECKING:
    from PIL import Image

    from aresrgan_gui.core.imaging.animation import Timing

PIECE_BYTES = 1 << 20
"""About as much of a picture is packed at a time."""

LEVELS = {Compression.FAST: 1, Compression.BALANCED: 6, Compression.SMALL: 9}
"""1 is packed by isal, three times as fast as by zlib; the others are zlib's."""

THREADS = max(2, min(4, os.cpu_count() or 1))

_Made = TypeVar("_Made")

TellEncoded = Callable[[float, float | None], None]
"""Hears how much of a picture or an animation is encoded, from 0.0 to 1.0, and how many seconds of the
processor that took, where they are known."""


class DamageError(Exception):
    """A file is not as it was written."""


def nobody(_part: float, _seconds: float | None) -> None:
    """Hears nothing."""


@dataclass(frozen=True)
class Head:
    """What a file says of a picture beside its pixels; `size` is width and height in pixels.

    Samples are uint16 where `is_deep` and else uint8, channels grey, grey and alpha, RGB or RGBA. An
    animation has a `timing`, and each of its frames is of `size`.
    """

    size: tuple[int, int]
    channels: int
    is_deep: bool
    icc_profile: bytes
    exif: Image.Exif
    xmp: bytes
    timing: Timing | None = None


class InOrder(Generic[_Made]):
    """Work on a few threads whose results are taken in the order in which it was given."""

    def __init__(self, take: Callable[[_Made], None], *, most: int = 2 * THREADS) -> None:
        """`take` is called from `add` and `finish`; `most` are under way at a time."""
        self._take = take
        self._most = most
        self._pool = ThreadPoolExecutor(THREADS)
        self._under_way: deque[Future[tuple[_Made, float]]] = deque()
        self.seconds = 0.0
        """Of the processor, for what was taken so far."""

    def add(self, make: Callable[..., _Made], *arguments: object) -> None:
        """Have something made; waits where too much is under way. Raises what `take` and `make` raise."""
        self._under_way.append(self._pool.submit(_timed, make, *arguments))
        self._take_all_but(self._most)

    def finish(self) -> None:
        """Take what is left. Raises what `take` and `make` raise."""
        self._take_all_but(0)

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(cancel_futures=True)

    def _take_all_but(self, count: int) -> None:
        while len(self._under_way) > count:
            made, seconds = self._under_way.popleft().result()
            self.seconds += seconds
            self._take(made)


def _timed(make: Callable[..., _Made], *arguments: object) -> tuple[_Made, float]:
    began = time.thread_time()
    return make(*arguments), time.thread_time() - began


def deflate(data: bytes, level: int) -> bytes:
    """A piece of a raw deflate stream (RFC 1951) that ends on a whole byte; pieces make one stream."""
    if level == 1:
        from isal import isal_zlib

        packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -15)
        return bytes(packer.compress(data) + packer.flush(isal_zlib.Z_FULL_FLUSH))
    zlib_packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return zlib_packer.compress(data) + zlib_packer.flush(zlib.Z_FULL_FLUSH)


DEFLATE_END = b"\x03\x00"
"""An empty last block."""


def inflate(piece: bytes) -> bytes:
    """What `deflate` packed, as far as it goes. Raises DamageError."""
    from isal import igzip_lib, isal_zlib

    try:
        return bytes(isal_zlib.decompressobj(-15).decompress(piece))
    except igzip_lib.IsalError as error:  # type: ignore[misc]
        raise DamageError(str(error)) from error


def zlib_packed(data: bytes, level: int) -> bytes:
    """A whole zlib stream (RFC 1950)."""
    if level == 1:
        from isal import isal_zlib

        return bytes(isal_zlib.compress(data, 1))
    return zlib.compress(data, level)


def zlib_unpacked(data: bytes) -> bytes:
    """What `zlib_packed` packed. Raises DamageError."""
    from isal import igzip_lib, isal_zlib

    try:
        return bytes(isal_zlib.decompress(data))
    except igzip_lib.IsalError as error:  # type: ignore[misc]
        raise DamageError(str(error)) from error
