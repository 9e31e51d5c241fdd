"""Whether the results fit: on the disks that they go to, and while they are made in memory."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from aresrgan_gui.services.queue.ledger import Claims


@dataclass(frozen=True)
class Shortage:
    """A file system on which too little is free for what goes into `folder` and its like; in bytes."""

    folder: Path
    needed: int
    free: int


@dataclass(frozen=True)
class Room:
    """The machine's memory, all and free, and what does not fit; in bytes.

    `too_large` counts jobs that need more memory than there is. `free_below` holds the free bytes for each
    folder that results go to.
    """

    memory: int = 0
    free_memory: int = 0
    most_memory: int = 0
    """What the most demanding job needs."""
    too_large: int = 0
    shortages: tuple[Shortage, ...] = ()
    free_below: dict[Path, int] = field(default_factory=dict)
    closed: frozenset[Path] = frozenset()
    """The folders among them in which nothing can be written: read-only, forbidden or gone."""


def survey(
    claims: Claims,
    memory: tuple[int, int],
    disk: Callable[[Path], tuple[int, int]],
    is_open: Callable[[Path], bool],
) -> Room:
    """Hold what is wanted against `memory` (all, free) and what is said of each folder."""
    free_below: dict[Path, int] = {}
    systems: dict[int, Shortage] = {}
    for folder, needed in claims.disk.items():
        try:
            system, free = disk(folder)
        except OSError:
            continue
        free_below[folder] = free
        known = systems.get(system, Shortage(folder, 0, free))
        systems[system] = Shortage(known.folder, known.needed + needed, free)
    total, available = memory
    return Room(
        memory=total,
        free_memory=available,
        most_memory=max(claims.memory, default=0),
        too_large=sum(count for needed, count in claims.memory.items() if needed > total),
        shortages=tuple(found for found in systems.values() if found.needed > found.free),
        free_below=free_below,
        closed=frozenset(folder for folder in claims.disk if not is_open(folder)),
    )


def machine_memory() -> tuple[int, int]:
    """All memory of this machine and what can be had of it now, in bytes."""
    import psutil

    found = psutil.virtual_memory()
    return found.total, found.available


def disk_of(folder: Path) -> tuple[int, int]:
    """The number of the file system that `folder` lies on, or will, and its free bytes. Raises OSError."""
    there = _nearest(folder)
    return there.stat().st_dev, shutil.disk_usage(there).free


def is_writable(folder: Path) -> bool:
    """Whether files can be made in `folder`, or it can be made itself."""
    try:
        there = _nearest(folder)
        if sys.platform == "win32":
            # What access lists, quotas and network drives allow is known to those that try.
            with tempfile.TemporaryFile(dir=there):
                return True
        return there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    except OSError:
        return False


def _nearest(folder: Path) -> Path:
    """`folder`, or what of its path is there. Raises OSError where nothing is, as on a drive that is gone."""
    for path in (folder, *folder.absolute().parents):
        if os.path.lexists(path):
            return path
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
