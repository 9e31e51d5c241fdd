"""From what was dropped or typed to the pictures in it."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.paths import reachable
from aresrgan_gui.runners.background import Priority, Task

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.pictures import PictureInfo

BATCH_PICTURES = 8
BATCH_SECONDS = 0.2
"""A batch is handed on when it is full or this old, so that slow disks show something early too."""

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class FoundPicture:
    """A picture with an absolute path, what its header says, and where it lay below the folder named.

    `below` is relative, `Path('.')` for a file that was named itself; `in_folder` is false for such a file.
    """

    path: Path
    info: PictureInfo
    below: Path = Path()
    in_folder: bool = False


def walk(paths: Sequence[Path], recursive: bool = True) -> Iterator[FoundPicture | Failure]:
    """Every picture at or in `paths`, once, in natural order; what cannot be read comes as a Failure.

    A file named itself is judged by its content, files in folders by their extension first. Hidden names,
    which include our own temporary ones, and linked folders are passed over in folders.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        yield from _named(reachable(path.absolute()), recursive, seen)


def natural_key(name: str) -> list[tuple[int, str]]:
    """A sorting key that puts `2.png` before `10.png`, whatever the letter case."""
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if index % 2 else (-1, part) for index, part in enumerate(parts)]


def sizes_of(sources: Mapping[str, Path]) -> dict[str, tuple[int, int] | None]:
    """The upright width and height in pixels of pictures, by any key; None for what cannot be read."""
    found = {key: _probed(source, Path(), in_folder=False) for key, source in sources.items()}
    return {
        key: (one.info.width, one.info.height) if isinstance(one, FoundPicture) else None
        for key, one in found.items()
    }


class Intake(QObject):
    """Reads files and folders away from the window's thread."""

    found = Signal(list)
    """A batch: list[FoundPicture]."""
    rejected = Signal(object)
    """A Failure: something that was named, or looked like a picture, and is not one that can be read."""
    finished = Signal()
    """Everything asked for was read, or reading was cancelled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Iterator[FoundPicture | Failure]] = []
        self._task: Task | None = None

    def scan(self, paths: Sequence[Path], recursive: bool = True) -> None:
        """Read `paths`, after those that are being read already."""
        self._waiting.append(walk(tuple(paths), recursive))
        if self._task is None:
            self._read_on()

    def cancel(self) -> None:
        """Read no further."""
        if self._task is not None:
            self._task.forget()
            self._task = None
            self._waiting.clear()
            self.finished.emit()

    def _read_on(self) -> None:
        self._task = Task(partial(_next_batch, self._waiting[0]), Priority.READING)
        self._task.returned.connect(self._hand_on)
        self._task.start()

    def _hand_on(self, batch: list[FoundPicture | Failure]) -> None:
        if not batch:
            self._waiting.pop(0)
        task = self._task
        pictures = [entry for entry in batch if isinstance(entry, FoundPicture)]
        if pictures:
            self.found.emit(pictures)
        for entry in batch:
            if isinstance(entry, Failure):
                self.rejected.emit(entry)
        if self._task is not task:
            return
        if self._waiting:
            self._read_on()
        else:
            self._task = None
            self.finished.emit()


def _next_batch(entries: Iterator[FoundPicture | Failure]) -> list[FoundPicture | Failure]:
    """The next entries; none when there are no more."""
    deadline = time.monotonic() + BATCH_SECONDS
    batch: list[FoundPicture | Failure] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH_PICTURES or time.monotonic() > deadline:
            break
    return batch


def _named(path: Path, recursive: bool, seen: set[tuple[int, int]]) -> Iterator[FoundPicture | Failure]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield Failure(ErrorCode.INPUT_MISSING, path, "no such file or folder")
    except (OSError, ValueError) as error:
        yield Failure(ErrorCode.INPUT_UNREADABLE, path, str(error))
    else:
        if stat.S_ISDIR(status.st_mode):
            yield from _in_folder(path, recursive, seen)
        elif not stat.S_ISREG(status.st_mode):
            yield Failure(ErrorCode.NOT_A_PICTURE, path, "neither a file nor a folder")
        elif _is_new(status, seen):
            yield _probed(path, Path(), in_folder=False)


def _in_folder(top: Path, recursive: bool, seen: set[tuple[int, int]]) -> Iterator[FoundPicture | Failure]:
    waiting = [(top, Path())]
    while waiting:
        folder, below = waiting.pop()
        try:
            if not _is_new(folder.stat(), seen):
                continue
            files, folders = _entries(folder)
        except OSError as error:
            yield Failure(ErrorCode.INPUT_UNREADABLE, folder, error.strerror or str(error))
            continue
        for name in files:
            file = reachable(folder / name)
            try:
                is_new = _is_new(file.stat(), seen)
            except OSError:
                is_new = True
            if is_new:
                yield _probed(file, below, in_folder=True)
        if recursive:
            waiting.extend((reachable(folder / name), below / name) for name in reversed(folders))


def _entries(folder: Path) -> tuple[list[str], list[str]]:
    """The names of what looks like a picture in `folder` and of the folders in it, both in natural order."""
    from aresrgan_gui.core.imaging.pictures import SUFFIXES

    files, folders = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif os.path.splitext(entry.name)[1].lower() in SUFFIXES and entry.is_file():  # noqa: PTH122
                files.append(entry.name)
    return sorted(files, key=natural_key), sorted(folders, key=natural_key)


def _is_new(status: os.stat_result, seen: set[tuple[int, int]]) -> bool:
    """Whether the file was not met before, under any name; some network drives give no numbers."""
    identity = (status.st_dev, status.st_ino)
    if not status.st_ino:
        return True
    is_new = identity not in seen
    seen.add(identity)
    return is_new


def _probed(path: Path, below: Path, *, in_folder: bool) -> FoundPicture | Failure:
    # Pillow is loaded with the first picture, away from the window's thread.
    from aresrgan_gui.core.imaging.pictures import probe

    try:
        return FoundPicture(path, probe(path), below, in_folder)
    except UpscaleError as error:
        return error.failure
