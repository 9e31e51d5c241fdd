"""From the wanted size to passes through a model, the part of the source that is used, and the final size."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aresrgan_gui.core.options import OutputFormat, Target

if TYPE_CHECKING:
    from PIL import Image

FORMAT_LIMITS: dict[OutputFormat, int] = {
    OutputFormat.PNG: 2**31 - 1,
    OutputFormat.JPG: 65_500,
    OutputFormat.WEBP: 16_383,
    OutputFormat.TIFF: 2**31 - 1,
    OutputFormat.AVIF: 32_768,
    OutputFormat.GIF: 65_535,
}
"""Longest side in pixels that a format can hold (for JPEG: libjpeg's JPEG_MAX_DIMENSION; for AVIF: what
libavif reads back, AVIF_DEFAULT_IMAGE_DIMENSION_LIMIT)."""

PIXEL_LIMITS: dict[OutputFormat, int] = {OutputFormat.AVIF: 16_384 * 16_384}
"""Most pixels that a format can hold (for AVIF: libavif's AVIF_DEFAULT_IMAGE_SIZE_LIMIT)."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


@dataclass(frozen=True)
class Plan:
    """The model's scale in each pass, first to last, and the size of the result in pixels.

    `view` is the part of the source that the result shows. Without passes, the picture is only resized.
    """

    passes: tuple[int, ...]
    width: int
    height: int
    view: Box

    @property
    def crop(self) -> tuple[int, int, int, int]:
        """The whole pixels of the source that `view` touches; nothing else need be enlarged."""
        left, top, right, bottom = self.view
        return math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)

    def box(self, size: tuple[int, int]) -> Box:
        """Where `view` lies in what `crop` has become at `size` (width, height)."""
        left, top, right, bottom = self.crop
        across, down = size[0] / (right - left), size[1] / (bottom - top)
        x0, y0, x1, y1 = self.view
        return (x0 - left) * across, (y0 - top) * down, (x1 - left) * across, (y1 - top) * down

    @property
    def factor(self) -> int:
        """How many times the passes enlarge."""
        return math.prod(self.passes)

    def pass_weights(self) -> tuple[float, ...]:
        """Each pass's share of the work, adding up to 1: the work grows with the pixels that go in."""
        inputs = [float(math.prod(self.passes[:number]) ** 2) for number in range(len(self.passes))]
        return tuple(pixels / sum(inputs) for pixels in inputs)


def plan(size: tuple[int, int], target: Target, model_scales: Collection[int]) -> Plan:
    """The least work that brings `size` (width, height) to `target` with a model of `model_scales`.

    A target that is no larger than the source in pixels takes no pass: a model has nothing to add there.
    """
    passes = _cheapest(factor_of(size, target), tuple(sorted(model_scales)))
    return Plan(passes, *result_size(size, target), view_of(size, target))


def factor_of(size: tuple[int, int], target: Target) -> float:
    """How many times `target` enlarges both sides of a picture of `size`; less than 1 shrinks it."""
    if isinstance(target, int):
        return float(target)
    pairs = zip((target.width, target.height), size, strict=True)
    factors = [wanted / side for wanted, side in pairs if wanted]
    return max(factors) if target.fill else min(factors)


def result_size(size: tuple[int, int], target: Target) -> tuple[int, int]:
    """Width and height in pixels of what a picture of `size` becomes; no side is ever less than 1."""
    if isinstance(target, int):
        return size[0] * target, size[1] * target
    if target.fill:
        return target.width, target.height
    factor = factor_of(size, target)
    return max(1, math.floor(size[0] * factor + 0.5)), max(1, math.floor(size[1] * factor + 0.5))


def view_of(size: tuple[int, int], target: Target) -> Box:
    """The part of a picture of `size` that its result shows: the middle where a size is filled, else all."""
    if isinstance(target, int) or not target.fill:
        return (0, 0, *size)
    factor = factor_of(size, target)
    left = max(0.0, (size[0] - target.width / factor) / 2)
    top = max(0.0, (size[1] - target.height / factor) / 2)
    return (left, top, size[0] - left, size[1] - top)


def used(source: Image.Image, steps: Plan) -> Image.Image:
    """The part of the source, as large as when the plan was made, that the passes begin with."""
    return source if steps.crop == (0, 0, *source.size) else source.crop(steps.crop)


def finished(enlarged: Image.Image, steps: Plan) -> Image.Image:
    """What came out of the passes over `steps.crop`, in the plan's size: cut to the view and resized."""
    from PIL import Image

    size, box = (steps.width, steps.height), steps.box(enlarged.size)
    if enlarged.size == size and box == (0.0, 0.0, float(size[0]), float(size[1])):
        return enlarged
    return enlarged.resize(size, Image.Resampling.LANCZOS, box=box)


def _cheapest(factor: float, model_scales: tuple[int, ...]) -> tuple[int, ...]:
    """The passes whose product reaches `factor` and whose summed input pixels are fewest."""
    if not model_scales or min(model_scales) < 2:
        raise ValueError(f"a model enlarges at least twice, not {model_scales}")

    @cache
    def best(reached: int) -> tuple[int, int, tuple[int, ...]]:
        """The least work from `reached` on, where it ends, and the passes."""
        if reached >= factor:
            return 0, reached, ()
        ways = [(step, best(reached * step)) for step in model_scales]
        return min((reached**2 + work, product, (step, *rest)) for step, (work, product, rest) in ways)

    return best(1)[2]


def fits_format(size: tuple[int, int], output_format: OutputFormat) -> bool:
    """Whether a picture of `size` (width, height) can be written in `output_format`."""
    most = PIXEL_LIMITS.get(output_format, size[0] * size[1])
    return max(size) <= FORMAT_LIMITS[output_format] and size[0] * size[1] <= most


def limit_detail(size: tuple[int, int], output_format: OutputFormat) -> str:
    """Why a picture of `size` (width, height) does not fit into `output_format`, with the figures."""
    limit = f"{FORMAT_LIMITS[output_format]:,} pixels a side"
    if output_format in PIXEL_LIMITS:
        limit += f" and {PIXEL_LIMITS[output_format] / 1e6:.0f} megapixels"
    return f"{size[0]} x {size[1]} pixels, and {output_format.value} ends at {limit}"
