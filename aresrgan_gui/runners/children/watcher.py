"""Ends a child when its parent is gone, where the system does not: a small process beside both.

Usage: python -m aresrgan_gui.runners.children.watcher PARENT CHILD
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress

import psutil

LOOK_SECONDS = 0.5


def watch(parent: int, child: int) -> None:
    """Return when the process `child` is gone, for which it is killed when `parent` is."""
    above, below = _found(parent), _found(child)
    while _lives(above) and _lives(below):
        time.sleep(LOOK_SECONDS)
    if below is not None and _lives(below):
        with suppress(psutil.NoSuchProcess):
            below.kill()


def _found(number: int) -> psutil.Process | None:
    try:
        return psutil.Process(number)
    except psutil.NoSuchProcess:
        return None


def _lives(process: psutil.Process | None) -> bool:
    """Whether it runs; one that waits for its parent to take notice of its end does not."""
    try:
        return process is not None and process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


if __name__ == "__main__":
    watch(int(sys.argv[1]), int(sys.argv[2]))
