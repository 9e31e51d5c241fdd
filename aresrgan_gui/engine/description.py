"""The files of one scale of a model, read and checked before any backend gets them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models import InstalledModel
from aresrgan_gui.core.param import Layer, ParamError, read_param
from aresrgan_gui.engine.graph import Parting, parting, work_floats
from aresrgan_gui.engine.weights import check_weights


@dataclass(frozen=True)
class Description:
    """One scale of a model: its files, its layers, and its tiles' overlap in source pixels.

    `parting` is where it can be parted; `floats` are those of the widest convolution for each source pixel,
    and `trunk_floats` the same where only the trunk sees whole windows.
    """

    param: Path
    weights: Path
    layers: tuple[Layer, ...]
    scale: int
    padding: int
    parting: Parting | None
    floats: int
    trunk_floats: int


def described(model: InstalledModel, scale: int) -> Description:
    """What the files say, and that the weights belong to it. Raises UpscaleError(MODEL_DAMAGED)."""
    param, weights = model.param(scale), model.weights(scale)
    try:
        layers = read_param(param)
        parted, floats = parting(layers), work_floats(layers)
        trunk_floats = work_floats(parted.trunk) if parted else floats
    except (OSError, ParamError) as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, param, str(error)) from error
    check_weights(layers, weights)
    return Description(param, weights, layers, scale, model.spec.padding, parted, floats, trunk_floats)
