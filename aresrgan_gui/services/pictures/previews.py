"""Whole pictures for looking at, sources and results."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import ErrorCode, Failure, output_error
from aresrgan_gui.core.imaging.pyramid import Pyramid, find_pyramid
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.local.looking import LONG_SECONDS, Answer, Looker
from aresrgan_gui.services.pictures.images import Images, of_picture


class PreviewLoader(QObject):
    """Has pictures decoded; each `load` is answered by one signal."""

    loaded = Signal(object, QImage)
    """The Path asked for and the picture, upright and in sRGB."""
    tiled = Signal(object, object)
    """The Path asked for and its Pyramid."""
    failed = Signal(object, object)
    """The Path asked for and the Failure."""

    def __init__(self, parent: QObject | None = None, looker: Looker | None = None) -> None:
        """`looker` None makes one of its own."""
        super().__init__(parent)
        self._looker = looker or Looker(parent=self)
        self._images = Images(self._looker, self)
        self._images.arrived.connect(self.loaded)
        self._images.failed.connect(self.failed)

    def load(self, path: Path, side: int) -> None:
        """Decode `path`, whole unless its longer side is over `side` pixels, then shrunk to that."""
        self._images.fetch("show", path, side=side, max_pixels=None)

    def load_tiled(self, path: Path) -> None:
        """Have `tiled` say the pyramid of a huge picture; where there is none yet, one is made."""
        task = Task(partial(_found, path), Priority.JOBS)
        task.returned.connect(self._show_or_make)
        task.start()

    def stop(self) -> None:
        """Load no more."""
        self._looker.stop()

    def _show_or_make(self, found: tuple[Path, Pyramid | Failure | None]) -> None:
        path, result = found
        if result is None:
            self._looker.ask("make_tiles", partial(self._on_made, path), {"path": str(path)}, LONG_SECONDS)
        else:
            self._tell((path, result))

    def _on_made(self, path: Path, outcome: Answer | Failure) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(path, of_picture(outcome))
            return
        task = Task(partial(_found, path), Priority.JOBS)
        task.returned.connect(self._tell)
        task.start()

    def _tell(self, found: tuple[Path, Pyramid | Failure | None]) -> None:
        path, result = found
        if isinstance(result, Pyramid):
            self.tiled.emit(path, result)
        else:
            self.failed.emit(path, result or Failure(ErrorCode.INTERNAL, path, "its tiles are gone again"))


def _found(path: Path) -> tuple[Path, Pyramid | Failure | None]:
    try:
        return path, find_pyramid(path)
    except OSError as error:
        return path, output_error(error, path).failure
