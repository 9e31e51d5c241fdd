"""Ctrl+C and termination while Qt's event loop runs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

from PySide6.QtCore import QSocketNotifier

_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]


@contextmanager
def interrupts_handled(on_interrupt: Callable[[], None]) -> Iterator[None]:
    """Call `on_interrupt` in the event loop when the user or the system asks the program to end.

    A signal that the program was started to ignore, as `nohup` does, stays ignored.

    Python sees a signal only when it runs, which it does not while Qt waits: the signal's number arrives on a
    pipe instead, on Windows on a socket, and that wakes the loop.
    """

    def ignore(_number: int, _frame: FrameType | None) -> None:
        """The pipe tells it; without a handler of Python's the default one would end the program."""

    with _pipe() as (reader, read, writer):

        def wake() -> None:
            read(64)
            on_interrupt()

        notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read)
        notifier.activated.connect(wake)
        previous_wakeup = signal.set_wakeup_fd(writer)
        heeded = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
        previous = {number: signal.signal(number, ignore) for number in heeded}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(previous_wakeup)
            notifier.setEnabled(False)


@contextmanager
def _pipe() -> Iterator[tuple[int, Callable[[int], bytes], int]]:
    """An end to wait at, how so many bytes are read there, and an end to write to; neither blocks."""
    if sys.platform == "win32":
        # Nothing else can be waited for there, and nowhere else is there need to load it.
        import socket

        one, other = socket.socketpair()
        with one, other:
            one.setblocking(False)
            other.setblocking(False)
            yield one.fileno(), one.recv, other.fileno()
    else:
        reader, writer = os.pipe()
        try:
            os.set_blocking(reader, False)
            os.set_blocking(writer, False)
            yield reader, partial(os.read, reader), writer
        finally:
            os.close(reader)
            os.close(writer)
