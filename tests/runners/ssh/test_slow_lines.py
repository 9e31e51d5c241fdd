"""Lines that carry little at a time, or little before they are cut."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from aresrgan_gui.core.fingerprint import fingerprint
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.transport import RemoteEvent, Sending
from aresrgan_gui.runners.ssh import line
from aresrgan_gui.runners.ssh.known_hosts import KnownHosts
from aresrgan_gui.runners.ssh.transport import SshTransport
from tests.runners.ssh.conftest import COPY, Server, ShellEngine
from tests.runners.ssh.test_failures import MakeRequest, run, silently, talk

KEEPALIVE_SECONDS = 0.5
"""A quarter of what it is, as is the time that the picture takes."""

BYTES_A_SECOND = 250_000

MANY_BYTES_A_SECOND = 4_000_000
"""No more than a host takes at once: what it has not written when the line is cut is carried again."""

UNTIL_CUT = 1_000_000
"""Bytes that each connection carries."""


@dataclass
class PoorLine:
    """Leads to a port of this machine; slow on the way there, as lines to homes are, or cut again and again.

    `there` and `back` are the bytes that it has carried, `visits` are its connections.
    """

    port: int
    seconds_a_byte: float
    until_cut: int | None = None
    there: int = 0
    back: int = 0
    visits: list[asyncio.Task[None]] = field(default_factory=list)

    def receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visits.append(asyncio.ensure_future(self.visit(reader, writer)))

    async def visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host_reader, host_writer = await asyncio.open_connection("127.0.0.1", self.port)
        left = self.until_cut

        async def carry(count: Callable[[int], None], source: asyncio.StreamReader, *, way: str) -> None:
            nonlocal left
            target, seconds = (host_writer, self.seconds_a_byte) if way == "there" else (writer, 0.0)
            while (left is None or left > 0) and (chunk := await source.read(4096)):
                count(len(chunk))
                left = None if left is None else left - len(chunk)
                await asyncio.sleep(len(chunk) * seconds)
                target.write(chunk)
                await target.drain()

        ways = [
            asyncio.ensure_future(carry(self._count_there, reader, way="there")),
            asyncio.ensure_future(carry(self._count_back, host_reader, way="back")),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for each in (writer, host_writer):
            each.close()
        await asyncio.gather(*ways, return_exceptions=True)

    def _count_there(self, number: int) -> None:
        self.there += number

    def _count_back(self, number: int) -> None:
        self.back += number


def talk_over(
    poor: PoorLine, site: Server, program: Path, about: Callable[[SshTransport], Awaitable[ProcessOutcome]]
) -> ProcessOutcome:
    """What comes of talking with the host over that line."""

    async def talked(_: SshTransport) -> ProcessOutcome:
        entry = await asyncio.start_server(poor.receive, "127.0.0.1", 0)
        port = entry.sockets[0].getsockname()[1]
        KnownHosts(site.known_hosts).trust("127.0.0.1", port, site.key)
        way = SshTransport(
            replace(site.host(program), port=port), lambda _name: None, site.known_hosts, patience=30.0
        )
        try:
            return await about(way)
        finally:
            await way.close()
            entry.close()
            await asyncio.gather(*poor.visits)

    return talk(site.transport(), talked)


def test_that_a_large_picture_comes_over_a_slow_line(
    site: Server, engine: ShellEngine, make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TIMES", {**line.TIMES, "keepalive_interval": KEEPALIVE_SECONDS})
    request = make_request(size=1_500_000)
    slow = PoorLine(site.port, 1 / BYTES_A_SECOND)
    outcome = talk_over(slow, site, engine.does(COPY), lambda way: way.run(request, silently))
    assert outcome == ProcessOutcome(0)
    assert request.output.read_bytes() == request.source.read_bytes()


def test_that_files_larger_than_a_line_ever_carries_come_over_and_nothing_of_them_twice(
    site: Server, engine: ShellEngine, make_request: MakeRequest, fake_models: Path
) -> None:
    weights = fake_models / "realesr-animevideov3-x2.bin"
    weights.write_bytes(os.urandom(2 * UNTIL_CUT))
    request = make_request(size=3 * UNTIL_CUT)
    poor = PoorLine(site.port, 1 / MANY_BYTES_A_SECOND, UNTIL_CUT)
    outcome = talk_over(poor, site, engine.does(COPY), lambda way: way.run(request, silently))
    assert outcome == ProcessOutcome(0)
    assert request.output.read_bytes() == request.source.read_bytes()
    assert [path.read_bytes() for path in site.home.rglob(weights.name)] == [weights.read_bytes()]
    assert len(poor.visits) > 6
    assert poor.there < 1.15 * 5 * UNTIL_CUT
    assert poor.back < 1.15 * 3 * UNTIL_CUT
    assert len(engine.starts()) == 1
    assert site.leftovers() == []


def test_that_a_program_started_anew_goes_on_with_what_the_one_before_sent(
    server: Server, engine: ShellEngine, make_request: MakeRequest
) -> None:
    request = make_request(size=30_000_000)

    async def leave(way: SshTransport) -> None:
        def tell(event: RemoteEvent) -> None:
            if isinstance(event, Sending) and event.fraction > 0.5:
                sending.cancel()

        sending = asyncio.ensure_future(way.run(request, tell))
        await asyncio.wait((sending,))
        assert sending.cancelled()

    fractions: list[float] = []

    def keep(event: RemoteEvent) -> None:
        if isinstance(event, Sending) and event.fraction > 0:
            fractions.append(event.fraction)

    talk(server.transport(engine.does(COPY)), leave)
    assert talk(server.transport(engine.does(COPY)), lambda way: way.run(request, keep)) == ProcessOutcome(0)
    assert min(fractions) > 0.5
    assert request.output.read_bytes() == request.source.read_bytes()


@pytest.mark.parametrize("size", [500_000, 1_000_000, 1_500_000])
def test_that_what_is_gone_on_with_and_proves_wrong_is_sent_from_its_start(
    server: Server, engine: ShellEngine, make_request: MakeRequest, size: int
) -> None:
    request = make_request(size=1_000_000)
    work = server.home / ".aresrgan" / "work" / request.key
    run(server.transport(engine.does(COPY)), make_request("another"))
    work.mkdir(mode=0o777)
    work.chmod(0o777)
    part = work / f"{fingerprint(request.source).sha256[:32]}.part"
    part.write_bytes(os.urandom(size))
    part.chmod(0o666)
    assert run(server.transport(engine.does(COPY)), request) == ProcessOutcome(0)
    assert request.output.read_bytes() == request.source.read_bytes()
    assert not part.exists()
    assert len(engine.starts()) == 2
