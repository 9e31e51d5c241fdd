"""ncnn against OpenVINO on the processor: time, memory and likeness, each in a process of its own.

Usage: python tests/benchmarks/backends.py MODELS PICTURE [--threads N] [--precisions f32 bf16]

PICTURE is read at its own size. Times are of the network alone, the second of two runs; memory is what the
process took beyond what it had before the model was opened (Linux and macOS). The likeness is to ncnn.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from aresrgan_gui.core.models.catalogue import find, installed
from aresrgan_gui.engine.devices import cpu_threads
from aresrgan_gui.engine.networks.description import described
from aresrgan_gui.engine.networks.ncnn import NcnnNetwork
from aresrgan_gui.engine.networks.network import Network
from tests.enlarging import enlarge

Result = tuple[float, float, NDArray[np.uint8]]


def run(folder: Path, name: str, picture: Path, backend: str, threads: int) -> Result:
    """Seconds, megabytes and the picture of one backend."""
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB"))
    model = find(folder, name)
    description = described(model, max(model.spec.scales))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if backend == "ncnn":
        network = NcnnNetwork.opened(description, threads=threads, tile=0, memory=900_000_000)
        result = [timed(pixels, network) for _ in range(2)][1]
    else:
        from aresrgan_gui.engine.networks.openvino import OpenVinoNetwork

        other = OpenVinoNetwork.opened(
            description, threads=threads, tile=0, memory=900_000_000, precision=backend
        )
        result = [timed(pixels, other) for _ in range(2)][1]
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return result[0], (after - before) / 1024, result[1]


def timed(pixels: NDArray[np.uint8], network: Network) -> tuple[float, NDArray[np.uint8]]:
    """Seconds and the enlarged picture."""
    start = time.perf_counter()
    enlarged = enlarge(pixels, network)
    return time.perf_counter() - start, enlarged


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--threads", type=int, default=cpu_threads())
    parser.add_argument("--precisions", nargs="*", default=["f32", "bf16"])
    found = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    for model in installed(found.models):
        first: Result | None = None
        for backend in ("ncnn", *found.precisions):
            with context.Pool(1) as pool:
                given = (found.models, model.spec.name, found.picture, backend, found.threads)
                seconds, megabytes, pixels = pool.apply(run, given)
            first = first or (seconds, megabytes, pixels)
            square = float(((pixels.astype(np.float64) - first[2]) ** 2).mean())
            likeness = 10 * np.log10(255**2 / max(square, 1e-9))
            print(f"{model.spec.name} {backend:5}: time {seconds / first[0]:5.2f}", end=", ")
            print(f"memory {megabytes / first[1]:5.2f}, {likeness:5.1f} dB", end=" ")
            print(f"({seconds:.2f} s, {megabytes:.0f} MB)", flush=True)


if __name__ == "__main__":
    main()
