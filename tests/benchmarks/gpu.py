"""How fast a Vulkan device runs each model: tiles, source megapixels and arithmetic a second, by tile size.

Usage: python tests/benchmarks/gpu.py MODELS [--device N] [--peak TFLOPS] [--seconds N] [--tiles N...]

`--peak` is what the device reaches in 16 bits, from its data sheet or better from a matrix product on it; the
last column is the part of it that the network's multiplications and additions use, counted as plain
convolutions. The kept megapixels leave out the padding. The first line of a model gives its likeness to the
processor's result.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from aresrgan_gui.core.models.catalogue import InstalledModel, installed
from aresrgan_gui.core.models.param import Layer
from aresrgan_gui.engine.devices import VulkanDevice, vulkan_devices
from aresrgan_gui.engine.networks.backends import open_network
from aresrgan_gui.engine.networks.description import described
from aresrgan_gui.engine.networks.graph import CONVOLUTIONS, enlargement
from aresrgan_gui.engine.networks.network import Kept, Network


def operations(layers: tuple[Layer, ...]) -> float:
    """Multiplications and additions of all convolutions for a source pixel."""
    area: dict[str, float] = {}
    total = 0.0
    for layer in layers:
        inside = max((area.get(blob, 1.0) for blob in layer.inputs), default=1.0)
        area.update(dict.fromkeys(layer.outputs, inside * enlargement(layer) ** 2))
        if layer.type in CONVOLUTIONS:
            total += 2 * inside * layer.number(6, 0)
    return total


def tiles_a_second(network: Network, side: int, seconds: float) -> float:
    """How many windows of this side go through the network, as many at a time as it asks for."""
    window = np.random.default_rng(1).random((3, side, side), np.float32)
    inside = network.padding, side - network.padding
    kept = Kept(*inside, *inside)

    def one(_number: int) -> None:
        network.upscale_tile(window, kept)

    with ThreadPoolExecutor(network.workers) as pool:
        list(pool.map(one, range(network.workers)))
        done, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            # Batches long enough that their ends, where devices wait, weigh little.
            done += len(list(pool.map(one, range(4 * network.workers))))
        return done / (time.perf_counter() - start)


def measure(model: InstalledModel, scale: int, device: VulkanDevice, found: argparse.Namespace) -> None:
    """Print a line for each tile size."""
    cost = operations(described(model, scale).layers)
    pixels = np.random.default_rng(1).random((3, 96, 96), np.float32)
    inside = Kept(24, 72, 24, 72)
    difference = open_network(model, scale, (device,)).upscale_tile(pixels, inside) - open_network(
        model, scale, ()
    ).upscale_tile(pixels, inside)
    likeness = -10 * np.log10(max(float((difference.astype(np.float64) ** 2).mean()), 1e-12))
    print(f"{model.spec.name} x{scale}: {likeness:.1f} dB", flush=True)
    for tile in (0, *found.tiles):
        network = open_network(model, scale, (device,), tile=tile)
        side = network.tile + 2 * network.padding
        rate = tiles_a_second(network, side, found.seconds)
        teraflops = rate * side * side * cost / 1e12
        peak = f"  {teraflops / found.peak:6.2%} of the peak" if found.peak else ""
        print(
            f"  tile {network.tile:4} workers {network.workers}: {rate:8.2f} tiles/s"
            f" {rate * network.tile**2 / 1e6:7.3f} MP/s kept {teraflops:7.2f} TFLOP/s{peak}"
            f"{'' if tile else '  <- in use'}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", type=Path)
    parser.add_argument("--device", type=int, default=0)
    parser.add_argument("--peak", type=float, default=0.0)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--tiles", type=int, nargs="*", default=[64, 128, 256, 400])
    found = parser.parse_args()
    device = vulkan_devices()[found.device]
    print(device.name)
    for model in installed(found.models):
        measure(model, max(model.spec.scales), device, found)


if __name__ == "__main__":
    main()
