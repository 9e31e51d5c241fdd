"""The one thread on which asyncio runs: everything that talks with other machines.

It is imported late, as it takes its time and a program without hosts needs none of it.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from aresrgan_gui.core.errors import ErrorCode, UpscaleError

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)

END_SECONDS = 5.0
"""How long what is still under way at the program's end is waited for."""


class Call(QObject):
    """One coroutine on that thread; exactly one of the signals follows, in the thread that asked.

    Connect a QObject's method: such a connection ends with the receiver.
    """

    returned = Signal(object)
    """What the coroutine returned."""
    raised = Signal(object)
    """The Exception that it raised; UpscaleError(CANCELLED) where it was cancelled."""
    _ended = Signal(object, object)

    def __init__(self, start: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """`start` is called on that thread to make the coroutine."""
        super().__init__()
        self._start = start
        self._task: asyncio.Task[object] | None = None
        self._is_cancelled = False
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        _unfinished.add(self)
        _loop().call_soon_threadsafe(self._begin)

    def cancel(self) -> None:
        """Cancel the coroutine's task, once."""
        _loop().call_soon_threadsafe(self._cancel)

    def _begin(self) -> None:
        import asyncio

        self._task = asyncio.get_running_loop().create_task(self._start())
        # Called as well for a task that was cancelled before it took its first step.
        self._task.add_done_callback(self._on_done)

    def _cancel(self) -> None:
        if self._task is not None and not self._is_cancelled:
            self._is_cancelled = True
            self._task.cancel()

    def _on_done(self, task: asyncio.Task[object]) -> None:
        failure = UpscaleError(ErrorCode.CANCELLED) if task.cancelled() else task.exception()
        self._ended.emit(task.result() if failure is None else None, failure)

    def _tell(self, result: object, failure: Exception | None) -> None:
        _unfinished.discard(self)
        if failure is None:
            self.returned.emit(result)
        else:
            self.raised.emit(failure)


_unfinished: set[Call] = set()
"""Keeps each call in its own thread's hands until it has told its outcome there."""

_running: asyncio.AbstractEventLoop | None = None


def _loop() -> asyncio.AbstractEventLoop:
    global _running  # noqa: PLW0603 - there is one thread for all
    if _running is None:
        import asyncio

        loop = _running = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="asyncio", daemon=True)
        thread.start()
        atexit.register(_finish, loop, thread)
    return _running


def _finish(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    """Cancel what is under way, and end the thread while there is still an interpreter for it to run in."""
    import asyncio
    import concurrent.futures

    try:
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result(END_SECONDS)
    except concurrent.futures.TimeoutError:
        log.warning("a call to another machine did not end in time")
    loop.call_soon_threadsafe(loop.stop)
    thread.join(END_SECONDS)
    if not thread.is_alive():
        loop.close()


async def _cancel_all() -> None:
    import asyncio

    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
