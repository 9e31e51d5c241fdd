"""What every way to another machine promises; `remote` makes a runner of it.

Everything here runs on the one asyncio thread of `aio`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import RemoteRequest


@dataclass(frozen=True)
class Sending:
    """The picture is on its way; how much of it is there, from 0.0 to 1.0."""

    fraction: float


@dataclass(frozen=True)
class Queued:
    """The picture is there and waits for its turn."""


@dataclass(frozen=True)
class Output:
    """The engine is at work over there: a chunk of what it said, empty when it begins.

    It may repeat from the start what was said before, as after the line was lost.
    """

    chunk: bytes = b""


@dataclass(frozen=True)
class Fetching:
    """The result is on its way back; how much of it is here, from 0.0 to 1.0."""

    fraction: float


RemoteEvent = Sending | Queued | Output | Fetching

Tell = Callable[[RemoteEvent], None]


@dataclass(frozen=True)
class HostReport:
    """What a host says of itself; None or empty where it does not say.

    `gpus` are names, `free_bytes` those of the disk that pictures go to, `clock_skew` the seconds by which
    its clock is ahead of ours. How fast it is shows in a picture that is really run there.
    """

    gpus: tuple[str, ...] = ()
    engine_version: str = ""
    free_bytes: int | None = None
    clock_skew: float | None = None


class Transport(Protocol):
    """The way to one host. Every method may raise what `host_error` makes.

    HOST_DOWN says that the host cannot be reached, maybe for now; HOST_REFUSED, HOST_UNREADY and the two of
    host keys that the user has to do something. Work that HOST_DOWN ended is left running where it runs.
    """

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:
        """Do the work of `request`, or follow it where its key is known over there already.

        It never runs twice: what runs is followed, what has finished is fetched. Returns how the engine
        ended, with its result written to `request.output` if there is one, checked to have come over whole;
        then nothing is left over there. The engine's last words were told as `Output`, at least after a
        failure. Cancelling this leaves the work running over there. Only as many pictures as the host has
        graphics cards are computed at a time; others are sent and fetched meanwhile. Raises also OSError
        where the result cannot be written here.
        """

    async def kill(self, key: str) -> None:
        """End the work with this key over there and remove what belongs to it; nothing where there is none.

        When it returns, no process of it is left.
        """

    async def probe(self) -> HostReport:
        """Ask the host what it is; raises HOST_UNREADY where it has no engine that could be started."""

    async def close(self) -> None:
        """Let go of the connection, also when that was done already; what runs over there runs on."""


@runtime_checkable
class Trusting(Protocol):
    """A transport whose hosts have keys that the user decides about.

    The detail of its HOST_KEY_UNKNOWN is the key's fingerprint, and nothing else.
    """

    async def trust(self, fingerprint: str) -> None:
        """From now on trust the host's key, if it has this fingerprint."""


def host_error(code: ErrorCode, host: str, detail: str) -> UpscaleError:
    """The error `code` of the host with this name."""
    return UpscaleError(code, Path(host), detail)
