"""What the layers of a network say about how it can be run: where it can be parted, and what each part needs.

Enlarging networks spend most of their memory behind the first enlarging layer, where every channel has the
size of the result. What lies before it, the trunk, can run on a large window and what lies behind it, the
tail, on small pieces of the trunk's result, for a pixel of the result depends on few of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from aresrgan_gui.core.models.param import Layer, ParamError

CONVOLUTIONS = ("Convolution", "ConvolutionDepthWise", "Deconvolution")
_ELEMENTWISE = frozenset(
    {
        "BinaryOp", "Clip", "Concat", "Dropout", "Eltwise", "Input", "Noop", "PReLU", "ReLU", "Scale",
        "Sigmoid", "Split", "Swish", "TanH", "UnaryOp",
    }
)  # fmt: skip
_NEAREST, _CUBIC = 1, 3
_CUBIC_REACH = 2


@dataclass(frozen=True)
class Parting:
    """A network parted at `blob`, the only thing that its tail reads.

    `margin` is how many of the trunk's pixels around a pixel the tail looks at.
    """

    blob: str
    trunk: tuple[Layer, ...]
    tail: tuple[Layer, ...]
    margin: int


def parting(layers: tuple[Layer, ...]) -> Parting | None:
    """Where to part the network: at its first enlarging layer.

    None where more than one blob passes that place, where nothing is convolved behind it, or where a layer
    there looks at its surroundings in a way that is not known.
    """
    first = next((at for at, layer in enumerate(layers) if enlargement(layer) > 1), 0)
    trunk, tail = layers[:first], layers[first:]
    made = {blob for layer in trunk for blob in layer.outputs}
    passing = {blob for layer in tail for blob in layer.inputs} & made
    if len(passing) != 1 or not any(layer.type in CONVOLUTIONS for layer in tail):
        return None
    (blob,) = passing
    try:
        margin = reach(tail)[blob]
    except UnknownReachError:
        return None
    return Parting(blob, trunk, tail, margin)


class UnknownReachError(Exception):
    """A layer whose result may depend on anything."""


def reach(layers: tuple[Layer, ...]) -> dict[str, int]:
    """For each blob how many of its pixels around a pixel of the result matter. Raises UnknownReachError."""
    found: dict[str, int] = {}
    for layer in reversed(layers):
        inputs = needed(layer, found)
        for blob in layer.inputs:
            found[blob] = max(found.get(blob, 0), inputs)
    return found


def needed(layer: Layer, around: dict[str, int]) -> int:
    """What of its inputs a layer looks at for outputs with so many pixels `around`, none for those not named.

    Raises UnknownReachError.
    """
    asked = max((around.get(blob, 0) for blob in layer.outputs), default=0)
    if layer.type in _ELEMENTWISE:
        return asked
    if layer.type in ("Convolution", "ConvolutionDepthWise") and _keeps_size(layer):
        return asked + int(layer.number(4, 0))
    if layer.type == "PixelShuffle" or (layer.type == "Interp" and layer.number(0, 0) == _NEAREST):
        scale = enlargement(layer)
        if scale >= 1 and scale == int(scale):
            return ceil(asked / scale)
    if layer.type == "Interp" and layer.number(0, 0) == _CUBIC and enlargement(layer) > 0:
        ratio = Fraction(enlargement(layer)).limit_denominator(64)
        # The samples lie where they lay only if the border is a whole number of pixels of the result as well.
        return ceil((ceil(asked / ratio) + _CUBIC_REACH) / ratio.denominator) * ratio.denominator
    raise UnknownReachError


def _keeps_size(layer: Layer) -> bool:
    """Whether a convolution gives each pixel a result, from as far around it as it is padded."""
    kernel, dilation, padding = layer.number(1, 0), layer.number(2, 1), layer.number(4, 0)
    is_square = layer.number(11, kernel) == kernel and layer.number(12, dilation) == dilation
    is_plain = layer.number(3, 1) == 1 and layer.number(13, 1) == 1 and layer.number(18, 0) == 0
    is_even = all(layer.number(key, padding) == padding for key in (14, 15, 16))
    return is_square and is_plain and is_even and padding == dilation * (kernel - 1) / 2


def enlargement(layer: Layer) -> float:
    """How many times wider the layer's result is; 1 for layers that are not there to enlarge."""
    if layer.type == "Interp":
        return layer.number(2, 1)
    if layer.type == "PixelShuffle":
        return layer.number(0, 1)
    if layer.type == "Deconvolution":
        return layer.number(3, 1)
    return 1.0


def work_floats(layers: tuple[Layer, ...]) -> int:
    """Floats in and out of the widest convolution for each pixel of the first layer's. Raises ParamError.

    Convolutions are all that matters for the memory of these networks.
    """
    widest = 1.0
    for layer, area in _convolutions(layers):
        outputs, kernel = layer.number(0, 1), layer.number(1, 1)
        if outputs < 1 or kernel < 1:
            raise ParamError(f"layer {layer.name} makes nothing")
        widest = max(widest, area * (layer.number(6, 0) / (outputs * kernel**2) + outputs))
    return int(widest)


def multiplications(layers: tuple[Layer, ...]) -> float:
    """What the convolutions multiply for each pixel of the first layer's, which takes nearly all the time."""
    return sum(area * layer.number(6, 0) for layer, area in _convolutions(layers))


@dataclass(frozen=True)
class Stage:
    """A blob on the way through a network, and the part of the network's work that is done there."""

    blob: str
    done: float


def stages(layers: tuple[Layer, ...], count: int) -> tuple[Stage, ...]:
    """Where `count` parts of the work end, as equal as layers allow; the last part ends with the layers."""
    total, done = multiplications(layers), 0.0
    found: list[Stage] = []
    for layer, area in _convolutions(layers):
        done += area * layer.number(6, 0)
        if len(found) + 1 < count and done < total and done >= total * (len(found) + 1) / count:
            found.append(Stage(layer.outputs[0], done / total))
    return tuple(found)


def _convolutions(layers: tuple[Layer, ...]) -> Iterator[tuple[Layer, float]]:
    """Each convolution, and how many pixels it is given for each of the first layer's.

    Layers follow each other in the order in which they run, so the enlargement so far is that of the inputs.
    """
    areas: dict[str, float] = {}
    for layer in layers:
        area = max((areas.get(blob, 1.0) for blob in layer.inputs), default=1.0)
        areas.update(dict.fromkeys(layer.outputs, area * enlargement(layer) ** 2))
        if layer.type in CONVOLUTIONS:
            yield layer, area
