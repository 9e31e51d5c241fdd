"""The way to a host, made when it is first used: the libraries of its kind take their time to import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.remote.transport import HostReport, Tell, Transport, Trusting

if TYPE_CHECKING:
    import asyncio


class LateTransport:
    """The `Transport` that `make` returns, which is called on a thread of its own; it is `Trusting` as well.

    What `make` raises, everything raises that needs the transport.
    """

    def __init__(self, make: Callable[[], Transport]) -> None:
        self._make = make
        self._making: asyncio.Future[Transport] | None = None

    async def run(self, request: RemoteRequest, tell: Tell) -> ProcessOutcome:
        """As the transport does."""
        return await (await self._made()).run(request, tell)

    async def kill(self, key: str) -> None:
        """As the transport does."""
        await (await self._made()).kill(key)

    async def probe(self) -> HostReport:
        """As the transport does."""
        return await (await self._made()).probe()

    async def trust(self, fingerprint: str) -> None:
        """As the transport does; where its hosts have no keys, there is nothing to trust."""
        transport = await self._made()
        if isinstance(transport, Trusting):
            await transport.trust(fingerprint)

    async def close(self) -> None:
        """As the transport does; one that was never used is not made for it."""
        if self._making is not None:
            await (await self._made()).close()

    async def _made(self) -> Transport:
        import asyncio

        if self._making is None:
            self._making = asyncio.ensure_future(asyncio.to_thread(self._make))
        # Others wait for it as well, whoever is cancelled.
        return await asyncio.shield(self._making)
