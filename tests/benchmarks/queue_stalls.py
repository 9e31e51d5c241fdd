"""How long the window is away while thousands of pictures are dropped on it and edited.

Usage: python tests/benchmarks/queue_stalls.py [COUNT] [--at-work]

A timer in the window's event loop ticks every millisecond; the longest time between two ticks during a step
is its stall. The queue is kept in a journal, as in the program. Nothing is enlarged: the runner never
finishes; with `--at-work` the queue runs all the while, in an engine that is played.

Told of each step: the longest stall by the clock, the longest of the window's own work, and, on Linux, the
longest without the time in which the window was ready and other threads had the processors. The last is what
can be judged while other programs are at work: it holds all that the window waits for, such as other threads
of the program that hold Python, and nothing else. Exits with 1 where it is too long.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PIL import Image
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.models.catalogue import InstalledModel, manifest
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.runners.base import Runner
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Journal
from aresrgan_gui.services.journal.keeper import Keeper
from aresrgan_gui.services.journal.writer import JournalWriter
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.intake import Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.services.queue.watch import Watch
from aresrgan_gui.ui.application import create_application, settle
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.queue.filter import Part

LIMIT_MS = 50.0
QUIET_MS = 400
"""A step is over when nothing was asked of the window for so long."""

FAKE_ENGINE = Path(__file__).resolve().parent.parent / "fakes" / "fake_engine.py"


class IdleRunner(QObject):
    """Takes jobs and does nothing."""

    happened = Signal(object)
    slots = 1

    def start(self, job: Job, attempt: int) -> None:
        """Never says anything."""

    def cancel(self, job_id: str) -> None:
        """Never says anything."""

    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None:
        """Nothing runs."""


@dataclass
class Stall:
    """The longest times in ms between two beats: by the clock, at work, and without waits for a processor."""

    clock: float = 0.0
    work: float = 0.0
    own: float = 0.0


class Waits:
    """How long this thread has been ready and without a processor, in ms; nothing where that is not told."""

    def __init__(self) -> None:
        # Of the task's numbers the second: Linux, Documentation/scheduler/sched-stats.rst.
        path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._file = os.open(path, os.O_RDONLY) if path.exists() else None

    def __call__(self) -> float:
        return 0.0 if self._file is None else int(os.pread(self._file, 64, 0).split()[1]) / 1e6


class Heart(QObject):
    """Beats once a millisecond and remembers the longest times between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)
        self._waits = Waits()
        self._work, self._waited = time.thread_time(), self._waits()
        self.worst = Stall()

    def _beat(self) -> None:
        clock = self._since.nsecsElapsed() / 1e6
        self._since.restart()
        work, self._work = self._work, time.thread_time()
        waited, self._waited = self._waited, self._waits()
        self.worst.clock = max(self.worst.clock, clock)
        self.worst.work = max(self.worst.work, (self._work - work) * 1000)
        self.worst.own = max(self.worst.own, clock - (self._waited - waited))

    def stall(self, step: Callable[[], object], is_over: Callable[[], bool] = lambda: True) -> Stall:
        """The longest times that the event loop was away because of `step`."""
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
        self.worst = Stall()
        QTimer.singleShot(0, self, step)
        while True:
            QTimer.singleShot(QUIET_MS, loop.quit)
            loop.exec()
            if is_over():
                worst, self.worst = self.worst, Stall()
                return worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--at-work", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = str(home)
        pictures = Path(folder) / "pictures"
        make_pictures(pictures, asked.count)
        return measure(pictures, asked.count, is_at_work=asked.at_work)


def make_pictures(folder: Path, count: int) -> None:
    """Tiny pictures in folders of a thousand."""
    sample = folder.parent / "sample.png"
    Image.linear_gradient("L").resize((64, 48)).save(sample)
    content = sample.read_bytes()
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"picture {number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def played_runner(models: Path) -> LocalRunner:
    """One whose engine is played."""
    return LocalRunner(Engine(sys.executable, (str(FAKE_ENGINE), "ok"), is_ours=True), models)


def measure(pictures: Path, count: int, *, is_at_work: bool) -> int:
    application = create_application(sys.argv[:1])
    runner: Runner = played_runner(pictures) if is_at_work else IdleRunner()
    queue, intake, trials = Queue(runner), Intake(), Trials(runner)
    models = tuple(InstalledModel(spec, pictures) for spec in manifest().models)
    writer = JournalWriter(Journal(pictures.parent / "journal.sqlite3"))
    keeper = Keeper(queue, writer, WINDOW_RUN)
    if isinstance(runner, LocalRunner):
        runner.set_notary(writer)
    parts = (queue, intake, Thumbnails(), PreviewLoader(), trials)
    window = MainWindow()
    contents = Contents(window, *parts, models, Settings(), lambda _: None)
    contents.attend(Watch(queue, pictures.parent / "speeds.json"))
    window.show()
    settle(application)
    heart = Heart()
    view = contents.queue_panel.view
    heart.stall(application.processEvents)
    memory = psutil.Process().memory_info().rss
    began = time.monotonic()
    stalls = {
        "drop": heart.stall(lambda: intake.scan([pictures]), lambda: len(queue.jobs()) == count),
    }
    print(f"{count} pictures queued in {time.monotonic() - began:.1f} s")
    grown = psutil.Process().memory_info().rss - memory
    print(f"memory: {grown / count / 1024:.1f} KiB a row, {grown / 2**20:.0f} MiB in all")

    def all_have(scale: int) -> Callable[[], bool]:
        return lambda: all(
            job.options.scale == scale for job in queue.jobs() if job.state is JobState.WAITING
        )

    def change_scale() -> None:
        contents.options_panel.options_changed.emit(replace(contents.options_panel.options, scale=2))

    if is_at_work:
        stalls["start"] = heart.stall(queue.start)
    top = queue.ids()[0]
    steps: dict[str, tuple[Callable[[], object], Callable[[], bool]]] = {
        "drop the same again": (lambda: intake.scan([pictures]), lambda: bool(contents.notice)),
        "select all": (view.selectAll, lambda: True),
        "other options for all": (change_scale, all_have(2)),
        "undo the options": (contents.edits.stack.undo, all_have(4)),
        "move all but one": (
            lambda: contents.edits.move(queue.ids()[1:], 0),
            lambda: queue.ids()[-1] == top,
        ),
        "select one": (lambda: contents.queue_panel.select(top), lambda: True),
        "show what failed": (lambda: contents.queue_panel.filter_bar.choose(Part.FAILED), lambda: True),
        "show all": (lambda: contents.queue_panel.filter_bar.choose(Part.ALL), lambda: True),
        "start": (queue.start, lambda: True),
        "remove every other": (
            lambda: contents.edits.remove(queue.ids()[::2]),
            lambda: len(queue.jobs()) == count - len(range(0, count, 2)),
        ),
        "undo the removal": (contents.edits.stack.undo, lambda: len(queue.jobs()) == count),
        "remove all": (
            lambda: contents.edits.remove(queue.ids()),
            lambda: not queue.jobs(),
        ),
        "undo the removal of all": (contents.edits.stack.undo, lambda: len(queue.jobs()) == count),
    }
    if is_at_work:
        # What is done by now would be queued once more.
        del steps["drop the same again"]
    for name, (step, is_over) in steps.items():
        stalls[name] = heart.stall(step, is_over)
        if name == "select one":
            print_painting(application, contents)
    if is_at_work:
        queue.stop()
        print(f"{sum(job.state is JobState.DONE for job in queue.jobs())} done meanwhile")
    print("worst stalls in ms    by the clock   at work   without waits for a processor")
    for name, stall in stalls.items():
        mark = "  TOO LONG" if stall.own > LIMIT_MS else ""
        print(f"{name:24}{stall.clock:9.1f} {stall.work:9.1f} {stall.own:9.1f}{mark}")
    window.close()
    keeper.flush()
    writer.close()
    return int(max(stall.own for stall in stalls.values()) > LIMIT_MS)


def print_painting(application: QApplication, contents: Contents) -> None:
    """Scroll through the list and say how long a frame of it takes."""
    view = contents.queue_panel.view
    canvas = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    bar = view.verticalScrollBar()
    times = []
    for step in range(200):
        bar.setValue(bar.maximum() * step // 200)
        began = time.perf_counter()
        view.render(canvas)
        times.append((time.perf_counter() - began) * 1000)
        application.processEvents()
    times.sort()
    print(f"scrolling: a frame takes {times[100]:.1f} ms, at worst {times[-1]:.1f} ms")


if __name__ == "__main__":
    sys.exit(main())
