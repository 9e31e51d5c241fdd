"""What enlarges one tile: the interface that backends share, and averaging over orientations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.float32]


Tell = Callable[[float, float], None]
"""Hears how much of a tile is done, from 0.0 to 1.0, and how much will be when it hears of it next."""


def nobody(_done: float, _until: float) -> None:
    """A `Tell` where nobody wants to know."""


class NetworkError(Exception):
    """The device gave no result; a smaller tile may help where `smaller_may_help`."""

    def __init__(self, detail: str, *, smaller_may_help: bool) -> None:
        super().__init__(detail)
        self.smaller_may_help = smaller_may_help


class UnsupportedError(Exception):
    """A layer that a backend does not know."""


@dataclass(frozen=True)
class Kept:
    """The part of a window that is asked for: rows [top, bottom) and columns [left, right) in its pixels."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """Rows, in source pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns, in source pixels."""
        return self.right - self.left

    def of(self, window: Pixels, scale: int = 1, lost: int = 0) -> Pixels:
        """This part of (channels, height, width), or of a window enlarged `scale` times.

        `lost` are the pixels that the enlarged window lacks on each side.
        """
        rows = slice(self.top * scale - lost, self.bottom * scale - lost)
        return window[:, rows, self.left * scale - lost : self.right * scale - lost]


class Network(Protocol):
    """A loaded network of one scale on one device; `upscale_tile` may be called from several threads."""

    @property
    def scale(self) -> int:
        """How many times it enlarges."""

    @property
    def padding(self) -> int:
        """The overlap of tiles in source pixels at which no seams show."""

    @property
    def edge(self) -> int:
        """Pixels by which a picture is continued beyond its sides; at most `padding`."""

    @property
    def tile(self) -> int:
        """The kept side of a tile in source pixels, as asked for or as it suits the device."""

    @property
    def workers(self) -> int:
        """How many such tiles to run at a time."""

    def fitted(self, width: int, height: int) -> Network:
        """The same network with the `tile` and `workers` that suit a picture of this size."""

    def upscale_tile(self, window: Pixels, kept: Kept, tell: Tell = nobody) -> Pixels:
        """Enlarge `kept` of float32 of shape (3, height, width), 0 to 1; the rest of the window is context.

        `kept` lies at least `edge` pixels inside the window. `tell` hears of it before anything is done, and
        of what is done on the way, as far as it is known.
        The result has the shape (3, kept.height * scale, kept.width * scale).
        Raises NetworkError, MemoryError.
        """


def within(tell: Tell, start: float, stop: float) -> Tell:
    """What tells of something that is only the part from `start` to `stop` of it all."""

    def told(done: float, until: float) -> None:
        tell(start + (stop - start) * done, start + (stop - start) * until)

    return told


def check_result(enlarged: Pixels, shape: tuple[int, ...]) -> None:
    """Raise NetworkError unless the result has this shape and holds numbers only."""
    import numpy as np

    if enlarged.shape != shape:
        raise NetworkError(f"a result of shape {enlarged.shape}", smaller_may_help=False)
    if not np.isfinite(enlarged).all():
        raise NetworkError("the result holds no numbers", smaller_may_help=False)


class Averaged:
    """A network whose results are the mean over the eight orientations of each tile."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.scale = network.scale
        self.padding = network.padding
        self.edge = network.edge
        self.tile = network.tile
        self.workers = network.workers

    def fitted(self, width: int, height: int) -> Averaged:
        """The mean over a network that suits a picture of this size."""
        return Averaged(self._network.fitted(width, height))

    def upscale_tile(self, window: Pixels, kept: Kept, tell: Tell = nobody) -> Pixels:
        """Enlarge `kept` of a window eight times over. Raises what the network raises."""
        import numpy as np

        total: Pixels = np.zeros((3, kept.height * self.scale, kept.width * self.scale), np.float32)
        for number, (turns, is_flipped) in enumerate(product(range(4), (False, True))):
            seen = np.rot90(window, turns, (1, 2))
            part = _turned(kept, window.shape[1:], turns)
            if is_flipped:
                seen = seen[:, :, ::-1]
                part = replace(part, left=seen.shape[2] - part.right, right=seen.shape[2] - part.left)
            result = self._network.upscale_tile(seen, part, within(tell, number / 8, (number + 1) / 8))
            total += np.rot90(result[:, :, ::-1] if is_flipped else result, -turns, (1, 2))
        total /= 8
        return total


def _turned(kept: Kept, shape: tuple[int, ...], turns: int) -> Kept:
    """Where `kept` lies once its window of `shape` (height, width) was turned left `turns` times."""
    height, width = shape
    for _ in range(turns):
        kept = Kept(width - kept.right, width - kept.left, kept.top, kept.bottom)
        height, width = width, height
    return kept


class Shared:
    """Several devices with the same network: each takes the next tile when it has done one."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self._networks = networks
        self.scale = networks[0].scale
        self.padding = networks[0].padding
        self.edge = networks[0].edge
        self.tile = min(network.tile for network in networks)
        self.workers = sum(network.workers for network in networks)
        self._idle: SimpleQueue[Network] = SimpleQueue()
        for network in networks:
            for _ in range(network.workers):
                self._idle.put(network)

    def fitted(self, width: int, height: int) -> Shared:
        """The devices with what suits a picture of this size on each."""
        return Shared([network.fitted(width, height) for network in self._networks])

    def upscale_tile(self, window: Pixels, kept: Kept, tell: Tell = nobody) -> Pixels:
        """Enlarge `kept` of a window on the device that is idle first. Raises what its network raises."""
        network = self._idle.get()
        try:
            return network.upscale_tile(window, kept, tell)
        finally:
            self._idle.put(network)
