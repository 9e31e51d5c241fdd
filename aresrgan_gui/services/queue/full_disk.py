"""Lets the queue go on by itself when a full disk has paused it and there is room again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.needs import disk_bytes
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.services.queue.queue import Mode, Queue
from aresrgan_gui.services.queue.room import disk_of

LOOK_MS = 2000


@dataclass(frozen=True)
class Lack:
    """So many bytes have to be freed on the disk of `folder`."""

    folder: Path
    missing: int


class FullDisk(QObject):
    """Looks at the disk while the queue waits for it.

    An estimate alone decides nothing: what did not fit into the room there was needs more than that, and
    where a quota is used up the disk has plenty. So the queue goes on when there is clearly more room than at
    the failure, and never over and over with as little.
    """

    told = Signal(object)
    """A Lack, or None when the queue waits for the disk no more."""

    def __init__(
        self,
        queue: Queue,
        disk: Callable[[Path], tuple[int, int]] = disk_of,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._disk = disk
        self._job: Job | None = None
        self._enough: int | None = None
        self._lack: Lack | None = None
        self._timer = QTimer(self, interval=LOOK_MS, singleShot=True)
        self._timer.timeout.connect(self.look)
        queue.disk_filled.connect(self._begin)
        queue.mode_changed.connect(self._follow)

    @property
    def lack(self) -> Lack | None:
        """What the queue waits for; None while it does not."""
        return self._lack

    def look(self) -> None:
        """Go on if there is room now; otherwise look again in a while."""
        if self._job is not None:
            task = Task(partial(self._disk, self._job.target.parent), Priority.READING)
            task.returned.connect(self._weigh)
            task.raised.connect(self._look_later)
            task.start()

    def _begin(self, job: Job) -> None:
        self._job, self._enough = job, None
        self.look()

    def _follow(self, mode: Mode) -> None:
        if mode is not Mode.PAUSED and self._job is not None:
            self._job = None
            self._timer.stop()
            self._tell(None)

    def _weigh(self, found: tuple[int, int]) -> None:
        if self._job is None:
            return
        _, free = found
        if self._enough is None:
            needed = disk_bytes(self._job)
            self._enough = max(needed, free + needed // 2 + 1)
        if free >= self._enough:
            self._queue.start()
        else:
            self._tell(Lack(self._job.target.parent, self._enough - free))
            self._timer.start()

    def _look_later(self, _error: Exception) -> None:
        """The disk does not answer, as when it was taken off: it may come back."""
        self._timer.start()

    def _tell(self, lack: Lack | None) -> None:
        if lack != self._lack:
            self._lack = lack
            self.told.emit(lack)
