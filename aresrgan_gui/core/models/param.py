"""Reading ncnn's `.param` text before anything is done with it: an unknown model is never trusted.

The format is described in ncnn's documentation ("param and model file structure"): a magic number, the counts
of layers and blobs, then one line a layer: type, name, input count, output count, inputs, outputs, key=value.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

MAGIC = "7767517"
MAX_BYTES = 4_000_000
MAX_LAYERS = 20_000
MAX_SCALE = 16

ALLOWED_LAYERS = frozenset(
    {
        "BinaryOp", "Clip", "Concat", "Convolution", "ConvolutionDepthWise", "Crop", "Deconvolution",
        "Dropout", "Eltwise", "Input", "Interp", "Noop", "Padding", "Pooling", "PReLU", "PixelShuffle",
        "ReLU", "Reorg", "Scale", "Sigmoid", "Slice", "Split", "Swish", "TanH", "UnaryOp",
    }
)  # fmt: skip
"""Layers that enlarging networks are made of."""


class ParamError(ValueError):
    """A `.param` text that is damaged or asks for something that no enlarging network needs."""


@dataclass(frozen=True)
class Layer:
    """One line of a `.param`: `params` holds the text behind each `key=`."""

    type: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    params: dict[int, str]

    def number(self, key: int, default: float) -> float:
        """The value of `key` as a number, `default` where the line does not name it."""
        try:
            return float(self.params.get(key, default))
        except ValueError as error:
            raise ParamError(f"layer {self.name}: {key}={self.params[key]} is no number") from error


def read_param(path: Path) -> tuple[Layer, ...]:
    """The layers of a `.param` file. Raises ParamError, or OSError where the file cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise ParamError("larger than any network's description")
    return parse_param(path.read_text(encoding="utf-8", errors="replace"))


def parse_param(text: str) -> tuple[Layer, ...]:
    """The layers of a `.param` text. Raises ParamError."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or lines[0].strip() != MAGIC:
        raise ParamError("not a text description of an ncnn network")
    counts = lines[1].split() if len(lines) > 1 else []
    if len(counts) != 2 or not all(count.isdecimal() and len(count) < 8 for count in counts):
        raise ParamError("the counts of layers and blobs are missing")
    if int(counts[0]) != len(lines) - 2 or int(counts[0]) > MAX_LAYERS:
        raise ParamError(f"{counts[0]} layers announced, {len(lines) - 2} found")
    layers = tuple(_parse_layer(line) for line in lines[2:])
    blobs = {blob for layer in layers for blob in (*layer.inputs, *layer.outputs)}
    if int(counts[1]) != len(blobs):
        raise ParamError(f"{counts[1]} blobs announced, {len(blobs)} found")
    return layers


def param_text(layers: tuple[Layer, ...]) -> str:
    """The text of which `parse_param` makes these layers."""
    blobs = {blob for layer in layers for blob in (*layer.inputs, *layer.outputs)}
    lines = [MAGIC, f"{len(layers)} {len(blobs)}", *map(_layer_line, layers)]
    return "\n".join(lines) + "\n"


def _layer_line(layer: Layer) -> str:
    settings = [f"{key}={value}" for key, value in layer.params.items()]
    counts = str(len(layer.inputs)), str(len(layer.outputs))
    return " ".join([layer.type, layer.name, *counts, *layer.inputs, *layer.outputs, *settings])


def _parse_layer(line: str) -> Layer:
    fields = line.split()
    if len(fields) < 4 or not (fields[2].isdecimal() and fields[3].isdecimal()):
        raise ParamError(f"not a layer: {line[:60]}")
    if fields[0] not in ALLOWED_LAYERS:
        raise ParamError(f"layer type {fields[0][:40]} is not used by enlarging networks")
    input_count, output_count = int(fields[2]), int(fields[3])
    blobs, settings = fields[4 : 4 + input_count + output_count], fields[4 + input_count + output_count :]
    if len(blobs) != input_count + output_count:
        raise ParamError(f"layer {fields[1]} lacks blobs")
    params: dict[int, str] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.lstrip("-").isdecimal():
            raise ParamError(f"layer {fields[1]}: {setting[:40]} is no setting")
        params[int(key)] = value
    return Layer(fields[0], fields[1], tuple(blobs[:input_count]), tuple(blobs[input_count:]), params)


def infer_scale(layers: tuple[Layer, ...]) -> int:
    """How many times the network enlarges, from the blob `data` to the blob `output`.

    Raises ParamError where these blobs are missing or the factor is not a whole number from 2 to 16.
    """
    scale: dict[str, Fraction] = {}
    for layer in layers:
        known = [scale[blob] for blob in layer.inputs if blob in scale]
        if len(known) != len(layer.inputs):
            raise ParamError(f"layer {layer.name} reads a blob before it is made")
        factor = max(known, default=Fraction(1)) * _enlargement(layer)
        if factor > MAX_SCALE:
            raise ParamError(f"layer {layer.name} enlarges {float(factor):g} times, if only on the way")
        scale.update(dict.fromkeys(layer.outputs, factor))
    if "data" not in scale or "output" not in scale:
        raise ParamError("the blobs `data` and `output` are missing")
    factor = scale["output"] / scale["data"]
    if factor.denominator != 1 or not 2 <= factor <= MAX_SCALE:
        raise ParamError(f"an enlargement of {float(factor):g} is not supported")
    return int(factor)


def _enlargement(layer: Layer) -> Fraction:
    """The layer's own change of width, from the keys that ncnn documents for its type."""
    if layer.type in ("Convolution", "ConvolutionDepthWise"):
        factor = 1 / Fraction(layer.number(3, 1)) if layer.number(3, 1) else Fraction(0)
    elif layer.type == "Deconvolution":
        factor = Fraction(layer.number(3, 1))
    elif layer.type == "Pooling":
        factor = 1 / Fraction(layer.number(2, 1)) if layer.number(2, 1) else Fraction(0)
    elif layer.type == "PixelShuffle":
        factor = Fraction(layer.number(0, 1))
    elif layer.type == "Reorg":
        factor = 1 / Fraction(layer.number(0, 1)) if layer.number(0, 1) else Fraction(0)
    elif layer.type == "Interp":
        factor = Fraction(layer.number(2, 1)).limit_denominator(64)
    else:
        factor = Fraction(1)
    if factor <= 0:
        raise ParamError(f"layer {layer.name} makes nothing")
    return factor
