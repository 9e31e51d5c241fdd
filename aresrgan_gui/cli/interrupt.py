"""Ctrl+C and termination while Qt's event loop runs."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    socket instead, and that wakes the loop on every platform.
    """
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)

    def wake() -> None:
        reader.recv(64)
        on_interrupt()

    def ignore(_number: int, _frame: FrameType | None) -> None:
        """The socket tells it; without a handler of Python's the default one would end the program."""

    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(wake)
    previous_wakeup = signal.set_wakeup_fd(writer.fileno())
    heeded = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    previous = {number: signal.signal(number, ignore) for number in heeded}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(previous_wakeup)
        notifier.setEnabled(False)
        reader.close()
        writer.close()
