"""The queue watched: sums, times, and what is learnt."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import manifest
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.base import Failed, Finished, Progress
from aresrgan_gui.services.queue.estimator import Way, load_samples
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.services.queue.room import Room
from aresrgan_gui.services.queue.watch import PORTION, Outlook, Watch

OPTIONS = UpscaleOptions(model="realesr-animevideov3", device="cpu")
WAY = Way("realesr-animevideov3", "cpu", False)


class PlayedRunner(QObject):
    """Runs nothing: the test says how the running job goes on."""

    happened = Signal(object)
    slots = 1

    def __init__(self) -> None:
        super().__init__()
        self.running: list[tuple[Job, int]] = []

    def start(self, job: Job, attempt: int) -> None:
        self.running.append((job, attempt))

    def cancel(self, job_id: str) -> None:
        """Nothing is cancelled here."""

    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None:
        """Nothing is paused here."""

    def progress(self, fraction: float) -> None:
        job, attempt = self.running[0]
        self.happened.emit(Progress(job.id, attempt, fraction))

    def finish(self, seconds: float) -> None:
        job, attempt = self.running.pop(0)
        self.happened.emit(Finished(job.id, attempt, job.target, seconds))

    def fail(self) -> None:
        job, attempt = self.running.pop(0)
        self.happened.emit(Failed(job.id, attempt, Failure(ErrorCode.INPUT_DAMAGED)))


class Scene:
    """A watched queue with a clock that the test turns; `outlook` and `room` are what was told last."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.now = 100.0
        self.folder = folder
        self.qtbot = qtbot
        self.runner = PlayedRunner()
        self.queue = Queue(self.runner)
        self.watch = Watch(self.queue, folder / "speeds.json", lambda: self.now, self.queue)
        self.outlook = Outlook()
        self.room = Room()
        self.watch.told.connect(self._keep_outlook)
        self.watch.room_changed.connect(self._keep_room)
        self.watch.set_models(manifest().models)

    def add(self, width: int, height: int, count: int = 1, options: UpscaleOptions = OPTIONS) -> list[Job]:
        info = PictureInfo(width, height, "PNG", 1)
        found = [FoundPicture(self.folder / f"{width}-{number}.png", info) for number in range(count)]
        jobs = self.queue.add(found, options)
        self.qtbot.waitUntil(lambda: all(self.watch.entry(job.id) for job in jobs))
        return jobs

    def after(self, seconds: float, call: Callable[[], object]) -> Outlook:
        """Let time pass, do something, and look when the watch has taken it in."""
        self.now += seconds
        call()
        self.qtbot.waitUntil(lambda: not self.watch.is_behind)
        self.watch.look()
        return self.outlook

    def _keep_outlook(self, outlook: Outlook) -> None:
        self.outlook = outlook

    def _keep_room(self, room: Room) -> None:
        self.room = room


@pytest.fixture
def scene(tmp_path: Path, qtbot: QtBot) -> Scene:
    return Scene(tmp_path, qtbot)


def test_that_amounts_are_told_before_start(scene: Scene) -> None:
    scene.add(1000, 1000, count=3)
    outlook = scene.after(0, lambda: None)
    assert outlook.megapixels == pytest.approx(48)
    assert outlook.disk == 48_000_000 * 2.5
    assert outlook.is_rough
    assert outlook.seconds_left > 3
    assert outlook.speed is None


def test_that_progress_is_weighed_by_work_and_not_by_count(scene: Scene) -> None:
    scene.add(100, 100)
    scene.add(2000, 2000)
    scene.queue.start()
    assert scene.after(1, lambda: scene.runner.finish(1.0)).fraction < 0.1
    assert 0.4 < scene.after(10, lambda: scene.runner.progress(0.5)).fraction < 0.6
    assert scene.after(10, lambda: scene.runner.finish(20.0)).fraction == pytest.approx(1.0)


def test_that_a_finished_job_makes_the_next_estimate_exact(scene: Scene, qtbot: QtBot) -> None:
    jobs = scene.add(1000, 1000, count=3)
    scene.queue.start()
    with qtbot.waitSignal(scene.watch.learnt):
        scene.runner.finish(8.5)
    assert scene.watch.rate(WAY).seconds == pytest.approx(8.0)
    assert not scene.watch.rate(WAY).is_rough
    assert scene.watch.seconds_left(jobs[2].id) == pytest.approx(8.5)
    scene.watch.save()
    assert load_samples(scene.folder / "speeds.json")[WAY][0].rate == pytest.approx(8.0)


def test_that_time_left_runs_down_with_the_work(scene: Scene) -> None:
    scene.add(1000, 1000, count=4)
    scene.queue.start()
    scene.after(8.5, lambda: scene.runner.finish(8.5))
    told = []
    for _ in range(3):
        told += [scene.after(0.85, lambda step=step: scene.runner.progress(step / 10)).seconds_left  # type: ignore[misc]
                 for step in range(1, 10)]  # fmt: skip
        told.append(scene.after(0.85, lambda: scene.runner.finish(8.5)).seconds_left)
    assert told[-1] == 0 or told[-1] < 1.5
    half = len(told) // 2
    assert told[half] == pytest.approx(0.85 * (len(told) - 1 - half), abs=3)
    assert all(after < before + 1 for before, after in pairwise(told[2:]))


def test_that_speed_is_told_in_megapixels_of_results(scene: Scene) -> None:
    scene.add(1000, 1000)
    scene.queue.start()
    scene.after(0, lambda: None)
    assert scene.after(4, lambda: scene.runner.progress(0.5)).speed == pytest.approx(2.0)


def test_that_failures_teach_nothing(scene: Scene) -> None:
    scene.add(1000, 1000, count=2)
    scene.queue.start()
    scene.after(1, scene.runner.fail)
    assert scene.watch.rate(WAY).is_rough


def test_that_removed_jobs_leave_nothing_behind(scene: Scene) -> None:
    jobs = scene.add(1000, 1000, count=3)
    assert scene.after(0, lambda: scene.queue.remove([job.id for job in jobs])) == Outlook(is_rough=False)


def test_that_a_picture_beyond_the_memory_is_counted_and_named(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aresrgan_gui.services.queue.watch.machine_memory", lambda: (100_000_000, 50_000_000))
    jobs = scene.add(200_000, 200_000)
    qtbot.waitUntil(lambda: scene.room.too_large == 1)
    entry = scene.watch.entry(jobs[0].id)
    assert entry is not None
    assert entry.needs.memory > scene.watch.room.memory
    assert scene.room.shortages[0].needed == entry.needs.disk
    scene.queue.remove([jobs[0].id])
    qtbot.waitUntil(lambda: scene.room.too_large == 0)


def test_that_many_jobs_are_taken_in_little_by_little(scene: Scene) -> None:
    info = PictureInfo(100, 100, "PNG", 1)
    found = [FoundPicture(scene.folder / f"{number}.png", info) for number in range(PORTION + 1)]
    jobs = scene.queue.add(found, OPTIONS)
    scene.qtbot.waitUntil(lambda: scene.watch.entry(jobs[0].id) is not None)
    assert scene.watch.entry(jobs[-1].id) is None
    scene.qtbot.waitUntil(lambda: scene.watch.entry(jobs[-1].id) is not None)
