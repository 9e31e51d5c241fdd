"""Large pictures on their way to a worker: they wait in files at the scheduler, and come and go in parts.

Within their tasks they would hold the scheduler up, and with them every other client and worker; large
results are fetched in parts for the same reason.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.farm.dask import Scheduler, SchedulerPlugin

PART_BYTES = 8 << 20
"""How much comes at a time; no more of a picture is in memory, at the scheduler or with who sends it."""

LARGE_BYTES = 4 << 20
"""From this size on a picture waits here; smaller ones reach their worker before it is free for them.

Every question that a picture costs is one that the scheduler cannot answer somebody else.
"""


class Spool(SchedulerPlugin):  # type: ignore[misc]
    """Keeps a file for as long as the farm keeps the task of its name."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}
        """Which client brought each file."""
        self._scheduler: Scheduler

    @override
    async def start(self, scheduler: Scheduler) -> None:
        """Be there for clients and workers."""
        self._scheduler = scheduler
        scheduler.handlers["spool_write"] = self.write
        scheduler.handlers["spool_read"] = self.read
        scheduler.handlers["spool_drop"] = self.drop

    async def write(self, name: str, start: int, part: bytes, client: str) -> None:
        """Add a part. Raises OSError."""
        self._owners[name] = client
        await asyncio.to_thread(write_part, self._path(name), start, part)

    async def read(self, name: str, start: int) -> bytes:
        """A part. Raises OSError."""
        return await asyncio.to_thread(read_part, self._path(name), start)

    async def drop(self, name: str) -> None:
        """Remove what was brought and will have no task."""
        self._remove(name)

    @override
    def transition(self, key: str, start: str, finish: str, *_: Any, **__: Any) -> None:
        """Remove what no task needs any more."""
        if finish == "forgotten":
            self._remove(key)

    @override
    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        """Remove what a client brought without a task."""
        for name in [name for name, owner in self._owners.items() if owner == client]:
            if name not in scheduler.tasks:
                self._remove(name)

    def _remove(self, name: str) -> None:
        if self._owners.pop(name, None) is not None:
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return Path(self._scheduler.local_directory) / Path(name).name


def read_part(path: Path, start: int) -> bytes:
    """At most `PART_BYTES` of a file from the byte `start` on. Raises OSError."""
    with path.open("rb") as stream:
        stream.seek(start)
        return stream.read(PART_BYTES)


def write_part(path: Path, start: int, part: bytes) -> None:
    """Write a part where it belongs; the first one makes the file anew. Raises OSError."""
    with path.open("r+b" if start else "wb") as stream:
        stream.seek(start)
        stream.write(part)
