"""Loaded networks, kept for the pictures to come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models.catalogue import InstalledModel

if TYPE_CHECKING:
    from aresrgan_gui.engine.arguments import Request
    from aresrgan_gui.engine.devices import VulkanDevice
    from aresrgan_gui.engine.networks.network import Network


class LoadNetwork(Protocol):
    """Gives networks on one device."""

    def __call__(self, model: InstalledModel, scale: int, /, *, is_deep: bool) -> Network:
        """The network of `model` that enlarges `scale` times; `is_deep` asks for more than 8 bits of result.

        Raises UpscaleError: MODEL_DAMAGED, DEVICE_MISSING, DEVICE_FAILED.
        """
        ...


_Version = tuple[Path, int, int]
_Key = tuple[_Version, _Version, bool, str, int, int, bool]


class Networks:
    """Loads each network once; one whose model files have changed since is another network."""

    def __init__(self) -> None:
        self._kept: dict[_Key, Network] = {}
        """The least recently used first."""

    def loader(self, request: Request) -> LoadNetwork:
        """Gives networks as `request` wants them."""

        def load(model: InstalledModel, scale: int, *, is_deep: bool) -> Network:
            return self.get(
                model,
                scale,
                is_deep=is_deep,
                device=request.device,
                threads=request.threads,
                tile=request.tile,
                tta=request.tta,
            )

        return load

    def get(
        self,
        model: InstalledModel,
        scale: int,
        *,
        is_deep: bool,
        device: str,
        threads: int,
        tile: int,
        tta: bool,
    ) -> Network:
        """The network for one scale of a model; `device`, `threads` and `tile` are as in a `Request`.

        Raises UpscaleError: MODEL_DAMAGED, DEVICE_MISSING, DEVICE_FAILED.
        """
        from aresrgan_gui.engine.devices import choose
        from aresrgan_gui.engine.networks.backends import computes_in_float32

        devices = choose(device)
        # Else one network would be loaded twice where both kinds of results are asked for.
        is_deep = is_deep or computes_in_float32(devices)
        versions = _version(model.param(scale)), _version(model.weights(scale))
        key = (*versions, is_deep, device, threads, tile, tta)
        network = self._kept.pop(key, None)
        if network is None:
            network = _open(model, scale, devices, is_deep=is_deep, threads=threads, tile=tile, tta=tta)
        self._kept[key] = network
        return network

    def drop_oldest(self) -> bool:
        """Let the least recently used network and its working memory go; False where none is left."""
        if not self._kept:
            return False
        del self._kept[next(iter(self._kept))]
        return True


def _version(path: Path) -> _Version:
    """What is equal as long as a file holds the same. Raises UpscaleError(MODEL_DAMAGED)."""
    try:
        found = path.stat()
    except OSError as error:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, path, error.strerror or "") from error
    return path.absolute(), found.st_size, found.st_mtime_ns


def _open(
    model: InstalledModel,
    scale: int,
    devices: tuple[VulkanDevice, ...],
    *,
    is_deep: bool,
    threads: int,
    tile: int,
    tta: bool,
) -> Network:
    from aresrgan_gui.engine.networks.backends import open_network
    from aresrgan_gui.engine.networks.network import Averaged

    network = open_network(model, scale, devices, is_deep=is_deep, threads=threads, tile=tile)
    return Averaged(network) if tta else network
