"""Pictures of extreme sizes through the engine, on the processor with realesr-animevideov3 or a stand-in.

Usage: python tests/benchmarks/extremes.py MODELS [PART]

30,000 x 30,000 pixels are enlarged twice by a network that only repeats pixels, until PART of the work is
done (0.02), and stopped then: prints the peak of memory and what is left on the disk. Pictures of one pixel a
side up, and very long ones, are enlarged whole by the real network.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.png import PngWriter
from tests.benchmarks.memory import CHEAP, ENGINE

SIDE = 30_000
SMALL = ((1, 1), (1, 2), (2, 1), (3, 5), (1, 20_000), (20_000, 1), (7, 3000))


def write_huge(path: Path) -> None:
    """A grey ramp down the picture."""
    with path.open("wb") as stream:
        writer = PngWriter(stream, Head((SIDE, SIDE), 1, False, b"", Image.Exif(), b""), level=1)
        for top in range(0, SIDE, 100):
            writer.write(np.full((100, SIDE, 1), top * 255 // SIDE, np.uint8))
        writer.finish()
        writer.close()


def run_huge(models: str, part: float) -> None:
    """Enlarge the huge picture until `part` of it is made."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        source, out = Path(folder) / "in.png", Path(folder) / "out.png"
        write_huge(source)
        options = ["-i", str(source), "-o", str(out), "-s", "2", "-m", models, "-g", "cpu"]
        command = [sys.executable, "-c", CHEAP + ENGINE, *options]
        began = time.monotonic()
        with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
            watched, peak, is_over = psutil.Process(process.pid), 0, threading.Event()

            def watch() -> None:
                nonlocal peak
                while not is_over.wait(0.05):
                    peak = max(peak, watched.memory_info().rss)

            watcher = threading.Thread(target=watch)
            watcher.start()
            assert process.stderr is not None
            for line in process.stderr:
                found = re.match(r"([\d.]+)%", line)
                if found and float(found[1]) >= 100 * part:
                    break
            is_over.set()
            watcher.join()
            process.send_signal(signal.SIGINT)
            process.communicate()
        left = [path.name for path in Path(folder).iterdir() if path != source]
        print(
            f"{SIDE} x {SIDE}, {part:.0%} at x2: {peak / 1e6:.0f} MB, {time.monotonic() - began:.0f} s,",
            end=" ",
        )
        print(
            f"exit code {process.returncode} when stopped, left on the disk: {left or 'nothing'}", flush=True
        )


def run_small(models: str, size: tuple[int, int]) -> None:
    """Enlarge a small or long picture four times."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.png", Path(folder) / "out.png"
        Image.effect_noise(size, 60).convert("RGB").save(source)
        options = ["-i", str(source), "-o", str(out), "-s", "4", "-m", models, "-g", "cpu"]
        command = [sys.executable, "-m", "aresrgan_gui.engine", *options]
        ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if ended.returncode:
            print(f"{size[0]} x {size[1]}: {ended.stderr.splitlines()[-1]}", flush=True)
            return
        with Image.open(source) as given, Image.open(out) as made:
            shrunk = np.asarray(made.resize(size, Image.Resampling.BOX), np.float64)
            off = np.abs(shrunk - np.asarray(given, np.float64)).mean()
            print(
                f"{size[0]} x {size[1]}: {made.width} x {made.height}, shrunk {off:.1f} of 255 off",
                flush=True,
            )


def main() -> None:
    models, *part = sys.argv[1:]
    for size in SMALL:
        run_small(models, size)
    run_huge(models, float(part[0]) if part else 0.02)


if __name__ == "__main__":
    main()
