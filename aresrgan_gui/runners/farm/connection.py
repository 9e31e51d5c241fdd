"""One connection with a farm's scheduler, in the words of what a transport wants."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.farm import dask, task
from aresrgan_gui.runners.farm.certificates import Role
from aresrgan_gui.runners.farm.dask import CancelledError, Client, Future, KilledWorker
from aresrgan_gui.runners.farm.task import RESOURCE, TOPIC, Made, Models, Work, WorkerReport

Result = TypeVar("Result")

BEAT_SECONDS = 5.0
SILENCE_SECONDS = 30.0
"""How often the scheduler is asked whether it is there, and for how long it may not answer."""

WORKERLESS_SECONDS = 120.0
"""How long a farm may have no workers, as while they are started again."""

REMAKING_SECONDS = 90.0
"""How long it may take until a result that is gone is missed: more than a worker may be silent."""

_GLANCE_SECONDS = 0.5
_CLOSING_SECONDS = 5.0

_KILLED = ProcessOutcome(-1, crashed=True)


class LostError(OSError):
    """The scheduler is gone, or nobody works for it any more."""


class GoneError(Exception):
    """A worker does not have what it had, or is gone itself."""


class SkewError(Exception):
    """The scheduler's versions are not ours."""


@dataclass(frozen=True)
class WorkerLoad:
    """A worker's name, and for how many pictures it is to do; it is at work on one of them."""

    name: str
    tasks: int


class Connection:
    """Raises LostError from everything that is under way, and from all that follows, once it is lost."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._loss = "the connection with the scheduler was lost"
        self._heart = asyncio.create_task(self._beat())
        self._listeners: dict[str, Callable[[float], None]] = {}
        self._begun_at: dict[str, str] = {}
        """The worker that was last at work on each task of ours; "" before the first."""
        self._underway: dict[str, asyncio.Future[Any]] = {}
        """The part of each picture that is on its way to the scheduler."""
        self._given: dict[object, str] = {}
        self._giving = asyncio.Lock()
        client.subscribe_topic(TOPIC, self._on_news)

    @classmethod
    async def made(cls, scheduler: str, certificates: Path) -> Connection:
        """Connect. Raises OSError, SkewError and UpscaleError(HOST_UNREADY)."""
        security = dask.security(certificates, Role.CLIENT)
        if difference := await dask.difference_of(scheduler, security):
            raise SkewError(difference)
        client = await Client(scheduler, security=security, asynchronous=True, set_as_default=False)
        return cls(client)

    @property
    def is_lost(self) -> bool:
        """Whether nothing can be done with it any more."""
        return self._lost.done() or self._client.status != "running"

    async def close(self) -> None:
        """Let go of the scheduler; it keeps what was submitted."""
        self._heart.cancel()
        with suppress(Exception):
            await asyncio.wait_for(self._client.close(), _CLOSING_SECONDS)

    @contextmanager
    def news_of(self, name: str, tell: Callable[[float], None]) -> Iterator[None]:
        """Call `tell` with the fractions of a task while the block lasts."""
        self._listeners[name] = tell
        try:
            yield
        finally:
            del self._listeners[name]
            self._begun_at.pop(name, None)

    def has_begun(self, name: str) -> bool:
        """Whether a worker has taken a task up, as far as is known."""
        return bool(self._begun_at.get(name))

    async def known(self, name: str) -> Future | None:
        """The task with this name, if the farm has it."""
        return await self._or_lost(self._client.get_dataset(name, default=None))

    async def catch_up(self, name: str) -> None:
        """Tell the last news of a task once more."""
        news = await self._or_lost(self._client.scheduler.last_news(name=name))
        if news is not None:
            self._take(news)

    async def send(self, name: str, start: int, part: bytes) -> None:
        """Add a part to the picture of a task that is still to be submitted; cancelling does not stop it."""
        writing = self._client.scheduler.spool_write(
            name=name, start=start, part=part, client=self._client.id
        )
        going = self._underway[name] = asyncio.ensure_future(self._or_lost(writing))
        going.add_done_callback(lambda _: self._underway.pop(name))
        await asyncio.shield(going)

    async def unsend(self, name: str) -> None:
        """Remove what was sent of a task's picture that is not to be submitted."""
        await self._or_lost(self._client.scheduler.spool_drop(name=name))

    def submit(self, work: Work) -> Future:
        """Give the farm a task that it does not have and that it keeps from now on, as `Records` see to."""
        self._begun_at[work.key] = ""
        return self._client.submit(task.upscale, work, key=work.key, resources=RESOURCE, pure=False)

    async def result(self, future: Future) -> Made:
        """What became of a task; it is no longer the farm's where that is an error, which is raised.

        A picture at which workers die again and again is set aside by the farm; that counts as a crash of the
        engine, if it was the one that the last of them was at work on.
        """
        name = future.key
        while True:
            try:
                made: Made = await self._or_lost(future.result())
            except KilledWorker as error:
                if self._begun_at.get(name) in (None, error.last_worker.address):
                    await self.forget(name)
                    return Made("", _KILLED, (str(error),))
                await self._or_lost(self._client.retry([future]))
            except LostError:
                raise
            except Exception:
                await self.forget(name)
                # Whoever looks at the error holds on to the task, and the farm to what was sent for it.
                future.release()
                raise
            else:
                return made

    async def missed(self, future: Future, made: Made) -> None:
        """Wait until the farm has noticed that it has not got a result any more. Raises GoneError."""
        for _ in range(round(REMAKING_SECONDS / _GLANCE_SECONDS)):
            holders = await self._or_lost(self._client.who_has([future]))
            if made.at not in holders.get(future.key, ()):
                return
            await asyncio.sleep(_GLANCE_SECONDS)
        await self.forget(future.key)
        raise GoneError("the result is not where it was made")

    async def forget(self, name: str) -> None:
        """Have the farm keep a task no longer, and nothing that belongs to it."""
        with suppress(KeyError):
            await self._or_lost(self._client.unpublish_dataset(name))

    async def fetched(self, name: str, made: Made) -> None:
        """Have the farm forget a task whose result is here, and its worker remove that, if they still can."""
        with suppress(GoneError, LostError):
            await self.forget(name)
            if made.content is None:
                await self.ask(made.at, task.drop_result, name)

    async def end(self, name: str) -> None:
        """Have the farm forget a task, or what was sent for it; returns when no worker is at it."""
        if name in self._underway:
            await asyncio.wait([self._underway[name]])
        # A task that was submitted just now may be on its way: this waits until it is there.
        await self.forget("")
        future = await self.known(name)
        if future is None:
            await self.unsend(name)
            return
        processing = await self._or_lost(self._client.processing())
        at = [worker for worker, names in processing.items() if name in names]
        # Still held by us, it is forgotten as a whole when it is cancelled.
        await self.forget(name)
        await self._or_lost(self._client.cancel([future], force=True))
        if at:
            await self._or_lost(self._client.run(task.end, name, workers=at, on_error="ignore"))

    async def ask(self, at: str, function: Callable[..., Awaitable[Result]], *arguments: object) -> Result:
        """What `function` returns on the worker at the address `at`. Raises GoneError."""
        try:
            answers: dict[str, Result] = await self._or_lost(
                self._client.run(function, *arguments, workers=[at])
            )
            return answers[at]
        except LostError:
            raise
        except Exception as error:
            raise GoneError(dask.reason(error)) from error

    async def reports(self) -> list[WorkerReport]:
        """What the workers say of themselves, as far as they do."""
        answers = await self._or_lost(self._client.run(task.report, on_error="ignore"))
        return list(answers.values())

    async def loads(self) -> list[WorkerLoad]:
        """How busy each worker is."""
        described = await self._or_lost(self._client.scheduler.identity(n_workers=-1))
        processing = await self._or_lost(self._client.processing())
        return [
            WorkerLoad(str(described["workers"][at]["name"]), len(names)) for at, names in processing.items()
        ]

    async def give_models(self, files: Sequence[Path]) -> str:
        """Give all workers a model's files, if they do not have them; the name that they are known by there.

        Raises UpscaleError(MODEL_MISSING) where they cannot be read.
        """
        try:
            state = [path.stat() for path in files]
        except OSError as error:
            raise _unreadable(error) from error
        mark = tuple((path, seen.st_mtime_ns, seen.st_size) for path, seen in zip(files, state, strict=True))
        async with self._giving:
            if mark not in self._given:
                try:
                    contents = await asyncio.to_thread(_contents, files)
                except OSError as error:
                    raise _unreadable(error) from error
                name = _name_of(contents)
                have = await self._or_lost(self._client.run(task.has_models, name))
                if not have or not all(have.values()):
                    await self._or_lost(self._client.register_plugin(Models(name, contents)))
                self._given[mark] = name
        return self._given[mark]

    def _on_news(self, event: tuple[float, dict[str, Any]]) -> None:
        self._take(event[1])

    def _take(self, news: dict[str, Any]) -> None:
        if news["key"] in self._listeners:
            self._begun_at[news["key"]] = news["at"]
            self._listeners[news["key"]](news["fraction"])

    async def _beat(self) -> None:
        """Notice a scheduler that is gone, that is there but does nothing, or that has no workers."""
        loop = asyncio.get_running_loop()
        seen = loop.time()
        while not self.is_lost:
            # The connection was made just now; a close soon after would find the next one half made.
            await asyncio.sleep(BEAT_SECONDS)
            try:
                workers = await asyncio.wait_for(self._client.scheduler.ncores(workers=None), SILENCE_SECONDS)
            except (OSError, asyncio.TimeoutError):
                break
            if workers:
                seen = loop.time()
            elif loop.time() - seen > WORKERLESS_SECONDS:
                self._loss = "the farm has no workers"
                break
        if not self._lost.done():
            self._lost.set_result(None)

    async def _or_lost(self, awaitable: Awaitable[Result]) -> Result:
        """What `awaitable` gives; Dask would wait for a lost scheduler for long, or for ever."""
        work: asyncio.Future[Any] = asyncio.ensure_future(awaitable)
        work.add_done_callback(_heard)
        try:
            await asyncio.wait([work, self._lost], return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not work.done():
                work.cancel()
        if self._lost.done():
            raise LostError(self._loss)
        try:
            result: Result = work.result()
        except CancelledError as error:
            raise LostError(dask.reason(error)) from error
        else:
            return result


def _heard(work: asyncio.Future[Any]) -> None:
    """Take note of an error that nobody waits for any more, so that asyncio does not complain."""
    if not work.cancelled():
        work.exception()


def _unreadable(error: OSError) -> UpscaleError:
    return UpscaleError(ErrorCode.MODEL_MISSING, Path(error.filename), error.strerror or str(error))


def _contents(files: Sequence[Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in files}


def _name_of(contents: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return f"models-{digest.hexdigest()}"
