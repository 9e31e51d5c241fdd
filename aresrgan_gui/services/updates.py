"""Asks whether there is a newer release, and tells; nothing is ever downloaded but the feed."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from aresrgan_gui import __version__
from aresrgan_gui.core.updates import MAX_FEED_BYTES, is_newer, read_feed

log = logging.getLogger(__name__)

PATIENCE = 15_000
"""Milliseconds without a byte after which the feed is given up."""


class UpdateCheck(QObject):
    """Reads the feed when asked to."""

    ended = Signal(object)
    """A newer Release, or None where none is known; the log says why. Once for each `start`."""

    def __init__(self, url: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._url = QUrl(url)
        self._reply: QNetworkReply | None = None

    def start(self) -> None:
        """Read the feed, unless that is under way. It hears of this program no more than its name."""
        if self._reply is not None:
            return
        request = QNetworkRequest(self._url)
        request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, "aresrgan")
        request.setTransferTimeout(PATIENCE)
        request.setMaximumRedirectsAllowed(5)
        self._reply = QNetworkAccessManager(self).get(request)
        self._reply.downloadProgress.connect(self._refuse_too_much)
        self._reply.finished.connect(self._on_finished)

    def _refuse_too_much(self, received: int, _total: int) -> None:
        if received > MAX_FEED_BYTES and self._reply is not None:
            self._reply.abort()

    def _on_finished(self) -> None:
        reply, self._reply = self._reply, None
        if reply is None:
            return
        found = None
        try:
            if reply.error() is not QNetworkReply.NetworkError.NoError:
                raise ValueError(reply.errorString())  # noqa: TRY301 - told like what the feed lacks
            release = read_feed(_within_bounds(bytes(reply.readAll().data())))
            found = release if is_newer(release.version, __version__) else None
        except ValueError as error:
            log.warning("whether there is a newer release is not known: %s", error)
        reply.deleteLater()
        reply.manager().deleteLater()
        self.ended.emit(found)


def _within_bounds(content: bytes) -> bytes:
    """The content. Raises ValueError for more than a feed has, as it may come at once."""
    if len(content) > MAX_FEED_BYTES:
        raise ValueError(f"more than {MAX_FEED_BYTES:,} bytes")
    return content
