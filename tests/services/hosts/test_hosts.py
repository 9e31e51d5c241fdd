"""The hosts that are set up: kept, given runners, tried."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from aresrgan_gui.core.errors import ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.hosts import FarmHost, Host, SshHost, TatHost, save_hosts
from aresrgan_gui.runners import ways
from aresrgan_gui.runners.remote.transport import HostReport, Transport
from aresrgan_gui.services.hosts import hosts as hosts_module
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts, HostTrial
from aresrgan_gui.services.models.selftest import SelfTestResult
from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.patience import LONG

HOST = SshHost("one", "10.0.0.1", engine="aresrgan-engine")
Secret = Callable[[str], "str | None"]


class Notes(Credentials):
    """Secrets that are kept in memory alone."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get(self, host: str, name: str) -> str | None:
        return self.kept.get((host, name))

    def keep(self, host: str, name: str, secret: str) -> bool:
        self.kept[host, name] = secret
        return True

    def forget(self, host: str, name: str) -> None:
        self.kept.pop((host, name), None)


def failure_in(ended: SignalBlocker) -> Failure:
    """What a trial's end says."""
    assert ended.args is not None
    failure = ended.args[0]
    assert isinstance(failure, Failure)
    return failure


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """Our engine as a program of one word."""
    script = tmp_path / ("engine.cmd" if sys.platform == "win32" else "engine")
    if sys.platform == "win32":
        script.write_text(f'@"{sys.executable}" -m aresrgan_gui.engine %*\n', "utf-8")
    else:
        script.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m aresrgan_gui.engine \"$@\"\n", "utf-8")
        script.chmod(0o755)
    return script


@pytest.fixture
def machine(tmp_path: Path, engine: Path) -> FakeHost:
    return FakeHost(tmp_path / "machine", engine, name="one")


@pytest.fixture
def hosts(tmp_path: Path, notes: Notes, machine: FakeHost) -> Hosts:
    def transport(_host: Host, _secret: Secret) -> Transport:
        return FakeTransport(machine)

    return Hosts(tmp_path / "config" / "hosts.json", tmp_path / "models", notes, transport)


def test_that_hosts_are_kept_for_the_next_run(hosts: Hosts, tmp_path: Path, notes: Notes) -> None:
    farm = FarmHost("two", "tls://10.0.0.2:8786", tmp_path)
    hosts.put(HOST)
    hosts.put(farm)
    later = Hosts(tmp_path / "config" / "hosts.json", tmp_path, notes)
    assert later.all == (HOST, farm)
    assert later.named("two") == farm
    with pytest.raises(UpscaleError) as caught:
        later.named("three")
    assert caught.value.failure == Failure(ErrorCode.HOST_UNKNOWN, Path("three"))


def test_that_no_secret_is_written_beside_the_hosts(hosts: Hosts, tmp_path: Path, notes: Notes) -> None:
    hosts.put(HOST)
    hosts.keep_secret("one", "password", "s3cret")
    assert notes.kept == {("one", "password"): "s3cret"}
    assert "s3cret" not in (tmp_path / "config" / "hosts.json").read_text("utf-8")


def test_that_a_renamed_host_keeps_its_place_and_its_secret(hosts: Hosts, notes: Notes) -> None:
    hosts.put(HOST)
    hosts.put(SshHost("last", "10.0.0.3"))
    hosts.keep_secret("one", "password", "s3cret")
    hosts.put(replace(HOST, name="first"), instead_of="one")
    assert [host.name for host in hosts.all] == ["first", "last"]
    assert notes.kept == {("first", "password"): "s3cret"}
    with pytest.raises(ValueError, match="already"):
        hosts.put(SshHost("LAST", "10.0.0.4"))


def test_that_jobs_know_a_host_again_that_was_renamed_or_got_another_address(
    hosts: Hosts, tmp_path: Path, notes: Notes
) -> None:
    hosts.put(HOST)
    hosts.put(replace(HOST, name="first", address="10.0.0.9"), instead_of="one")
    hosts.put(replace(HOST, name="new"), instead_of="first")
    assert list(hosts.runners()) == ["one"]
    assert hosts.names() == {"one": "new"}
    later = Hosts(tmp_path / "config" / "hosts.json", tmp_path, notes)
    assert later.names() == {"one": "new"}


def test_that_a_host_is_not_taken_for_one_that_had_its_name_before(hosts: Hosts) -> None:
    hosts.put(HOST)
    hosts.put(replace(HOST, name="first"), instead_of="one")
    hosts.put(replace(HOST, address="10.0.0.3"))
    assert hosts.names() == {"one": "first", "one 2": "one"}
    hosts.put(replace(HOST, name="second"), instead_of="one")
    hosts.put(replace(HOST, name="one"), instead_of="first")
    assert hosts.names() == {"one": "one", "one 2": "second"}


def test_that_the_secret_of_a_renamed_host_is_there_when_it_is_told(hosts: Hosts, notes: Notes) -> None:
    hosts.put(HOST)
    hosts.keep_secret("one", "password", "s3cret")
    seen: list[str | None] = []
    hosts.changed.connect(lambda: seen.append(hosts.secret_of("first")("password")))
    hosts.put(replace(HOST, name="first"), instead_of="one")
    assert seen == ["s3cret"]


def test_that_a_removed_host_takes_its_secret_along(hosts: Hosts, notes: Notes) -> None:
    hosts.put(HOST)
    hosts.keep_secret("one", "password", "s3cret")
    hosts.remove("one")
    assert hosts.all == ()
    assert notes.kept == {}


def test_that_a_removed_host_leaves_its_key_to_another_at_the_same_address(
    hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr(hosts_module, "forget_key", lambda host: forgotten.append(host.name))
    for host in (HOST, replace(HOST, name="as root", user="root"), replace(HOST, name="next door", port=23)):
        hosts.put(host)
    hosts.remove("one")
    assert forgotten == []
    hosts.remove("as root")
    hosts.remove("next door")
    assert forgotten == ["as root", "next door"]


def test_that_runners_are_made_without_the_libraries_of_their_kinds(tmp_path: Path) -> None:
    """In a process of its own, as this one may have them already."""
    kinds = (HOST, TatHost("cloud", "ap-guangzhou", ("ins-1",)), FarmHost("farm", "tls://h:8786", tmp_path))
    save_hosts(kinds, tmp_path / "hosts.json")
    program = f"""
import sys
from pathlib import Path
from aresrgan_gui.services.hosts import hosts as hosts_module
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
runners = Hosts(Path({str(tmp_path / "hosts.json")!r}), Path(), Credentials()).runners()
print(*runners)
print(*{{"asyncio", "asyncssh", "qcloud_cos", "tencentcloud", "distributed"}} & sys.modules.keys())
"""
    made = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert made.stdout.splitlines() == ["one cloud farm", ""]


def test_that_a_runner_is_made_anew_only_for_a_host_that_changed(hosts: Hosts, qtbot: QtBot) -> None:
    hosts.put(HOST)
    hosts.put(SshHost("two", "10.0.0.3"))
    first = hosts.runners()
    hosts.put(replace(HOST, gpus=3), instead_of="one")
    second = hosts.runners()
    assert second["two"] is first["two"]
    assert second["one"] is not first["one"]
    assert second["one"].at_once == 3
    hosts.keep_secret("two", "password", "s3cret")
    assert hosts.runners()["two"] is not second["two"]


def test_that_a_host_whose_extra_is_not_installed_says_what_to_install(
    hosts: Hosts, notes: Notes, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ways._NEEDED, HOST.kind, "no_such_module")
    plain = Hosts(tmp_path / "config" / "hosts.json", tmp_path, notes)
    assert ways.lacking_extra(HOST.kind) == "remote"
    trial = HostTrial(plain.new_runner(HOST))
    with qtbot.waitSignal(trial.ended, timeout=LONG) as ended:
        trial.start()
    failure = failure_in(ended)
    assert failure.code is ErrorCode.HOST_UNREADY
    assert "pip install aresrgan-gui[remote]" in failure.detail


def test_that_a_trial_tells_what_the_host_is_and_that_it_works(
    tmp_path: Path, notes: Notes, machine: FakeHost, real_models: Path, qtbot: QtBot
) -> None:
    hosts = Hosts(tmp_path / "hosts.json", real_models, notes, lambda _host, _secret: FakeTransport(machine))
    trial = HostTrial(hosts.new_runner(HOST))
    reports: list[HostReport] = []
    results: list[SelfTestResult] = []
    trial.reported.connect(reports.append)
    trial.tried.connect(results.append)
    with qtbot.waitSignal(trial.ended, timeout=LONG) as ended:
        trial.start()
    assert ended.args == [None]
    assert reports == [HostReport(("Fake card",), "fake", 10**9, 0.0)]
    (result,) = results
    assert result.is_right
    assert result.seconds > 0
    assert not machine.works


def test_that_a_trial_of_a_host_that_is_gone_says_so(hosts: Hosts, machine: FakeHost, qtbot: QtBot) -> None:
    machine.is_down = True
    trial = HostTrial(hosts.new_runner(HOST))
    with qtbot.waitSignal(trial.ended, timeout=LONG) as ended:
        trial.start()
    failure = failure_in(ended)
    assert (failure.code, failure.path) == (ErrorCode.HOST_DOWN, Path("one"))


class KeyedTransport(FakeTransport):
    """Asks for trust in the key `K` first."""

    def __init__(self, host: FakeHost) -> None:
        super().__init__(host)
        self.trouble = ErrorCode.HOST_KEY_UNKNOWN

    async def trust(self, fingerprint: str) -> None:
        if fingerprint == "K":
            self.trouble = ErrorCode.HOST_DOWN


def test_that_a_trial_trusts_the_key_that_it_was_given(
    tmp_path: Path, notes: Notes, machine: FakeHost, qtbot: QtBot
) -> None:
    machine.is_down = True
    hosts = Hosts(tmp_path / "hosts.json", tmp_path, notes, lambda _host, _secret: KeyedTransport(machine))
    for trust, code in (("", ErrorCode.HOST_KEY_UNKNOWN), ("K", ErrorCode.HOST_DOWN)):
        trial = HostTrial(hosts.new_runner(HOST), trust)
        with qtbot.waitSignal(trial.ended, timeout=LONG) as ended:
            trial.start()
        failure = failure_in(ended)
        assert failure.code is code
