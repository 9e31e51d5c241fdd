"""The network run by ncnn, on the processor or on a Vulkan device.

ncnn reports failures as return codes only, and its Mat keeps no reference to the array that it looks at.
"""

from __future__ import annotations

from math import isqrt
from threading import Lock
from typing import TYPE_CHECKING

import ncnn
import numpy as np

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models.param import param_text
from aresrgan_gui.engine.devices import memory_of
from aresrgan_gui.engine.layout import WORTHWHILE, Layout, Room, layout
from aresrgan_gui.engine.networks.graph import Stage, stages
from aresrgan_gui.engine.networks.network import NetworkError, check_result, nobody, within
from aresrgan_gui.engine.networks.parted import by_pieces
from aresrgan_gui.engine.tiling import EDGE, MIN_TILE

if TYPE_CHECKING:
    from aresrgan_gui.core.models.param import Layer
    from aresrgan_gui.engine.devices import VulkanDevice
    from aresrgan_gui.engine.networks.description import Description
    from aresrgan_gui.engine.networks.network import Kept, Pixels, Tell

_OUT_OF_MEMORY = -100

_BYTES_PER_FLOAT = 26
_BYTES_PER_TRUNK_FLOAT = 42
"""Peak memory over the widest convolution's floats in and out, measured on the official models (22 to 25, and
33 to 41 for trunks, whose buffers ncnn keeps in many sizes)."""

_WORTHWHILE_SHRINKING = 7
"""As `WORTHWHILE`, where windows shrink and less work is lost in the padding."""

_STAGES = 8
"""Parts of the way through a network on the processor, after each of which it is told: measured, stopping
there takes no time."""

_LARGE = 4096
"""The sides of a picture that an unfitted network suits."""

_GPU_BYTES_PER_FLOAT = 20
"""As above for Vulkan with 16 bits a number, from the memory that the original asks for by tile."""

_GPU_WORKERS = 3
"""While one tile is computed, others' pixels are on their way: measured, 1.2 to 1.7 times as fast."""

_GPU_PADDINGS = 12
"""Paddings across a window: more loses to the transfer of large results what it saves, measured."""

_INTEGRATED_PADDINGS = 6
"""The same on a device that is slow, and shared with the screen."""


class NcnnNetwork:
    """A network on the processor; `scale`, `padding`, `edge`, `tile` and `workers` are as in `Network`."""

    def __init__(self, nets: ProcessorNets, suited: Layout) -> None:
        self._nets = nets
        self._threads = suited.threads
        self.scale = nets.scale
        self.padding = nets.padding
        self.edge = nets.edge
        self.tile = suited.tile
        self.workers = suited.workers

    @classmethod
    def opened(cls, description: Description, *, threads: int, tile: int, memory: int) -> NcnnNetwork:
        """The network with so many threads and bytes to work in; `tile` 0 is for what suits the picture."""
        nets = ProcessorNets(description, threads=threads, tile=tile, memory=memory)
        return cls(nets, nets.suited(_LARGE, _LARGE))

    def fitted(self, width: int, height: int) -> NcnnNetwork:
        """The network with the tiles and workers that suit a picture of this size."""
        return NcnnNetwork(self._nets, self._nets.suited(width, height))

    def upscale_tile(self, window: Pixels, kept: Kept, tell: Tell = nobody) -> Pixels:
        """Enlarge `kept` of float32 of shape (3, height, width), 0 to 1.

        Raises NetworkError, MemoryError, UpscaleError(MODEL_DAMAGED).
        """
        net, parted, ways = self._nets.net(self._threads), self._nets.parting, self._nets.stages
        if parted is None:
            enlarged = _extracted(net, "data", window, "output", ways=ways, tell=tell)
            lost, (height, width) = self._nets.lost, window.shape[1:]
            check_result(enlarged, (3, height * self.scale - 2 * lost, width * self.scale - 2 * lost))
            return kept.of(enlarged, self.scale, lost).copy()
        share = self._nets.description.trunk_share((window.shape[1], window.shape[2]), kept)
        features = _extracted(net, "data", window, parted.blob, ways=ways, tell=within(tell, 0.0, share))
        result = by_pieces(
            features,
            kept,
            parted.margin,
            self.scale,
            lambda piece: _extracted(net, parted.blob, piece, "output"),
            tell=within(tell, share, 1.0),
        )
        check_result(result, (3, kept.height * self.scale, kept.width * self.scale))
        return result


class ProcessorNets:
    """What ncnn loaded of a model, for one number of threads at a time: it lays the weights out for them."""

    def __init__(self, description: Description, *, threads: int, tile: int, memory: int) -> None:
        self.scale = description.scale
        self.parting = description.parting
        self.padding = description.shrinking_padding
        self.edge = description.edge
        self.lost = description.lost
        self.stages = stages(self.parting.trunk if self.parting else description.shrinking_layers, _STAGES)
        self.description = description
        self._tile = tile
        float_bytes = _BYTES_PER_TRUNK_FLOAT if self.parting else _BYTES_PER_FLOAT
        self._room = Room(
            self.padding,
            self.edge,
            threads,
            memory,
            float_bytes * description.trunk_floats,
            shrinks=description.unpadded is not None,
            worthwhile=_WORTHWHILE_SHRINKING if description.unpadded else WORTHWHILE,
        )
        self._lock = Lock()
        self._loaded: tuple[int, ncnn.Net] | None = None

    def suited(self, width: int, height: int) -> Layout:
        """The layout for a picture of this size."""
        return layout((width, height), self._room, self._tile)

    def net(self, threads: int) -> ncnn.Net:
        """The network for this number of threads. Raises UpscaleError(MODEL_DAMAGED)."""
        with self._lock:
            if self._loaded is None or self._loaded[0] != threads:
                self._loaded = None
                net = ncnn.Net()
                net.opt.num_threads = threads
                net.opt.use_fp16_storage = False
                net.opt.use_fp16_packed = False
                net.opt.use_fp16_arithmetic = False
                _load(net, self.description, self.description.shrinking_layers, ErrorCode.MODEL_DAMAGED)
                self._loaded = threads, net
            return self._loaded[1]


class VulkanNetwork:
    """A network on a Vulkan device; `scale`, `padding`, `edge`, `tile` and `workers` are as in `Network`."""

    def __init__(self, description: Description, device: VulkanDevice, *, tile: int) -> None:
        """Load the network; `tile` 0 is for what suits the device.

        Raises UpscaleError: MODEL_DAMAGED, DEVICE_FAILED.
        """
        self.scale = description.scale
        self.padding = description.padding
        self.edge = EDGE
        pixel_bytes = _GPU_BYTES_PER_FLOAT * description.floats
        paddings = _INTEGRATED_PADDINGS if device.is_integrated else _GPU_PADDINGS
        suited, self.workers = vulkan_layout(memory_of(device) // pixel_bytes, self.padding, paddings)
        self.tile = tile or suited
        self._net = ncnn.Net()
        self._net.opt.use_vulkan_compute = True
        self._net.opt.use_fp16_storage = True
        self._net.opt.use_fp16_packed = True
        # Measured: it gains a tenth at best, and is 57 dB instead of 70 from the processor's result.
        self._net.opt.use_fp16_arithmetic = False
        self._net.set_vulkan_device(device.index)
        _load(self._net, description, description.layers, ErrorCode.DEVICE_FAILED)

    def fitted(self, _width: int, _height: int) -> VulkanNetwork:
        """This network: what suits the device suits every picture."""
        return self

    def upscale_tile(self, window: Pixels, kept: Kept, tell: Tell = nobody) -> Pixels:
        """Enlarge `kept` of float32 of shape (3, height, width), 0 to 1. Raises NetworkError."""
        tell(0.0, 1.0)
        try:
            enlarged = _extracted(self._net, "data", window, "output")
        except MemoryError as error:
            raise NetworkError("the device has no memory left", smaller_may_help=True) from error
        except NetworkError as error:
            raise NetworkError(str(error), smaller_may_help=True) from error
        check_result(enlarged, (3, window.shape[1] * self.scale, window.shape[2] * self.scale))
        return kept.of(enlarged, self.scale).copy()


def _load(
    net: ncnn.Net, description: Description, layers: tuple[Layer, ...], if_weights_fail: ErrorCode
) -> None:
    if net.load_param_mem(param_text(layers)) != 0:
        raise UpscaleError(ErrorCode.MODEL_DAMAGED, description.param, "ncnn cannot read it")
    if net.load_model(str(description.weights)) != 0:
        raise UpscaleError(if_weights_fail, description.weights, "ncnn cannot load it")


def _extracted(
    net: ncnn.Net,
    given: str,
    values: Pixels,
    wanted: str,
    *,
    ways: tuple[Stage, ...] = (),
    tell: Tell = nobody,
) -> Pixels:
    """The blob `wanted` where the blob `given` has these values, by way of others, which `tell` hears of.

    Raises NetworkError, MemoryError.
    """
    source = np.ascontiguousarray(values, np.float32)
    extractor = net.create_extractor()
    # Crop looks for channels where only a Mat of ncnn's own has them, 16 bytes aligned.
    status = extractor.input(given, ncnn.Mat(source).clone())
    done = 0.0
    for stage in (*ways, Stage(wanted, 1.0)):
        tell(done, stage.done)
        if status == 0:
            status, result = extractor.extract(stage.blob)
        done = stage.done
    if status == _OUT_OF_MEMORY:
        raise MemoryError
    if status != 0:
        raise NetworkError(f"ncnn reports {status}", smaller_may_help=False)
    extracted: Pixels = np.array(result, copy=False)
    return extracted


def vulkan_layout(room: int, padding: int, paddings: int) -> tuple[int, int]:
    """The kept side of a tile and the workers for a device with room for so many pixels of windows.

    Windows are `paddings` paddings wide, or what there is room for; below half of that, fewer workers do.
    """
    usable = room * 4 // 5
    workers, side = _GPU_WORKERS, isqrt(usable // _GPU_WORKERS)
    while workers > 1 and side < paddings * padding // 2:
        workers -= 1
        side = isqrt(usable // workers)
    return max(MIN_TILE, min(side, paddings * padding) - 2 * padding), workers
