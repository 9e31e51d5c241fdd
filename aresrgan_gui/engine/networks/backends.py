"""Which backend runs a network: the one place that knows them all."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

import psutil

from aresrgan_gui.core.paths import backends_file
from aresrgan_gui.engine.devices import cpu_threads
from aresrgan_gui.engine.networks.description import described

if TYPE_CHECKING:
    from collections.abc import Callable

    from aresrgan_gui.core.models.catalogue import InstalledModel
    from aresrgan_gui.engine.devices import VulkanDevice
    from aresrgan_gui.engine.networks.description import Description
    from aresrgan_gui.engine.networks.network import Network

_MEMORY = 900_000_000
"""Bytes that a network on the processor may work in: one tile of 256 x 256 with its padding in the official
models for photos and drawings."""


def open_network(
    model: InstalledModel,
    scale: int,
    devices: tuple[VulkanDevice, ...],
    *,
    is_deep: bool = True,
    threads: int = 0,
    tile: int = 0,
) -> Network:
    """One scale of a model on these Vulkan devices, or on the processor where there are none.

    Results of no more than 8 bits, not `is_deep`, let the processor compute in bfloat16 where that is faster.
    `threads` and `tile` 0 are for what suits the machine. Raises UpscaleError: MODEL_DAMAGED, DEVICE_FAILED.
    """
    description = described(model, scale)
    if devices:
        from aresrgan_gui.engine.networks.ncnn import VulkanNetwork
        from aresrgan_gui.engine.networks.network import Shared

        networks = [VulkanNetwork(description, device, tile=tile) for device in devices]
        return networks[0] if len(networks) == 1 else Shared(networks)
    return _on_processor(description, threads or cpu_threads(), tile, is_deep=is_deep)


def computes_in_float32(devices: tuple[VulkanDevice, ...]) -> bool:
    """Whether what is computed there does not depend on how deep a result is asked for."""
    return bool(devices) or find_spec("openvino") is None


def _on_processor(description: Description, threads: int, tile: int, *, is_deep: bool) -> Network:
    """The network run by ncnn, or by OpenVINO where it is installed and has been measured to be faster."""
    from aresrgan_gui.engine.networks.ncnn import NcnnNetwork

    memory = _free_memory()

    def by_ncnn() -> Network:
        return NcnnNetwork.opened(description, threads=threads, tile=tile, memory=memory)

    if find_spec("openvino") is None:
        return by_ncnn()
    from aresrgan_gui.engine.networks.fastest import fastest, processor_name
    from aresrgan_gui.engine.networks.network import NetworkError, UnsupportedError

    def by_openvino(precision: str) -> Network:
        # Loading it takes a fifth of a second and 20 MB: only where it is used.
        from aresrgan_gui.engine.networks.openvino import OpenVinoNetwork

        return OpenVinoNetwork.opened(
            description, threads=threads, tile=tile, memory=memory, precision=precision
        )

    openers: dict[str, Callable[[], Network]] = {"ncnn": by_ncnn, "openvino": partial(by_openvino, "f32")}
    if not is_deep:
        openers["openvino bf16"] = partial(by_openvino, "bf16")
    versions = [f"{package} {version(package)}" for package in ("ncnn", "openvino")]
    key = ", ".join([processor_name(), f"{threads} threads", *versions, description.param.stem, *openers])
    try:
        return fastest(openers, key, backends_file())
    except (UnsupportedError, NetworkError, RuntimeError, OSError):
        # What cannot be measured is ncnn's to do, or to fail at in the words for it.
        return by_ncnn()


def _free_memory() -> int:
    """Bytes to work in: less where the machine has not got them."""
    return min(_MEMORY, int(psutil.virtual_memory().available) // 2)
