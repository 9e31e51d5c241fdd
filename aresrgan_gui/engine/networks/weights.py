"""Reading a `.bin`, and proving that it belongs to its `.param` before ncnn reads it.

ncnn crashes on one that is too short.

ncnn stores the weights of convolutions behind a tag of four bytes that names their type; biases and slopes
are plain float32 (ncnn's documentation, "param and model file structure").
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models.param import Layer, ParamError
from aresrgan_gui.engine.networks.graph import CONVOLUTIONS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TAG_FLOAT32 = 0
_TAG_FLOAT16 = 0x01306B47
_HALF, _FULL = 2, 4
"""Bytes of a float16 and of a float32."""


def check_weights(layers: tuple[Layer, ...], path: Path) -> None:
    """Raise UpscaleError(MODEL_DAMAGED) unless `path` holds exactly the weights that `layers` ask for."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            for layer in layers:
                for bytes_each, count in _stored(layer, stream):
                    stream.seek(_padded(bytes_each * count), 1)
            wanted = stream.tell()
    except (OSError, ParamError, ValueError, OverflowError) as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, path, str(error)) from error
    if wanted != size:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, path, f"{size:,} bytes where the model has {wanted:,}")


def read_weights(layers: tuple[Layer, ...], path: Path) -> dict[str, tuple[NDArray[np.float32], ...]]:
    """The weights of each layer that has any, as flat arrays in the file's order.

    Raises UpscaleError(MODEL_DAMAGED) where the file has too few.
    """
    import numpy as np

    found: dict[str, tuple[NDArray[np.float32], ...]] = {}
    try:
        with path.open("rb") as stream:
            for layer in layers:
                arrays = []
                for bytes_each, count in _stored(layer, stream):
                    content = stream.read(_padded(bytes_each * count))
                    kind = np.float16 if bytes_each == _HALF else np.float32
                    arrays.append(np.frombuffer(content, kind, count).astype(np.float32))
                if arrays:
                    found[layer.name] = tuple(arrays)
    except (OSError, ParamError, ValueError) as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, path, str(error)) from error
    return found


def _stored(layer: Layer, stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """The arrays of `layer` that lie at `stream`, as bytes a number and how many numbers.

    Whoever asks moves the stream behind each before the next.
    """
    if layer.type in CONVOLUTIONS:
        tag = struct.unpack("<I", stream.read(4).ljust(4, b"\xff"))[0]
        if tag not in (_TAG_FLOAT16, _TAG_FLOAT32):
            raise ParamError(f"layer {layer.name} has no weights of a known type")
        yield _HALF if tag == _TAG_FLOAT16 else _FULL, _count(layer, 6)
        if layer.number(5, 0):
            yield _FULL, _count(layer, 0)
    elif layer.type == "PReLU":
        yield _FULL, _count(layer, 0)
    elif layer.type == "Scale":
        yield _FULL, _count(layer, 0)
        if layer.number(1, 0):
            yield _FULL, _count(layer, 0)


def _padded(size: int) -> int:
    """Arrays end on a multiple of four bytes."""
    return (size + 3) // 4 * 4


def _count(layer: Layer, key: int) -> int:
    count = layer.number(key, 0)
    if count < 1 or count != int(count):
        raise ParamError(f"layer {layer.name}: {key}={count:g} is no count")
    return int(count)
