"""Networks whose convolutions have no padding of their own.

A convolution that is padded computes a result for every pixel of its window, also for those at the window's
border that are thrown away in the end. Without padding each layer makes only what the kept part needs, so
that a window shrinks on its way through the network. The window then has to hold real pixels as far around
its kept part as the network looks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from aresrgan_gui.core.models.param import Layer
from aresrgan_gui.engine.networks.graph import CONVOLUTIONS, UnknownReachError, enlargement, needed, reach

_PADDING = 4
_OTHER_PADDINGS = (14, 15, 16)


@dataclass(frozen=True)
class Unpadded:
    """Layers whose result is right from the `margin`th pixel of a window on, at each side.

    The result has lost the pixels that lie further out, but for `spare` of its own pixels.
    """

    layers: tuple[Layer, ...]
    margin: int
    spare: int


def unpadded(layers: tuple[Layer, ...], most: int) -> Unpadded | None:
    """The network without padding, where its result depends on no more than `most` pixels around each.

    None where it looks further, or in a way that is not known.
    """
    try:
        around = reach(layers)
        margin = around.get("data", 0)
    except UnknownReachError:
        return None
    return _shrunk(layers, around, margin) if 0 < margin <= most else None


def _shrunk(layers: tuple[Layer, ...], around: dict[str, int], margin: int) -> Unpadded:
    """The layers without padding, with a crop wherever a layer is given more than it needs of a blob.

    That is where branches part that look differently far, and behind enlarging layers, which make whole
    blocks of pixels. `around` is how many of each blob's pixels around the kept part matter.
    """
    given = {"data": margin}
    """How many of each blob's pixels around the kept part there are."""
    made: list[Layer] = []
    for layer in layers:
        wanted = needed(layer, around)
        spare = {blob: given.get(blob, 0) - wanted for blob in layer.inputs}
        crops = {blob: _crop(blob, layer, pixels) for blob, pixels in spare.items() if pixels > 0}
        made += crops.values()
        inputs = tuple(crops[blob].outputs[0] if blob in crops else blob for blob in layer.inputs)
        made.append(replace(_without_padding(layer), inputs=inputs))
        if layer.inputs:
            left = int((wanted - _padding(layer)) * Fraction(enlargement(layer)).limit_denominator(64))
            given.update(dict.fromkeys(layer.outputs, left))
    return Unpadded(tuple(made), margin, given.get("output", 0))


def _padding(layer: Layer) -> int:
    return int(layer.number(_PADDING, 0)) if layer.type in CONVOLUTIONS else 0


def _without_padding(layer: Layer) -> Layer:
    if layer.type not in CONVOLUTIONS:
        return layer
    kept = {key: value for key, value in layer.params.items() if key not in _OTHER_PADDINGS}
    return replace(layer, params={**kept, _PADDING: "0"})


def _crop(blob: str, reader: Layer, pixels: int) -> Layer:
    """Takes so many pixels off each side of the blob, for one layer.

    ncnn's documentation ("operators", Crop): 9 are the starts, 10 the ends and 11 the axes, here height and
    width. Its other way to say it, by offsets, looks for a second input that this layer has not got.
    """
    name = f"{blob}_for_{reader.name}"
    ranges = {-23309: f"2,{pixels},{pixels}", -23310: f"2,{-pixels},{-pixels}", -23311: "2,1,2"}
    return Layer("Crop", name, (blob,), (name,), ranges)
