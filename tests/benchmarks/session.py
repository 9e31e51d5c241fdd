"""How much faster many small pictures are in sessions than in a process each.

Usage: python tests/benchmarks/session.py [--pictures 200] [--each 20] [--device auto] [--model NAME]
           [--scale 4]

The pictures, 128 x 128, are parts of the self-test picture. `--pictures` of them go through the queue as they
do in the window: read, enlarged, written, proven and published. Then `--each` of them are made by
`aresrgan-engine` one after another, which is the least that a process for each picture takes, at the low
priority that engines have. Prints the throughput of both and their ratio.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEventLoop

from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import models_folder, resources
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue

SIDE = 128
ENGINE = (sys.executable, "-m", "aresrgan_gui.engine")


def step_back() -> None:
    """Take the low priority that the queue gives its engines, and so give it to the others as well."""
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        psutil.Process().nice(10)


def make_pictures(folder: Path, count: int) -> list[Path]:
    """Pictures that differ: the self-test picture enlarged and cut out at different places."""
    with Image.open(resources() / "selftest" / "source.png") as image:
        whole = image.convert("RGB").resize((SIDE * 2, SIDE * 2), Image.Resampling.LANCZOS)
    paths = []
    for number in range(count):
        left, top = number * 7 % SIDE, number * 13 % SIDE
        paths.append(folder / f"{number}.png")
        whole.crop((left, top, left + SIDE, top + SIDE)).save(paths[-1])
    return paths


def seconds_in_sessions(pictures: list[Path], options: UpscaleOptions) -> float:
    """The time for the queue to drain, with the engine's start."""
    runner = LocalRunner(find_engine(None), models_folder())
    queue = Queue(runner)
    loop = QEventLoop()
    queue.drained.connect(loop.quit)
    began = time.perf_counter()
    queue.add([FoundPicture(path, probe(path)) for path in pictures], options)
    queue.start()
    loop.exec()
    seconds = time.perf_counter() - began
    failures = [job for job in queue.jobs() if not job.target.exists() or job.failure]
    assert not failures, failures[0]
    runner.shutdown()
    return seconds


def seconds_in_processes(pictures: list[Path], options: UpscaleOptions) -> float:
    """The time for a process each."""
    began = time.perf_counter()
    for path in pictures:
        options_of_it = ["-s", str(options.scale), "-n", options.model, "-g", options.device]
        command = [*ENGINE, "-i", str(path), "-o", str(path.with_suffix(".x.png")), *options_of_it]
        subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--model", default="realesr-animevideov3")
    parser.add_argument("--scale", type=int, default=4)
    given = parser.parse_args()
    application = QCoreApplication([])
    step_back()
    options = UpscaleOptions(model=given.model, scale=given.scale, device=given.device)
    with tempfile.TemporaryDirectory() as folder:
        pictures = make_pictures(Path(folder), given.pictures)
        in_sessions = seconds_in_sessions(pictures, options) / len(pictures)
        one_by_one = pictures[: given.each]
        in_processes = seconds_in_processes(one_by_one, options) / len(one_by_one)
    print(f"sessions: {in_sessions * 1000:.0f} ms a picture, {1 / in_sessions:.1f} a second")
    print(f"a process each: {in_processes * 1000:.0f} ms a picture, {1 / in_processes:.1f} a second")
    print(f"ratio: {in_processes / in_sessions:.2f}")
    del application


if __name__ == "__main__":
    main()
