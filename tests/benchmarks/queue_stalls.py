"""How long the window is away while thousands of pictures are dropped on it and edited.

Usage: python tests/benchmarks/queue_stalls.py [COUNT]

A timer in the window's event loop ticks every millisecond; the longest time between two ticks during a step
is its stall. The queue is kept in a journal, as in the program. Nothing is enlarged: the runner never
finishes. Exits with 1 where one is too long at work.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PIL import Image
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel, manifest
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Journal
from aresrgan_gui.services.journal.keeper import Keeper
from aresrgan_gui.services.journal.writer import JournalWriter
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.intake import Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.services.queue.watch import Watch
from aresrgan_gui.ui.application import create_application
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.queue.filter import Part

LIMIT_MS = 50.0
QUIET_MS = 400
"""A step is over when nothing was asked of the window for so long."""


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


class Heart(QObject):
    """Beats once a millisecond and remembers the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)
        self._work = time.thread_time()
        self.worst = 0.0
        self.worst_work = 0.0

    def _beat(self) -> None:
        self.worst = max(self.worst, self._since.nsecsElapsed() / 1e6)
        self._since.restart()
        work, self._work = self._work, time.thread_time()
        self.worst_work = max(self.worst_work, (self._work - work) * 1000)

    def stall(
        self, step: Callable[[], object], is_over: Callable[[], bool] = lambda: True
    ) -> tuple[float, float]:
        """The longest time in ms that the event loop was away because of `step`: by the clock, and at work.

        The second leaves out what other programs took of the processors.
        """
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
        self.worst = self.worst_work = 0.0
        QTimer.singleShot(0, self, step)
        while True:
            QTimer.singleShot(QUIET_MS, loop.quit)
            loop.exec()
            if is_over():
                return self.worst, self.worst_work


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = str(home)
        pictures = Path(folder) / "pictures"
        make_pictures(pictures, count)
        return measure(pictures, count)


def make_pictures(folder: Path, count: int) -> None:
    """Tiny pictures in folders of a thousand."""
    sample = folder.parent / "sample.png"
    Image.linear_gradient("L").resize((64, 48)).save(sample)
    content = sample.read_bytes()
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"picture {number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def measure(pictures: Path, count: int) -> int:
    application = create_application(sys.argv[:1])
    runner = IdleRunner()
    queue, intake, trials = Queue(runner), Intake(), Trials(runner)
    models = tuple(InstalledModel(spec, pictures) for spec in manifest().models)
    writer = JournalWriter(Journal(pictures.parent / "journal.sqlite3"))
    keeper = Keeper(queue, writer, WINDOW_RUN)
    parts = (queue, intake, Thumbnails(), PreviewLoader(), trials)
    window = MainWindow(*parts, models, Settings(), lambda _: None)
    window.attend(Watch(queue, pictures.parent / "speeds.json"))
    window.show()
    heart = Heart()
    view = window.queue_panel.view
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
        return lambda: all(job.options.scale == scale for job in queue.jobs())

    def change_scale() -> None:
        window.options_panel.options_changed.emit(replace(window.options_panel.options, scale=2))

    top = queue.jobs()[:1]
    steps: dict[str, tuple[Callable[[], object], Callable[[], bool]]] = {
        "drop the same again": (lambda: intake.scan([pictures]), lambda: bool(window.notice)),
        "select all": (view.selectAll, lambda: True),
        "other options for all": (change_scale, all_have(2)),
        "undo the options": (window.edits.stack.undo, all_have(4)),
        "move all but one": (
            lambda: window.edits.move([job.id for job in queue.jobs()[1:]], 0),
            lambda: queue.jobs()[-1:] == top,
        ),
        "select one": (lambda: window.queue_panel.select(top[0].id), lambda: True),
        "show what failed": (lambda: window.queue_panel.filter_bar.choose(Part.FAILED), lambda: True),
        "show all": (lambda: window.queue_panel.filter_bar.choose(Part.ALL), lambda: True),
        "start": (queue.start, lambda: True),
        "remove every other": (
            lambda: window.edits.remove([job.id for job in queue.jobs()[::2]]),
            lambda: len(queue.jobs()) == count - len(range(0, count, 2)),
        ),
        "undo the removal": (window.edits.stack.undo, lambda: len(queue.jobs()) == count),
        "remove all": (
            lambda: window.edits.remove([job.id for job in queue.jobs()]),
            lambda: not queue.jobs(),
        ),
        "undo the removal of all": (window.edits.stack.undo, lambda: len(queue.jobs()) == count),
    }
    for name, (step, is_over) in steps.items():
        stalls[name] = heart.stall(step, is_over)
        if name == "select one":
            print_painting(application, window)
    print("worst stalls, by the clock and at work:")
    for name, (stall, work) in stalls.items():
        print(f"{name:24} {stall:6.1f} ms {work:6.1f} ms{'  TOO LONG' if work > LIMIT_MS else ''}")
    window.close()
    keeper.flush()
    writer.close()
    return int(max(work for _, work in stalls.values()) > LIMIT_MS)


def print_painting(application: QApplication, window: MainWindow) -> None:
    """Scroll through the list and say how long a frame of it takes."""
    view = window.queue_panel.view
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
