"""Whole pictures for looking at, sources and results."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import Failure, UpscaleError, output_error
from aresrgan_gui.core.paths import pyramids_folder
from aresrgan_gui.core.pictures import load, load_reduced, probe, to_srgb
from aresrgan_gui.core.pyramid import Pyramid, find_pyramid, make_pyramid
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.services.images import to_qimage


class PreviewLoader(QObject):
    """Decodes pictures away from the window's thread; each `load` is answered by one signal."""

    loaded = Signal(object, QImage)
    """The Path asked for and the picture, upright and in sRGB."""
    tiled = Signal(object, object)
    """The Path asked for and its Pyramid."""
    failed = Signal(object, object)
    """The Path asked for and the Failure."""

    def load(self, path: Path, side: int) -> None:
        """Decode `path`, whole unless its longer side is over `side` pixels, then shrunk to that."""
        task = Task(partial(_decoded, path, side), Priority.JOBS)
        task.returned.connect(self._tell)
        task.start()

    def load_tiled(self, path: Path) -> None:
        """Have `tiled` say the pyramid of a huge picture; where there is none yet, one is made."""
        task = Task(partial(_tiled, path), Priority.JOBS)
        task.returned.connect(self._tell)
        task.start()

    def _tell(self, outcome: tuple[Path, QImage | Pyramid | Failure]) -> None:
        path, result = outcome
        if isinstance(result, Pyramid):
            self.tiled.emit(path, result)
        elif isinstance(result, Failure):
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


def _tiled(path: Path) -> tuple[Path, Pyramid | Failure]:
    try:
        return path, find_pyramid(path) or _new_pyramid(path)
    except UpscaleError as error:
        return path, error.failure
    except OSError as error:
        return path, output_error(error, path).failure


def _new_pyramid(path: Path) -> Pyramid:
    pyramids_folder().mkdir(parents=True, exist_ok=True)
    # It brings numpy, which no start has to wait for.
    from aresrgan_gui.core.sources import opened_source

    with opened_source(path, pyramids_folder(), max_pixels=None) as source:
        return make_pyramid(path, source)
