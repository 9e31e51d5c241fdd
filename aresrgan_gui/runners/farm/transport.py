"""The way to a farm: one client of its scheduler, and a task for each run."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode, UpscaleError, output_error
from aresrgan_gui.core.hosts import FarmHost
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.farm import dask
from aresrgan_gui.runners.farm.connection import Connection, GoneError, SkewError, WorkerLoad
from aresrgan_gui.runners.farm.spool import LARGE_BYTES, read_part, write_part
from aresrgan_gui.runners.farm.task import TRIES, Made, NotWholeError, SpoolError, Work, read_result
from aresrgan_gui.runners.remote.request import RemoteRequest, known_sha256
from aresrgan_gui.runners.remote.transport import (
    Fetching,
    HostReport,
    Output,
    Queued,
    Sending,
    Tell,
    host_error,
)

Result = TypeVar("Result")


def make_transport(host: FarmHost, _secret: object) -> FarmTransport:
    """The way to `host`; certificates are all that it asks for."""
    return FarmTransport(host)


class FarmTransport:
    """A `Transport`. A run is a task whose name is made of its key, so that the farm knows it again.

    What was given to the farm is published there under that name: the farm then keeps it, and its result,
    also while no client is connected.
    """

    def __init__(self, host: FarmHost) -> None:
        self._host = host
        self._connection: Connection | None = None
        self._connecting = asyncio.Lock()

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:
        """Give the farm the task, or find it there, and fetch what it made."""
        with self._failures_told():
            made = await _Run(await self._connected(), request, tell).made()
        if made.outcome == ProcessOutcome(EXIT_CODES[ErrorCode.DISK_FULL]):
            # Not this machine's, for which everything would be held up.
            raise host_error(ErrorCode.HOST_UNREADY, self._host.name, "the disk of a worker is full")
        return made.outcome

    async def kill(self, key: str) -> None:
        """Have the farm forget the task; returns when no worker is at it."""
        with self._failures_told():
            farm = await self._connected()
            await farm.end(task_name(key))

    async def probe(self) -> HostReport:
        """Ask the farm's workers; raises UpscaleError(HOST_UNREADY) where there is none."""
        with self._failures_told():
            farm = await self._connected()
            asked = time.time()
            reports = await farm.reports()
            middle = (asked + time.time()) / 2
        if not reports:
            raise host_error(ErrorCode.HOST_UNREADY, self._host.name, "the farm has no workers")
        return HostReport(
            gpus=tuple(report.device for report in reports),
            engine_version=reports[0].version,
            free_bytes=min(report.free_bytes for report in reports),
            clock_skew=max((report.clock - middle for report in reports), key=abs),
        )

    async def loads(self) -> list[WorkerLoad]:
        """How busy each worker of the farm is."""
        with self._failures_told():
            farm = await self._connected()
            return await farm.loads()

    async def close(self) -> None:
        """Let go of the scheduler; what was given to the farm goes on there."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.close()

    async def _connected(self) -> Connection:
        async with self._connecting:
            if self._connection is None or self._connection.is_lost:
                await self.close()
                self._connection = await Connection.made(self._host.scheduler, self._host.certificates)
            return self._connection

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        """Say in our codes what kept us from the farm."""
        try:
            yield
        except UpscaleError as error:
            if error.failure.code is ErrorCode.HOST_UNREADY:
                raise host_error(error.failure.code, self._host.name, error.failure.detail) from error
            raise
        except Exception as error:
            code, detail = _meaning(error)
            raise host_error(code, self._host.name, detail) from error


def task_name(key: str) -> str:
    """What the farm calls the run with this key; Dask learns how long those of one first part take."""
    return f"upscale-{key}"


class _Run:
    """One request at a farm."""

    def __init__(self, farm: Connection, request: RemoteRequest, tell: Tell) -> None:
        self._farm = farm
        self._request = request
        self._name = task_name(request.key)
        self._tell = tell

    async def made(self) -> Made:
        """What the farm made of it, fetched; nothing of it is left over there."""
        with self._farm.news_of(self._name, self._on_news):
            future = await self._future()
            made = await self._result(future)
        while True:
            self._tell(Output("".join(f"{line}\n" for line in made.lines).encode()))
            try:
                if made.sha256:
                    await self._fetch(made)
            except GoneError:
                # It was lost with its worker, and the farm makes it again.
                with self._farm.news_of(self._name, self._on_news):
                    await self._farm.missed(future, made)
                    made = await self._result(future)
            else:
                await self._farm.fetched(self._name, made)
                return made

    async def _result(self, future: dask.Future) -> Made:
        try:
            return await self._farm.result(future)
        except NotWholeError as error:
            raise UpscaleError(ErrorCode.INPUT_UNREADABLE, self._request.source, str(error)) from error

    async def _future(self) -> dask.Future:
        """The task, found or begun."""
        future = await self._farm.known(self._name)
        if future is not None:
            self._tell(Queued())
            await self._farm.catch_up(self._name)
            return future
        self._tell(Sending(0.0))
        future = self._farm.submit(await self._work())
        if not self._farm.has_begun(self._name):
            self._tell(Queued())
        return future

    async def _work(self) -> Work:
        source = self._request.source
        size, content = await _of_source(partial(_read_if_small, source), source)
        models = await self._farm.give_models(self._request.model_files)
        sha256 = ""
        if content is None:
            sha256 = await _of_source(partial(known_sha256, source), source)
            await self._send(source, size)
        return Work(
            key=self._name,
            arguments=self._request.arguments,
            source=content,
            source_sha256=sha256,
            source_suffix=source.suffix,
            output_suffix=self._request.output.suffix,
            models=models,
        )

    async def _send(self, source: Path, size: int) -> None:
        """Have the picture wait at the scheduler, or nothing of it. Raises UpscaleError."""
        sent = 0
        try:
            while part := await _of_source(partial(read_part, source, sent), source):
                await self._farm.send(self._name, sent, part)
                sent += len(part)
                self._tell(Sending(min(sent / size, 1.0)))
        except UpscaleError:
            await self._farm.unsend(self._name)
            raise

    async def _fetch(self, made: Made) -> None:
        """Raises GoneError, and UpscaleError: OUTPUT_WRONG, or why it cannot be written here."""
        output = self._request.output
        for _ in range(TRIES):
            digest = hashlib.sha256()
            fetched = 0
            self._tell(Fetching(0.0))
            async for part in self._parts(made):
                digest.update(part)
                await _to_output(output, fetched, part)
                fetched += len(part)
                self._tell(Fetching(fetched / made.size if made.size else 1.0))
            if digest.hexdigest() == made.sha256:
                return
        detail = "the result arrived damaged each time it was fetched"
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, output, detail)

    async def _parts(self, made: Made) -> AsyncIterator[bytes]:
        if made.content is not None:
            yield made.content
            return
        start = 0
        while start < made.size and (part := await self._part(made, start)):
            yield part
            start += len(part)

    async def _part(self, made: Made, start: int) -> bytes:
        """A part of the result, asked for again where the first answers are lost. Raises GoneError."""
        for _ in range(TRIES - 1):
            with suppress(GoneError):
                return await self._farm.ask(made.at, read_result, self._name, start)
        return await self._farm.ask(made.at, read_result, self._name, start)

    def _on_news(self, fraction: float) -> None:
        self._tell(Output(f"{fraction:.2%}\n".encode()))


def _read_if_small(source: Path) -> tuple[int, bytes | None]:
    """The size of a picture, and its content unless it is to wait at the scheduler. Raises OSError."""
    size = source.stat().st_size
    return size, None if size >= LARGE_BYTES else source.read_bytes()


async def _of_source(read: Callable[[], Result], source: Path) -> Result:
    """What `read` says of this machine's file `source`. Raises UpscaleError."""
    try:
        return await asyncio.to_thread(read)
    except OSError as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, source, error.strerror or str(error)) from error


async def _to_output(output: Path, start: int, part: bytes) -> None:
    """Write a part of this machine's file `output`. Raises UpscaleError."""
    try:
        await asyncio.to_thread(write_part, output, start, part)
    except OSError as error:
        raise output_error(error, output) from error


def _meaning(error: Exception) -> tuple[ErrorCode, str]:
    """The code and the words for an error of Dask's or of the network's; any other is raised again."""

    if isinstance(error, SkewError):
        return ErrorCode.HOST_UNREADY, f"its versions are not those of this machine: {error}"
    if dask.is_refusal(error):
        return ErrorCode.HOST_REFUSED, f"the certificates are not of this farm ({dask.reason(error)})"
    if isinstance(error, (OSError, TimeoutError, asyncio.TimeoutError, GoneError, SpoolError)):
        return ErrorCode.HOST_DOWN, dask.reason(error)
    raise error
