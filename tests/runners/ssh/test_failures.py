"""What can go wrong between this machine and a host with an SSH server, tried with a real one."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import asyncssh
import pytest

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.children.process import ProcessOutcome
from aresrgan_gui.runners.remote.request import RemoteRequest
from aresrgan_gui.runners.remote.transport import Fetching, Output, Queued, RemoteEvent, Sending
from aresrgan_gui.runners.ssh import carrying, line, transport
from aresrgan_gui.runners.ssh.known_hosts import KnownHosts, fingerprint
from aresrgan_gui.runners.ssh.line import ScriptError
from aresrgan_gui.runners.ssh.posix import Posix
from aresrgan_gui.runners.ssh.system import LOG, Work
from aresrgan_gui.runners.ssh.transport import SshTransport
from tests.runners.ssh.conftest import COPY, WAIT, Server, ShellEngine

HANG = "sleep 600"

MakeRequest = Callable[..., RemoteRequest]
Result = TypeVar("Result")


def talk(way: SshTransport, about: Callable[[SshTransport], Awaitable[Result]]) -> Result:
    """What comes of talking with a host; the connection is closed afterwards."""

    async def talked() -> Result:
        try:
            return await asyncio.wait_for(about(way), 300)
        finally:
            await way.close()

    return asyncio.run(talked())


def silently(_event: RemoteEvent) -> None:
    pass


def run(way: SshTransport, request: RemoteRequest) -> ProcessOutcome:
    return talk(way, lambda way: way.run(request, silently))


def refusal(way: SshTransport, about: Callable[[SshTransport], Awaitable[object]]) -> UpscaleError:
    with pytest.raises(UpscaleError) as raised:
        talk(way, about)
    assert raised.value.failure.path == Path("box")
    return raised.value


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.02)


Damage = Callable[[Path], None]


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def changed(path: Path) -> None:
    """Change a bit in the midst of it."""
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2)
        (byte,) = stream.read(1)
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte ^ 1]))


def files_beside(request: RemoteRequest) -> list[str]:
    """What a fetched result left beside itself that is not whole."""
    return [entry.name for entry in request.output.parent.glob("*.part")]


class Following:
    """A run that is followed beside the test."""

    def __init__(self, way: SshTransport, request: RemoteRequest) -> None:
        self.said = b""
        self.events: list[RemoteEvent] = []
        self.task = asyncio.ensure_future(way.run(request, self._keep))

    async def is_computed(self) -> None:
        await until(lambda: b"50.00%" in self.said or self.task.done())

    async def looks_away(self) -> None:
        """As the program does when it ends."""
        self.task.cancel()
        await asyncio.wait((self.task,))

    def _keep(self, event: RemoteEvent) -> None:
        self.events.append(event)
        if isinstance(event, Output):
            self.said += event.chunk


class TestKeys:
    def test_that_an_unknown_host_is_refused_until_its_key_is_trusted(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        server.known_hosts.unlink()
        way = server.transport(engine.does(COPY))
        failure = refusal(way, lambda way: way.run(make_request(), silently)).failure
        assert failure.code is ErrorCode.HOST_KEY_UNKNOWN
        assert failure.detail == fingerprint(server.key)
        assert engine.starts() == []
        talk(way, lambda way: way.trust(failure.detail))
        assert run(way, make_request()) == ProcessOutcome(0)

    def test_that_only_the_key_that_the_user_saw_is_trusted(self, server: Server) -> None:
        server.known_hosts.unlink()
        seen = fingerprint(asyncssh.generate_private_key("ssh-ed25519"))
        error = refusal(server.transport(), lambda way: way.trust(seen))
        assert error.failure.code is ErrorCode.HOST_KEY_CHANGED
        assert not server.known_hosts.exists()

    @pytest.mark.parametrize("kind", ["ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa"])
    def test_that_a_changed_key_is_refused_loudly(self, server: Server, kind: str) -> None:
        before = server.known_hosts.read_text()
        key = server.change_key(kind)
        failure = refusal(server.transport(), lambda way: way.probe()).failure
        assert failure.code is ErrorCode.HOST_KEY_CHANGED
        assert failure.detail == fingerprint(key)
        assert server.known_hosts.read_text() == before

    def test_that_keys_of_other_hosts_and_ports_are_kept_apart(self, server: Server) -> None:
        known = KnownHosts(server.known_hosts)
        other = asyncssh.generate_private_key("ssh-ed25519")
        known.trust("127.0.0.1", 22, other)
        known.trust("example.org", server.port, other)
        assert [fingerprint(key) for key in known.keys("127.0.0.1", server.port)] == [fingerprint(server.key)]
        known.forget("127.0.0.1", server.port)
        assert known.keys("127.0.0.1", server.port) == []
        assert [fingerprint(key) for key in known.keys("127.0.0.1", 22)] == [fingerprint(other)]

    def test_that_a_wrong_user_key_is_refused(self, server: Server) -> None:
        asyncssh.generate_private_key("ssh-ed25519").write_private_key(server.folder / "user_key")
        error = refusal(server.transport(), lambda way: way.probe())
        assert error.failure.code is ErrorCode.HOST_REFUSED

    def test_that_a_key_file_that_cannot_be_read_is_named_and_nothing_asked_for(
        self, server: Server, tmp_path: Path
    ) -> None:
        for key_file in (tmp_path, tmp_path / "nowhere"):
            host = replace(server.host(), key_file=key_file)
            asked: list[str] = []
            way = SshTransport(host, asked.append, server.known_hosts)
            failure = refusal(way, lambda way: way.probe()).failure
            assert failure.code is ErrorCode.HOST_UNREADY
            assert f"the key file {key_file} cannot be read" in failure.detail
            assert asked == []

    def test_that_the_passphrase_of_a_key_is_asked_for_and_must_be_right(
        self, server: Server, engine: ShellEngine
    ) -> None:
        key = asyncssh.read_private_key(server.folder / "user_key")
        key.write_private_key(server.folder / "user_key", passphrase="open sesame", rounds=50)
        asked: list[str] = []

        def way(secret: str | None) -> SshTransport:
            def ask(name: str) -> str | None:
                asked.append(name)
                return secret

            return SshTransport(server.host(engine.does(COPY)), ask, server.known_hosts)

        for secret in (None, "wrong"):
            error = refusal(way(secret), lambda way: way.probe())
            assert error.failure.code is ErrorCode.HOST_REFUSED
        talk(way("open sesame"), lambda way: way.probe())
        assert asked == ["password"] * 3


class TestLine:
    def test_that_a_lost_line_is_made_anew_and_the_run_followed_on(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        request = make_request()

        async def cut(way: SshTransport) -> ProcessOutcome:
            following = Following(way, request)
            await following.is_computed()
            server.cut()
            engine.let_go()
            return await following.task

        assert talk(server.transport(engine.does(WAIT)), cut) == ProcessOutcome(0)
        assert request.output.read_bytes() == request.source.read_bytes()
        assert len(engine.starts()) == 1
        assert server.leftovers() == []

    def test_that_a_black_hole_is_noticed_and_the_run_followed_on(
        self,
        server: Server,
        engine: ShellEngine,
        make_request: MakeRequest,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(line, "TIMES", {**line.TIMES, "login_timeout": 2})
        caplog.set_level("INFO")

        async def freeze(way: SshTransport) -> ProcessOutcome:
            following = Following(way, make_request())
            await following.is_computed()
            server.freeze()
            await until(lambda: "was lost" in caplog.text)
            engine.let_go()
            server.thaw()
            return await following.task

        assert talk(server.transport(engine.does(WAIT)), freeze) == ProcessOutcome(0)
        assert len(engine.starts()) == 1

    def test_that_the_connection_with_a_black_hole_is_let_go(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        async def freeze(way: SshTransport) -> None:
            following = Following(way, make_request())
            await following.is_computed()
            server.freeze()
            await following.looks_away()
            await asyncio.wait_for(way.close(), 60)

        talk(server.transport(engine.does(WAIT)), freeze)
        server.thaw()
        engine.let_go()
        assert run(server.transport(engine.does(WAIT)), make_request()) == ProcessOutcome(0)
        assert len(engine.starts()) == 1

    def test_that_a_host_that_stays_away_counts_as_down_and_is_picked_up_later(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        async def lose(way: SshTransport) -> None:
            following = Following(way, make_request())
            await following.is_computed()
            server.stop()
            # Whoever watches for an engine that stands still looks away.
            await until(lambda: following.events[-1] == Queued())
            await following.task

        error = refusal(server.transport(engine.does(WAIT), patience=1.0), lose)
        assert error.failure.code is ErrorCode.HOST_DOWN
        server.start()
        engine.let_go()
        assert run(server.transport(engine.does(WAIT)), make_request()) == ProcessOutcome(0)
        assert len(engine.starts()) == 1

    def test_that_a_run_that_waited_for_a_card_does_not_wait_anew_for_a_host_that_is_gone(
        self, site: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        async def lose(way: SshTransport) -> None:
            first = Following(way, make_request("one"))
            await first.is_computed()
            second = Following(way, make_request("two"))
            await until(lambda: second.events and second.events[-1] == Queued())
            site.stop()
            gone = asyncio.get_running_loop().time()
            await asyncio.wait((first.task,))
            waited = asyncio.get_running_loop().time() - gone
            await asyncio.wait_for(asyncio.wait((second.task,)), 0.75 * waited)
            for each in (first, second):
                with pytest.raises(UpscaleError) as raised:
                    each.task.result()
                assert raised.value.failure.code is ErrorCode.HOST_DOWN

        talk(site.transport(engine.does(WAIT), patience=8.0), lose)

    @pytest.mark.parametrize("moving", [Sending, Fetching])
    def test_that_half_a_file_is_never_taken_for_whole(
        self,
        moving: type[Sending] | type[Fetching],
        server: Server,
        engine: ShellEngine,
        make_request: MakeRequest,
    ) -> None:
        request = make_request(size=30_000_000)
        fractions: list[float] = []

        def cut(event: RemoteEvent) -> None:
            if isinstance(event, moving):
                if 0.1 < event.fraction < 0.9 and all(fraction <= 0.1 for fraction in fractions):
                    server.cut()
                fractions.append(event.fraction)

        way = server.transport(engine.does(COPY))
        assert talk(way, lambda way: way.run(request, cut)) == ProcessOutcome(0)
        assert fractions != sorted(fractions), "the line was not lost meanwhile"
        assert request.output.read_bytes() == request.source.read_bytes()
        assert files_beside(request) == []
        assert len(engine.starts()) == 1

    def test_that_a_way_that_is_gone_is_a_lost_line(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        """As when a laptop that slept has no network yet."""
        request = make_request(size=30_000_000)
        losses: list[type[RemoteEvent]] = [Sending, Fetching]

        async def lose(way: SshTransport) -> ProcessOutcome:
            def tell(event: RemoteEvent) -> None:
                is_due = isinstance(event, (Sending, Fetching)) and 0.1 < event.fraction < 0.9
                if is_due and type(event) in losses:
                    losses.remove(type(event))
                    assert way._line._session is not None
                    way._line._session.connection.connection_lost(OSError(errno.EHOSTUNREACH, "no route"))

            return await way.run(request, tell)

        assert talk(server.transport(engine.does(COPY)), lose) == ProcessOutcome(0)
        assert losses == []
        assert request.output.read_bytes() == request.source.read_bytes()
        assert len(engine.starts()) == 1

    @pytest.mark.parametrize("damage", [halved, changed])
    @pytest.mark.parametrize(("damages", "is_right"), [(2, True), (9, False)])
    def test_that_a_damaged_result_is_fetched_anew_and_never_taken_for_whole(
        self,
        damages: int,
        is_right: bool,
        damage: Damage,
        server: Server,
        engine: ShellEngine,
        make_request: MakeRequest,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        get, left = carrying._get, [None] * damages

        async def damaged(
            session: line.Session, source: str, target: Path, size: int, tell: carrying.Fraction
        ) -> None:
            await get(session, source, target, size, tell)
            if left:
                left.pop()
                damage(target)

        monkeypatch.setattr(carrying, "_get", damaged)
        request, way = make_request(size=10_000_000), server.transport(engine.does(COPY))
        if is_right:
            assert run(way, request) == ProcessOutcome(0)
            assert request.output.read_bytes() == request.source.read_bytes()
        else:
            with pytest.raises(UpscaleError) as raised:
                run(way, request)
            assert raised.value.failure.code is ErrorCode.OUTPUT_WRONG
            assert not request.output.exists()
        assert files_beside(request) == []
        assert len(engine.starts()) == 1

    @pytest.mark.parametrize("damage", [halved, changed])
    @pytest.mark.parametrize(("damages", "is_right"), [(2, True), (9, False)])
    def test_that_a_damaged_picture_is_sent_anew_and_never_computed(
        self,
        damages: int,
        is_right: bool,
        damage: Damage,
        server: Server,
        engine: ShellEngine,
        make_request: MakeRequest,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        put, left = carrying._put, [None] * damages

        async def damaged(session: line.Session, source: Path, target: str, tell: carrying.Fraction) -> None:
            await put(session, source, target, tell)
            if left and source == request.source:
                left.pop()
                damage(server.home / target)

        monkeypatch.setattr(carrying, "_put", damaged)
        request, way = make_request(size=10_000_000), server.transport(engine.does(COPY))
        if is_right:
            assert run(way, request) == ProcessOutcome(0)
            assert request.output.read_bytes() == request.source.read_bytes()
        else:
            with pytest.raises(UpscaleError) as raised:
                run(way, request)
            assert raised.value.failure.code is ErrorCode.INPUT_UNREADABLE
            assert not request.output.exists()
        assert len(engine.starts()) == is_right

    def test_that_a_line_lost_while_clearing_away_runs_nothing_twice(
        self,
        server: Server,
        engine: ShellEngine,
        make_request: MakeRequest,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        end = SshTransport._end
        losses = [line.LineLostError("after it was done, before that was told")]

        async def loses(self: SshTransport, session: line.Session, work: Work) -> None:
            await end(self, session, work)
            if losses:
                raise losses.pop()

        monkeypatch.setattr(SshTransport, "_end", loses)
        assert run(server.transport(engine.does(COPY)), make_request()) == ProcessOutcome(0)
        assert losses == []
        assert len(engine.starts()) == 1

    def test_that_a_command_that_does_not_end_is_given_up(
        self, server: Server, engine: ShellEngine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Such as one that asks a dead driver."""
        monkeypatch.setattr(transport, "ASK_SECONDS", 1.0)

        async def ask(way: SshTransport) -> None:
            await asyncio.wait_for(way.probe(), 60)

        failure = refusal(server.transport(engine.does("sleep 90")), ask).failure
        assert failure.code is ErrorCode.HOST_DOWN
        assert "has not ended after 1 s" in failure.detail

    def test_that_nobody_who_looks_away_waits_for_a_command_that_does_not_end(
        self, server: Server, engine: ShellEngine
    ) -> None:
        async def look_away(way: SshTransport) -> None:
            asking = asyncio.ensure_future(way.probe())
            await until(engine.starts)
            asking.cancel()
            await asyncio.wait_for(asyncio.wait((asking,)), 60)

        talk(server.transport(engine.does("sleep 90")), look_away)

    def test_that_more_runs_than_a_server_has_channels_go_over_one_connection(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        requests = [make_request(f"job {number}") for number in range(12)]

        async def all_at_once(way: SshTransport) -> list[ProcessOutcome]:
            runs = [Following(way, request) for request in requests]
            for following in runs:
                await following.is_computed()
            assert len(server.visits()) == 1
            engine.let_go()
            return await asyncio.gather(*(following.task for following in runs))

        outcomes = talk(server.transport(engine.does(WAIT), gpus=12), all_at_once)
        assert outcomes == [ProcessOutcome(0)] * 12
        assert len(engine.starts()) == 12


class TestRuns:
    def test_that_killing_ends_all_processes_of_a_run_whoever_owns_them(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        request = make_request()

        async def kill(way: SshTransport) -> None:
            following = Following(way, request)
            await following.is_computed()
            assert len(engine.alive()) == 1
            await following.looks_away()
            assert len(engine.alive()) == 1
            await way.kill(request.key)
            assert engine.alive() == []

        talk(server.transport(engine.does(HANG)), kill)
        assert server.leftovers() == []

    def test_that_a_program_started_anew_follows_what_runs(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        async def leave(way: SshTransport) -> None:
            following = Following(way, make_request())
            await following.is_computed()
            await following.looks_away()

        async def come_back(way: SshTransport) -> ProcessOutcome:
            following = Following(way, make_request())
            await following.is_computed()
            engine.let_go()
            return await following.task

        talk(server.transport(engine.does(WAIT)), leave)
        assert talk(server.transport(engine.does(WAIT)), come_back) == ProcessOutcome(0)
        assert len(engine.starts()) == 1
        assert server.leftovers() == []

    def test_that_the_same_job_from_two_programs_at_once_runs_once(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        async def both(way: SshTransport) -> ProcessOutcome:
            other = server.transport(engine.does(WAIT))
            runs = [Following(one, make_request(size=20_000_000)) for one in (way, other)]
            for following in runs:
                await following.is_computed()
            await runs[1].looks_away()
            await other.close()
            engine.let_go()
            return await runs[0].task

        assert talk(server.transport(engine.does(WAIT)), both) == ProcessOutcome(0)
        assert len(engine.starts()) == 1

    def test_that_a_run_of_a_host_that_was_switched_off_is_made_anew(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        async def leave(way: SshTransport) -> None:
            following = Following(way, make_request())
            await following.is_computed()
            await following.looks_away()

        talk(server.transport(engine.does(WAIT)), leave)
        os.killpg(engine.starts()[0], 9)
        engine.let_go()
        assert run(server.transport(engine.does(WAIT)), make_request()) == ProcessOutcome(0)
        assert len(engine.starts()) == 2

    def test_that_a_run_killed_over_there_is_told_as_a_crash(
        self,
        server: Server,
        engine: ShellEngine,
        make_request: MakeRequest,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(transport, "LOOK_SECONDS", 0.1)

        async def killed(way: SshTransport) -> ProcessOutcome:
            following = Following(way, make_request())
            await following.is_computed()
            os.killpg(engine.starts()[0], 9)
            return await following.task

        assert talk(server.transport(engine.does(HANG)), killed) == ProcessOutcome(9, crashed=True)
        assert server.leftovers() == []

    def test_that_an_engine_without_memory_is_told_as_a_crash(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        outcome = run(server.transport(engine.does("kill -9 $$")), make_request())
        assert outcome == ProcessOutcome(9, crashed=True)

    def test_that_a_host_without_the_engine_is_not_ready(
        self, server: Server, make_request: MakeRequest
    ) -> None:
        for program in ("", "/nowhere/engine"):
            error = refusal(server.transport(program), lambda way: way.run(make_request(), silently))
            assert error.failure.code is ErrorCode.HOST_UNREADY
        assert server.leftovers() == []

    def test_that_a_model_that_was_replaced_is_sent_again(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest, fake_models: Path
    ) -> None:
        async def twice(way: SshTransport) -> None:
            await way.run(make_request("before"), silently)
            (fake_models / "realesr-animevideov3-x2.bin").write_bytes(b"better weights")
            await way.run(make_request("after"), silently)

        talk(server.transport(engine.does(COPY)), twice)
        sent = {path.read_bytes() for path in server.home.rglob("realesr-animevideov3-x2.bin")}
        assert sent == {b"", b"better weights"}

    def test_that_a_log_that_comes_late_is_waited_for(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As on Windows, where nobody makes one before the engine begins."""
        start, run_file = Posix.start, Posix.run_file
        monkeypatch.setattr(
            Posix, "start", lambda self, work: start(self, work).replace(f"    : >{LOG}\n", "")
        )
        monkeypatch.setattr(
            Posix, "run_file", lambda *of: run_file(*of).replace(b"trap '' HUP", b"trap '' HUP\nsleep 1")
        )
        assert run(server.transport(engine.does(COPY)), make_request()) == ProcessOutcome(0)

    def test_that_a_run_whose_files_are_removed_over_there_is_told_as_a_crash(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(transport, "LOOK_SECONDS", 0.1)

        async def removed(way: SshTransport) -> ProcessOutcome:
            following = Following(way, make_request())
            await following.is_computed()
            shutil.rmtree(server.home / ".aresrgan" / "work")
            return await following.task

        assert talk(server.transport(engine.does(HANG)), removed) == ProcessOutcome(9, crashed=True)

    def test_that_a_model_that_came_in_part_is_gone_on_with_or_swept_away(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put, losses = carrying._put, [ScriptError("in the midst of a model", "")]

        async def loses(session: line.Session, source: Path, target: str, tell: carrying.Fraction) -> None:
            await put(session, source, target, tell)
            if losses:
                raise losses.pop()

        monkeypatch.setattr(carrying, "_put", loses)
        refusal(server.transport(engine.does(COPY)), lambda way: way.run(make_request(), silently))
        (left,) = server.leftovers()
        assert left.endswith(".part")
        assert run(server.transport(engine.does(COPY)), make_request()) == ProcessOutcome(0)
        assert len(list((server.home / ".aresrgan" / "models").iterdir())) == 1
        assert server.leftovers() == []
        (server.home / ".aresrgan" / "work" / left).mkdir()
        os.utime(server.home / ".aresrgan" / "work" / left, (0, 0))
        run(server.transport(engine.does(COPY)), make_request("another"))
        assert server.leftovers() == []

    def test_that_what_a_link_leads_to_is_sent_and_not_the_link(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest, fake_models: Path
    ) -> None:
        request = make_request()
        for path in (request.source, *fake_models.iterdir()):
            path.symlink_to(path.rename(path.with_name(f"elsewhere {path.name}")))
        assert run(server.transport(engine.does(COPY)), request) == ProcessOutcome(0)
        assert request.output.read_bytes() == request.source.read_bytes()
        assert not any(path.is_symlink() for path in server.home.rglob("*"))

    def test_that_several_cards_are_shared_out(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        program = engine.does('echo "$all" >>"{folder}/said"\n' + WAIT)

        async def both(way: SshTransport) -> None:
            runs = [Following(way, make_request(name)) for name in ("one", "two")]
            for following in runs:
                await following.is_computed()
            engine.let_go()
            await asyncio.gather(*(following.task for following in runs))

        talk(server.transport(program, gpus=2), both)
        said = (engine.folder / "said").read_text().splitlines()
        assert sorted(line.split("-g ")[1] for line in said) == ["0", "1"]

    def test_that_what_nobody_asked_for_any_more_is_swept_away(
        self, server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        run(server.transport(engine.does(COPY)), make_request())
        work = server.home / ".aresrgan" / "work"
        for name, days in (("old", 8), ("young", 6)):
            (work / name).mkdir()
            (work / name / "result.png").touch()
            shutil.chown(work / name, server.user)
            age = (work / name).stat().st_mtime - days * 86_400
            os.utime(work / name, (age, age))
        run(server.transport(engine.does(COPY)), make_request())
        assert server.leftovers() == ["young"]


class TestFullDisk:
    def test_that_a_picture_too_large_for_the_disk_is_the_hosts_fault(
        self, full_server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        way = full_server.transport(engine.does(COPY))
        failure = refusal(way, lambda way: way.run(make_request(size=600_000), silently)).failure
        assert (failure.code, failure.detail) == (ErrorCode.HOST_UNREADY, "its disk is full")

    def test_that_a_result_too_large_for_the_disk_is_the_hosts_fault(
        self, full_server: Server, engine: ShellEngine, make_request: MakeRequest
    ) -> None:
        program = engine.does('dd if=/dev/zero "of=$output" bs=1000 count=600')
        failure = refusal(
            full_server.transport(program), lambda way: way.run(make_request(), silently)
        ).failure
        assert (failure.code, failure.detail) == (ErrorCode.HOST_UNREADY, "its disk is full")
        assert full_server.leftovers() == []

    def test_that_a_result_too_large_for_the_disk_here_leaves_its_room_to_others(
        self, site: Server, engine: ShellEngine, make_request: MakeRequest, small_disk: Path
    ) -> None:
        request = replace(make_request(size=600_000), output=small_disk / "result.png")
        with pytest.raises(UpscaleError) as raised:
            run(site.transport(engine.does(COPY)), request)
        assert raised.value.failure.code is ErrorCode.DISK_FULL
        assert list(small_disk.iterdir()) == []
