"""Whether a result can be an enlargement of its source: drivers that fail often leave black or noise."""

from __future__ import annotations

import numpy as np
from numpy import float32
from numpy.typing import NDArray
from PIL import Image

GRID = 32
"""Pictures are compared as at most this many cells a side."""

MAX_MEAN_DIFFERENCE = 48.0
"""Of 255. Networks keep the colour of whole cells within a few levels; scrambled tiles do not."""

BRIGHT = 64.0
BLACK = 1.0
"""A cell as bright as the first in the source is never as dark as the second in a sound result."""

FLAT = 1.0
VARIED = 16.0
"""Ranges of levels: a result as flat as the first does not come from a source as varied as the second."""


def cells(image: Image.Image, source_size: tuple[int, int]) -> NDArray[float32]:
    """The picture over mid-grey as rows x columns x 3 mean levels, 0 to 255.

    `source_size` is the width and height in pixels of the source, whose cells are never under a pixel.
    """
    size = (min(source_size[0], GRID), min(source_size[1], GRID))
    small = image.convert("RGBA" if "A" in image.mode else "RGB").resize(size, Image.Resampling.BOX)
    if small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", size, (128, 128, 128, 255)), small).convert("RGB")
    return np.asarray(small, dtype=np.float32)


def what_is_wrong(source: NDArray[float32], result: NDArray[float32]) -> str:
    """Why `result` cannot show the same as `source`, both from `cells`; empty where it can."""
    if np.ptp(result, axis=(0, 1)).max() <= FLAT and np.ptp(source, axis=(0, 1)).max() >= VARIED:
        return "the picture is of one colour"
    if bool(((source.max(axis=2) >= BRIGHT) & (result.max(axis=2) <= BLACK)).any()):
        return "parts of the picture are black"
    difference = float(np.abs(source - result).mean())
    if difference > MAX_MEAN_DIFFERENCE:
        return f"the colours are off by {difference:.0f} of 255 on average"
    return ""
