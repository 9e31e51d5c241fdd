"""Proving that a `.bin` belongs to its `.param` before ncnn reads it: ncnn crashes on one that is too short.

ncnn stores the weights of convolutions behind a tag of four bytes that names their type; biases and slopes
are plain float32 (ncnn's documentation, "param and model file structure").
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.param import Layer, ParamError
from aresrgan_gui.engine.graph import CONVOLUTIONS

_TAG_FLOAT32 = 0
_TAG_FLOAT16 = 0x01306B47


def check_weights(layers: tuple[Layer, ...], path: Path) -> None:
    """Raise UpscaleError(MODEL_DAMAGED) unless `path` holds exactly the weights that `layers` ask for."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            for layer in layers:
                _skip(layer, stream)
            wanted = stream.tell()
    except (OSError, ParamError, ValueError, OverflowError) as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, path, str(error)) from error
    if wanted != size:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, path, f"{size:,} bytes where the model has {wanted:,}")


def _skip(layer: Layer, stream: BinaryIO) -> None:
    """Move `stream` behind the weights of `layer`."""
    if layer.type in CONVOLUTIONS:
        count = _count(layer, 6)
        tag = struct.unpack("<I", stream.read(4).ljust(4, b"\xff"))[0]
        if tag == _TAG_FLOAT16:
            stream.seek((2 * count + 3) // 4 * 4, 1)
        elif tag == _TAG_FLOAT32:
            stream.seek(4 * count, 1)
        else:
            raise ParamError(f"layer {layer.name} has no weights of a known type")
        if layer.number(5, 0):
            stream.seek(4 * _count(layer, 0), 1)
    elif layer.type == "PReLU":
        stream.seek(4 * _count(layer, 0), 1)
    elif layer.type == "Scale":
        stream.seek(4 * _count(layer, 0) * (2 if layer.number(1, 0) else 1), 1)


def _count(layer: Layer, key: int) -> int:
    count = layer.number(key, 0)
    if count < 1 or count != int(count):
        raise ParamError(f"layer {layer.name}: {key}={count:g} is no count")
    return int(count)
