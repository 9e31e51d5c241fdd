"""A host that is a folder of this machine, and the way to it, for tests of what stands on transports."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.remote.transport import (
    Fetching,
    HostReport,
    Output,
    Queued,
    RemoteEvent,
    Sending,
    Tell,
    host_error,
)


@dataclass
class Work:
    """One run on the host; `events` grows until `task` has ended."""

    folder: Path
    result: Path
    events: list[RemoteEvent] = field(default_factory=list)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    task: asyncio.Task[int] | None = None


class FakeHost:
    """What outlives the transports to it; its attributes may only be changed by tests before it is used.

    While `is_down` nothing is answered, and what runs runs on.
    """

    def __init__(self, folder: Path, engine: Path, gpus: int = 1, name: str = "fake") -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.engine = engine
        self.name = name
        self.is_down = False
        self.works: dict[str, Work] = {}
        self._gpus = gpus
        self._cards: asyncio.Semaphore | None = None

    def begin(self, key: str, work: Work, request: RemoteRequest) -> None:
        self._cards = self._cards or asyncio.Semaphore(self._gpus)
        self.works[key] = work
        work.task = asyncio.get_running_loop().create_task(self._compute(work, request, self._cards))

    async def _compute(self, work: Work, request: RemoteRequest, cards: asyncio.Semaphore) -> int:
        async with cards:
            await _tell(work, Output())
            source = str(work.folder / f"input{request.source.suffix}")
            arguments = request.command(source=source, output=str(work.result), models=str(work.folder))
            pipe = asyncio.subprocess.PIPE
            process = await asyncio.create_subprocess_exec(
                str(self.engine), *arguments, stdout=pipe, stderr=asyncio.subprocess.STDOUT
            )
            try:
                assert process.stdout is not None
                while chunk := await process.stdout.read(1 << 16):
                    await _tell(work, Output(chunk))
            finally:
                if process.returncode is None and process.stdout is not None and not process.stdout.at_eof():
                    process.kill()
                status = await process.wait()
        return status


async def _tell(work: Work, event: RemoteEvent) -> None:
    async with work.news:
        work.events.append(event)
        work.news.notify_all()


class FakeTransport:
    """A `Transport` to a `FakeHost`; `trouble` is what one that is down says."""

    trouble = ErrorCode.HOST_DOWN

    def __init__(self, host: FakeHost) -> None:
        self._host = host

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:
        self._refuse_down()
        work = self._host.works.get(request.key) or self._send(request, tell)
        assert work.task is not None
        status = await self._followed(work, tell)
        if work.result.exists():
            tell(Fetching(0.0))
            shutil.copyfile(work.result, request.output)
            tell(Fetching(1.0))
        self._remove(request.key)
        return ProcessOutcome(status, crashed=status < 0)

    async def kill(self, key: str) -> None:
        self._refuse_down()
        work = self._host.works.get(key)
        if work is not None and work.task is not None:
            work.task.cancel()
            await asyncio.gather(work.task, return_exceptions=True)
            self._remove(key)

    async def probe(self) -> HostReport:
        self._refuse_down()
        return HostReport(("Fake card",), "fake", 10**9, 0.0)

    async def close(self) -> None:
        pass

    def _send(self, request: RemoteRequest, tell: Tell) -> Work:
        tell(Sending(0.0))
        folder = self._host.folder / request.key
        folder.mkdir()
        for path in request.model_files:
            shutil.copyfile(path, folder / path.name)
        shutil.copyfile(request.source, folder / f"input{request.source.suffix}")
        tell(Sending(1.0))
        work = Work(folder, folder / f"output{request.output.suffix}")
        work.events.append(Queued())
        self._host.begin(request.key, work, request)
        return work

    async def _followed(self, work: Work, tell: Tell) -> int:
        told = 0
        assert work.task is not None
        while not work.task.done() or told < len(work.events):
            self._refuse_down()
            for event in work.events[told:]:
                tell(event)
                told += 1
            waiting = asyncio.ensure_future(_news(work, told))
            try:
                await asyncio.wait({waiting, work.task}, timeout=0.1, return_when=asyncio.FIRST_COMPLETED)
            finally:
                waiting.cancel()
                await asyncio.gather(waiting, return_exceptions=True)
        return await work.task

    def _remove(self, key: str) -> None:
        work = self._host.works.pop(key)
        shutil.rmtree(work.folder)

    def _refuse_down(self) -> None:
        if self._host.is_down:
            raise host_error(self.trouble, self._host.name, "it does not answer")


async def _news(work: Work, known: int) -> None:
    async with work.news:
        await work.news.wait_for(lambda: len(work.events) > known)
