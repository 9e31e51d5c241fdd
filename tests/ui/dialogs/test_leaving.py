"""Closing the window while there is work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.overriding import override
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.dialogs import leaving as leaving_module
from aresrgan_gui.ui.dialogs.leaving import Leaving

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

# The platform without a screen says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


class PlayedTray(QSystemTrayIcon):
    """An icon in the tray of a desktop that has one."""

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        super().__init__(icon, parent)
        self._is_shown = False

    @override
    def show(self) -> None:
        self._is_shown = True

    @override
    def hide(self) -> None:
        self._is_shown = False

    @override
    def isVisible(self) -> bool:
        return self._is_shown

    @staticmethod
    @override
    def isSystemTrayAvailable() -> bool:
        return True


@pytest.fixture
def leaving(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Leaving:
    """On a desktop with a tray; the program ends as soon as all is done."""
    monkeypatch.setattr(leaving_module, "QSystemTrayIcon", PlayedTray)
    monkeypatch.setattr(leaving_module, "LINGER", 0)
    return Leaving(desk.window, desk.queue)


def start(desk: Desk, pictures: list[FoundPicture]) -> None:
    desk.queue.add(pictures[:2], UpscaleOptions())
    desk.queue.start()


def texts(desk: Desk) -> list[str]:
    """What the buttons of the question say."""
    return [button.accessibleName() for box in boxes(desk) for button in box.buttons()]


def boxes(desk: Desk) -> list[QMessageBox]:
    return [box for box in desk.window.findChildren(QMessageBox) if box.isVisible()]


def answer(desk: Desk, text: str) -> None:
    """Close the window and click that answer."""
    desk.window.close()
    click(desk, text)


def click(desk: Desk, text: str) -> None:
    (box,) = boxes(desk)
    next(button for button in box.buttons() if button.accessibleName() == text).click()


def test_that_an_idle_window_closes_without_a_question(desk: Desk, leaving: Leaving) -> None:
    desk.window.close()
    assert not desk.window.isVisible()
    assert not leaving.is_in_background


@pytest.mark.usefixtures("leaving")
def test_that_closing_while_running_asks_once_and_can_be_thought_better_of(
    desk: Desk, pictures: list[FoundPicture]
) -> None:
    start(desk, pictures)
    desk.window.close()
    desk.window.close()
    assert sorted(texts(desk)) == ["Cancel", "Finish in the background", "Stop and quit"]
    click(desk, "Cancel")
    assert desk.window.isVisible()
    assert desk.queue.is_running


def test_that_stopping_closes_the_window_and_the_queue(
    desk: Desk, leaving: Leaving, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    start(desk, pictures)
    with qtbot.waitSignal(leaving.ended):
        answer(desk, "Stop and quit")
    assert not desk.window.isVisible()
    assert not desk.queue.is_running
    assert desk.saved


def test_that_the_work_is_finished_without_the_window(
    desk: Desk, leaving: Leaving, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    start(desk, pictures)
    desk.queue.pause()
    answer(desk, "Finish in the background")
    assert [desk.window.isVisible(), leaving.is_in_background] == [False, True]
    desk.runner.finish()
    with qtbot.waitSignal(leaving.ended):
        desk.runner.finish()
    assert not leaving.is_in_background
    assert desk.saved


def test_that_the_window_comes_back_when_it_is_asked_for_or_needed(
    desk: Desk, leaving: Leaving, pictures: list[FoundPicture]
) -> None:
    start(desk, pictures)
    answer(desk, "Finish in the background")
    leaving.come_back()
    assert [desk.window.isVisible(), leaving.is_in_background] == [True, False]
    answer(desk, "Finish in the background")
    desk.queue.pause()
    assert leaving.is_in_background is False


def test_that_a_desktop_without_a_tray_offers_no_background(
    desk: Desk, leaving: Leaving, pictures: list[FoundPicture], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlayedTray, "isSystemTrayAvailable", lambda: False)
    start(desk, pictures)
    desk.window.close()
    assert sorted(texts(desk)) == ["Cancel", "Stop and quit"]
    leaving.leave()
