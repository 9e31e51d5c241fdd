"""Where the files of runs lie in the object storage.

`aresrgan/KEY/` holds a run's picture, named `input`, and its result, named `output`; `aresrgan/models/` holds
files of models by their SHA-256, which are sent once.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.remote.request import RemoteRequest, known_sha256
from aresrgan_gui.runners.tat.manifest import Fetched
from aresrgan_gui.runners.tat.storage import Moved, Storage
from aresrgan_gui.runners.tat.tasks import TIMEOUT

ADDRESS_SECONDS = 2 * TIMEOUT
"""How long addresses are valid: a run as long as runs may be, after it waited for its turn just as long."""

FOLDER = "aresrgan"


class Bucket:
    """The files of all runs. Methods raise UpscaleError as `Storage` does."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._models: set[str] = set()
        """The SHA-256 of those that are known to be there."""

    async def sent_at(self, key: str) -> float | None:
        """When a run's picture came, None if it is not there; seconds since 1970 by the storage's clock."""
        found = await self._storage.find(_input(key))
        return None if found is None else found.when

    async def send(self, request: RemoteRequest, moved: Moved) -> None:
        """Put a run's picture there."""
        await self._storage.upload(request.source, _input(request.key), moved)

    async def send_models(self, files: Sequence[Path], *, anew: bool = False) -> None:
        """Put those files there that are missing, or all of them `anew`: what is there is not what it was."""
        for path in files:
            digest = await _digest(path)
            if digest in self._models and not anew:
                continue
            if anew or await self._storage.find(_model(digest)) is None:
                await self._storage.upload(path, _model(digest), lambda _fraction: None)
            self._models.add(digest)

    async def picture(self, request: RemoteRequest) -> Fetched:
        """A run's picture, as a host is to fetch it."""
        url = self._storage.address("GET", _input(request.key), ADDRESS_SECONDS)
        return Fetched(f"input{request.source.suffix}", url, await _digest(request.source))

    async def models(self, files: Sequence[Path]) -> tuple[str, tuple[Fetched, ...]]:
        """A name for the set of these files, in hexadecimal, and the files as a host is to fetch them."""
        fetched = []
        for path in files:
            digest = await _digest(path)
            url = self._storage.address("GET", _model(digest), ADDRESS_SECONDS)
            fetched.append(Fetched(path.name, url, digest))
        names = "\n".join(f"{file.sha256} {file.name}" for file in fetched)
        return hashlib.sha256(names.encode("utf-8")).hexdigest()[:32], tuple(fetched)

    def result_address(self, key: str) -> str:
        """Where a host is to put a run's result."""
        return self._storage.address("PUT", _output(key), ADDRESS_SECONDS)

    async def has_result(self, key: str) -> bool:
        """Whether a run's result is there."""
        return await self._storage.find(_output(key)) is not None

    async def fetch(self, request: RemoteRequest, sha256: str, moved: Moved) -> bool:
        """Bring a run's result here; whether it is what was put, by `sha256`, or its ETag if that is ""."""
        return await self._storage.download(_output(request.key), request.output, moved, sha256=sha256)

    async def clear(self, key: str) -> None:
        """Remove a run's files, last the one that says that there is a run."""
        await self._storage.remove(_output(key), _input(key))


def _input(key: str) -> str:
    return f"{FOLDER}/{key}/input"


def _output(key: str) -> str:
    return f"{FOLDER}/{key}/output"


def _model(digest: str) -> str:
    return f"{FOLDER}/models/{digest}"


async def _digest(path: Path) -> str:
    """As `known_sha256`, but raises UpscaleError."""
    try:
        return await asyncio.to_thread(known_sha256, path)
    except OSError as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, path, error.strerror or str(error)) from error
