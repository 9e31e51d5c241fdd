"""The network run by ncnn, on the processor or on a Vulkan device.

ncnn reports failures as return codes only, and its Mat keeps no reference to the array that it looks at.
"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

import ncnn
import numpy as np
import psutil

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models import InstalledModel
from aresrgan_gui.core.param import ParamError, read_param
from aresrgan_gui.engine.network import NetworkError
from aresrgan_gui.engine.tiling import MIN_TILE
from aresrgan_gui.engine.weights import check_weights, work_floats

if TYPE_CHECKING:
    from aresrgan_gui.engine.network import Kept, Pixels

_OUT_OF_MEMORY = -100

_CPU_TILE = 192
"""Larger tiles spend less on padding; this one keeps the fast model's process below half a gigabyte."""

_CPU_MEMORY = 2_500_000_000
_BYTES_PER_FLOAT = 26
"""Peak memory over the widest convolution's floats in and out, measured on the official models (22 to 25)."""

_GPU_WINDOWS = ((1900, 220), (550, 120), (190, 84), (0, 52))
"""Device memory in MB above which a window of so many source pixels is safe, as the original has it."""


class NcnnNetwork:
    """One scale of a model, loaded by ncnn; `scale`, `padding`, `tile` and `workers` are as in `Network`."""

    def __init__(
        self, model: InstalledModel, scale: int, device: int | None, *, threads: int, tile: int
    ) -> None:
        """Load the model on the Vulkan device, or on the processor where it is None.

        `tile` 0 is for what suits the device. The processor's `threads` are divided between the workers.

        Raises UpscaleError: MODEL_DAMAGED, DEVICE_FAILED.
        """
        self.scale = scale
        self.padding = model.spec.padding
        self._on_gpu = device is not None
        param, weights = model.param(scale), model.weights(scale)
        try:
            layers = read_param(param)
            pixel_bytes = _BYTES_PER_FLOAT * work_floats(layers)
        except (OSError, ParamError) as error:
            raise UpscaleError(ErrorCode.MODEL_DAMAGED, param, str(error)) from error
        check_weights(layers, weights)
        if device is None:
            self.tile = tile or _cpu_tile(pixel_bytes, self.padding)
            affordable = _memory() // (pixel_bytes * (self.tile + 2 * self.padding) ** 2)
            self.workers = max(1, min(threads, affordable))
        else:
            self.tile = tile or _gpu_tile(device, self.padding)
            self.workers = 1
        self._net = _new_net(device, threads // self.workers)
        if self._net.load_param(str(param)) != 0:
            raise UpscaleError(ErrorCode.MODEL_DAMAGED, param, "ncnn cannot read it")
        if self._net.load_model(str(weights)) != 0:
            code = ErrorCode.MODEL_DAMAGED if device is None else ErrorCode.DEVICE_FAILED
            raise UpscaleError(code, weights, "ncnn cannot load it")

    def upscale_tile(self, window: Pixels, kept: Kept) -> Pixels:
        """Enlarge `kept` of float32 of shape (3, height, width), 0 to 1. Raises NetworkError, MemoryError."""
        source = np.ascontiguousarray(window, np.float32)
        extractor = self._net.create_extractor()
        status = extractor.input("data", ncnn.Mat(source))
        if status == 0:
            status, result = extractor.extract("output")
        if status == _OUT_OF_MEMORY and not self._on_gpu:
            raise MemoryError
        if status != 0:
            raise NetworkError(f"ncnn reports {status}", smaller_may_help=self._on_gpu)
        enlarged: Pixels = np.array(result, copy=False)
        if enlarged.shape != (3, window.shape[1] * self.scale, window.shape[2] * self.scale):
            raise NetworkError(f"a result of shape {enlarged.shape}", smaller_may_help=False)
        if not np.isfinite(enlarged).all():
            raise NetworkError("the result holds no numbers", smaller_may_help=False)
        return kept.of(enlarged, self.scale).copy()


def _memory() -> int:
    """Bytes that the network may work in: a fixed part, less where the machine has not got it."""
    return min(_CPU_MEMORY, int(psutil.virtual_memory().available) // 2)


def _cpu_tile(pixel_bytes: int, padding: int) -> int:
    """The side of a tile whose window fits the memory, for a network of so many bytes per source pixel."""
    return max(MIN_TILE, min(_CPU_TILE, isqrt(_memory() // pixel_bytes) - 2 * padding))


def _gpu_tile(device: int, padding: int) -> int:
    """The side of a tile whose window fits the device's memory."""
    heap = ncnn.get_gpu_device(device).get_heap_budget()
    window = next(side for megabytes, side in _GPU_WINDOWS if heap >= megabytes)
    return max(MIN_TILE, window - 2 * padding)


def _new_net(device: int | None, threads: int) -> ncnn.Net:
    """An empty network. float32 throughout on the processor; on Vulkan as the original sets it."""
    net = ncnn.Net()
    net.opt.num_threads = max(1, threads)
    net.opt.use_fp16_arithmetic = False
    net.opt.use_fp16_storage = device is not None
    net.opt.use_fp16_packed = device is not None
    if device is not None:
        net.opt.use_vulkan_compute = True
        net.set_vulkan_device(device)
    return net
