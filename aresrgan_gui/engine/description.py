"""The files of one scale of a model, read and checked before any backend gets them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models import InstalledModel
from aresrgan_gui.core.param import Layer, ParamError, read_param
from aresrgan_gui.engine.weights import check_weights


@dataclass(frozen=True)
class Description:
    """One scale of a model: its files, its layers, and its tiles' overlap in source pixels."""

    param: Path
    weights: Path
    layers: tuple[Layer, ...]
    scale: int
    padding: int


def described(model: InstalledModel, scale: int) -> Description:
    """What the files say, and that the weights belong to it. Raises UpscaleError(MODEL_DAMAGED)."""
    param, weights = model.param(scale), model.weights(scale)
    try:
        layers = read_param(param)
    except (OSError, ParamError) as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, param, str(error)) from error
    check_weights(layers, weights)
    return Description(param, weights, layers, scale, model.spec.padding)
