"""How long the frozen program takes to a window that answers, beside an empty window frozen in the same way.

Usage: python tests/benchmarks/frozen_startup.py [ROUNDS]

Needs `packaging/freeze.py` to have run. Prints the median milliseconds of some rounds in turn, from the start
of the process until each of three moments, without a screen, and of their ratios to the empty window's:

    open       the window has been painted and an event posted after that was handled; what is dropped on it
               or asked for is kept from now on
    furnished  every action works
    complete   all that comes after the window is in its place

The budget is 1.5 to the first. The empty window is frozen twice: plainly, as PyInstaller does by itself, in
one folder, of optimised code; and alike, with all that `packaging` does to have the program start sooner. The
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
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
PYTHON = BUILD / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
SUFFIX = ".exe" if sys.platform == "win32" else ""
PROGRAM = ROOT / "dist" / "aresrgan" / f"aresrgan{SUFFIX}"

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


RECIPE = """
found = Analysis(["empty.py"], datas={datas!r}, runtime_hooks={hooks!r}, optimize=1)
found.scripts = [entry for entry in found.scripts if entry[0] not in {hooks_left_out!r}]
program = EXE(PYZ(found.pure), found.scripts, exclude_binaries=True, name="empty", console=False, upx=False)
COLLECT(program, found.binaries, found.datas, name="empty", upx=False)
"""


def frozen_empty(name: str, *, alike: bool) -> Path:
    """The empty window's program, frozen now where it was not before."""
    folder = BUILD / "empty" / name
    program = folder / "dist" / "empty" / f"empty{SUFFIX}"
    if program.exists():
        return program
    datas = [(str(BUILD / "made" / "files.dir"), "shiboken6/files.dir")] if alike else []
    hooks = [str(ROOT / "packaging" / "uncollected.py")] if alike else []
    hooks_left_out = ("pyi_rth_inspect",) if alike else ()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "empty.py").write_text(CODE, encoding="utf-8")
    recipe = RECIPE.format(datas=datas, hooks=hooks, hooks_left_out=hooks_left_out)
    (folder / "empty.spec").write_text(recipe, encoding="utf-8")
    environment = {**os.environ, **({"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"} if alike else {})}
    options = ["--noconfirm", "--log-level", "ERROR", "empty.spec"]
    subprocess.run([PYTHON, "-m", "PyInstaller", *options], cwd=folder, env=environment, check=True)
    return program


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


def times(ours: list[float], others: list[float]) -> str:
    """The median of the rounds' ratios: a processor that is slow for a while is so for all of a round."""
    return f"{median(own / other for own, other in zip(ours, others, strict=True)):.2f} times"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    plain, alike = frozen_empty("plain", alike=False), frozen_empty("alike", alike=True)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        told, log = home / "told", home / "log" / "aresrgan.log"
        cases = (([str(plain), str(told)], told), ([str(alike), str(told)], told), ([str(PROGRAM)], log))
        for case in cases:
            taken(*case, home)
        rows, turns = [], []
        for _ in range(rounds):
            rows.append([taken(*case, home) for case in cases])
            turns.append(longest_turn(log))
    kinds = [f"{moment}{kind}" for moment in MOMENTS for kind in ("", ", processor")]
    for number, what in enumerate(kinds):
        one, same, ours = ([row[case][number] * 1000 for row in rows] for case in range(len(cases)))
        print(
            f"{what:21} aresrgan {median(ours):.0f} ms: {times(ours, one)} an empty window of "
            f"{median(one):.0f} ms, {times(ours, same)} one frozen alike of {median(same):.0f} ms"
        )
    print(f"the longest turn: {min(turns)} ms")


if __name__ == "__main__":
    main()
