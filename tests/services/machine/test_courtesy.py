"""Work that stands still while the computer is used, by a clock that the test sets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.machine.courtesy import Courtesy
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue


class EagerRunner(QObject):
    """Takes jobs and remembers which were begun and whether they are held."""

    happened = Signal(object)
    slots = 1

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[tuple[str, int]] = []
        self.is_held = False

    def start(self, job: Job, attempt: int) -> None:
        self.begun.append((job.id, attempt))

    def cancel(self, job_id: str) -> None:
        """Nothing ends here."""

    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None:
        self.is_held = is_paused


class Clock:
    """Seconds since the last touch, as the test says."""

    def __init__(self) -> None:
        self.seconds: float | None = 0.0

    def __call__(self) -> float:
        if self.seconds is None:
            raise OSError("gone")
        return self.seconds


@pytest.fixture
def runner(qtbot: QtBot) -> EagerRunner:
    return EagerRunner()


@pytest.fixture
def queue(runner: EagerRunner) -> Queue:
    queue = Queue(runner)
    queue.add([FoundPicture(Path("/a.png"), PictureInfo(4, 4, "PNG", 1))], UpscaleOptions())
    return queue


def test_that_work_begins_and_goes_on_only_while_nothing_is_touched(
    queue: Queue, runner: EagerRunner, qtbot: QtBot
) -> None:
    clock = Clock()
    courtesy = Courtesy(queue, clock)
    courtesy.set_patience(10)
    queue.start()
    assert (runner.begun, queue.is_held) == ([], True)
    clock.seconds = 10.5
    qtbot.waitUntil(lambda: not queue.is_held)
    assert len(runner.begun) == 1
    clock.seconds = 0.1
    qtbot.waitUntil(lambda: runner.is_held)


def test_that_without_patience_or_a_clock_nobody_is_waited_for(queue: Queue, runner: EagerRunner) -> None:
    patient = Courtesy(queue, None)
    patient.set_patience(10)
    hasty = Courtesy(queue, Clock())
    queue.start()
    assert len(runner.begun) == 1
    hasty.set_patience(10)
    assert runner.is_held
    hasty.set_patience(0)
    assert not runner.is_held


def test_that_a_system_that_falls_silent_does_not_hold_the_work_for_ever(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    courtesy = Courtesy(queue, clock)
    courtesy.set_patience(10)
    queue.start()
    clock.seconds = None
    courtesy.look()
    assert not queue.is_held
    assert "does not tell any more" in caplog.text
