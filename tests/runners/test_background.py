"""Work on other threads, told in ours."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from aresrgan_gui.runners.background import Priority, Task


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.thread_of_telling: int | None = None

    def take(self, outcome: object) -> None:
        self.told.append(outcome)
        self.thread_of_telling = threading.get_ident()


def start(call: object, receiver: Receiver) -> Task:
    task = Task(call, Priority.JOBS)  # type: ignore[arg-type]
    task.returned.connect(receiver.take)
    task.raised.connect(receiver.take)
    task.start()
    return task


def test_that_the_result_comes_back_to_the_thread_that_asked(qtbot: QtBot) -> None:
    receiver = Receiver()
    start(threading.get_ident, receiver)
    qtbot.waitUntil(lambda: bool(receiver.told))
    assert receiver.told[0] != threading.get_ident()
    assert receiver.thread_of_telling == threading.get_ident()


def test_that_an_exception_comes_back(qtbot: QtBot) -> None:
    receiver = Receiver()
    start(lambda: 1 // 0, receiver)
    qtbot.waitUntil(lambda: bool(receiver.told))
    assert [type(outcome) for outcome in receiver.told] == [ZeroDivisionError]


def test_that_a_forgotten_task_says_nothing(qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def call() -> bool:
        begun.set()
        return go_on.wait(60)

    forgotten, other = Receiver(), Receiver()
    task = start(call, forgotten)
    assert begun.wait(60)
    task.forget()
    with qtbot.waitSignal(task._ended):
        go_on.set()
    start(bool, other)
    qtbot.waitUntil(lambda: bool(other.told))
    assert forgotten.told == []


def test_that_a_receiver_may_go_away_first(qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def call() -> bool:
        begun.set()
        return go_on.wait(60)

    receiver = Receiver()
    told = receiver.told
    task = start(call, receiver)
    assert begun.wait(60)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    del receiver
    with qtbot.waitSignal(task.returned):
        go_on.set()
    QCoreApplication.processEvents()
    assert told == []
