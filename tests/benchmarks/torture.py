"""Kills the program and its engines at random while they work, and then looks whether anything was lost.

Usage: python tests/benchmarks/torture.py MODELS [--kills 200] [--pictures 12] [--seed 1]

A folder of small pictures of several formats, a damaged one among them, goes through `aresrgan upscale` with
the fast model. At random moments the program, or an engine, is killed with SIGKILL; `aresrgan resume` goes on
until all is done, and another round begins until there were as many kills as asked for. After each round:
every source is bit-identical, every result there once, whole and of the right size, the damaged picture has
none, and no process, work folder or partial file is left. Linux and macOS.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = (sys.executable, "-m", "aresrgan_gui")
FORMATS = ("png", "jpg", "webp", "tiff", "bmp", "gif")
SCALE = 2
LONGEST_SECONDS = 3.0


def make_pictures(folder: Path, count: int, values: random.Random) -> dict[str, tuple[int, int]]:
    """Pictures in `folder`, one of them damaged; the sizes of those that can be enlarged, by name."""
    sizes = {}
    for number in range(count):
        name = f"{number:02}.{FORMATS[number % len(FORMATS)]}"
        size = values.randint(20, 160), values.randint(20, 160)
        Image.effect_noise(size, 60).convert("RGB").save(folder / name)
        sizes[name] = size
    damaged = folder / "damaged.png"
    damaged.write_bytes((folder / "00.png").read_bytes()[:60])
    return sizes


def digests(folder: Path, names: list[str]) -> list[str]:
    """The SHA-256 of each file."""
    return [hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names]


def engines_of(program: psutil.Process) -> list[psutil.Process]:
    """The processes that a program has started."""
    try:
        return program.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def harassed(command: tuple[str, ...], environment: dict[str, str], values: random.Random) -> str:
    """Run a program and kill it, or an engine of it, at a random moment; what was killed, or its exit."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        program = psutil.Process(run.pid)
        try:
            run.wait(values.uniform(0.0, LONGEST_SECONDS))
        except subprocess.TimeoutExpired:
            engines = engines_of(program)
            if engines and values.random() < 0.5:
                engines[0].kill()
                run.wait()
                return "engine"
            run.kill()
            psutil.wait_procs(engines, timeout=20)
            left = [engine for engine in engines if engine.is_running()]
            return "stray" if left else "program"
    return f"exit {run.returncode}"


def wrong(folder: Path, sizes: dict[str, tuple[int, int]], before: list[str], names: list[str]) -> list[str]:
    """Everything that is not as it should be after a round."""
    found = []
    if digests(folder, names) != before:
        found.append("a source has changed")
    expected = {f"{Path(name).stem}_{SCALE}x.png": size for name, size in sizes.items()}
    there = {path.name for path in folder.iterdir()} - set(names)
    found += [f"{name} is missing" for name in set(expected) - there]
    found += [f"{name} is left over" for name in there - set(expected)]
    for name in there & set(expected):
        with Image.open(folder / name) as result:
            result.load()
            if result.size != (expected[name][0] * SCALE, expected[name][1] * SCALE):
                found.append(f"{name} has the wrong size")
    return found


def round_of_kills(models: Path, count: int, values: random.Random, counts: Counter[str]) -> list[str]:
    """One folder from the first start to the end of its work; what is wrong afterwards."""
    with tempfile.TemporaryDirectory() as home:
        data = Path(home) / ".local" / "share" / "aresrgan"
        data.mkdir(parents=True)
        (data / "models").symlink_to(models)
        folder = Path(home) / "pictures"
        folder.mkdir()
        sizes = make_pictures(folder, count, values)
        names = sorted(path.name for path in folder.iterdir())
        before = digests(folder, names)
        environment = {**os.environ, "HOME": home, "PYTHONPATH": str(ROOT)}
        options = ("--model", "realesr-animevideov3", "--scale", str(SCALE), "--device", "cpu")
        command = (*PROGRAM, "upscale", str(folder), "--format", "png", "--existing", "skip", *options)
        outcome = harassed(command, environment, values)
        while outcome in ("program", "stray"):
            counts[outcome] += 1
            has_begun = bool(list(data.glob("queue.sqlite3")))
            outcome = harassed((*PROGRAM, "resume") if has_begun else command, environment, values)
        counts[outcome] += 1
        # A kill before the journal held the pictures leaves them to the user, who asks again.
        subprocess.run(
            command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return wrong(folder, sizes, before, names)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pictures", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    found = parser.parse_args()
    values, counts, began = random.Random(found.seed), Counter[str](), time.monotonic()
    faults: list[str] = []
    rounds = 0
    while counts["program"] + counts["engine"] + counts["stray"] < found.kills:
        faults += round_of_kills(found.models.resolve(), found.pictures, values, counts)
        rounds += 1
        print(f"round {rounds}: {dict(counts)}, {len(faults)} faults", flush=True)
    print(f"{rounds} rounds in {time.monotonic() - began:.0f} s: {dict(counts)}; faults: {faults or 'none'}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
