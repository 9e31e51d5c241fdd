"""Resizing by Lanczos, band by band: the rows come out as if the picture were resized whole.

A row is first resized by itself, which makes it as wide as the result, and what is kept of a picture for the
columns are then the few rows that the filter reaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from aresrgan_gui.core.imaging.bands import Bands, Window, as_floats, rows_of

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.plan import Box
    from aresrgan_gui.engine.networks.network import Pixels

_REACH = 3
"""Lanczos as Pillow has it reaches over so many pixels, of the result where that is smaller."""


def resized(source: Bands, size: tuple[int, int], box: Box) -> Bands:
    """The part `box` of the picture at `size` (width, height); float32, held within 0 to 1."""
    width, height = size
    left, top, right, bottom = box
    across = replace(
        source,
        width=width,
        rows=(
            _lanczos(as_floats(band), (width, len(band)), (left, 0, right, len(band))) for band in source.rows
        ),
    )
    return Bands(width, height, source.channels, _rows(across, height, top, bottom))


def _rows(source: Bands, height: int, top: float, bottom: float) -> Iterator[Band]:
    step = (bottom - top) / height
    margin = ceil(_REACH * max(1.0, step)) + 1
    window = Window(source.rows)
    count = rows_of(source.width, source.channels * 4)
    for first in range(0, height, count):
        last = min(first + count, height)
        y0, y1 = top + first * step, top + last * step
        start, stop = max(0, floor(y0) - margin), min(source.height, ceil(y1) + margin)
        rows = window.rows(start, stop)
        window.forget(start)
        made = _lanczos(rows, (source.width, last - first), (0, y0 - start, source.width, y1 - start))
        yield np.clip(made, 0, 1, out=made)


def _lanczos(pixels: Pixels, size: tuple[int, int], box: Box) -> Pixels:
    """(rows, width, channels) resized, each channel by itself, for Pillow has no floats of several."""
    if pixels.shape[1::-1] == size and list(box) == [0, 0, *size]:
        return pixels
    planes = [Image.fromarray(np.ascontiguousarray(plane)) for plane in np.moveaxis(pixels, 2, 0)]
    made = [np.asarray(plane.resize(size, Image.Resampling.LANCZOS, box)) for plane in planes]
    return np.stack(made, axis=2)
