"""A picture as bands: arrays of shape (rows, width, channels) that follow each other from top to bottom."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Band = NDArray[Any]
"""Rows of a picture: (rows, width, channels)."""

BAND_BYTES = 4 << 20
"""About as much of a picture is decoded at a time."""


@dataclass(frozen=True)
class Bands:
    """A picture on its way; `rows` can be gone through once.

    Samples are uint8 or uint16 over their whole range, or float32 from 0 to 1. Channels are grey, grey and
    alpha, RGB or RGBA.
    """

    width: int
    height: int
    channels: int
    rows: Iterator[Band]

    def through(self, change: Callable[[Band], Band], channels: int) -> Bands:
        """Each band changed by itself, into one of as many rows and of `channels`."""
        return replace(self, channels=channels, rows=map(change, self.rows))

    def cut(self, box: tuple[int, int, int, int]) -> Bands:
        """The part from left and top to before right and bottom, in pixels."""
        left, top, right, bottom = box
        if box == (0, 0, self.width, self.height):
            return self
        return Bands(right - left, bottom - top, self.channels, _cut(self.rows, box))


def _cut(rows: Iterator[Band], box: tuple[int, int, int, int]) -> Iterator[Band]:
    left, top, right, bottom = box
    at = 0
    for band in rows:
        part = band[max(0, top - at) : max(0, bottom - at), left:right]
        at += len(band)
        if len(part):
            yield part
        if at >= bottom:
            return


def rows_of(width: int, sample_bytes: int) -> int:
    """How many rows make a band of about BAND_BYTES; `sample_bytes` are those of all channels of a pixel."""
    return max(1, BAND_BYTES // (width * sample_bytes))


def slices(pixels: Band) -> Iterator[Band]:
    """The bands of a picture that is in memory."""
    height, width, channels = pixels.shape
    rows = rows_of(width, channels * pixels.itemsize)
    return (pixels[top : top + rows] for top in range(0, height, rows))


class Window:
    """Rows of a picture by number, as far as they are not forgotten; later bands are fetched when needed."""

    def __init__(self, rows: Iterator[Band]) -> None:
        self._rows = rows
        self._held: deque[Band] = deque()
        self._first = 0
        self._end = 0

    def rows(self, start: int, stop: int) -> Band:
        """Rows `start` to before `stop`. Raises what the picture's source raises."""
        while self._end < stop:
            band = next(self._rows)
            self._held.append(band)
            self._end += len(band)
        at = self._first
        parts = []
        for band in self._held:
            part = band[max(0, start - at) : max(0, stop - at)]
            at += len(band)
            if len(part):
                parts.append(part)
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def forget(self, before: int) -> None:
        """Let go of what lies wholly above row `before`."""
        while self._held and self._first + len(self._held[0]) <= before:
            self._first += len(self._held.popleft())


EIGHT_BITS, SIXTEEN_BITS = np.dtype(np.uint8), np.dtype(np.uint16)


def white(kind: np.dtype[Any]) -> int:
    """The largest value of samples of `kind`."""
    return 1 if kind.kind == "f" else int(np.iinfo(kind).max)


def as_floats(band: Band) -> NDArray[np.float32]:
    """Samples from 0 to 1."""
    floats: NDArray[np.float32] = band.astype(np.float32, copy=False)
    return floats if band.dtype.kind == "f" else floats / np.float32(white(band.dtype))


def as_samples(band: Band, kind: np.dtype[Any]) -> Band:
    """Samples of uint8 or uint16, rounded half up; what lies outside of 0 to 1 is held at these."""
    if band.dtype == kind:
        return band
    # float32 holds a half exactly up to 2**23.
    values = as_floats(band) * np.float32(white(kind))
    values += np.float32(0.5)
    np.clip(values, 0, white(kind), out=values)
    return values.astype(kind)
