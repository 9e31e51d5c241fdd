"""A user's visit, driven through the real window with mouse and keys on a screen of its own, step by step.

    python tests/benchmarks/recorded_run.py [FOLDER]

A folder of forty mixed pictures is dragged onto the window, started, paused, put into another order and
finished; what failed is mended and tried again; a result is compared. Each step is printed with its seconds
and with the longest time in ms that the window was away meanwhile, by the clock and at work; pictures of the
screen go to FOLDER. Needs Linux with what `tests/screen.py` names, the real pictures beside the checkout, and
the models.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from queue import Queue as Lines
from threading import Thread
from typing import Any

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
sys.path.insert(0, str(ROOT))

from tests.screen import Screen, missing, screen  # noqa: E402 - the checkout is no package that is installed

COUNT = 40
BROKEN = "pillow-tests__broken_data_stream.png"
"""Its header is whole, 128 x 128 pixels: that it is damaged is found out at work."""
PATIENCE = 120
REPORT_MS = 100


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--window", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--source", help=argparse.SUPPRESS)
    request = parser.parse_args()
    if request.window:
        return show_window()
    if request.source:
        return show_source(request.source)
    if missing() or not CORPORA.is_dir():
        print("not here:", ", ".join(missing()) or CORPORA)
        return 1
    with tempfile.TemporaryDirectory() as made:
        pictures = Path(made) / "pictures"
        make_pictures(pictures)
        home = make_home(Path(made) / "home")
        shots = request.folder or Path(made)
        shots.mkdir(parents=True, exist_ok=True)
        with screen() as seen:
            visit(Visit(Screen({**seen.environment, **home}), shots), pictures)
    return 0


def make_pictures(folder: Path) -> None:
    """Forty small pictures of all kinds, some in a folder of the folder, one of them damaged."""
    (folder / "more").mkdir(parents=True)
    for kind, side in (("photos", 200), ("anime", 160)):
        for path in sorted((CORPORA / kind).iterdir()):
            with Image.open(path) as image:
                ImageOps.contain(image, (side, side)).save(folder / f"{path.stem}.png")
    shutil.copy(CORPORA / "broken" / BROKEN, folder / BROKEN)
    plain = sorted((CORPORA / "pngsuite").glob("b*.png"))
    for path in plain[: COUNT - len(list(folder.glob("*.png")))]:
        shutil.copy(path, folder / "more" / path.name)


def make_home(home: Path) -> dict[str, str]:
    """A home with the models of this one and settings of its own, as an environment."""
    from aresrgan_gui.core.options import UpscaleOptions
    from aresrgan_gui.core.paths import models_folder, settings_file
    from aresrgan_gui.core.settings import Settings, save_settings

    models = models_folder()
    os.environ["HOME"] = str(home)
    models_folder().parent.mkdir(parents=True)
    models_folder().symlink_to(models, target_is_directory=True)
    settings_file().parent.mkdir(parents=True)
    options = UpscaleOptions(model="realesr-animevideov3", scale=2, device="cpu")
    save_settings(Settings(options=options), settings_file())
    return {"HOME": str(home), "PYTHONPATH": str(ROOT)}


class Visit:
    """The window in a process of its own, what it says of itself, and the user's hands."""

    def __init__(self, seen: Screen, shots: Path) -> None:
        self.screen = seen
        self._shots = shots
        self._said: Lines[str] = Lines()
        self._began = time.monotonic()
        self.state: dict[str, Any] = {}
        self.program = subprocess.Popen(
            [sys.executable, __file__, "--window"], env=seen.environment, stdout=subprocess.PIPE, text=True
        )
        Thread(target=self._listen, daemon=True).start()

    def until(self, what: str, holds: Callable[[dict[str, Any]], bool], shot: str = "") -> None:
        """Wait for something to hold of the window, and print what that took."""
        stall, work, deadline = 0.0, 0.0, time.monotonic() + PATIENCE
        while True:
            self.state = json.loads(self._said.get(timeout=PATIENCE))
            stall, work = max(stall, self.state["stall"]), max(work, self.state["work"])
            if holds(self.state):
                break
            if time.monotonic() > deadline:
                self.screen.shoot(self._shots / "stuck.png")
                raise TimeoutError(f"{what}: {self.state}")
        seconds, self._began = time.monotonic() - self._began, time.monotonic()
        states = ", ".join(f"{count} {name}" for name, count in sorted(self.state["states"].items()))
        print(f"{what:40} {seconds:6.1f} s   {stall:5.1f} ms {work:5.1f} ms   {states}", flush=True)
        if shot:
            self.screen.shoot(self._shots / f"{shot}.png")

    def keys(self, *keys: str) -> None:
        """Press keys, by xdotool's names."""
        self._forget()
        self.screen.use("key", "--clearmodifiers", *keys)

    def click(self, place: str, x: float = 0.5, y: float = 0.5) -> tuple[int, int]:
        """Click a point of a named part of the window, given as shares of its width and height."""
        left, top, width, height = self.state[place]
        point = int(left + width * x), int(top + height * y)
        self._forget()
        self.screen.use("mousemove", *point, "click", 1)
        return point

    def drag(self, *points: tuple[int, int]) -> None:
        """Press at the first point, move over the others, let go at the last."""
        self._forget()
        self.screen.use("mousemove", *points[0], "mousedown", 1)
        for x, y in points[1:]:
            for share in range(1, 11):
                was_x, was_y = points[0]
                self.screen.use(
                    "mousemove", was_x + (x - was_x) * share // 10, was_y + (y - was_y) * share // 10
                )
        self.screen.use("mouseup", 1)

    def _forget(self) -> None:
        """What the window said before a touch is no answer to it."""
        while not self._said.empty():
            self._said.get()

    def _listen(self) -> None:
        assert self.program.stdout is not None
        for line in self.program.stdout:
            self._said.put(line)


def drop(user: Visit, pictures: Path) -> None:
    """Drag a folder onto the window, as from a file manager."""
    with subprocess.Popen(
        [sys.executable, __file__, "--source", str(pictures)],
        env=user.screen.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as source:
        assert source.stdout is not None
        source.stdout.readline()
        left, top, width, height = user.state["window"]
        user.drag(
            (60, 60), (left + width // 2, top + height // 2), (left + width // 2 + 9, top + height // 2)
        )
        user.until(
            "a folder is dragged onto it",
            lambda now: sum(now["states"].values()) == COUNT and now["list"][2] > 0,
            "2 queued",
        )
        source.terminate()


def visit(user: Visit, pictures: Path) -> None:
    user.until("the window opens", lambda now: now["window"][2] > 0, "1 empty")
    drop(user, pictures)
    user.click("list", y=0.1)
    user.keys("ctrl+Return")
    user.until("started, three are done", lambda now: now["states"].get("done", 0) >= 3, "3 running")
    user.keys("ctrl+p")
    user.until("paused", lambda now: now["mode"] == "paused")
    before, last = user.state["states"], user.state["order"][-1]
    time.sleep(3)
    user.keys("End")
    user.until("the last is chosen", lambda now: now["looked at"] == last, "4 paused")
    if user.state["states"] != before:
        raise AssertionError(f"the work went on: {before} became {user.state['states']}")
    user.keys("alt+Home")
    user.until("it is moved to the top", lambda now: now["order"][0] == last)
    user.keys("ctrl+Return")
    user.until("all are through", lambda now: now["mode"] == "idle", "5 failures")
    Image.radial_gradient("L").resize((128, 128)).save(pictures / BROKEN)
    user.keys("ctrl+shift+r")
    user.until("what failed waits again", lambda now: now["can start"])
    user.keys("ctrl+Return")
    user.until("and is done", lambda now: now["states"] == {"done": COUNT})
    user.keys("Home", "Down")
    second = user.state["order"][1]
    user.until(
        "the second is looked at", lambda now: now["looked at"] == second and now["has result"], "6 compared"
    )
    user.keys("ctrl+5")
    user.until("at 500%", lambda now: now["zoom"] == 5.0, "6 at 500")
    left, top, width, height = user.state["canvas"]
    middle = top + height // 2
    user.drag((left + width // 2, middle), (left + width // 4, middle))
    user.until("the handle is dragged", lambda now: now["handle"] < 0.3, "7 slider at 500")
    user.keys("F7")
    user.until("the difference is looked at", lambda now: now["look"] == "difference", "8 difference")
    user.keys("ctrl+q")
    print(f"closed with status {user.program.wait(60)}")


def show_window() -> int:
    """The program as it is, which says ten times a second how it stands."""
    from PySide6.QtCore import QPoint, QSize, QTimer
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from aresrgan_gui.desk.start import Start
    from aresrgan_gui.runners.local.engines import find_engine
    from aresrgan_gui.ui.action_table import Act
    from aresrgan_gui.ui.application import create_application
    from tests.benchmarks.queue_stalls import Heart, Stall

    application = create_application(sys.argv[:1])
    start = Start(application, find_engine, lambda _: None, [])
    desk = start.desk
    heart = Heart()

    def place(widget: QWidget) -> tuple[int, int, int, int]:
        corner = widget.mapToGlobal(QPoint(0, 0))
        size = widget.size() if widget.isVisible() else QSize(0, 0)
        return corner.x(), corner.y(), size.width(), size.height()

    def report() -> None:
        contents, jobs = desk.contents, desk._queue.jobs()
        window = contents.window
        compare, begin = contents.viewer.compare, window.findChild(QAction, Act.START.value)
        state = {
            "stall": heart.worst.clock,
            "work": heart.worst.work,
            "mode": desk._queue.mode.value,
            "can start": begin is not None and begin.isEnabled(),
            "states": Counter(job.state.value for job in jobs),
            "order": [job.source.name for job in jobs],
            "looked at": contents.viewer.job.source.name if contents.viewer.job else "",
            "window": place(window),
            "list": place(contents.queue_panel.view),
            "canvas": place(compare),
            "has result": compare.has_result,
            "zoom": round(compare.zoom, 3),
            "handle": compare.fraction,
            "look": compare.mode.value,
        }
        heart.worst = Stall()
        print(json.dumps(state), flush=True)

    timer = QTimer(interval=REPORT_MS)
    timer.timeout.connect(report)
    timer.start()
    status: int = application.exec()
    start.clear()
    return status


def show_source(path: str) -> int:
    """A corner of the screen from which `path` can be dragged, as from a file manager."""
    from PySide6.QtCore import QMimeData, Qt, QUrl
    from PySide6.QtGui import QDrag, QMouseEvent
    from PySide6.QtWidgets import QApplication, QLabel

    from aresrgan_gui.core.overriding import override

    class Source(QLabel):
        @override
        def mouseMoveEvent(self, event: QMouseEvent) -> None:
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(path)])
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    application = QApplication([])
    source = Source("pictures", alignment=Qt.AlignmentFlag.AlignCenter)
    source.setWindowFlags(Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.WindowStaysOnTopHint)
    source.setGeometry(10, 10, 100, 100)
    source.show()
    print("shown", flush=True)
    return int(application.exec())


if __name__ == "__main__":
    sys.exit(main())
