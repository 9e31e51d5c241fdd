"""The files of one scale of a model, read and checked before any backend gets them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.models.param import Layer, ParamError, read_param
from aresrgan_gui.core.models.sound import checked
from aresrgan_gui.engine.networks.graph import Parting, multiplications, parting, work_floats
from aresrgan_gui.engine.networks.parted import TAIL_SIDE, piece_pixels
from aresrgan_gui.engine.networks.unpadded import Unpadded, unpadded
from aresrgan_gui.engine.networks.weights import check_weights
from aresrgan_gui.engine.tiling import EDGE

if TYPE_CHECKING:
    from aresrgan_gui.engine.networks.network import Kept

_FURTHER = 4
"""Pixels by which a network may look further than its padding, at which no seams show any more."""


@dataclass(frozen=True)
class Description:
    """One scale of a model: its files, its layers, and its tiles' overlap in source pixels.

    `parting` is where it can be parted, and `unpadded` what is run of one that looks no further than its
    padding and stays whole. `floats` are those of the widest convolution for each source pixel,
    and `trunk_floats` the same where only the trunk sees whole windows.
    """

    param: Path
    weights: Path
    layers: tuple[Layer, ...]
    scale: int
    padding: int
    parting: Parting | None
    unpadded: Unpadded | None
    floats: int
    trunk_floats: int

    @property
    def shrinking_layers(self) -> tuple[Layer, ...]:
        """The layers without padding where that is known to be possible, or else as they are."""
        return self.unpadded.layers if self.unpadded else self.layers

    @property
    def shrinking_padding(self) -> int:
        """The overlap of tiles for the `shrinking_layers`."""
        return self.unpadded.margin if self.unpadded else self.padding

    def trunk_share(self, shape: tuple[int, int], kept: Kept, side: int = TAIL_SIDE) -> float:
        """The trunk's part of all the work on a window of `shape` (height, width), of which it sees all.

        The tail sees pieces that keep `side` pixels. It is 1 where the network is not parted.
        """
        if self.parting is None:
            return 1.0
        trunk = multiplications(self.parting.trunk) * shape[0] * shape[1]
        tail = multiplications(self.parting.tail) * piece_pixels(kept, self.parting.margin, shape, side)
        return trunk / (trunk + tail)

    @property
    def edge(self) -> int:
        """Pixels by which a picture is continued beyond its sides for the `shrinking_layers`."""
        return self.unpadded.margin if self.unpadded else EDGE

    @property
    def lost(self) -> int:
        """Pixels that what the `shrinking_layers` make of a window lacks on each side."""
        return self.unpadded.margin * self.scale - self.unpadded.spare if self.unpadded else 0


def described(model: InstalledModel, scale: int) -> Description:
    """What the files say, and that the weights belong to it. Raises UpscaleError(MODEL_DAMAGED)."""
    param, weights = model.param(scale), model.weights(scale)
    try:
        layers = checked(read_param(param))
        parted, floats = parting(layers), work_floats(layers)
        shrinking = None if parted else unpadded(layers, model.spec.padding + _FURTHER)
        trunk_floats = work_floats(parted.trunk) if parted else floats
    except (OSError, ParamError) as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, param, str(error)) from error
    check_weights(layers, weights)
    return Description(
        param, weights, layers, scale, model.spec.padding, parted, shrinking, floats, trunk_floats
    )
