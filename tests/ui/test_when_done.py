"""The end of the work: messages, sounds, and the machine's rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.machine.power import Ending, Power
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.chime import Chime
from aresrgan_gui.ui.dialogs.countdown import SECONDS, Countdown
from aresrgan_gui.ui.when_done import Messenger, WhenDone

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

# The platform without a screen says so of every dialog.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class PlayedPower(Power):
    """Notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Ending] = []

    def finish(self, ending: Ending) -> None:
        self.asked.append(ending)


@pytest.fixture
def power(qtbot: QtBot) -> PlayedPower:
    return PlayedPower()


@pytest.fixture
def when_done(desk: Desk, power: PlayedPower) -> WhenDone:
    return desk.contents.offer_endings(power)


def action(when_done: WhenDone, text: str) -> QAction:
    return next(found for found in when_done.menu.actions() if found.text().replace("&", "") == text)


def drain(desk: Desk, pictures: list[FoundPicture], qtbot: QtBot) -> None:
    desk.queue.add(pictures[:1], UpscaleOptions())
    desk.queue.start()
    with qtbot.waitSignal(desk.queue.drained):
        desk.runner.finish()


def countdown(desk: Desk) -> Countdown:
    found = desk.window.findChild(Countdown)
    assert isinstance(found, Countdown)
    assert found.isVisible()
    return found


def test_that_the_machine_rests_after_the_countdown(
    desk: Desk, when_done: WhenDone, power: PlayedPower, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    when_done.choose(Ending.SHUT_DOWN)
    drain(desk, pictures, qtbot)
    dialog = countdown(desk)
    for _ in range(SECONDS - 1):
        dialog.count()
    assert power.asked == []
    dialog.count()
    assert power.asked == [Ending.SHUT_DOWN]
    assert when_done.ending is Ending.NOTHING


@pytest.mark.parametrize("way", ["button", "escape", "return"])
def test_that_the_countdown_can_be_cancelled(
    desk: Desk, when_done: WhenDone, pictures: list[FoundPicture], qtbot: QtBot, way: str
) -> None:
    when_done.choose(Ending.SLEEP)
    drain(desk, pictures, qtbot)
    dialog = countdown(desk)
    if way == "button":
        button = dialog.findChild(QPushButton)
        assert isinstance(button, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(dialog, Qt.Key.Key_Escape if way == "escape" else Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert not dialog.is_counting


def test_that_nothing_happens_to_the_machine_unasked(
    desk: Desk, when_done: WhenDone, power: PlayedPower, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    drain(desk, pictures, qtbot)
    assert desk.window.findChild(Countdown) is None
    assert power.asked == []


def test_that_a_message_comes_only_to_those_who_look_elsewhere(
    desk: Desk,
    when_done: WhenDone,
    pictures: list[FoundPicture],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(Messenger, "say", lambda _self, text: said.append(text))
    monkeypatch.setattr(desk.window, "isActiveWindow", lambda: True)
    drain(desk, pictures, qtbot)
    assert said == []
    monkeypatch.setattr(desk.window, "isActiveWindow", lambda: False)
    drain(desk, pictures, qtbot)
    assert said == ["Pictures done: 2."]
    action(when_done, "Tell me").trigger()
    drain(desk, pictures, qtbot)
    assert len(said) == 1


def test_that_a_sound_is_made_when_it_is_wanted(
    desk: Desk,
    when_done: WhenDone,
    pictures: list[FoundPicture],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sounds: list[None] = []
    monkeypatch.setattr(Chime, "ring", lambda _chime: sounds.append(None))
    drain(desk, pictures, qtbot)
    assert not sounds
    action(when_done, "Play a sound").trigger()
    drain(desk, pictures, qtbot)
    assert len(sounds) == 1


def test_that_message_and_sound_are_remembered_and_the_rest_is_not(
    desk: Desk, when_done: WhenDone, qtbot: QtBot
) -> None:
    when_done.choose(Ending.SHUT_DOWN)
    action(when_done, "Play a sound").trigger()
    qtbot.waitUntil(lambda: bool(desk.saved))
    assert (desk.saved[-1].notify, desk.saved[-1].sound) == (True, True)
    assert not hasattr(desk.saved[-1], "ending")
