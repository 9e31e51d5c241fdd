"""The machine's sleep: kept off while there is work, and asked for when the user wants it afterwards."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from enum import Enum

from PySide6.QtCore import QObject

from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome

log = logging.getLogger(__name__)


class Ending(str, Enum):
    """What happens to the machine when all work is done."""

    NOTHING = "nothing"
    SLEEP = "sleep"
    SHUT_DOWN = "shut-down"


_ENDINGS: dict[tuple[str, Ending], list[str]] = {
    ("linux", Ending.SLEEP): ["systemctl", "suspend"],
    ("linux", Ending.SHUT_DOWN): ["systemctl", "poweroff"],
    ("darwin", Ending.SLEEP): ["pmset", "sleepnow"],
    ("darwin", Ending.SHUT_DOWN): ["osascript", "-e", 'tell application "System Events" to shut down'],
    ("win32", Ending.SLEEP): ["rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"],
    ("win32", Ending.SHUT_DOWN): ["shutdown.exe", "/s", "/t", "0"],
}


def ending_command(ending: Ending, platform: str) -> list[str] | None:
    """The program and arguments that put a machine of `platform` (sys.platform) to sleep or shut it down."""
    return _ENDINGS.get((platform, ending))


def awake_command(platform: str, pid: int) -> list[str] | None:
    """The program that keeps a machine awake until it, or the process `pid`, ends; Windows needs none."""
    if platform == "darwin":
        return ["caffeinate", "-i", "-w", str(pid)]
    if platform == "linux":
        inhibit = ["systemd-inhibit", "--what=idle:sleep", "--who=ARESRGAN", "--why=Enlarging pictures"]
        return [*inhibit, "tail", f"--pid={pid}", "-f", "/dev/null"]
    return None


def can(ending: Ending) -> bool:
    """Whether this machine has what the ending takes."""
    command = ending_command(ending, sys.platform)
    return ending is Ending.NOTHING or (command is not None and shutil.which(command[0]) is not None)


class Power(QObject):
    """Holds sleep off and brings it about; a system that will not has its reason in the log."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_awake = False
        self._guard = ChildProcess(self)
        self._guard.ended.connect(self._on_guard_ended)
        self._last = ChildProcess(self)

    def set_awake(self, is_awake: bool) -> None:
        """Keep the machine from sleeping by itself, or let it again."""
        if is_awake == self._is_awake:
            return
        self._is_awake = is_awake
        if sys.platform == "win32":
            _set_execution_state(is_awake)
        elif is_awake:
            self._guard_sleep()
        else:
            self._guard.kill()

    def finish(self, ending: Ending) -> None:
        """Put the machine to sleep or shut it down."""
        command = ending_command(ending, sys.platform)
        if command is not None:
            log.info("all is done: %s", ending.value)
            self._last.start(command[0], command[1:])

    def _guard_sleep(self) -> None:
        command = awake_command(sys.platform, os.getpid())
        if command is not None and shutil.which(command[0]) and not self._guard.is_running:
            self._guard.start(command[0], command[1:])

    def _on_guard_ended(self, outcome: ProcessOutcome) -> None:
        if not outcome.cancelled:
            log.info("this system does not let itself be kept awake: %s", outcome)


if sys.platform == "win32":
    import ctypes

    _ES_CONTINUOUS = 0x80000000
    _ES_SYSTEM_REQUIRED = 0x00000001

    def _set_execution_state(is_awake: bool) -> None:
        """See SetThreadExecutionState in the Windows API."""
        wanted = _ES_CONTINUOUS | (_ES_SYSTEM_REQUIRED if is_awake else 0)
        ctypes.windll.kernel32.SetThreadExecutionState(wanted)
