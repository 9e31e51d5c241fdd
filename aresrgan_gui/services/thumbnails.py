"""Small pictures for the queue's rows."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.pictures import load_reduced
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.services.images import to_qimage

SIDE = 96
"""Longest side of a thumbnail in pixels."""

KEPT = 512
"""Thumbnails kept in memory: at most 36 KB each."""


class Thumbnails(QObject):
    """Makes thumbnails away from the window's thread and keeps the latest."""

    ready = Signal(object, QImage)
    """The picture's Path and its thumbnail; a picture that cannot be read gives no signal."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Path, QImage] = OrderedDict()
        self._running: set[Path] = set()

    def request(self, path: Path) -> None:
        """Have `ready` say the thumbnail of `path`, always after this call returned."""
        if path in self._kept:
            self._kept.move_to_end(path)
            QTimer.singleShot(0, self, partial(self.ready.emit, path, self._kept[path]))
        elif path not in self._running:
            self._running.add(path)
            task = Task(partial(_thumbnail, path), Priority.THUMBNAILS)
            task.returned.connect(self._keep)
            task.start()

    def _keep(self, outcome: tuple[Path, QImage | None]) -> None:
        path, image = outcome
        self._running.discard(path)
        if image is None:
            return
        self._kept[path] = image
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(path, image)


def _thumbnail(path: Path) -> tuple[Path, QImage | None]:
    try:
        return path, to_qimage(load_reduced(path, SIDE))
    except UpscaleError:
        return path, None
