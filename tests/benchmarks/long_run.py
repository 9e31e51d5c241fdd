"""A thousand small pictures in one go through the real window: does anything grow?

Usage: python tests/benchmarks/long_run.py MODELS [--pictures 1000] [--side 32] [--fake]

With `--fake` an engine as upstream's is played, a process for each picture; else ours works in a session.
At a tenth, the half and the end: the memory of the window's process and of its engines, the files that it has
open and its threads, and the size of the logs. Linux and macOS.
"""

from __future__ import annotations

import argparse
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.settings import Settings, save_settings

ROOT = Path(__file__).resolve().parent.parent.parent
WINDOW = (sys.executable, str(ROOT / "tests" / "benchmarks" / "pressed_window.py"))
FAKE = ROOT / "tests" / "fakes" / "fake_engine.py"
MEGABYTE = 1_000_000


def fake_engine(folder: Path) -> Path:
    """The played engine as one executable."""
    path = folder / "played-engine"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FAKE}" ok "$@"\n', encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def results(folder: Path) -> int:
    """How many results lie in a folder."""
    return sum(entry.name.endswith(".png") for entry in os.scandir(folder)) if folder.is_dir() else 0


def rss_of(processes: list[psutil.Process]) -> int:
    """Bytes in memory of processes, some of which may have ended."""
    total = 0
    for process in processes:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def figures(window: psutil.Process, done: int, began: float, logs: Path) -> str:
    """A line about the program at work."""
    own, engines = window.memory_info().rss, rss_of(window.children(recursive=True))
    log_bytes = {path.name: path.stat().st_size for path in sorted(logs.glob("*"))} if logs.is_dir() else {}
    return (
        f"{done:5} pictures, {time.monotonic() - began:5.0f} s: window {own / MEGABYTE:4.0f} MB, "
        f"engines {engines / MEGABYTE:4.0f} MB, {window.num_fds()} files, {window.num_threads()} threads, "
        f"logs {log_bytes}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Many small pictures in one go.")
    parser.add_argument("models", type=Path)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--side", type=int, default=32)
    parser.add_argument("--fake", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        home, folder, out = Path(made) / "home", Path(made) / "pictures", Path(made) / "out"
        data = home / ".local" / "share" / "aresrgan"
        data.mkdir(parents=True)
        (data / "models").symlink_to(asked.models.resolve())
        folder.mkdir()
        for number in range(asked.pictures):
            Image.effect_noise((asked.side, asked.side), 60).convert("RGB").save(folder / f"{number:05}.png")
        device = "auto" if asked.fake else "cpu"
        options = UpscaleOptions(model="realesr-animevideov3", scale=2, device=device, folder=out)
        engine = fake_engine(Path(made)) if asked.fake else None
        save_settings(
            Settings(options=options, engine=engine), home / ".config" / "aresrgan" / "settings.json"
        )
        environment = {
            **os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }  # fmt: skip
        logs = home / ".local" / "state" / "aresrgan" / "log"
        began = time.monotonic()
        with subprocess.Popen([*WINDOW, str(folder)], env=environment) as program:
            window = psutil.Process(program.pid)
            for goal in (asked.pictures // 10, asked.pictures // 2, asked.pictures):
                while results(out) < goal and program.poll() is None:
                    time.sleep(0.2)
                print(figures(window, results(out), began, logs), flush=True)
            program.send_signal(signal.SIGTERM)
        left = [path for path in out.iterdir() if path.suffix != ".png"]
        print(f"ended with {program.returncode}; left over: {left or 'nothing'}")
        return int(bool(left) or program.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
