"""What the farm's workers are sent, what they do with it, and what they send back.

Dask passes these functions and classes on by their names, so that every machine needs this program.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import EXIT_CODES, EXIT_OK, output_error
from aresrgan_gui.core.overriding import override
from aresrgan_gui.core.private import make_private_folder
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.farm.bench import Bench
from aresrgan_gui.runners.farm.dask import Reschedule, Worker, WorkerPlugin, get_worker, reason
from aresrgan_gui.runners.farm.spool import LARGE_BYTES, read_part, write_part
from aresrgan_gui.runners.remote.request import RemoteRequest, sha256_of

TOPIC = "aresrgan"
"""Under which workers tell how far they are: `key`, `at` (their address) and `fraction`."""

RESOURCE = {"GPU": 1}
"""What a task needs and each worker has once."""

TRIES = 3
"""How often a part is asked for that gets lost, and everything is fetched that arrives damaged."""

_DESK = "aresrgan-desk"


class NotWholeError(Exception):
    """A picture comes from the scheduler otherwise than it was to be sent there."""


class SpoolError(Exception):
    """The scheduler does not give out a picture that waits there."""


@dataclass(frozen=True)
class Work:
    """One run of the engine. `models` is a name that `Models` were given to the workers under.

    A `source` that is not among this is in the scheduler's `Spool`, and `source_sha256` tells whether it is
    whole.
    """

    key: str
    arguments: tuple[str, ...]
    source: bytes | None
    source_sha256: str
    source_suffix: str
    output_suffix: str
    models: str


@dataclass(frozen=True)
class Made:
    """How a run ended; `size` in bytes, and `sha256`, which is empty where there is no result.

    A result that is not the `content` of this is kept by the worker at the address `at`.
    """

    at: str
    outcome: ProcessOutcome
    lines: tuple[str, ...]
    size: int = 0
    sha256: str = ""
    content: bytes | None = None


@dataclass(frozen=True)
class WorkerReport:
    """What a worker says of its machine; `clock` is its time in seconds since the epoch."""

    device: str
    version: str
    free_bytes: int
    clock: float


async def upscale(work: Work) -> Made:
    """Do `work` on the worker that this runs on."""
    return await _desk(get_worker()).upscale(work)


async def end(key: str, dask_worker: Worker) -> None:
    """End the work with this key on a worker; returns when its engine is at rest."""
    await _desk(dask_worker).end(key)


async def has_models(name: str, dask_worker: Worker) -> bool:
    """Whether a worker was given these models."""
    return _models_folder(dask_worker, name).is_dir()


async def read_result(key: str, start: int, dask_worker: Worker) -> bytes:
    """A part of a result. Raises LookupError or OSError where it is not there any more."""
    return await asyncio.to_thread(read_part, _desk(dask_worker).results[key], start)


async def drop_result(key: str, dask_worker: Worker) -> None:
    """Remove a result, which was fetched."""
    _desk(dask_worker).drop(key)


async def report(dask_worker: Worker) -> WorkerReport:
    """What the worker says of its machine."""
    return _desk(dask_worker).report()


class Models(WorkerPlugin):  # type: ignore[misc]
    """The files of a model, which every worker gets once, also one that joins later."""

    def __init__(self, name: str, files: dict[str, bytes]) -> None:
        self.name = name
        self._files = files

    @override
    def setup(self, worker: Worker) -> None:
        """Write the files; their folder appears when they are whole. Raises OSError."""
        folder = _models_folder(worker, self.name)
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        make_private_folder(part)
        for name, content in self._files.items():
            (part / Path(name).name).write_bytes(content)
        if not folder.exists():
            part.rename(folder)
        self._files = {}


class Desk(WorkerPlugin):  # type: ignore[misc]
    """The work of one worker: one picture at a time on `device`, whose name for people is `title`."""

    name = _DESK

    def __init__(self, bench: Bench, device: str, title: str) -> None:
        self._bench = bench
        self._device = device
        self._title = title
        self._ended: dict[str, asyncio.Event] = {}
        """For each key that is under way, set when it no longer is."""
        self._given_up: set[str] = set()
        self.results: dict[str, Path] = {}
        """Files that are kept for as long as the farm keeps their keys."""
        self._worker: Worker

    @override
    def setup(self, worker: Worker) -> None:
        """The worker has come into being."""
        self._worker = worker

    @override
    def transition(self, key: str, start: str, finish: str, **_: Any) -> None:
        """Dask stops no task that has begun, and knows nothing of its files: both are done here."""
        if finish not in ("released", "forgotten"):
            return
        if key in self._ended:
            self._give_up(key)
        else:
            self.drop(key)

    async def upscale(self, work: Work) -> Made:
        """Make the picture in a folder of its own, which is removed where there is no result."""
        self._ended[work.key] = asyncio.Event()
        self._news(work.key, 0.0)
        folder = Path(self._worker.local_directory) / work.key
        try:
            made = await self._made(work, folder)
        except OSError as error:
            failure = output_error(error, folder).failure
            made = Made(
                self._worker.address, ProcessOutcome(EXIT_CODES[failure.code]), (f"{folder}: {error}",)
            )
        finally:
            if work.key not in self.results:
                shutil.rmtree(folder, ignore_errors=True)
            self._ended.pop(work.key).set()
            self._given_up.discard(work.key)
        return made

    async def end(self, key: str) -> None:
        """Give the work up; returns when it is."""
        if key in self._ended:
            self._give_up(key)
            await self._ended[key].wait()

    def drop(self, key: str) -> None:
        """Remove the result of this key, if there is one."""
        if key in self.results:
            shutil.rmtree(self.results.pop(key).parent, ignore_errors=True)

    def report(self) -> WorkerReport:
        """What there is to say of this machine."""
        free = shutil.disk_usage(self._worker.local_directory).free
        return WorkerReport(self._title, __version__, free, time.time())

    async def _made(self, work: Work, folder: Path) -> Made:
        """Raises OSError and what `_fetch_source` does, and Reschedule for work that was given up.

        Should somebody want that, it is done anew.
        """
        source, output = folder / f"source{work.source_suffix}", folder / f"result{work.output_suffix}"
        await asyncio.to_thread(_lay_out, folder, source, work.source or b"")
        if work.source is None:
            await self._fetch_source(work, source)
        request = RemoteRequest(work.key, source, output, (), work.arguments)
        models = _models_folder(self._worker, work.models)
        arguments = request.command(source=str(source), output=str(output), models=str(models))
        if "-g" not in arguments:
            arguments += ["-g", self._device]
        if work.key in self._given_up:
            raise Reschedule
        news = _Percents(lambda fraction: self._news(work.key, fraction))
        outcome, lines = await self._bench.run(arguments, news.tell)
        if work.key in self._given_up:
            raise Reschedule
        at = self._worker.address
        if outcome != ProcessOutcome(EXIT_OK) or not output.is_file():
            return Made(at, outcome, lines)
        size, sha256, content = await asyncio.to_thread(_measured, output)
        if content is None:
            source.unlink(missing_ok=True)
            self.results[work.key] = output
        return Made(at, outcome, lines, size, sha256, content)

    async def _fetch_source(self, work: Work, path: Path) -> None:
        """Raises OSError where it cannot be written, NotWholeError and SpoolError."""
        for _ in range(TRIES):
            written = 0
            while part := await self._spooled(work.key, written):
                await asyncio.to_thread(write_part, path, written, part)
                written += len(part)
            if await asyncio.to_thread(sha256_of, path) == work.source_sha256:
                return
        raise NotWholeError("it changes, or arrives damaged, each time it is sent")

    async def _spooled(self, key: str, start: int) -> bytes:
        """A part of a picture, asked for again where answers get lost. Raises SpoolError."""
        trouble = ""
        for _ in range(TRIES):
            try:
                part: bytes = await self._worker.scheduler.spool_read(name=key, start=start)
            except OSError as error:
                trouble = reason(error)
            else:
                return part
        raise SpoolError(f"the picture does not come from the scheduler: {trouble}")

    def _give_up(self, key: str) -> None:
        if key in self._ended:
            self._given_up.add(key)
            self._bench.cancel()

    def _news(self, key: str, fraction: float) -> None:
        news = {"key": key, "at": self._worker.address, "fraction": fraction}
        self._worker.log_event(TOPIC, news)


class _Percents:
    """Passes on a fraction for each whole percent: every one goes by the scheduler to all who listen."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell
        self._told = 0

    def tell(self, fraction: float) -> None:
        if (percent := int(100 * fraction)) > self._told:
            self._told = percent
            self._tell(fraction)


def _desk(worker: Worker) -> Desk:
    desk: Desk = worker.plugins[_DESK]
    return desk


def _models_folder(worker: Worker, name: str) -> Path:
    return Path(worker.local_directory) / name


def _lay_out(folder: Path, source: Path, content: bytes) -> None:
    """Make `folder` anew with the file `source` in it. Raises OSError."""
    shutil.rmtree(folder, ignore_errors=True)
    make_private_folder(folder)
    source.write_bytes(content)


def _measured(path: Path) -> tuple[int, str, bytes | None]:
    """A file's size in bytes, its SHA-256 in hexadecimal, and its content unless it is large.

    Raises OSError.
    """
    size = path.stat().st_size
    if size < LARGE_BYTES:
        content = path.read_bytes()
        return len(content), hashlib.sha256(content).hexdigest(), content
    return size, sha256_of(path), None
