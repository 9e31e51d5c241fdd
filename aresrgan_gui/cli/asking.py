"""Asking at the terminal for secrets of hosts."""

from __future__ import annotations

import getpass
import signal
import sys
import threading
from concurrent.futures import Future

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

_PROMPTS = {"password": "Password", "secret_id": "SecretId", "secret_key": "SecretKey"}


def ask_for(host: str, name: str) -> str | None:
    """Ask at the terminal for a secret of a host; None where there is no terminal, or no answer.

    Raises KeyboardInterrupt, also where Ctrl+C is taken for something else meanwhile.
    """
    if not sys.stdin.isatty():
        return None
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return getpass.getpass(f"{_PROMPTS[name]} of {host}: ")
    except EOFError:
        return None
    finally:
        signal.signal(signal.SIGINT, heeded)


class Asker(QObject):
    """Asks in the main thread, whichever wants to know, one question after another.

    On another thread Ctrl+C would not end a question, and the program's end would wait for its answer.
    """

    _wanted = Signal(object)

    def __init__(self, application: QCoreApplication) -> None:
        """The event loop of `application` is where it asks, and nothing is asked when that has ended."""
        super().__init__(application)
        self._lock = threading.Lock()
        self._is_over = False
        self._open: list[_Question] = []
        self._wanted.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        application.aboutToQuit.connect(self._give_up)

    def __call__(self, host: str, name: str) -> str | None:
        """A secret of a host; None where there is no terminal, or the program is about to end."""
        if threading.current_thread() is threading.main_thread():
            return ask_for(host, name)
        question = _Question(host, name)
        with self._lock:
            if self._is_over:
                return None
            self._open.append(question)
        self._wanted.emit(question)
        return question.answer.result()

    def _answer(self, question: _Question) -> None:
        if self._is_over:
            return
        try:
            answer = ask_for(question.host, question.name)
        except KeyboardInterrupt:
            self._give_up()
            signal.raise_signal(signal.SIGINT)
        else:
            self._open.remove(question)
            question.answer.set_result(answer)

    def _give_up(self) -> None:
        with self._lock:
            self._is_over = True
        while self._open:
            self._open.pop().answer.set_result(None)


class _Question:
    """What a thread waits to be told."""

    def __init__(self, host: str, name: str) -> None:
        self.host = host
        self.name = name
        self.answer: Future[str | None] = Future()
