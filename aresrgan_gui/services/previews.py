"""Whole pictures for looking at, sources and results."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import Failure, UpscaleError
from aresrgan_gui.core.pictures import load, load_reduced, probe, to_srgb
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.services.images import to_qimage


class PreviewLoader(QObject):
    """Decodes pictures away from the window's thread; each `load` is answered by one signal."""

    loaded = Signal(object, QImage)
    """The Path asked for and the picture, upright and in sRGB."""
    failed = Signal(object, object)
    """The Path asked for and the Failure."""

    def load(self, path: Path, side: int) -> None:
        """Decode `path`, whole unless its longer side is over `side` pixels, then shrunk to that."""
        task = Task(partial(_decoded, path, side), Priority.JOBS)
        task.returned.connect(self._tell)
        task.start()

    def _tell(self, outcome: tuple[Path, QImage | Failure]) -> None:
        path, result = outcome
        if isinstance(result, Failure):
            self.failed.emit(path, result)
        else:
            self.loaded.emit(path, result)


def _decoded(path: Path, side: int) -> tuple[Path, QImage | Failure]:
    try:
        info = probe(path, max_pixels=None)
        if max(info.width, info.height) > side:
            image = load_reduced(path, side, max_pixels=None)
        else:
            image = to_srgb(load(path, max_pixels=None))
    except UpscaleError as error:
        return path, error.failure
    return path, to_qimage(image)
