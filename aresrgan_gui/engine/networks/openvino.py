"""The network run by OpenVINO on the processor, built from ncnn's files.

The meaning of the layers' numbers is that of ncnn's documentation ("operators").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np
import openvino
from openvino import opset13 as opset

from aresrgan_gui.core.models.param import ParamError
from aresrgan_gui.engine.layout import WORTHWHILE, Room, layout
from aresrgan_gui.engine.networks.network import (
    NetworkError,
    UnsupportedError,
    check_result,
    nobody,
    within,
)
from aresrgan_gui.engine.networks.parted import by_pieces
from aresrgan_gui.engine.networks.weights import read_weights

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest, Output

    from aresrgan_gui.core.models.param import Layer
    from aresrgan_gui.engine.networks.description import Description
    from aresrgan_gui.engine.networks.network import Kept, Pixels, Tell

_BYTES_PER_FLOAT = 12
"""Peak memory over the widest convolution's floats in and out, measured on the official models (8 to 10)."""

_WORTHWHILE_SHRINKING = 17
"""As `WORTHWHILE`, where windows shrink: a sixth less time than windows that suit ncnn, for 70 MB."""

_LARGE = 4096
"""The sides of a picture that an unfitted network suits."""

_TAIL_SIDE = 128
"""The kept side of a piece for the tail: a fifth less time than with ncnn's, in a third of its memory."""

_WARM_UP = 8
"""The side of the first window, beside what the network takes off it."""


class OpenVinoNetwork:
    """A network on the processor, one tile at a time by all threads; the rest is as in `Network`."""

    workers = 1

    def __init__(self, models: _Models, size: tuple[int, int]) -> None:
        self._models = models
        self.scale = models.description.scale
        self.padding = models.description.shrinking_padding
        self.edge = models.description.edge
        # OpenVINO divides the work on a tile among the threads better than tiles among workers.
        room = Room(
            self.padding,
            self.edge,
            1,
            models.memory,
            models.pixel_bytes,
            shrinks=models.description.unpadded is not None,
            worthwhile=_WORTHWHILE_SHRINKING if models.description.unpadded else WORTHWHILE,
        )
        self.tile = layout(size, room, models.tile).tile

    @classmethod
    def opened(
        cls, description: Description, *, threads: int, tile: int, memory: int, precision: str = "f32"
    ) -> OpenVinoNetwork:
        """The network with so many threads and bytes to work in; `tile` 0 is for what suits the picture.

        `precision` is OpenVINO's name of the type that is computed in. Raises UnsupportedError, and
        UpscaleError(MODEL_DAMAGED).
        """
        return cls(_Models(description, threads, tile, memory, precision), (_LARGE, _LARGE))

    def fitted(self, width: int, height: int) -> OpenVinoNetwork:
        """The network with tiles that suit a picture of this size."""
        return OpenVinoNetwork(self._models, (width, height))

    def upscale_tile(self, window: Pixels, kept: Kept, tell: Tell = nobody) -> Pixels:
        """Enlarge `kept` of float32 of shape (3, height, width), 0 to 1. Raises NetworkError, MemoryError."""
        models = self._models
        if models.tail is None:
            tell(0.0, 1.0)
            lost, (height, width) = models.description.lost, window.shape[1:]
            with models.first.result(window) as enlarged:
                check_result(enlarged, (3, height * self.scale - 2 * lost, width * self.scale - 2 * lost))
                return kept.of(enlarged, self.scale, lost).copy()
        tail, shape = models.tail, (window.shape[1], window.shape[2])
        share = models.description.trunk_share(shape, kept, _TAIL_SIDE)
        tell(0.0, share)

        def tail_of(piece: Pixels) -> Pixels:
            with tail.result(piece) as made:
                return made.copy()

        with models.first.result(window) as features:
            result = by_pieces(
                features,
                kept,
                models.margin,
                self.scale,
                tail_of,
                tell=within(tell, share, 1.0),
                side=_TAIL_SIDE,
            )
        check_result(result, (3, kept.height * self.scale, kept.width * self.scale))
        return result


class _Models:
    """What OpenVINO made of a model: all of it, or its trunk and its tail."""

    def __init__(
        self, description: Description, threads: int, tile: int, memory: int, precision: str
    ) -> None:
        self.description = description
        self.tile = tile
        self.memory = memory
        parted = description.parting
        weights = read_weights(description.layers, description.weights)
        core = openvino.Core()
        settings = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": precision}

        warm_up = _WARM_UP + (2 * description.unpadded.margin if description.unpadded else 0)

        def compiled(layers: Sequence[Layer], given: str, wanted: str, channels: int) -> _Compiled:
            model = core.compile_model(_built(layers, weights, given, wanted, channels), "CPU", settings)
            # Two threads that made the first inference together would wait for each other for good.
            model({0: np.zeros((1, channels, warm_up, warm_up), np.float32)})
            return _Compiled(model)

        self.pixel_bytes = _BYTES_PER_FLOAT * description.trunk_floats
        if parted is None:
            self.first = compiled(description.shrinking_layers, "data", "output", 3)
            self.tail = None
            self.margin = 0
        else:
            self.first = compiled(parted.trunk, "data", parted.blob, 3)
            channels = int(self.first.model.output(0).get_partial_shape()[1].get_length())
            self.tail = compiled(parted.tail, parted.blob, "output", channels)
            self.margin = parted.margin


class _Compiled:
    """A model that is ready; what it runs with is kept from one tile to the next."""

    def __init__(self, model: CompiledModel) -> None:
        self.model = model
        self._idle: SimpleQueue[InferRequest] = SimpleQueue()

    @contextmanager
    def result(self, values: Pixels) -> Iterator[Pixels]:
        """What the model makes of (channels, height, width), for as long as the block lasts.

        Raises NetworkError, MemoryError.
        """
        try:
            request = self._idle.get_nowait()
        except Empty:
            request = self.model.create_infer_request()
        source = np.ascontiguousarray(values, np.float32)[np.newaxis]
        try:
            request.infer({0: source}, share_inputs=True, share_outputs=True)
        except RuntimeError as error:
            raise NetworkError(str(error), smaller_may_help=True) from error
        yield request.get_output_tensor(0).data[0]
        self._idle.put(request)


def _built(
    layers: Sequence[Layer],
    weights: dict[str, tuple[Pixels, ...]],
    given: str,
    wanted: str,
    channels: int,
) -> openvino.Model:
    """A model of pictures of any size. Raises UnsupportedError."""
    parameter = opset.parameter([1, channels, -1, -1], np.float32)
    blobs: dict[str, Output] = {given: parameter.output(0)}
    for layer in layers:
        if layer.type == "Input":
            continue
        build = _BUILDERS.get(layer.type)
        if build is None:
            raise UnsupportedError(layer.type)
        try:
            made = build(layer, [blobs[blob] for blob in layer.inputs], weights.get(layer.name, ()))
        except ParamError as error:
            raise UnsupportedError(str(error)) from error
        blobs.update(dict.fromkeys(layer.outputs, made))
    return openvino.Model([blobs[wanted]], [parameter])


Build = Callable[["Layer", "list[Output]", "tuple[Pixels, ...]"], "Output"]


def _same(_layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    return inputs[0]


def _convolution(layer: Layer, inputs: list[Output], weights: tuple[Pixels, ...]) -> Output:
    width, height = int(layer.number(1, 0)), int(layer.number(11, layer.number(1, 0)))
    kernel = weights[0].reshape(int(layer.number(0, 0)), -1, height, width)
    if layer.number(8, 0) or layer.number(18, 0) or layer.number(4, 0) < 0:
        raise UnsupportedError("a convolution of integers, or with an unusual border")
    left = layer.number(4, 0)
    top = layer.number(14, left)
    padding = [int(top), int(left)], [int(layer.number(16, top)), int(layer.number(15, left))]
    strides = [int(layer.number(13, layer.number(3, 1))), int(layer.number(3, 1))]
    dilations = [int(layer.number(12, layer.number(2, 1))), int(layer.number(2, 1))]
    result = opset.convolution(inputs[0], opset.constant(kernel), strides, *padding, dilations).output(0)
    if layer.number(5, 0):
        result = opset.add(result, _each_channel(weights[1])).output(0)
    activation = layer.number(9, 0)
    if activation == 0:
        return result
    if activation == 1:
        return opset.relu(result).output(0)
    if activation == 2:
        (slope,) = _numbers(layer, 10)
        return opset.prelu(result, opset.constant(np.array([slope], np.float32))).output(0)
    raise UnsupportedError(f"activation {activation:g}")


def _relu(layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    slope = np.array([layer.number(0, 0)], np.float32)
    return opset.prelu(inputs[0], opset.constant(slope)).output(0)


def _prelu(_layer: Layer, inputs: list[Output], weights: tuple[Pixels, ...]) -> Output:
    return opset.prelu(inputs[0], _each_channel(weights[0])).output(0)


def _concat(layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    if layer.number(0, 0) != 0:
        raise UnsupportedError("pictures put side by side")
    return opset.concat(inputs, 1).output(0)


def _binary(layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    build = {0: opset.add, 1: opset.subtract, 2: opset.multiply, 3: opset.divide}.get(int(layer.number(0, 0)))
    if build is None:
        raise UnsupportedError(f"operation {layer.number(0, 0):g}")
    other = _scalar(layer.number(2, 0)) if layer.number(1, 0) else inputs[1]
    return build(inputs[0], other).output(0)


def _eltwise(layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    if layer.number(0, 0) != 1:
        raise UnsupportedError(f"operation {layer.number(0, 0):g}")
    factors = _numbers(layer, 1) or [1.0] * len(inputs)
    terms = [
        blob if factor == 1 else opset.multiply(blob, _scalar(factor)).output(0)
        for blob, factor in zip(inputs, factors, strict=True)
    ]
    total = terms[0]
    for term in terms[1:]:
        total = opset.add(total, term).output(0)
    return total


def _interp(layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    scales = np.array([layer.number(1, 1), layer.number(2, 1)], np.float32)
    if any(layer.number(key, 0) for key in (3, 4, 5, 6)):
        raise UnsupportedError("a size of its own")
    modes: dict[int, dict[str, Any]] = {
        1: {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"},
        3: {"mode": "cubic", "coordinate_transformation_mode": "half_pixel", "cube_coeff": -0.75},
    }
    mode = modes.get(int(layer.number(0, 0)))
    if mode is None:
        raise UnsupportedError(f"interpolation {layer.number(0, 0):g}")
    return opset.interpolate(inputs[0], scales, shape_calculation_mode="scales", axes=[2, 3], **mode).output(
        0
    )


def _crop(layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    starts, ends, axes = (_numbers(layer, key) for key in (9, 10, 11))
    if not starts or not len(starts) == len(ends) == len(axes) or min(axes) < 0:
        raise UnsupportedError("a crop by offsets")
    ranges = (np.array(values, np.int64) for values in (starts, ends, [1] * len(axes)))
    # ncnn counts axes without that of the pictures.
    return opset.slice(inputs[0], *ranges, np.array(axes, np.int64) + 1).output(0)


def _pixel_shuffle(layer: Layer, inputs: list[Output], _weights: tuple[Pixels, ...]) -> Output:
    if layer.number(1, 0) != 0:
        raise UnsupportedError("another order of pixels")
    return opset.depth_to_space(inputs[0], "depth_first", int(layer.number(0, 1))).output(0)


_BUILDERS: dict[str, Build] = {
    "BinaryOp": _binary,
    "Concat": _concat,
    "Convolution": _convolution,
    "Crop": _crop,
    "Dropout": _same,
    "Eltwise": _eltwise,
    "Interp": _interp,
    "Noop": _same,
    "PReLU": _prelu,
    "PixelShuffle": _pixel_shuffle,
    "ReLU": _relu,
    "Split": _same,
}


def _numbers(layer: Layer, key: int) -> list[float]:
    """The array `key` of a layer, which ncnn writes as -23300 - key=count,value,...; empty without it."""
    return [float(value) for value in layer.params.get(-23300 - key, "").split(",")[1:]]


def _scalar(value: float) -> Output:
    return opset.constant(np.float32(value)).output(0)


def _each_channel(values: Pixels) -> Output:
    return opset.constant(values.reshape(1, -1, 1, 1)).output(0)
