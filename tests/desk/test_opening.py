"""The steps of a start that follow the first sight of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.overriding import override
from aresrgan_gui.desk import opening
from aresrgan_gui.desk.opening import Opening


class Window(QWidget):
    """Notes when it is painted."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__()
        self._notes = notes

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._notes.append("painted")


def each(*steps: Callable[[], None]) -> Iterator[None]:
    """Does a step each time that it is asked for one."""
    for step in steps:
        step()
        yield


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, notes: list[str]) -> Window:
    window = Window(notes)
    qtbot.addWidget(window)
    return window


def test_that_the_steps_follow_the_first_sight_of_the_window_one_in_each_turn(
    window: Window, notes: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 60_000)

    class Poster(QObject):
        """Posts an event with each step, to be handled before the next one."""

    poster = Poster(window)

    def step() -> None:
        notes.append("step")
        poster.setObjectName(str(len(notes)))
        poster.deleteLater()

    poster.destroyed.connect(lambda: notes.append("event"))
    begun = Opening(window, each(step, lambda: notes.append("last")), window)
    with qtbot.waitSignal(begun.done):
        window.show()
    assert notes == ["painted", "step", "event", "last"]


def test_that_a_window_that_is_not_painted_is_furnished_too(
    window: Window, notes: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 1)
    with qtbot.waitSignal(Opening(window, each(lambda: notes.append("step")), window).done):
        pass
    assert notes == ["step"]


def test_that_the_steps_can_be_done_at_once_and_are_done_once(
    window: Window, notes: list[str], qtbot: QtBot
) -> None:
    begun = Opening(window, each(lambda: notes.append("step")), window)
    begun.finish()
    assert notes == ["step"]
    with qtbot.waitSignal(begun.done):
        window.show()
    assert notes == ["step", "painted"]
