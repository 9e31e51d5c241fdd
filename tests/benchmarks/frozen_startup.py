"""How long the frozen program takes to a window that answers, beside an empty window frozen in the same way.

Usage: python tests/benchmarks/frozen_startup.py [ROUNDS]

Needs `packaging/freeze.py` to have run. Prints the least milliseconds of some rounds in turn, from the start
of the process until each of three moments, without a screen, and their ratio to the empty window's:

    open       the window has been painted and an event posted after that was handled; what is dropped on it
               or asked for is kept from now on
    furnished  every action works
    complete   all that comes after the window is in its place

The budget is 1.5 to the first, beside what PyInstaller makes by itself of the empty window: in one folder, of
optimised code. What `packaging` does beyond that for the start of the program is the program's. The
processor's time until each moment is told beside it, as it depends less on what else runs; last comes the
longest turn of the event loop between the first moment and the last, in the best of the rounds. The program
is started as by a user who has used it before, and tells in its log.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
PYTHON = BUILD / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
SUFFIX = ".exe" if sys.platform == "win32" else ""
PROGRAM = ROOT / "dist" / "aresrgan" / f"aresrgan{SUFFIX}"
EMPTY = BUILD / "empty" / "dist" / "empty" / f"empty{SUFFIX}"

MOMENTS = {
    "open": "the window is open",
    "furnished": "the window is furnished",
    "complete": "everything is in its place",
}
"""As the program's log tells them, in their order."""

WORK = re.compile(r"after (\d+) ms of work")
TURN = re.compile(r"the longest turn (\d+) ms")

LOOK_SECONDS = 0.01
TIME_LENGTH = len("2026-01-01 00:00:00,000")

CODE = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, tell)

def tell():
    now, work = time.time(), time.process_time() * 1000
    at = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(now)) + f",{now % 1 * 1000:03.0f}"
    said = ("the window is open", "the window is furnished", "everything is in its place")
    Path(sys.argv[1]).write_text("".join(f"{at} {moment} after {work:.0f} ms of work\\n" for moment in said))

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
    """Seconds, and the processor's, until each of the moments, as the program's lines in `log` tell."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "ARESRGAN_HOME": str(home)}
    log.unlink(missing_ok=True)
    found: list[float] = []
    began = time.time()
    with subprocess.Popen(command, env=environment) as process:
        for moment in MOMENTS.values():
            while (line := told(log, moment)) is None:
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended")
                time.sleep(LOOK_SECONDS)
            at = datetime.strptime(line[:TIME_LENGTH], "%Y-%m-%d %H:%M:%S,%f").timestamp()
            found += [at - began, int(WORK.findall(line)[0]) / 1000]
        process.terminate()
    return found


def told(log: Path, moment: str) -> str | None:
    """The line with that moment, whole."""
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True) if log.exists() else []
    return next((line for line in lines if moment in line and line.endswith("\n")), None)


def longest_turn(log: Path) -> int:
    """Milliseconds, of the start that wrote `log`."""
    return int(TURN.findall(log.read_text(encoding="utf-8"))[-1])


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
        rows, turns = [], []
        for _ in range(rounds):
            rows.append([taken(*case, home) for case in cases])
            turns.append(longest_turn(log))
    columns = zip(*rows, strict=True)
    empty, program = ([min(values) for values in zip(*column, strict=True)] for column in columns)
    kinds = [f"{moment}{kind}" for moment in MOMENTS for kind in ("", ", processor")]
    for what, one, other in zip(kinds, empty, program, strict=True):
        ratio = f"{other / one:.2f} times"
        print(f"{what:21} an empty window {one * 1000:.0f} ms, aresrgan {other * 1000:.0f} ms: {ratio}")
    print(f"the longest turn: {min(turns)} ms")


if __name__ == "__main__":
    main()
