"""Small pictures for the queue's rows."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.runners.local.looking import Looker
from aresrgan_gui.services.pictures.images import Images

SIDE = 96
"""Longest side of a thumbnail in pixels."""

KEPT = 512
"""Thumbnails kept in memory: at most 36 KB each."""


class Thumbnails(QObject):
    """Has thumbnails made and keeps the latest."""

    ready = Signal(object, QImage)
    """The picture's Path and its thumbnail; a picture that cannot be read gives no signal."""

    def __init__(self, parent: QObject | None = None, looker: Looker | None = None) -> None:
        """`looker` None makes one of its own."""
        super().__init__(parent)
        self._kept: OrderedDict[Path, QImage] = OrderedDict()
        self._running: set[Path] = set()
        self._looker = looker or Looker(parent=self)
        self._images = Images(self._looker, self)
        self._images.arrived.connect(self._keep)
        self._images.failed.connect(self._forget)

    def request(self, path: Path) -> None:
        """Have `ready` say the thumbnail of `path`, always after this call returned."""
        if path in self._kept:
            self._kept.move_to_end(path)
            QTimer.singleShot(0, self, partial(self.ready.emit, path, self._kept[path]))
        elif path not in self._running:
            from aresrgan_gui.core.imaging.pictures import MAX_PIXELS

            self._running.add(path)
            self._images.fetch("show", path, side=SIDE, max_pixels=MAX_PIXELS)

    def stop(self) -> None:
        """Make no more."""
        self._looker.stop()

    def _keep(self, path: Path, image: QImage) -> None:
        self._running.discard(path)
        self._kept[path] = image
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(path, image)

    def _forget(self, path: Path, _failure: Failure) -> None:
        self._running.discard(path)
