"""How long the frozen program takes to a window that answers, beside an empty window frozen in the same way.

Usage: python tests/benchmarks/frozen_startup.py [ROUNDS]

Needs `packaging/freeze.py` to have run. Prints the least milliseconds of some rounds in turn, from the start
of the process until the window has been painted and an event posted after that was handled, without a screen,
and their ratio. The budget is 1.5. The program is started as by a user who has used it before, and tells in
its log; `complete` is when all that comes after the window is in its place. The processor's time until each
moment is told beside it, as it hardly depends on what else runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
PYTHON = BUILD / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
SUFFIX = ".exe" if sys.platform == "win32" else ""
PROGRAM = ROOT / "dist" / "aresrgan" / f"aresrgan{SUFFIX}"
EMPTY = BUILD / "empty" / "dist" / "empty" / f"empty{SUFFIX}"

MOMENTS = ("the window is open", "everything is in its place")
"""As the program's log tells them, in their order."""

LOOK_SECONDS = 0.001

CODE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, tell)

def tell():
    Path(sys.argv[1]).write_text("the window is open, everything is in its place")

application = QApplication(sys.argv)
window = Window()
window.show()
application.exec()
"""


def freeze_empty() -> None:
    folder = BUILD / "empty"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "empty.py").write_text(CODE, encoding="utf-8")
    places = ["--distpath", "dist", "--workpath", "work", "--specpath", "."]
    options = ["--noconfirm", "--windowed", "--noupx", "--optimize", "1", "--log-level", "ERROR"]
    subprocess.run([PYTHON, "-m", "PyInstaller", *options, *places, "empty.py"], cwd=folder, check=True)


def taken(command: list[str], log: Path, home: Path) -> list[float]:
    """Seconds, and the processor's, until the program has written each of the moments into `log`."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ARESRGAN_HOME": str(home)}
    log.unlink(missing_ok=True)
    found: list[float] = []
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment) as process:
        watched = psutil.Process(process.pid)
        for moment in MOMENTS:
            while not log.exists() or moment not in log.read_text(encoding="utf-8"):
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended")
                time.sleep(LOOK_SECONDS)
            work = watched.cpu_times()
            found += [time.perf_counter() - began, work.user + work.system]
        process.terminate()
    return found


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    if not EMPTY.exists():
        freeze_empty()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        told, log = home / "told", home / "log" / "aresrgan.log"
        cases = (([str(EMPTY), str(told)], told), ([str(PROGRAM)], log))
        for case in cases:
            taken(*case, home)
        rows = [[taken(*case, home) for case in cases] for _ in range(rounds)]
    columns = zip(*rows, strict=True)
    empty, program = ([min(values) for values in zip(*column, strict=True)] for column in columns)
    for number, what in enumerate(("", "processor, ", "complete, ", "complete, processor, ")):
        one, other = empty[number] * 1000, program[number] * 1000
        print(f"{what}an empty window {one:.0f} ms, aresrgan {other:.0f} ms: {other / one:.2f} times")


if __name__ == "__main__":
    main()
