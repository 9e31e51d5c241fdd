"""The way to a machine with an SSH server."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import asyncssh

from aresrgan_gui.core.errors import EXIT_CODES, EXIT_OK, ErrorCode, UpscaleError
from aresrgan_gui.core.hosts import SshHost, runs_our_engine
from aresrgan_gui.core.paths import known_hosts_file
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.remote.transport import (
    Fetching,
    HostReport,
    Output,
    Queued,
    Sending,
    Tell,
    host_error,
)
from aresrgan_gui.runners.ssh.carrying import Models, fetch_result, send_picture
from aresrgan_gui.runners.ssh.facts import FactsError, report_of
from aresrgan_gui.runners.ssh.known_hosts import KnownHosts
from aresrgan_gui.runners.ssh.line import (
    FOLDER,
    PRIVATE,
    WORK,
    Ask,
    EndlessError,
    Line,
    LineLostError,
    ScriptError,
    Session,
    noticing,
)
from aresrgan_gui.runners.ssh.progress import SetUpProgress
from aresrgan_gui.runners.ssh.setup import set_up
from aresrgan_gui.runners.ssh.system import ENDED, ENGINE, LOG, MARK, State, Work

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 180.0
"""How long a host that we have been connected with may be out of reach before it counts as down."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
"""Seconds between two tries to reach it; each pause is twice the one before."""

POLL_SECONDS = 0.25
LOOK_SECONDS = 5.0
"""How often the engine's words are read, and how often it is asked whether it lives when it says nothing."""

ASK_SECONDS = 60.0
"""How long a host may take to say what it is; its engine looks for graphics cards meanwhile."""

FULL_BYTES = 1 << 20
"""A disk with less room than this is full."""

_CANNOT_RUN = (126, 127, 9009)
"""Exit codes of shells for a program that is not there or may not be run (POSIX, XCU 2.8.2; Windows)."""

_ALIVE = (State.RUNNING, State.ENDED)
"""What a run that was started is, unless somebody killed it or removed its files."""

_KILLED = ProcessOutcome(9, crashed=True)
"""Of a run whose end nobody was left to write down."""

Result = TypeVar("Result")


def make_transport(host: SshHost, ask: Ask) -> SshTransport:
    """The way to `host`, with the keys that the user trusts."""
    return SshTransport(host, ask, known_hosts_file())


class SshTransport:
    """A `Transport` to `host`; `ask` is asked for its secret when the host wants more than keys."""

    def __init__(
        self, host: SshHost, ask: Ask, known_hosts: Path, *, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._host = host
        self._line = Line(host, ask, KnownHosts(known_hosts))
        self._patience = patience
        self._models = Models()
        self._cards: asyncio.Queue[int] = asyncio.Queue()
        for number in range(host.gpus):
            self._cards.put_nowait(number)
        self._starting: dict[str, asyncio.Future[str]] = {}
        self._down_since: float | None = None
        """Since when, by the loop's clock, there was no connection to be had."""

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:
        """Do the work of `request`, or follow it where its key is known over there already."""
        run = _Run(self._cards)
        try:
            # Without a line nothing is heard of the engine, which is not to be taken for standing still.
            return await self._patiently(partial(self._run, request, tell, run), lambda: tell(Queued()))
        finally:
            run.give_card_back()

    async def kill(self, key: str) -> None:
        """End the work with this key over there and remove what belongs to it."""
        if starting := self._starting.get(key):
            await asyncio.wait((starting,))
        await self._patiently(lambda session: self._end(session, self._work(session, key)))

    async def probe(self) -> HostReport:
        """Ask the host what it is; raises HOST_UNREADY where it has no engine that could be started."""
        return await self._patiently(self._probe)

    async def trust(self, fingerprint: str) -> None:
        """From now on trust the host's key, if it has this fingerprint."""
        await self._line.trust(fingerprint)

    async def set_up(self, models: Path, tell: Callable[[SetUpProgress], None]) -> None:
        """Put our engine and the models of the folder `models` there."""
        await set_up(self._line, self._host.name, models, tell)

    async def close(self) -> None:
        """Let go of the connection; what runs over there runs on."""
        await self._line.close()

    async def _patiently(
        self, step: Callable[[Session], Awaitable[Result]], lost: Callable[[], None] = lambda: None
    ) -> Result:
        """The outcome of `step`, which is taken again over a new connection when the line is `lost`."""
        session = await self._open()
        loop = asyncio.get_running_loop()
        deadline, pause = 0.0, FIRST_PAUSE
        while True:
            began, carried = loop.time(), session.carried
            try:
                return await step(session)
            except LineLostError as error:
                log.info("the line to %s was lost: %s", self._host.name, error)
                lost()
                # A line that is lost as soon as it is there again is not tried without end, unless it
                # carries something each time.
                if not deadline or session.carried > carried or loop.time() - began > LONGEST_PAUSE:
                    deadline, pause = loop.time() + self._patience, FIRST_PAUSE
            except EndlessError as error:
                raise self._error(ErrorCode.HOST_DOWN, str(error)) from error
            except (asyncssh.SFTPError, ScriptError) as error:
                raise await self._cannot_work(session, error) from error
            session, pause = await self._reopened(deadline, pause)

    async def _reopened(self, deadline: float, pause: float) -> tuple[Session, float]:
        """A new connection, and the next pause.

        Who has waited for a graphics card meanwhile does not wait anew for a host that others wait for.
        """
        loop = asyncio.get_running_loop()
        while loop.time() < deadline:
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
            try:
                return await self._open(), pause
            except UpscaleError as error:
                if error.failure.code is not ErrorCode.HOST_DOWN:
                    raise
            if self._down_since is not None and loop.time() >= self._down_since + self._patience:
                break
        raise self._error(ErrorCode.HOST_DOWN, "the line was lost and did not come back")

    async def _open(self) -> Session:
        try:
            session = await self._line.open()
        except UpscaleError:
            self._down_since = self._down_since or asyncio.get_running_loop().time()
            raise
        self._down_since = None
        return session

    async def _run(self, request: RemoteRequest, tell: Tell, run: _Run, session: Session) -> ProcessOutcome:
        work = self._work(session, request.key, request)
        if run.outcome is None:
            run.outcome = await self._compute(session, work, request, tell, run)
            run.is_full = await self._is_for_want_of_room(session, run.outcome)
        await self._end(session, work)
        if run.is_full:
            raise self._error(ErrorCode.HOST_UNREADY, "its disk is full")
        if run.outcome.exit_code in _CANNOT_RUN:
            raise self._error(ErrorCode.HOST_UNREADY, f"{await self._engine(session)} cannot be run there")
        return run.outcome

    async def _compute(
        self, session: Session, work: Work, request: RemoteRequest, tell: Tell, run: _Run
    ) -> ProcessOutcome:
        """How the engine ended, with its result brought here."""
        state = State(await session.script(session.system.look(work)))
        if state is not State.ENDED:
            if state is not State.RUNNING:
                await self._make_ready(session, work, state, request, tell)
            tell(Queued())
            card = await run.take_card()
            if state is not State.RUNNING:
                await self._start(session, work, request, card)
        tell(Output())
        is_ended = await self._follow(session, work, tell)
        run.give_card_back()
        return await self._fetch(session, work, request, tell) if is_ended else _KILLED

    async def _make_ready(
        self, session: Session, work: Work, state: State, request: RemoteRequest, tell: Tell
    ) -> None:
        """Bring everything there."""
        await self._engine(session)
        tell(Sending(0.0))
        await self._models.bring(session, request.model_files)
        if state is State.ABSENT:
            with noticing(session.connection):
                await session.sftp.makedirs(work.place, PRIVATE, exist_ok=True)
            await send_picture(session, work, request.source, lambda fraction: tell(Sending(fraction)))
        tell(Sending(1.0))

    async def _start(self, session: Session, work: Work, request: RemoteRequest, card: int) -> None:
        """Start the engine over there, unless that was done meanwhile.

        Once it is asked for, it is not broken off: `kill` must know whether there is something to kill.
        """
        arguments = request.command(
            source=work.file(work.source),
            output=work.file(work.output),
            models=await self._models.bring(session, request.model_files),
            gpu=card if self._host.gpus > 1 else None,
        )
        run = session.system.run_file(work, await self._engine(session), arguments)
        await session.write(work.at(session.system.run_name), run)
        starting = asyncio.ensure_future(session.script(session.system.start(work)))
        self._starting[work.key] = starting
        starting.add_done_callback(partial(self._started, work.key))
        await asyncio.shield(starting)

    def _started(self, key: str, starting: asyncio.Future[str]) -> None:
        self._starting.pop(key, None)
        if not starting.cancelled():
            starting.exception()

    async def _follow(self, session: Session, work: Work, tell: Tell) -> bool:
        """Tell what the engine says until the run has ended; False when it was killed over there.

        Its words are fetched like any file, which takes no channel for each run.
        """
        loop = asyncio.get_running_loop()
        offset, seen = 0, loop.time()
        while True:
            with noticing(session.connection):
                is_ended = await session.sftp.exists(work.at(ENDED))
            while chunk := await self._words(session, work, offset):
                tell(Output(chunk))
                offset, seen = offset + len(chunk), loop.time()
            if is_ended:
                return True
            if loop.time() - seen > LOOK_SECONDS:
                if State(await session.script(session.system.look(work))) not in _ALIVE:
                    return False
                seen = loop.time()
            await asyncio.sleep(POLL_SECONDS)

    async def _words(self, session: Session, work: Work, offset: int) -> bytes:
        """What the engine said from `offset` on; on Windows it has no log before it begins."""
        try:
            return await session.read(work.at(LOG), offset)
        except asyncssh.SFTPNoSuchFile:
            return b""

    async def _fetch(
        self, session: Session, work: Work, request: RemoteRequest, tell: Tell
    ) -> ProcessOutcome:
        """How the engine ended, with its result brought here."""
        code, size, sha256 = (await session.read(work.at(ENDED))).decode("ascii").split()
        if size != "-":
            tell(Fetching(0.0))
            await fetch_result(
                session,
                work,
                request.part,
                request.output,
                size=int(size),
                sha256=sha256,
                tell=lambda fraction: tell(Fetching(fraction)),
            )
        return session.system.outcome(int(code))

    async def _end(self, session: Session, work: Work) -> None:
        """Leave nothing of the work over there.

        The server for files is asked something first: when it answers, it has done what was asked before.
        """
        with noticing(session.connection):
            await session.sftp.exists(work.place)
        await session.script(session.system.end(work))

    async def _engine(self, session: Session) -> str:
        """The engine over there. Raises UpscaleError(HOST_UNREADY) where ours is not set up."""
        if self._host.engine.startswith("~/"):
            return f"{session.home}/{self._host.engine[2:]}"
        if self._host.engine:
            return self._host.engine
        with noticing(session.connection):
            if not await session.sftp.exists(f"{FOLDER}/{ENGINE}/{MARK}"):
                raise self._error(ErrorCode.HOST_UNREADY, "our engine is not set up there")
        return session.system.our_engine(session.root)

    async def _probe(self, session: Session) -> HostReport:
        engine = await self._engine(session)
        before = time.time()
        said = await session.script(session.system.ask(session.root, engine), seconds=ASK_SECONDS)
        try:
            return report_of(said, now=(before + time.time()) / 2)
        except FactsError as error:
            raise self._error(ErrorCode.HOST_UNREADY, f"{engine} {error}") from error

    def _work(self, session: Session, key: str, request: RemoteRequest | None = None) -> Work:
        return Work(
            key,
            folder=f"{session.root}/{WORK}/{key}",
            place=f"{FOLDER}/{WORK}/{key}",
            source=f"source{request.source.suffix if request else ''}",
            output=f"result{request.output.suffix if request else ''}",
        )

    async def _is_for_want_of_room(self, session: Session, outcome: ProcessOutcome) -> bool:
        if not outcome.crashed and outcome.exit_code == EXIT_OK:
            return False
        is_ours = runs_our_engine(self._host)
        if is_ours and outcome.exit_code == EXIT_CODES[ErrorCode.DISK_FULL]:
            return True
        return await self._is_full(session)

    async def _cannot_work(self, session: Session, error: Exception) -> UpscaleError:
        """What to make of a file that cannot be written there, or a script that failed."""
        with suppress(LineLostError, ScriptError, EndlessError, asyncssh.SFTPError):
            if await self._is_full(session):
                return self._error(ErrorCode.HOST_UNREADY, "its disk is full")
        said = " ".join(str(part) for part in error.args if part)
        return self._error(ErrorCode.HOST_UNREADY, said or type(error).__name__)

    async def _is_full(self, session: Session) -> bool:
        free = await session.script(session.system.room(session.root))
        return free.isdigit() and int(free) < FULL_BYTES

    def _error(self, code: ErrorCode, detail: str) -> UpscaleError:
        return host_error(code, self._host.name, detail)


class _Run:
    """What is known of a run while the line comes and goes."""

    def __init__(self, cards: asyncio.Queue[int]) -> None:
        self._cards = cards
        self._card: int | None = None
        self.outcome: ProcessOutcome | None = None
        """How the engine ended, once its result is here: what is left is to clear away over there."""
        self.is_full = False
        """Whether it failed for want of room over there, which is no fault of the picture."""

    async def take_card(self) -> int:
        """The number of the run's graphics card, waited for where others have them all."""
        if self._card is None:
            self._card = await self._cards.get()
        return self._card

    def give_card_back(self) -> None:
        """Let others have it."""
        if self._card is not None:
            self._cards.put_nowait(self._card)
            self._card = None
