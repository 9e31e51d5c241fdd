"""Logging in without a key file: by a password, and by what an agent holds."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.ssh.transport import SshTransport
from tests.runners.ssh.conftest import PASSWORD, Server, ShellEngine

COPY = 'cp "$source" "$output"'

MakeRequest = Callable[..., RemoteRequest]


class Asked:
    """A user who is asked for secrets, and answers each time with the next one of `answers`."""

    def __init__(self, *answers: str | None) -> None:
        self.answers = list(answers)

    def __call__(self, name: str) -> str | None:
        assert name == "password"
        return self.answers.pop(0)


def way_to(server: Server, program: object, user: Asked) -> SshTransport:
    """The way to a host of which only the account is known."""
    host = replace(server.host(str(program)), key_file=None)
    return SshTransport(host, user, server.known_hosts, patience=5)


def test_that_a_password_opens_the_host_and_is_asked_for_once(
    guarded_server: Server, engine: ShellEngine, make_request: MakeRequest
) -> None:
    request, user = make_request(), Asked(PASSWORD)
    way = way_to(guarded_server, engine.does(COPY), user)

    async def use() -> ProcessOutcome:
        outcome = await way.run(request, lambda _: None)
        guarded_server.cut()
        await way.probe()
        await way.close()
        return outcome

    assert asyncio.run(use()) == ProcessOutcome(0)
    assert request.output.read_bytes() == request.source.read_bytes()
    assert user.answers == []


@pytest.mark.parametrize("answer", ["not the password", "", None])
def test_that_a_wrong_password_is_refused_and_the_next_one_asked_for(
    answer: str | None, guarded_server: Server, engine: ShellEngine
) -> None:
    user = Asked(answer, PASSWORD)
    way = way_to(guarded_server, engine.does(COPY), user)

    async def use() -> None:
        with pytest.raises(UpscaleError) as caught:
            await way.probe()
        assert caught.value.failure.code is ErrorCode.HOST_REFUSED
        await way.probe()
        await way.close()

    asyncio.run(use())
    assert user.answers == []


def test_that_a_key_of_the_agents_opens_the_host_and_nothing_is_asked(
    agent: None, site: Server, engine: ShellEngine, make_request: MakeRequest
) -> None:
    request = make_request()
    way = way_to(site, engine.does(COPY), Asked(None))
    with pytest.raises(UpscaleError) as caught:
        asyncio.run(way.probe())
    assert caught.value.failure.code is ErrorCode.HOST_REFUSED
    subprocess.run(["ssh-add", "-q", site.user_key], check=True)

    async def use() -> ProcessOutcome:
        outcome = await way.run(request, lambda _: None)
        await way.close()
        return outcome

    assert asyncio.run(use()) == ProcessOutcome(0)
    assert request.output.read_bytes() == request.source.read_bytes()
