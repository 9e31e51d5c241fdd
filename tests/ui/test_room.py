"""What the window says and offers where results cannot be written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.queue.full_disk import FullDisk
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Mode
from aresrgan_gui.services.queue.watch import Watch
from aresrgan_gui.ui.queue.forecast import Forecast
from aresrgan_gui.ui.queue.model import QueueRole
from aresrgan_gui.ui.queue.room_notice import RoomNotice

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def choose(desk: Desk, folder: Path) -> None:
    """Answer the question for another folder."""
    dialog = desk.window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(folder))
    dialog.close()


def targets(desk: Desk) -> set[Path]:
    return {job.target.parent for job in desk.queue.jobs()}


def test_that_a_row_says_before_the_run_that_its_folder_cannot_be_written(
    desk: Desk, pictures: list[FoundPicture], read_only: Path, elsewhere: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.contents.attend(Watch(desk.queue, tmp_path / "speeds.json", parent=desk.queue))
    desk.queue.add(pictures, replace(UpscaleOptions(), folder=read_only / "new"))
    forecast = desk.window.findChild(Forecast)
    assert isinstance(forecast, Forecast)
    qtbot.waitUntil(lambda: "cannot be written" in forecast.warning)
    index = desk.contents.queue_panel.view.model().index(0, 0)
    assert "its folder cannot be written" in index.data(QueueRole.ROW).state
    button = next(iter(forecast.findChildren(QPushButton)))
    assert button.isVisible()
    button.click()
    choose(desk, elsewhere)
    assert targets(desk) == {elsewhere}
    qtbot.waitUntil(lambda: not button.isVisible())
    assert not forecast.warning


def test_that_what_failed_for_its_folder_goes_into_another_and_is_tried_again(
    desk: Desk, pictures: list[FoundPicture], elsewhere: Path
) -> None:
    jobs = desk.queue.add(pictures, desk.contents.options_panel.options)
    desk.queue.start()
    desk.runner.finish()
    desk.runner.fail(ErrorCode.OUTPUT_UNWRITABLE)
    dialog = desk.contents.care.explain(Failure(ErrorCode.OUTPUT_UNWRITABLE, jobs[1].target, "read-only"))
    next(
        button for button in dialog.findChildren(QPushButton) if button.text() == "Choose another folder..."
    ).click()
    choose(desk, elsewhere)
    assert desk.queue.job(jobs[0].id).target.parent != elsewhere
    assert desk.queue.job(jobs[1].id).target.parent == elsewhere
    assert desk.queue.job(jobs[1].id).state is JobState.WAITING
    desk.contents.edits.stack.undo()
    assert desk.queue.job(jobs[1].id).target.parent == jobs[1].target.parent


def test_that_other_failures_offer_no_folder(desk: Desk) -> None:
    dialog = desk.contents.care.explain(Failure(ErrorCode.ENGINE_CRASHED, Path("a.png")))
    assert "Choose another folder..." not in {button.text() for button in dialog.findChildren(QPushButton)}


def test_that_a_full_disk_is_told_until_the_work_goes_on_elsewhere(
    desk: Desk, pictures: list[FoundPicture], elsewhere: Path, qtbot: QtBot
) -> None:
    notice = RoomNotice(FullDisk(desk.queue, lambda _: (1, 1000), desk.queue), desk.window)
    notice.folder_wanted.connect(desk.contents.elsewhere.ask)
    desk.contents.add_banner(notice)
    assert notice.isHidden()
    jobs = desk.queue.add(pictures, desk.contents.options_panel.options)
    desk.queue.start()
    desk.runner.fail(ErrorCode.DISK_FULL)
    qtbot.waitUntil(notice.isVisible)
    assert "is full: about 47" in notice.text
    assert "goes on by itself" in notice.text
    next(button for button in notice.findChildren(QPushButton) if "another" in button.text()).click()
    choose(desk, elsewhere)
    assert notice.isHidden()
    assert desk.queue.mode is Mode.RUNNING
    assert desk.queue.job(jobs[0].id).state is JobState.RUNNING
    assert targets(desk) == {elsewhere}
