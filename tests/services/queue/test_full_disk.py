"""When a queue that a full disk has paused goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.needs import disk_bytes
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.queue.full_disk import FullDisk, Lack
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Mode, Queue
from tests.services.queue.test_queue import ScriptedRunner


class Desk:
    """A queue at work on one picture, on a disk with as much room as the test says (None: it is gone)."""

    def __init__(self, folder: Path) -> None:
        self.free: int | None = 1000
        self.asked_in_vain = False
        self.runner = ScriptedRunner()
        self.queue = Queue(self.runner)
        self.full = FullDisk(self.queue, self._disk, self.queue)
        found = FoundPicture(folder / "a.png", PictureInfo(100, 100, "PNG", 1))
        (self.job,) = self.queue.add([found], UpscaleOptions())
        self.queue.start()

    def fill(self, qtbot: QtBot) -> None:
        """Let the picture find the disk full."""
        with qtbot.waitSignal(self.full.told):
            self.runner.fail(self.job, ErrorCode.DISK_FULL)

    def mode(self) -> Mode:
        return self.queue.mode

    def _disk(self, folder: Path) -> tuple[int, int]:
        if self.free is None:
            self.asked_in_vain = True
            raise OSError(5, "gone", str(folder))
        return 1, self.free


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_that_it_says_how_much_is_missing_and_goes_on_when_that_is_free(desk: Desk, qtbot: QtBot) -> None:
    desk.fill(qtbot)
    assert desk.full.lack == Lack(desk.job.target.parent, disk_bytes(desk.job) - 1000)
    desk.free = disk_bytes(desk.job) - 1
    with qtbot.waitSignal(desk.full.told):
        desk.full.look()
    assert desk.mode() is Mode.PAUSED
    desk.free = disk_bytes(desk.job)
    with qtbot.waitSignal(desk.full.told) as told:
        desk.full.look()
    assert told.args == [None]
    assert desk.mode() is Mode.RUNNING
    assert len(desk.runner.started) == 2


def test_that_room_that_was_not_enough_is_not_tried_again(desk: Desk, qtbot: QtBot) -> None:
    desk.free = 10**12
    desk.fill(qtbot)
    desk.free += 1000
    with qtbot.waitSignal(desk.full.told):
        desk.full.look()
    assert desk.mode() is Mode.PAUSED
    desk.free += disk_bytes(desk.job)
    with qtbot.waitSignal(desk.queue.mode_changed):
        desk.full.look()
    assert desk.mode() is Mode.RUNNING


def test_that_it_looks_again_by_itself_also_at_a_disk_that_was_gone(desk: Desk, qtbot: QtBot) -> None:
    desk.fill(qtbot)
    desk.free = None
    desk.full.look()
    qtbot.waitUntil(lambda: desk.asked_in_vain)
    desk.free = 10**9
    qtbot.waitUntil(lambda: desk.mode() is Mode.RUNNING)


@pytest.mark.parametrize("act", ["start", "stop"])
def test_that_what_the_user_does_ends_the_wait(desk: Desk, act: str, qtbot: QtBot) -> None:
    desk.fill(qtbot)
    getattr(desk.queue, act)()
    assert desk.full.lack is None


def test_that_a_pause_of_the_user_is_left_alone(desk: Desk) -> None:
    desk.free = 10**12
    desk.queue.pause()
    desk.full.look()
    assert desk.mode() is Mode.PAUSED
