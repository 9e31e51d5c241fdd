"""From the wanted enlargement to passes through a model and the final size."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from aresrgan_gui.core.options import OutputFormat

FORMAT_LIMITS: dict[OutputFormat, int] = {
    OutputFormat.PNG: 2**31 - 1,
    OutputFormat.JPG: 65_500,
    OutputFormat.WEBP: 16_383,
}
"""Longest side in pixels that a format (for JPEG: libjpeg's JPEG_MAX_DIMENSION) can hold."""


@dataclass(frozen=True)
class Plan:
    """The model's scale in each pass, first to last, and the size of the result in pixels."""

    passes: tuple[int, ...]
    width: int
    height: int

    def pass_weights(self) -> tuple[float, ...]:
        """Each pass's share of the work, adding up to 1: the work grows with the pixels that go in."""
        inputs = [1.0]
        for scale in self.passes[:-1]:
            inputs.append(inputs[-1] * scale * scale)
        return tuple(pixels / sum(inputs) for pixels in inputs)


def plan(size: tuple[int, int], scale: int, model_scales: Collection[int]) -> Plan:
    """The least work that enlarges `size` (width, height) `scale` times with a model of `model_scales`."""
    width, height = size
    return Plan(_cheapest(scale, tuple(sorted(model_scales))), width * scale, height * scale)


def _cheapest(scale: int, model_scales: tuple[int, ...]) -> tuple[int, ...]:
    """The passes whose product reaches `scale` and whose summed input pixels are fewest."""
    if not model_scales or min(model_scales) < 2:
        raise ValueError(f"a model enlarges at least twice, not {model_scales}")

    def extend(reached: int) -> list[tuple[int, ...]]:
        if reached >= scale:
            return [()]
        return [(step, *rest) for step in model_scales for rest in extend(reached * step)]

    def work(passes: tuple[int, ...]) -> tuple[int, int]:
        pixels, total, product = 1, 0, 1
        for step in passes:
            total += pixels
            pixels *= step * step
            product *= step
        return total, product

    return min(extend(1), key=work)


def fits_format(size: tuple[int, int], output_format: OutputFormat) -> bool:
    """Whether a picture of `size` (width, height) can be written in `output_format`."""
    return max(size) <= FORMAT_LIMITS[output_format]
