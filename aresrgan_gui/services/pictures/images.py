"""Pictures as Qt shows them, decoded elsewhere."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError, failure_of, output_error
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.runners.local.looking import Looker

MAX_SIDE = 1 << 20
"""In pixels; what is longer is never asked for."""

_FORMATS = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}


class Images(QObject):
    """Has pictures decoded in a process of their own; each `fetch` is answered by one signal."""

    arrived = Signal(object, QImage)
    """The Path asked for and the picture, or part of it, upright and in sRGB."""
    failed = Signal(object, object)
    """The Path asked for and the Failure."""

    def __init__(self, looker: Looker, parent: QObject | None = None, folder: Path | None = None) -> None:
        """Pixels on their way lie in `folder`, or else in private ones that are there only meanwhile."""
        super().__init__(parent)
        self._looker = looker
        self._folder = folder
        self._removal: weakref.finalize[..., Any] | None = None
        self._pending = 0
        self._numbers = 0

    def fetch(self, what: str, path: Path, **values: object) -> None:
        """Ask the engine `what` of a picture; see `aresrgan_gui.engine.looking`."""
        self._pending += 1
        self._numbers += 1
        try:
            raw = self._way() / f"pixels-{self._numbers}"
        except OSError as error:
            failure = output_error(error, path).failure
            QTimer.singleShot(0, self, partial(self._tell, (path, failure)))
            return
        named = {"path": str(path), "into": str(raw)}
        self._looker.ask(what, partial(self._take, path, raw), named | values)

    def _way(self) -> Path:
        """The folder; one of our own goes at the latest with the program."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="aresrgan-look-"))
            self._removal = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def _take(self, path: Path, raw: Path, outcome: Mapping[str, Any] | Failure) -> None:
        if isinstance(outcome, Failure):
            self._tell((path, of_picture(outcome)))
            return
        task = Task(partial(_read, path, raw, outcome), Priority.JOBS)
        task.returned.connect(self._tell)
        task.start()

    def _tell(self, read: tuple[Path, QImage | Failure]) -> None:
        self._pending -= 1
        if self._pending == 0 and self._removal is not None:
            self._removal()
            self._folder = self._removal = None
        path, result = read
        if isinstance(result, Failure):
            self.failed.emit(path, result)
        else:
            self.arrived.emit(path, result)


def _read(path: Path, raw: Path, layout: Mapping[str, Any]) -> tuple[Path, QImage | Failure]:
    try:
        return path, read_image(raw, layout)
    except (UpscaleError, OSError, MemoryError) as error:
        return path, failure_of(error)
    finally:
        raw.unlink(missing_ok=True)


def of_picture(failure: Failure) -> Failure:
    """The failure as who looks at the picture meets it: one that ends its decoder is as good as damaged."""
    if failure.code in (ErrorCode.ENGINE_CRASHED, ErrorCode.ENGINE_HUNG):
        return replace(failure, code=ErrorCode.INPUT_DAMAGED)
    return failure


def read_image(raw: Path, layout: Mapping[str, Any]) -> QImage:
    """The pixels in `raw`, of the width, height and channels of `layout`, as Qt paints them fastest.

    What is transparent stays as it is, since the fastest way would change its colours.

    Whoever wrote both has decoded what may be hostile: neither is believed. Raises UpscaleError and OSError.
    """
    measures = [layout.get(name) for name in ("width", "height", "channels")]
    width, height, channels = (value if isinstance(value, int) else 0 for value in measures)
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and channels in _FORMATS):
        raise UpscaleError(ErrorCode.INTERNAL, None, f"no pixels: {layout}")
    image = QImage(width, height, _FORMATS[channels])
    if image.isNull():
        raise UpscaleError(ErrorCode.OUT_OF_MEMORY, None, f"not enough memory for {width} x {height} pixels")
    with raw.open("rb") as stream:
        if stream.readinto(image.bits()) != image.sizeInBytes():
            raise UpscaleError(ErrorCode.INTERNAL, None, f"fewer pixels than {width} x {height}")
    return image if channels == 4 else image.convertToFormat(QImage.Format.Format_RGB32)
