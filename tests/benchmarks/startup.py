"""How long programs take to start, beside an empty Python.

Usage: python tests/benchmarks/startup.py [ROUNDS]

Prints wall and processor milliseconds, the least of some rounds in turn: for an empty Python, for
`aresrgan-engine --version`, for a picture of 8 x 8 pixels enlarged by the fast model on the processor, for
the same less the network (loaded and run in this process), and for `aresrgan --version`. Bytecode is cached,
as it is where the program is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from aresrgan_gui.core.models.catalogue import find
from aresrgan_gui.core.paths import models_folder
from aresrgan_gui.engine.networks.kept import Networks
from aresrgan_gui.engine.networks.network import Kept

MODEL = "realesr-animevideov3"
SIDE = 8


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock and of the processor."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall * 1000:5.0f} ms, processor {self.processor * 1000:5.0f} ms"


def least(one: Taken, other: Taken) -> Taken:
    """The lesser of each."""
    return Taken(min(one.wall, other.wall), min(one.processor, other.processor))


def run(arguments: list[str], environment: dict[str, str]) -> Taken:
    """One run of Python with `arguments`."""
    own, began = psutil.Process(), time.perf_counter()
    before = own.cpu_times()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    wall, after = time.perf_counter() - began, own.cpu_times()
    of_children = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(wall, of_children)


def run_network(_: dict[str, str]) -> Taken:
    """The network loaded anew, and run as often as for the picture."""
    settings = {"is_deep": False, "device": "cpu", "threads": 0, "tile": 0, "tta": False}
    before, began = time.process_time(), time.perf_counter()
    network = Networks().get(find(models_folder(), MODEL), 4, **settings)  # type: ignore[arg-type]
    side, inside = SIDE + 2 * network.edge, (network.edge, network.edge + SIDE)
    network.upscale_tile(np.zeros((3, side, side), np.float32), Kept(*inside, *inside))
    return Taken(time.perf_counter() - began, time.process_time() - before)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        Image.effect_noise((SIDE, SIDE), 50).convert("RGB").save(folder / "in.png")
        picture = ["-i", str(folder / "in.png"), "-o", str(folder / "out.png"), "-n", MODEL, "-g", "cpu"]

        def python(*arguments: str) -> Callable[[dict[str, str]], Taken]:
            return lambda environment: run(list(arguments), environment)

        cases = {
            "empty Python": python("-c", "pass"),
            "aresrgan-engine --version": python("-m", "aresrgan_gui.engine", "--version"),
            "a picture of 8 x 8": python("-m", "aresrgan_gui.engine", *picture),
            "its network": run_network,
            "aresrgan --version": python("-m", "aresrgan_gui", "--version"),
        }
        taken = {case: begin(environment) for case, begin in cases.items()}
        for _ in range(rounds):
            taken = {case: least(taken[case], begin(environment)) for case, begin in cases.items()}
    whole, network = taken["a picture of 8 x 8"], taken["its network"]
    taken["all but the network"] = Taken(whole.wall - network.wall, whole.processor - network.processor)
    for case, figures in taken.items():
        print(f"{case:26} {figures}")


if __name__ == "__main__":
    main()
