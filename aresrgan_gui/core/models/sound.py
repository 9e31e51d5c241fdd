"""Whether the layers of an unknown network fit together and stay within bounds, before ncnn is given them.

ncnn believes what a `.param` says: weights for fewer channels than there are, slopes for some of them or a
layer without its input are read beyond their ends, and a size that somebody wrote is allocated. What the keys
mean stands in ncnn's documentation ("operation param weight table").
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from aresrgan_gui.core.models.param import Layer, ParamError

MAX_CHANNELS = 4096
MAX_KERNEL = 64
MAX_STEP = 16
"""Of strides, dilations and enlargements."""

MAX_PADDING = 256
MAX_KEY = 31
MAX_VALUES = 4096
MAX_NAME_BYTES, MAX_NUMBER_CHARACTERS = 255, 15
"""What ncnn reads of a name and of a number; what is longer it takes for two."""

_ARRAYS = -23300
_REST = -233
"""How arrays are marked, and a slice that takes its share of what is left."""

_MANY = 10_000
_COUNTS: dict[str, tuple[int, int, int]] = {
    "Input": (0, 0, 1),
    "Split": (1, 1, _MANY),
    "Slice": (1, 1, _MANY),
    "Concat": (1, _MANY, 1),
    "Eltwise": (2, _MANY, 1),
    "BinaryOp": (1, 2, 1),
    "Crop": (1, 2, 1),
    "Interp": (1, 1, 1),
    "Noop": (0, _MANY, _MANY),
}
"""Least inputs, most inputs and most outputs; of all others there is one each."""


def checked(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The layers, which ncnn can be given. Raises ParamError."""
    traced = _Traced()
    for layer in layers:
        try:
            _check_form(layer)
            traced.take(layer)
        except _UnsoundError as error:
            raise ParamError(f"layer {layer.name[:40]}: {error}") from error
    return layers


class _UnsoundError(Exception):
    """What is wrong with a layer."""


@dataclass
class _Traced:
    """How many channels each blob has, as far as that is known."""

    channels: dict[str, int | None] = field(default_factory=dict)

    def take(self, layer: Layer) -> None:
        """Go through one layer. Raises _UnsoundError."""
        if any(blob not in self.channels for blob in layer.inputs):
            raise _UnsoundError("reads a blob before it is made")
        made_before = self.channels.keys() & set(layer.outputs)
        if made_before or len(set(layer.outputs)) < len(layer.outputs):
            raise _UnsoundError("makes a blob that is there already")
        made = _CHANNELS.get(layer.type, _same)(layer, [self.channels[blob] for blob in layer.inputs])
        if any(count is not None and not 1 <= count <= MAX_CHANNELS for count in made):
            raise _UnsoundError(f"makes {made} channels")
        self.channels.update(zip(layer.outputs, made, strict=True))


Channels = list["int | None"]


def _check_form(layer: Layer) -> None:
    names = (layer.name, *layer.inputs, *layer.outputs)
    if any(len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES for name in names):
        raise _UnsoundError("a name is too long")
    least, most, outputs = _COUNTS.get(layer.type, (1, 1, 1))
    if not least <= len(layer.inputs) <= most or not 1 <= len(layer.outputs) <= outputs:
        raise _UnsoundError(f"{len(layer.inputs)} inputs and {len(layer.outputs)} outputs")
    for key, value in layer.params.items():
        if key >= 0:
            _number(value)
        is_known = 0 <= key <= MAX_KEY or _ARRAYS - MAX_KEY <= key <= _ARRAYS
        if not is_known or (key < 0 and len(_array(layer, _ARRAYS - key)) > MAX_VALUES):
            raise _UnsoundError(f"setting {key} is not known")


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise _UnsoundError(f"{text[:40]} is no number") from error
    if not math.isfinite(number) or len(text) > MAX_NUMBER_CHARACTERS:
        raise _UnsoundError(f"{text[:40]} is no number that ncnn could read")
    return number


def _array(layer: Layer, key: int) -> list[float]:
    """The values of an array, which are written behind their count."""
    count, *values = [_number(text) for text in layer.params.get(_ARRAYS - key, "0").split(",")]
    if count != len(values):
        raise _UnsoundError(f"{count:g} values announced, {len(values)} found")
    return values


def _whole(layer: Layer, key: int, default: int, least: int, most: int) -> int:
    """The value of `key` as a whole number within bounds, the default's among them or not."""
    number = layer.number(key, default)
    if number != default and (number != int(number) or not least <= number <= most):
        raise _UnsoundError(f"{key}={number:g} is beyond {least} to {most}")
    return int(number)


def _known(channels: Channels) -> int | None:
    """The channels that all inputs have."""
    known = {count for count in channels if count is not None}
    if len(known) > 1:
        raise _UnsoundError(f"inputs of {sorted(known)} channels")
    return next(iter(known)) if len(channels) == 1 or None not in channels else None


def _same(layer: Layer, channels: Channels) -> Channels:
    return [_known(channels)] * len(layer.outputs)


def _of_input(_layer: Layer, _channels: Channels) -> Channels:
    """Of pictures there are three; other sizes that the line gives mean nothing when a picture comes."""
    return [3]


def _of_convolution(layer: Layer, channels: Channels) -> Channels:
    made = _whole(layer, 0, 0, 1, MAX_CHANNELS)
    if not made:
        raise _UnsoundError("makes nothing")
    width = _whole(layer, 1, 0, 1, MAX_KERNEL)
    kernel = width * _whole(layer, 11, width, 1, MAX_KERNEL)
    for key in (2, 3, 12, 13):
        _whole(layer, key, 1, 1, MAX_STEP)
    for key in (4, 14, 15, 16):
        if layer.number(key, 0) not in _SAME_PADDINGS:
            _whole(layer, key, 0, 0, MAX_PADDING)
    is_reverse = layer.type == "Deconvolution"
    foreign = (8, 20, 21, 28) if is_reverse else (8, 19)
    if is_reverse:
        for key in (18, 19):
            _whole(layer, key, 0, 0, MAX_STEP)
    if any(layer.number(key, 0) for key in foreign):
        raise _UnsoundError("weights of 8 bits or from another layer, or a size of its own")
    groups = _whole(layer, 7, 1, 1, MAX_CHANNELS) if layer.type == "ConvolutionDepthWise" else 1
    (given,) = channels
    weights = layer.number(6, 0)
    if not kernel or weights <= 0 or weights * groups % (made * kernel) or made % groups:
        raise _UnsoundError(f"{weights:g} weights for {made} channels of {kernel} pixels")
    needed = int(weights * groups // (made * kernel))
    if given is not None and given != needed:
        raise _UnsoundError(f"weights for {needed} channels of {given}")
    return [made]


_SAME_PADDINGS = (-233, -234)
"""Paddings that ncnn works out, the odd pixel behind or before."""


def _of_slopes(layer: Layer, channels: Channels) -> Channels:
    (given,) = channels
    slopes = _whole(layer, 0, 0, 1, MAX_CHANNELS)
    if slopes < 1 or (given is not None and slopes not in {1, given}):
        raise _UnsoundError(f"{slopes} slopes for {given} channels")
    return [given]


def _of_scale(layer: Layer, channels: Channels) -> Channels:
    (given,) = channels
    factors = _whole(layer, 0, 0, 1, MAX_CHANNELS)
    if factors < 1 or (given is not None and factors != given):
        raise _UnsoundError(f"{factors} factors for {given} channels")
    return [given]


def _of_shuffle(layer: Layer, channels: Channels) -> Channels:
    (given,) = channels
    area = _whole(layer, 0, 1, 1, MAX_STEP) ** 2
    if given is None:
        return [None]
    if given % area:
        raise _UnsoundError(f"{given} channels for {area} pixels each")
    return [given // area]


def _of_reorg(layer: Layer, channels: Channels) -> Channels:
    (given,) = channels
    area = _whole(layer, 0, 1, 1, MAX_STEP) ** 2
    return [None if given is None else given * area]


def _of_concat(layer: Layer, channels: Channels) -> Channels:
    if layer.number(0, 0):
        return [_known(channels)]
    known = [count for count in channels if count is not None]
    return [sum(known) if len(known) == len(channels) else None]


def _of_slice(layer: Layer, channels: Channels) -> Channels:
    (given,) = channels
    sizes = _array(layer, 0)
    if layer.number(1, 0):
        return [given] * len(layer.outputs)
    if given is None:
        return [None] * len(layer.outputs)
    if sizes and len(sizes) != len(layer.outputs):
        raise _UnsoundError(f"{len(sizes)} slices, {len(layer.outputs)} outputs")
    made: Channels = []
    left = given
    for at, size in enumerate(sizes or [_REST] * len(layer.outputs)):
        count = left // (len(layer.outputs) - at) if size == _REST else int(size)
        made.append(count)
        left -= count
    if left < 0:
        raise _UnsoundError(f"slices of more than {given} channels")
    return made


def _of_resizing(layer: Layer, channels: Channels) -> Channels:
    if any(layer.number(key, 0) for key in (3, 4, 5)) or {9, _ARRAYS - 9} & layer.params.keys():
        raise _UnsoundError("a size of its own")
    if layer.number(1, 1) != layer.number(2, 1):
        raise _UnsoundError("enlarges height and width differently")
    return [_known(channels)]


def _of_two(layer: Layer, channels: Channels) -> Channels:
    """A single channel, or a number, goes with as many as the other has."""
    if len(channels) == 1 and not layer.number(1, 0):
        raise _UnsoundError("one input, and no number to go with it")
    many = [count for count in channels if count != 1]
    return [_known(many) if many else 1]


def _of_sum(layer: Layer, channels: Channels) -> Channels:
    if len(_array(layer, 1)) not in {0, len(channels)}:
        raise _UnsoundError("a factor for some of its inputs only")
    return [_known(channels)]


def _of_padding(layer: Layer, channels: Channels) -> Channels:
    for key in range(4):
        _whole(layer, key, 0, 0, MAX_PADDING)
    (given,) = channels
    front, behind = (_whole(layer, key, 0, 0, MAX_CHANNELS) for key in (7, 8))
    return [None if given is None else given + front + behind]


def _of_pooling(layer: Layer, channels: Channels) -> Channels:
    for key, most in ((1, MAX_KERNEL), (11, MAX_KERNEL), (2, MAX_STEP), (12, MAX_STEP), (3, MAX_PADDING)):
        _whole(layer, key, 1 if key in (2, 12) else 0, 0, most)
    return [_known(channels)]


def _unknown(layer: Layer, _channels: Channels) -> Channels:
    return [None] * len(layer.outputs)


_CHANNELS: dict[str, Callable[[Layer, Channels], Channels]] = {
    "Input": _of_input,
    "Convolution": _of_convolution,
    "ConvolutionDepthWise": _of_convolution,
    "Deconvolution": _of_convolution,
    "PReLU": _of_slopes,
    "Scale": _of_scale,
    "PixelShuffle": _of_shuffle,
    "Reorg": _of_reorg,
    "Concat": _of_concat,
    "Slice": _of_slice,
    "Interp": _of_resizing,
    "BinaryOp": _of_two,
    "Eltwise": _of_sum,
    "Padding": _of_padding,
    "Pooling": _of_pooling,
    "Crop": _unknown,
    "Noop": _unknown,
}
"""Of all others, what comes out has the channels of what goes in."""
