"""One window for each user: a second start hands its paths to the first and ends.

The lock alone decides which is the first, and takes little. What listens and calls is loaded for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from aresrgan_gui.services.calls import Listener

PATIENCE_MS = 5000
"""How long a window is waited for that holds the lock and does not listen: it opens, or hangs."""

AGAIN_MS = 20
"""Between two tries to reach it."""


class Instance(QObject):
    """Holds the lock of a data folder and listens for later starts."""

    called = Signal(list)
    """list[Path] that another start was given, empty where it was given none."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._listener: Listener | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        # A lock is stale when its process is gone, however old: Qt looks the process up.
        self._lock.setStaleLockTime(0)

    def claim(self) -> bool:
        """Become the user's one window; False where there is another."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Hear later starts; the lock is ours."""
        from aresrgan_gui.services.calls import Listener

        self._listener = Listener(self._folder, self)
        self._listener.called.connect(self.called)

    def release(self) -> None:
        """Let another start become the window."""
        if self._listener is not None:
            self._listener.close()
        self._lock.unlock()

    def hand_over(self, paths: Sequence[Path]) -> bool:
        """Give the paths to the window that is open; False where it does not take them in time.

        One that has just begun to open is waited for. Where it is gone, the lock is ours.
        """
        from aresrgan_gui.services.calls import call

        deadline = QDeadlineTimer(PATIENCE_MS)
        while (is_taken := call(self._folder, paths)) is None and not self.claim():
            if deadline.hasExpired():
                return False
            QThread.msleep(AGAIN_MS)
        return bool(is_taken)
