"""How long the frozen program takes to a window that answers, beside an empty window frozen in the same way.

Usage: python tests/benchmarks/frozen_startup.py [ROUNDS]

Needs `packaging/freeze.py` to have run. Prints the least milliseconds of some rounds in turn, from the start
of the process to the first turn of its event loop with the window shown, without a screen, and their ratio.
The budget is 1.5. The processor's time until then is told beside it, as it hardly depends on what else runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
PYTHON = BUILD / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
SUFFIX = ".exe" if sys.platform == "win32" else ""
PROGRAM = ROOT / "dist" / "aresrgan" / f"aresrgan{SUFFIX}"
EMPTY = BUILD / "empty" / "dist" / "empty" / f"empty{SUFFIX}"

CODE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, lambda: print("the window is open", flush=True))
application.exec()
"""


def freeze_empty() -> None:
    folder = BUILD / "empty"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "empty.py").write_text(CODE, encoding="utf-8")
    places = ["--distpath", "dist", "--workpath", "work", "--specpath", "."]
    options = ["--noconfirm", "--windowed", "--noupx", "--optimize", "1", "--log-level", "ERROR"]
    subprocess.run([PYTHON, "-m", "PyInstaller", *options, *places, "empty.py"], cwd=folder, check=True)


def taken(command: list[str]) -> tuple[float, float]:
    """Seconds, and the processor's, until the program says that its window is open; it is ended then."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
        work = psutil.Process(process.pid).cpu_times()
        process.terminate()
    if not line.startswith("the window is open"):
        raise SystemExit(f"{command[0]} said {line!r}")
    return seconds, work.user + work.system


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    if not EMPTY.exists():
        freeze_empty()
    commands = ([str(EMPTY)], [str(PROGRAM), "--smoke-test"])
    rows = [[taken(command) for command in commands] for _ in range(rounds)]
    for number, what in enumerate(("", " of the processor")):
        empty, program = (min(times[number] for times in column) for column in zip(*rows, strict=True))
        print(f"an empty window {empty * 1000:.0f} ms{what}, aresrgan {program * 1000:.0f} ms")
        print(f"{program / empty:.2f} times")


if __name__ == "__main__":
    main()
