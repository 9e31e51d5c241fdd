"""Writing a file so that it appears whole or not at all, and never over a source."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aresrgan_gui.core.private import make_private_folder, private_opener

_ATTEMPTS = 6 if sys.platform == "win32" else 1
_PAUSE = 0.1
"""How often a name is asked for that is denied, and the seconds between."""

_NO_HARD_LINKS = (
    errno.EPERM, errno.EACCES, errno.EXDEV, errno.ENOTSUP,
    errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS, errno.EINVAL,
)  # fmt: skip
"""How file systems refuse them that have none, or have them for some files only."""


def same_file(one: Path, other: Path) -> bool:
    """Whether both paths lead to one existing file, through links and letter case as well."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def publish(part: Path, target: Path, *, overwrite: bool) -> None:
    """Give the finished file `part` the name `target` in the same file system, durably.

    Raises FileExistsError where the name is taken and `overwrite` is false; `part` is then still there.
    """
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    if overwrite:
        _patiently(lambda: part.replace(target))
    else:
        _patiently(lambda: _rename_new(part, target))
    _sync_folder(target.parent)


def _rename_new(part: Path, target: Path) -> None:
    if sys.platform == "win32":
        part.rename(target)
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        target.open("xb").close()
        try:
            part.replace(target)
        except OSError:
            target.unlink()
            raise
    else:
        part.unlink()


def _patiently(rename: Callable[[], object]) -> None:
    """On Windows a virus scanner or an indexer holds a new file for a moment, which denies its renaming."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            rename()
        except PermissionError:
            if attempt == _ATTEMPTS:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name last; where folders cannot be read or synced, the file stands all the same."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def written_whole(target: Path, *, overwrite: bool, private: bool = False) -> Iterator[Path]:
    """A temporary name beside `target` to write to; it becomes `target` when the block ends well.

    Missing parent folders are made; they and the file are for the user alone where it is `private`. The
    temporary file is gone whatever happens.
    """
    part = target.parent / f".{os.urandom(6).hex()}.part{target.suffix}"
    if private:
        make_private_folder(target.parent)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if private:
            os.close(private_opener(str(part), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        yield part
        publish(part, target, overwrite=overwrite)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
