"""Main memory that a driver and ncnn take for a network on a Vulkan device, with no picture around it.

Usage: python tests/benchmarks/gpu_memory.py MODELS [--device N] [--model NAME] [--tile N]

The engine's peak less "many tiles" is what its bands, decoders and encoders take. Prints megabytes of the
process as it comes to each step, and at the end which mapped files hold most of them: `[heap]` and `[anon]`
are memory of the process, and libraries of a driver are nobody's to save.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil

from aresrgan_gui.core.models.catalogue import find
from aresrgan_gui.engine.devices import vulkan_devices
from aresrgan_gui.engine.networks.backends import open_network
from aresrgan_gui.engine.networks.network import Kept

_MAPPINGS = 12


def tell(step: str) -> None:
    """Print what the process takes now."""
    print(f"{step:28}: {psutil.Process().memory_info().rss / 1e6:5.0f} MB", flush=True)


def tell_mappings() -> None:
    """Print what takes the most, where the system tells of it."""
    if sys.platform == "darwin":
        return
    mappings = psutil.Process().memory_maps()
    for mapping in sorted(mappings, key=lambda mapping: mapping.rss, reverse=True)[:_MAPPINGS]:
        print(f"    {mapping.rss / 1e6:5.0f} MB {mapping.path}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", type=Path)
    parser.add_argument("--device", type=int, default=0)
    parser.add_argument("--model", default="realesr-animevideov3")
    parser.add_argument("--tile", type=int, default=0)
    found = parser.parse_args()
    model = find(found.models, found.model)
    tell("modules are loaded")
    device = vulkan_devices()[found.device]
    tell(device.name[:28])
    network = open_network(model, max(model.spec.scales), (device,), tile=found.tile)
    tell("the network is loaded")
    side = network.tile + 2 * network.padding
    window = np.random.default_rng(1).random((3, side, side), np.float32)
    inside = network.padding, side - network.padding

    def one(_number: int) -> None:
        network.upscale_tile(window, Kept(*inside, *inside))

    one(0)
    tell("a tile was made")
    with ThreadPoolExecutor(network.workers) as pool:
        list(pool.map(one, range(4 * network.workers)))
        tell(f"tiles by {network.workers} workers")
        list(pool.map(one, range(16 * network.workers)))
        tell("many tiles")
    tell_mappings()


if __name__ == "__main__":
    main()
