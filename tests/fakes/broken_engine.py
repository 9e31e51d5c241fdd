"""Our engine on a graphics card that is broken as the first argument says; its processor is sound.

Usage: broken_engine.py black|nan|flat|lost [options of aresrgan-engine]

The card is played by the processor. What it does to a tile is done behind the network and before the checks.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from aresrgan_gui.engine import devices
from aresrgan_gui.engine.__main__ import main
from aresrgan_gui.engine.devices import VulkanDevice
from aresrgan_gui.engine.networks import kept as networks
from aresrgan_gui.engine.networks.network import Kept, NetworkError, check_result

if TYPE_CHECKING:
    from aresrgan_gui.core.models.catalogue import InstalledModel
    from aresrgan_gui.engine.networks.network import Network, Pixels


class BrokenCard:
    """A network that works, behind a card that does not."""

    def __init__(self, network: Any, how: str) -> None:
        self._network = network
        self._how = how

    def __getattr__(self, name: str) -> Any:
        return getattr(self._network, name)

    def fitted(self, width: int, height: int) -> BrokenCard:
        return BrokenCard(self._network.fitted(width, height), self._how)

    def upscale_tile(self, window: Pixels, kept: Kept, _tell: object = None) -> Pixels:
        if self._how == "lost":
            raise NetworkError("ncnn reports -1", smaller_may_help=True)
        made: Pixels = self._network.upscale_tile(window, kept)
        spoilt: Pixels = np.full_like(made, {"black": 0.0, "flat": 0.5, "nan": np.nan}[self._how])
        check_result(spoilt, made.shape)
        return spoilt


_open = networks._open
how = sys.argv.pop(1)


def _choose(wanted: str) -> tuple[VulkanDevice, ...]:
    return (
        () if wanted == "cpu" else (VulkanDevice(0, "a broken card", is_integrated=False, is_software=False),)
    )


def _open_broken(
    model: InstalledModel, scale: int, devices: tuple[VulkanDevice, ...], **more: Any
) -> Network | BrokenCard:
    network = _open(model, scale, (), **more)
    return BrokenCard(network, how) if devices else network


devices.choose = _choose
networks._open = _open_broken
main()
