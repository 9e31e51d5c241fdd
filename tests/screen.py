"""A screen of its own for programs that are used as a person uses them: an X server, a bus and a mouse."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "xdotool", "scrot", "dbus-daemon")


def missing() -> list[str]:
    """The programs that a screen takes and that are not here."""
    return [name for name in NEEDED if not shutil.which(name)]


@dataclass(frozen=True)
class Screen:
    """What a program needs in its environment to be seen there."""

    environment: dict[str, str]

    def use(self, *words: str | int) -> None:
        """Move the mouse or press keys, by the words of xdotool. Raises CalledProcessError."""
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True)

    def shoot(self, path: Path) -> None:
        """Keep what is seen as PNG. Raises CalledProcessError."""
        subprocess.run(["scrot", "--overwrite", str(path)], env=self.environment, check=True)


@contextmanager
def screen(width: int = 1400, height: int = 900) -> Iterator[Screen]:
    """A screen of this many pixels, with a window manager."""
    environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    environment["QT_QPA_PLATFORM"] = "xcb"
    with ExitStack() as stack:
        size = f"{width}x{height}x24"
        shown = _line_of(stack, ["Xvfb", "-displayfd", "1", "-screen", "0", size], environment)
        environment["DISPLAY"] = f":{shown}"
        bus = _line_of(stack, ["dbus-daemon", "--session", "--nofork", "--print-address=1"], environment)
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        _started(stack, ["openbox"], environment)
        yield Screen(environment)


def _line_of(stack: ExitStack, command: list[str], environment: dict[str, str]) -> str:
    """The first line that a program says, which runs until the stack is left."""
    output = _started(stack, command, environment).stdout
    return output.readline().strip() if output else ""


def _started(stack: ExitStack, command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    program = stack.enter_context(
        subprocess.Popen(command, env=environment, stdout=pipe, stderr=nothing, text=True)
    )
    stack.callback(program.terminate)
    return program
