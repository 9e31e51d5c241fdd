"""Lines that carry little at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.ssh import line
from aresrgan_gui.runners.ssh.known_hosts import KnownHosts
from aresrgan_gui.runners.ssh.transport import SshTransport
from tests.runners.ssh.conftest import COPY, Server, ShellEngine
from tests.runners.ssh.test_failures import MakeRequest, silently, talk

KEEPALIVE_SECONDS = 0.5
"""A quarter of what it is, as is the time that the picture takes."""

BYTES_A_SECOND = 250_000


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds_a_byte: float) -> None:
    """Pass on what comes, no faster than that."""
    try:
        while chunk := await reader.read(4096):
            await asyncio.sleep(len(chunk) * seconds_a_byte)
            writer.write(chunk)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def slow_line(port: int) -> asyncio.Server:
    """Leads to a port of this machine, and is slow on the way there, as lines to homes are."""

    async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_host = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, to_host[1], 1 / BYTES_A_SECOND), carry(to_host[0], writer, 0.0))

    return await asyncio.start_server(visit, "127.0.0.1", 0)


def test_that_a_large_picture_comes_over_a_slow_line(
    site: Server, engine: ShellEngine, make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TIMES", {**line.TIMES, "keepalive_interval": KEEPALIVE_SECONDS})
    request = make_request(size=1_500_000)

    async def send(_: SshTransport) -> ProcessOutcome:
        entry = await slow_line(site.port)
        port = entry.sockets[0].getsockname()[1]
        KnownHosts(site.known_hosts).trust("127.0.0.1", port, site.key)
        host = replace(site.host(engine.does(COPY)), port=port)
        way = SshTransport(host, lambda _name: None, site.known_hosts, patience=30.0)
        try:
            return await way.run(request, silently)
        finally:
            await way.close()
            entry.close()

    assert talk(site.transport(), send) == ProcessOutcome(0)
    assert request.output.read_bytes() == request.source.read_bytes()
