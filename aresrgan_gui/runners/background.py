"""Work away from the window's thread, with its outcome as a signal in the thread that asked."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from enum import IntEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, Signal

LEAST_THREADS = 4


class Priority(IntEnum):
    """What goes first when every thread is busy."""

    THUMBNAILS = 0
    READING = 1
    JOBS = 2


class Task(QObject):
    """One callable on a thread of the pool; exactly one of the signals follows, unless it is forgotten.

    Connect a QObject's method: such a connection ends with the receiver.
    """

    returned = Signal(object)
    """What the callable returned."""
    raised = Signal(object)
    """The Exception that it raised."""
    _ended = Signal(object, object)

    def __init__(self, call: Callable[[], object], priority: Priority) -> None:
        super().__init__()
        self._call: Callable[[], object] | None = call
        self._priority = priority
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin as soon as a thread is free."""
        _unfinished.add(self)
        _pool().start(self._run, self._priority)

    def forget(self) -> None:
        """Say nothing of the outcome; a call that has not begun is not made."""
        self._call = None

    def _run(self) -> None:
        call = self._call
        result: object = None
        failure: Exception | None = None
        if call is not None:
            try:
                result = call()
            except Exception as error:
                failure = error
        self._ended.emit(result, failure)

    def _tell(self, result: object, failure: Exception | None) -> None:
        _unfinished.discard(self)
        if self._call is None:
            return
        if failure is None:
            self.returned.emit(result)
        else:
            self.raised.emit(failure)


_unfinished: set[Task] = set()
"""Keeps each task in its own thread's hands until it has told its outcome there."""


@cache
def _pool() -> QThreadPool:
    pool = QThreadPool()
    pool.setMaxThreadCount(max(LEAST_THREADS, QThread.idealThreadCount()))
    atexit.register(_finish, pool)
    return pool


def _finish(pool: QThreadPool) -> None:
    """End the threads while there is still an interpreter for them to run in."""
    pool.clear()
    pool.waitForDone()
