"""About how large a result's file will be, before there is any."""

from __future__ import annotations

from itertools import pairwise

from aresrgan_gui.core.options import Compression, OutputFormat

_WITHOUT_LOSS: dict[OutputFormat, dict[Compression, float]] = {
    OutputFormat.PNG: {Compression.FAST: 1.44, Compression.BALANCED: 1.25, Compression.SMALL: 1.23},
    OutputFormat.TIFF: {Compression.FAST: 1.49, Compression.BALANCED: 1.36, Compression.SMALL: 1.35},
}
_WITH_LOSS: dict[OutputFormat, tuple[tuple[int, float], ...]] = {
    OutputFormat.JPG: (
        (1, 0.02), (25, 0.043), (50, 0.059), (70, 0.074), (80, 0.091), (89, 0.126), (90, 0.189), (95, 0.301),
        (100, 1.07),
    ),
    OutputFormat.WEBP: (
        (1, 0.013), (25, 0.023), (50, 0.031), (70, 0.038), (80, 0.047), (90, 0.076), (95, 0.123),
        (100, 0.200),
    ),
    OutputFormat.AVIF: (
        (1, 0.007), (25, 0.013), (50, 0.026), (70, 0.047), (80, 0.067), (89, 0.096), (90, 0.128), (95, 0.299),
        (100, 0.883),
    ),
    OutputFormat.GIF: ((100, 0.55),),
}  # fmt: skip
"""Bytes a pixel: the medians over 15 photos, drawings and illustrations, parts of 240 x 240 pixels enlarged
four times. Single pictures went from half of it to twice as much, and flat ones far below."""


def about_bytes(
    size: tuple[int, int], output_format: OutputFormat, quality: int, compression: Compression
) -> int:
    """The usual size in bytes of a file of `size` (width, height) in pixels, in colour and opaque."""
    if output_format in _WITHOUT_LOSS:
        per_pixel = _WITHOUT_LOSS[output_format][compression]
    else:
        per_pixel = _between(_WITH_LOSS[output_format], quality)
    return round(size[0] * size[1] * per_pixel)


def _between(steps: tuple[tuple[int, float], ...], quality: int) -> float:
    """The value for `quality` (1 to 100) on the line between the two steps around it."""
    for (low, less), (high, more) in pairwise(steps):
        if quality <= high:
            return less + (more - less) * (quality - low) / (high - low)
    return steps[-1][1]
