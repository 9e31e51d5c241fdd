"""One window for each user: who holds the lock of the folder of data is it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile


class Instance:
    """The lock of a data folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        # A lock is stale when its process is gone, however old: Qt looks the process up.
        self._lock.setStaleLockTime(0)

    def claim(self) -> bool:
        """Become the user's one window; False where there is another."""
        return self._lock.tryLock(0)

    def release(self) -> None:
        """Let another start become the window."""
        self._lock.unlock()
