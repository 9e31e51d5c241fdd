"""What later starts of the program say to the window that is open: which paths they were given."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

ANSWER_MS = 5000
"""How long a first window is given to take paths; one that is busy or hung does not."""

MAX_BYTES = 16 << 20
_TAKEN = b"taken\n"


class Listener(QObject):
    """Listens for later starts over the same data folder."""

    called = Signal(list)
    """list[Path] that another start was given, empty where it was given none."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = _server_name(folder)
        # What listens under this name was left by a process that is gone.
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            log.warning("later starts cannot be heard: %s", self._server.errorString())

    def close(self) -> None:
        """Hear no more."""
        self._server.close()

    def _on_connection(self) -> None:
        caller = _Caller(self._server.nextPendingConnection(), self)
        caller.called.connect(self.called)


def call(folder: Path, paths: Sequence[Path]) -> bool | None:
    """Whether the window over that folder takes these paths; None where none listens."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name(folder))
    if not socket.waitForConnected(ANSWER_MS):
        return None
    socket.write(json.dumps([str(path.absolute()) for path in paths]).encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(ANSWER_MS):
            return False
    return socket.readLine().data() == _TAKEN


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
