"""Pictures that come without a file, as from a browser: they get one, since a job starts from a file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from aresrgan_gui.core.errors import ErrorCode, Failure, output_error
from aresrgan_gui.core.naming import free_path
from aresrgan_gui.core.paths import pasted_folder
from aresrgan_gui.core.private import FILE_MODE, make_private_folder
from aresrgan_gui.runners.background import Priority, Task


class PastedPictures(QObject):
    """Writes pictures as PNG into a folder of the user's own data."""

    kept = Signal(object)
    """The Path of the file that a picture was written to."""
    failed = Signal(object)
    """A Failure: a picture could not be written."""

    def keep(self, image: QImage | bytes, name: str = "") -> None:
        """Write pixels, or a PNG as it is, away from the window's thread.

        Without a name, it is called after the time.
        """
        # A copy of its own: the clipboard may take back the pixels meanwhile.
        own = image.copy() if isinstance(image, QImage) else image
        task = Task(partial(_written, own, name), Priority.READING)
        task.returned.connect(self.kept)
        task.raised.connect(self._refuse)
        task.start()

    def _refuse(self, error: Exception) -> None:
        failure = output_error(error, pasted_folder()).failure if isinstance(error, OSError) else None
        self.failed.emit(failure or Failure(ErrorCode.INTERNAL, pasted_folder(), repr(error)))


def _written(image: QImage | bytes, name: str) -> Path:
    """The new file of `image`. Raises OSError where it cannot be written."""
    folder = pasted_folder()
    make_private_folder(folder)
    stem = name or f"pasted {datetime.now().astimezone():%Y-%m-%d %H-%M-%S}"
    wanted = folder / f"{stem}.png"
    path = free_path(wanted, lambda candidate: not _claimed(candidate))
    if not isinstance(image, QImage):
        path.write_bytes(image)
        return path
    writer = QImageWriter(str(path), b"png")
    if not writer.write(image):
        path.unlink()
        raise OSError(writer.errorString())
    return path


def _claimed(path: Path) -> bool:
    """Whether the name was free and is ours now."""
    try:
        path.touch(mode=FILE_MODE, exist_ok=False)
    except FileExistsError:
        return False
    return True
