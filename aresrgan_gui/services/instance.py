"""One window for each user: a second start hands its paths to the first and ends."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

ANSWER_MS = 5000
"""How long a first window is given to take paths; one that is busy or hung does not."""

MAX_BYTES = 16 << 20
_TAKEN = b"taken\n"


class Instance(QObject):
    """Holds the lock of a data folder and listens for later starts."""

    called = Signal(list)
    """list[Path] that another start was given, empty where it was given none."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _server_name(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        # A lock is stale when its process is gone, however old: Qt looks the process up.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> bool:
        """Become the user's one window; False where there is another."""
        if not self._lock.tryLock(0):
            return False
        # What listens under this name was left by a process that is gone.
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("later starts cannot be heard: %s", self._server.errorString())
        return True

    def release(self) -> None:
        """Let another start become the window."""
        self._server.close()
        self._lock.unlock()

    def hand_over(self, paths: Sequence[Path]) -> bool:
        """Give the paths to the window that is open; False where it does not take them in time."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(json.dumps([str(path.absolute()) for path in paths]).encode() + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(ANSWER_MS):
                return False
        return socket.readLine().data() == _TAKEN

    def _on_connection(self) -> None:
        caller = _Caller(self._server.nextPendingConnection(), self)
        caller.called.connect(self.called)


class _Caller(QObject):
    """A later start at the other end of a socket."""

    called = Signal(list)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.deleteLater)
        self._read()

    def _read(self) -> None:
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() > MAX_BYTES:
                self._socket.abort()
            return
        try:
            paths = [Path(path) for path in json.loads(bytes(self._socket.readLine().data()))]
        except (ValueError, TypeError):
            self._socket.abort()
            return
        self._socket.write(_TAKEN)
        self._socket.flush()
        self.called.emit(paths)


def _server_name(folder: Path) -> str:
    """A name that is the user's own, since folders of data are."""
    path = str(folder.absolute()).encode(errors="replace")
    digest = QCryptographicHash.hash(path, QCryptographicHash.Algorithm.Sha256)
    return f"aresrgan-{bytes(digest.toHex().data()).decode()[:16]}"
