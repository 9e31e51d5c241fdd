"""Secrets that are asked for at a terminal, for a thread that is not the main one."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is needed", allow_module_level=True)

CTRL_C = b"\x03"

PATIENCE = 1.0
"""Seconds until a key is pressed again."""

PROGRAM = """
import fcntl, sys, termios
from PySide6.QtCore import QCoreApplication
from aresrgan_gui.cli.asking import Asker
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.runners.remote.aio import Call

fcntl.ioctl(0, termios.TIOCSCTTY, 0)
application = QCoreApplication([])
ask = Asker(application)
ended = []


async def wonder():
    import asyncio
    asked = [asyncio.to_thread(ask, host, "password") for host in ("one", "two")]
    return await asyncio.gather(*asked)


def interrupt():
    ended.append("interrupted")
    application.quit()


call = Call(wonder)
call.returned.connect(lambda answers: (ended.append(answers), application.quit()))
call.raised.connect(lambda error: ended.append(error))
call.start()
with interrupts_handled(interrupt):
    application.exec()
echoes = bool(termios.tcgetattr(0)[3] & termios.ECHO)
print("ended:", *ended, "echoes:", echoes)
"""


@pytest.fixture
def terminal() -> Iterator[Callable[[bytes], str]]:
    """Runs the program, types the same each time that it asks, and returns all that the terminal showed.

    Ctrl+C is pressed again where nothing comes of it: one that is quicker than anybody's hand falls between
    the prompt and the reading, where Python does not see it before something is read.
    """
    ours, theirs = os.openpty()

    def run(typed: bytes) -> str:
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        ) as program:
            shown, answered = "", 0
            while not re.search(r"echoes: \w+\s", shown):
                if typed == CTRL_C and answered and not select.select([ours], [], [], PATIENCE)[0]:
                    os.write(ours, typed)
                    continue
                shown += os.read(ours, 4096).decode()
                while shown.count("Password of") > answered:
                    answered += 1
                    os.write(ours, typed)
            assert program.wait(60) == 0
        return shown

    yield run
    os.close(ours)
    os.close(theirs)


def test_that_what_is_typed_reaches_the_threads_that_wait_for_it(terminal: Callable[[bytes], str]) -> None:
    shown = terminal(b"s3cret\n")
    assert "Password of one:" in shown
    assert "Password of two:" in shown
    assert "ended: ['s3cret', 's3cret'] echoes: True" in shown


def test_that_no_answer_is_none(terminal: Callable[[bytes], str]) -> None:
    assert "ended: [None, None] echoes: True" in terminal(b"\x04")


def test_that_an_interrupted_question_ends_the_program_at_once(terminal: Callable[[bytes], str]) -> None:
    shown = terminal(CTRL_C)
    assert shown.count("Password of") == 1
    # Whether the threads that waited are told before the program ends is left open.
    assert re.search(r"ended: (\[None, None\] )?interrupted echoes: True", shown)
