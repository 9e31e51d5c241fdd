"""What the program and its engines take of this machine."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.services.machine.nvml import nvidia_gauge

INTERVAL = 2000
"""Milliseconds between two looks."""

SYSFS_CARDS = Path("/sys/class/drm")


@dataclass(frozen=True)
class Load:
    """`cpu` is the share of all processors in percent, `memory` bytes, `gpu` percent where it can be told."""

    cpu: float
    memory: int
    gpu: float | None = None


@dataclass(frozen=True)
class Reading:
    """At a time in seconds: the processor seconds that each of our processes used, and all their bytes."""

    at: float
    seconds: dict[int, float]
    memory: int
    gpu: float | None = None


def read() -> Reading:
    """Look at this process and all that it started."""
    ours = psutil.Process()
    seconds, memory = {}, 0
    for process in (ours, *ours.children(recursive=True)):
        try:
            with process.oneshot():
                times = process.cpu_times()
                seconds[process.pid] = times.user + times.system
                memory += process.memory_info().rss
        except psutil.Error:
            continue
    nvidia = nvidia_gauge()()
    return Reading(time.monotonic(), seconds, memory, gpu_busy(SYSFS_CARDS) if nvidia is None else nvidia)


def load_between(before: Reading, after: Reading, processors: int) -> Load:
    """The load from two looks; a process that is only in one of them counts with what it used in that one."""
    used = sum(max(0.0, now - before.seconds.get(pid, 0.0)) for pid, now in after.seconds.items())
    passed = max(after.at - before.at, 1e-3)
    return Load(min(100.0, 100 * used / passed / processors), after.memory, after.gpu)


def gpu_busy(cards: Path) -> float | None:
    """How busy the busiest graphics card is, in percent; AMD's driver on Linux tells it in a file."""
    found = []
    for file in cards.glob("card*/device/gpu_busy_percent"):
        try:
            found.append(float(file.read_text()))
        except (OSError, ValueError):
            continue
    return max(found, default=None)


class Monitor(QObject):
    """Looks every two seconds while it is on, away from the window's thread."""

    measured = Signal(object)
    """A Load, or None when the monitor was turned off."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: Reading | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._look)

    def set_on(self, is_on: bool) -> None:
        """Begin or end looking."""
        if is_on and not self._timer.isActive():
            self._before = None
            self._timer.start()
            self._look()
        elif not is_on:
            self._timer.stop()
            self.measured.emit(None)

    def _look(self) -> None:
        task = Task(read, Priority.READING)
        task.returned.connect(self._compare)
        task.start()

    def _compare(self, reading: Reading) -> None:
        if self._before is not None and self._timer.isActive():
            self.measured.emit(load_between(self._before, reading, psutil.cpu_count() or 1))
        self._before = reading
