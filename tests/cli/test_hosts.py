"""`aresrgan hosts`, and `upscale --on`."""

from __future__ import annotations

import io
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui.cli import hosts as hosts_command
from aresrgan_gui.cli import upscale as upscale_command
from aresrgan_gui.cli.arguments.hosts import (
    HostsAddRequest,
    HostsChangeRequest,
    HostsListRequest,
    HostsRemoveRequest,
    HostsRenameRequest,
    HostsRequest,
    HostsTestRequest,
)
from aresrgan_gui.cli.arguments.parser import parse
from aresrgan_gui.cli.arguments.upscale import UpscaleRequest
from aresrgan_gui.cli.hosts import manage
from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.hosts import FarmHost, Platform, SshHost, TatHost, load_hosts, save_hosts
from aresrgan_gui.core.models.catalogue import manifest
from aresrgan_gui.core.paths import hosts_file, journal_file
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.journal.journal import Journal
from tests.fakes.fake_transport import FakeHost, FakeTransport
from tests.runners.remote_contract import write_engine
from tests.services.journal.test_journal import record


def asked(*arguments: str) -> HostsRequest:
    request = parse(["hosts", *arguments])
    assert isinstance(
        request,
        HostsAddRequest
        | HostsListRequest
        | HostsChangeRequest
        | HostsRenameRequest
        | HostsRemoveRequest
        | HostsTestRequest,
    )
    return request


def managed(request: HostsRequest, file: Path, models: Path) -> int:
    """The exit status of what was asked for."""
    application = QCoreApplication.instance()
    assert application is not None
    return manage(request, file, models, application)


def test_that_each_kind_of_host_is_understood(tmp_path: Path) -> None:
    key = tmp_path / "key"
    ssh = asked("add", "ssh", "iron", "10.0.0.1", "--port", "2222", "--user", "me", "--key-file", str(key))
    assert ssh == HostsAddRequest(SshHost("iron", "10.0.0.1", 2222, "me", key), ())
    tat = asked("add", "tat", "cloud", "--region", "ap-x", "--instance", "i1", "i2", "--platform", "windows")
    assert tat == HostsAddRequest(
        TatHost("cloud", "ap-x", ("i1", "i2"), Platform.WINDOWS), ("secret_id", "secret_key")
    )
    farm = asked("add", "farm", "barn", "tls://a:1", "--certificates", str(tmp_path), "--gpus", "4")
    assert farm == HostsAddRequest(FarmHost("barn", "tls://a:1", tmp_path, 4), ())
    assert asked("add", "ssh", "a", "b", "--password") == HostsAddRequest(SshHost("a", "b"), ("password",))


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "ssh", "here", "10.0.0.1"),
        ("add", "ssh", "any", "10.0.0.1"),
        ("add", "ssh", "a", "b", "--port", "0"),
        ("add", "ssh", "a", "b", "--gpus", "many"),
        ("add", "farm", "a", "tcp://b:1", "--certificates", "c"),
        ("add", "tat", "a", "--region", "b"),
        ("add",),
        ("change", "a"),
        ("change", "--port", "1"),
        ("rename", "a"),
    ],
)
def test_that_a_host_that_cannot_be_is_bad_usage(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["hosts", *arguments])
    assert caught.value.code == 2


@pytest.mark.parametrize(("given", "place"), [((), "here"), (("--on", "any"), ""), (("--on", "x"), "x")])
def test_that_pictures_stay_here_unless_told_otherwise(given: tuple[str, ...], place: str) -> None:
    request = parse(["upscale", "a.png", *given])
    assert isinstance(request, UpscaleRequest)
    assert request.options.place == place


@pytest.fixture
def machine(tmp_path: Path) -> FakeHost:
    return FakeHost(tmp_path / "machine", tmp_path, name="iron")


@pytest.fixture(autouse=True)
def played(machine: FakeHost, monkeypatch: pytest.MonkeyPatch, qapp: QObject) -> None:
    """Hosts are folders, and there is no key ring."""
    made = partial(Hosts, make_transport=lambda _host, _secret: FakeTransport(machine))
    monkeypatch.setattr(hosts_command, "Hosts", made)
    monkeypatch.setattr(Credentials, "keep", lambda *_: False)


def test_that_hosts_are_added_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hosts.json"
    monkeypatch.setattr("sys.stdin", io.StringIO("s3cret\n"))
    assert managed(asked("add", "ssh", "iron", "10.0.0.1", "--password", "--gpus", "2"), file, tmp_path) == 0
    told = capsys.readouterr()
    assert "iron: added" in told.out
    assert "no key ring" in told.err
    assert "s3cret" not in told.out + told.err + file.read_text("utf-8")
    assert load_hosts(file) == (SshHost("iron", "10.0.0.1", gpus=2),)
    assert managed(asked("list"), file, tmp_path) == 0
    assert "iron: ssh, 10.0.0.1:22, 2 at a time" in capsys.readouterr().out
    assert managed(asked("add", "ssh", "IRON", "10.0.0.2"), file, tmp_path) == 2
    assert "already" in capsys.readouterr().err
    assert managed(asked("remove", "iron"), file, tmp_path) == 0
    assert load_hosts(file) == ()


def test_that_a_changed_host_keeps_what_was_not_told_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = tmp_path / "hosts.json", tmp_path / "a key"
    managed(asked("add", "ssh", "iron", "10.0.0.1", "--key-file", str(key), "--gpus", "2"), file, tmp_path)
    managed(asked("add", "ssh", "steel", "10.0.0.2"), file, tmp_path)
    assert managed(asked("change", "iron", "--address", "10.0.0.9", "--user", "me"), file, tmp_path) == 0
    assert "aresrgan hosts test iron" in capsys.readouterr().out
    changed = SshHost("iron", "10.0.0.9", user="me", key_file=key, gpus=2)
    assert load_hosts(file) == (changed, SshHost("steel", "10.0.0.2"))
    assert managed(asked("change", "iron", "--key-file", "", "--gpus", "1"), file, tmp_path) == 0
    assert load_hosts(file)[0] == SshHost("iron", "10.0.0.9", user="me")


def test_that_hosts_of_the_other_kinds_are_changed(tmp_path: Path) -> None:
    file = tmp_path / "hosts.json"
    cloud = TatHost("cloud", "ap-x", ("i1",), bucket="b")
    save_hosts([cloud, FarmHost("barn", "tls://a:1", tmp_path)], file)
    other = ("change", "cloud", "--instance", "i2", "i3", "--platform", "windows")
    assert managed(asked(*other), file, tmp_path) == 0
    assert managed(asked("change", "barn", "--scheduler", "tls://b:2"), file, tmp_path) == 0
    assert load_hosts(file) == (
        TatHost("cloud", "ap-x", ("i2", "i3"), Platform.WINDOWS, bucket="b"),
        FarmHost("barn", "tls://b:2", tmp_path),
    )


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("change", "barn", "--address", "10.0.0.1"), "no address"),
        (("change", "barn", "--password"), "no password"),
        (("change", "barn", "--scheduler", "tcp://a:1"), "tls://"),
        (("rename", "barn", "cloud"), "already"),
        (("rename", "barn", "here"), "no name"),
    ],
)
def test_that_what_a_host_cannot_become_is_told_and_changes_nothing(
    arguments: tuple[str, ...], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hosts.json"
    save_hosts([TatHost("cloud", "ap-x", ("i1",)), FarmHost("barn", "tls://a:1", tmp_path)], file)
    before = file.read_bytes()
    assert managed(asked(*arguments), file, tmp_path) == 2
    assert reason in capsys.readouterr().err
    assert file.read_bytes() == before


def test_that_other_secrets_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "hosts.json"
    save_hosts([TatHost("cloud", "ap-x", ("i1",))], file)
    kept: list[tuple[str, ...]] = []

    def keep(_: Credentials, *told: str) -> bool:
        kept.append(told)
        return True

    monkeypatch.setattr(Credentials, "keep", keep)
    monkeypatch.setattr("sys.stdin", io.StringIO("an id\na key\n"))
    assert managed(asked("change", "cloud", "--password"), file, tmp_path) == 0
    assert kept == [("cloud", "secret_id", "an id"), ("cloud", "secret_key", "a key")]


def test_that_jobs_know_a_renamed_host_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "hosts.json"
    managed(asked("add", "ssh", "iron", "10.0.0.1"), file, tmp_path)
    assert managed(asked("rename", "iron", "steel"), file, tmp_path) == 0
    assert "is called steel now" in capsys.readouterr().out
    assert managed(asked("change", "steel", "--address", "10.0.0.9"), file, tmp_path) == 0
    (host,) = load_hosts(file)
    assert (host.name, host.place) == ("steel", "iron")
    assert managed(asked("rename", "steel", "iron"), file, tmp_path) == 0
    assert load_hosts(file) == (SshHost("iron", "10.0.0.9"),)


def test_that_what_was_begun_at_a_removed_host_is_forgotten(tmp_path: Path) -> None:
    journal_file().parent.mkdir(parents=True)
    file = tmp_path / "hosts.json"
    with closing(Journal(journal_file())) as journal:
        known = record()
        journal.put("a run", [(0, known)])
        for place in ("iron", "steel"):
            managed(asked("add", "ssh", place, "10.0.0.1"), file, tmp_path)
            journal.note_begun(known.job.id, place, "a" * 64, tmp_path / place)
        assert managed(asked("remove", "iron"), file, tmp_path) == 0
        assert [begun.place for begun in journal.begun()] == ["steel"]


def test_that_a_host_is_removed_though_the_journal_cannot_be_used(tmp_path: Path) -> None:
    journal_file().parent.mkdir(parents=True)
    journal_file().write_bytes(b"no journal at all" * 100)
    file = tmp_path / "hosts.json"
    managed(asked("add", "ssh", "iron", "10.0.0.1"), file, tmp_path)
    assert managed(asked("remove", "iron"), file, tmp_path) == 0
    assert load_hosts(file) == ()


@pytest.mark.parametrize(
    "arguments",
    [("remove", "iron"), ("test", "iron"), ("rename", "iron", "steel"), ("change", "iron", "--gpus", "2")],
)
def test_that_an_unknown_host_is_told(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(UpscaleError) as caught:
        managed(asked(*arguments), tmp_path / "hosts.json", tmp_path)
    assert caught.value.failure.code is ErrorCode.HOST_UNKNOWN


def test_that_a_test_of_a_host_that_is_gone_fails(
    tmp_path: Path, machine: FakeHost, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hosts.json"
    managed(asked("add", "ssh", "iron", "10.0.0.1"), file, tmp_path)
    machine.is_down = True
    assert managed(asked("test"), file, tmp_path) == 1
    assert "iron: The host iron cannot be reached: it does not answer." in capsys.readouterr().err


def test_that_a_file_of_hosts_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hosts.json"
    file.write_text("{}", "utf-8")
    assert managed(asked("list"), file, tmp_path) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Descriptions of a model's files, with nothing behind them."""
    folder = tmp_path / "models"
    folder.mkdir()
    for name in manifest().models[0].stems.values():
        (folder / f"{name}.param").write_text("7767517\n", encoding="ascii")
        (folder / f"{name}.bin").write_bytes(b"")
    return folder


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(path)
    return path


@pytest.mark.parametrize("name", ["iron", "any"])
def test_that_pictures_are_made_on_the_host_that_was_named(
    name: str,
    tmp_path: Path,
    models: Path,
    photo: Path,
    machine: FakeHost,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine.engine = write_engine(tmp_path, "ok")
    made = partial(Hosts, make_transport=lambda _host, _secret: FakeTransport(machine))
    monkeypatch.setattr(upscale_command, "Hosts", made)
    monkeypatch.setattr(upscale_command, "find_engine", lambda _: Engine(str(machine.engine)))
    managed(asked("add", "ssh", "iron", "10.0.0.1", "--engine", "/opt/upstream"), hosts_file(), models)
    request = parse(["upscale", str(photo), "--model", manifest().models[0].name, "--on", name])
    assert isinstance(request, UpscaleRequest)
    application = QCoreApplication.instance()
    assert application is not None
    assert upscale_command.upscale(request, models, application) == 0
    assert "photo_4x.png" in capsys.readouterr().out
    (start,) = (tmp_path / "starts").read_text("utf-8").splitlines()
    assert (str(machine.folder) in start) is (name == "iron")


def test_that_pictures_go_to_a_host_by_the_name_that_it_has_now(
    tmp_path: Path, models: Path, photo: Path, machine: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.engine = write_engine(tmp_path, "ok")
    hosts = Hosts(hosts_file(), models, Credentials(), lambda *_: FakeTransport(machine))
    hosts.put(SshHost("iron", "10.0.0.1", engine="/opt/upstream"))
    hosts.put(SshHost("steel", "10.0.0.1", engine="/opt/upstream"), instead_of="iron")
    monkeypatch.setattr(upscale_command, "Hosts", lambda *_, **__: hosts)
    monkeypatch.setattr(upscale_command, "find_engine", lambda _: Engine(str(machine.engine)))
    request = parse(["upscale", str(photo), "--model", manifest().models[0].name, "--on", "steel"])
    assert isinstance(request, UpscaleRequest)
    application = QCoreApplication.instance()
    assert application is not None
    assert upscale_command.upscale(request, models, application) == 0
    (start,) = (tmp_path / "starts").read_text("utf-8").splitlines()
    assert str(machine.folder) in start


def test_that_pictures_for_a_host_that_is_not_set_up_are_refused(models: Path, photo: Path) -> None:
    request = parse(["upscale", str(photo), "--model", manifest().models[0].name, "--on", "nowhere"])
    assert isinstance(request, UpscaleRequest)
    application = QCoreApplication.instance()
    assert application is not None
    with pytest.raises(UpscaleError) as caught:
        upscale_command.upscale(request, models, application)
    assert caught.value.failure.code is ErrorCode.HOST_UNKNOWN
