"""What can do the work: the processor and the Vulkan devices that the system's driver offers."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from aresrgan_gui.core.errors import ErrorCode, UpscaleError

_INTEGRATED = 1
_SOFTWARE = 3
"""ncnn's GpuInfo.type() of a Vulkan device inside the processor, and of one that is a program on it."""


@dataclass(frozen=True)
class VulkanDevice:
    """A Vulkan device as ncnn counts them."""

    index: int
    name: str
    is_integrated: bool
    is_software: bool


def cpu_threads() -> int:
    """The cores that this process may use, a core with two threads counted once."""
    import ncnn

    allowed = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, min(int(ncnn.get_physical_cpu_count()), allowed))


def vulkan_devices() -> tuple[VulkanDevice, ...]:
    """All Vulkan devices, none where there is no driver."""
    import ncnn

    infos = [(index, ncnn.get_gpu_info(index)) for index in range(ncnn.get_gpu_count())]
    return tuple(
        VulkanDevice(index, info.device_name(), info.type() == _INTEGRATED, info.type() == _SOFTWARE)
        for index, info in infos
    )


def memory_of(device: VulkanDevice) -> int:
    """Bytes that the driver lets this process use."""
    import ncnn

    return 1_000_000 * int(ncnn.get_gpu_device(device.index).get_heap_budget())


def choose(wanted: str) -> tuple[VulkanDevice, ...]:
    """The Vulkan devices for `auto`, `cpu` or numbers such as `0` or `0,1`; none means the processor.

    `auto` passes over software devices: ncnn's own processor code is several times as fast. Raises
    UpscaleError(DEVICE_MISSING).
    """
    if wanted == "cpu":
        return ()
    devices = vulkan_devices()
    if wanted == "auto":
        return tuple(device for device in devices if not device.is_software)[:1]
    numbers = sorted({int(number) for number in wanted.split(",")})
    if numbers[-1] >= len(devices):
        detail = f"no Vulkan device {numbers[-1]}: this system has {len(devices)}"
        raise UpscaleError(ErrorCode.DEVICE_MISSING, None, detail)
    return tuple(devices[number] for number in numbers)
