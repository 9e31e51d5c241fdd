"""What enlarges one tile: the interface that backends share, and averaging over orientations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.float32]


class NetworkError(Exception):
    """The device gave no result; a smaller tile may help where `smaller_may_help`."""

    def __init__(self, detail: str, *, smaller_may_help: bool) -> None:
        super().__init__(detail)
        self.smaller_may_help = smaller_may_help


class Network(Protocol):
    """A loaded network of one scale on one device; `upscale_tile` may be called from several threads."""

    @property
    def scale(self) -> int:
        """How many times it enlarges."""

    @property
    def padding(self) -> int:
        """The overlap of tiles in source pixels at which no seams show."""

    @property
    def tile(self) -> int:
        """The kept side of a tile in source pixels, as asked for or as it suits the device."""

    @property
    def workers(self) -> int:
        """How many such tiles to run at a time."""

    def upscale_tile(self, tile: Pixels) -> Pixels:
        """Enlarge float32 of shape (3, height, width), 0 to 1. Raises NetworkError, MemoryError."""


class Averaged:
    """A network whose results are the mean over the eight orientations of each tile."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.scale = network.scale
        self.padding = network.padding
        self.tile = network.tile
        self.workers = network.workers

    def upscale_tile(self, tile: Pixels) -> Pixels:
        """Enlarge a tile eight times over. Raises what the network raises."""
        import numpy as np

        total: Pixels = np.zeros((3, tile.shape[1] * self.scale, tile.shape[2] * self.scale), np.float32)
        for turns in range(4):
            for flipped in (False, True):
                seen = np.rot90(tile, turns, (1, 2))
                result = self._network.upscale_tile(seen[:, :, ::-1] if flipped else seen)
                total += np.rot90(result[:, :, ::-1] if flipped else result, -turns, (1, 2))
        total /= 8
        return total
