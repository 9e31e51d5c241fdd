"""The hosts that are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from aresrgan_gui.core.hosts import (
    FarmHost,
    Host,
    HostKind,
    Platform,
    SshHost,
    TatHost,
    as_texts,
    checked,
    from_texts,
    load_hosts,
    runs_our_engine,
    save_hosts,
)

SSH = SshHost("big iron", "10.0.0.9", 2222, "me", Path("keys") / "id_ed25519", gpus=4)
TAT = TatHost(
    "cloud", "ap-guangzhou", ("ins-1", "ins-2"), Platform.WINDOWS, r"C:\work", "pictures-1250000000"
)
FARM = FarmHost("farm", "tls://10.0.0.2:8786", Path("certificates"), 3)


def test_that_hosts_are_kept_as_they_are(tmp_path: Path) -> None:
    save_hosts([SSH, TAT, FARM], tmp_path / "hosts.json")
    assert load_hosts(tmp_path / "hosts.json") == (SSH, TAT, FARM)


def test_that_there_are_none_at_first(tmp_path: Path) -> None:
    assert load_hosts(tmp_path / "hosts.json") == ()


@pytest.mark.parametrize(
    "entry",
    [
        [],
        {"kind": "rsh", "name": "a", "address": "b"},
        {"kind": "ssh", "name": "a"},
        {"kind": "ssh", "name": "a", "address": "b", "port": "22"},
        {"kind": "ssh", "name": "a/b", "address": "b"},
        {"kind": "tat", "name": "a", "region": "b", "instances": [1]},
        {"kind": "farm", "name": "a", "scheduler": "tcp://a:1", "certificates": "c"},
    ],
)
def test_that_what_is_no_host_is_refused(entry: object, tmp_path: Path) -> None:
    path = tmp_path / "hosts.json"
    path.write_text(json.dumps({"version": 1, "hosts": [entry]}), "utf-8")
    with pytest.raises(ValueError, match=r"\w"):
        load_hosts(path)


def test_that_fields_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "hosts.json"
    entry = {"kind": "ssh", "name": "a", "address": "b", "colour": "red"}
    path.write_text(json.dumps({"version": 1, "hosts": [entry]}), "utf-8")
    assert load_hosts(path) == (SshHost("a", "b"),)


@pytest.mark.parametrize("name", ["", " a", "a ", "here", "../a", "a/b", "-a", "x" * 41, "a\n"])
def test_that_a_name_that_could_be_taken_for_something_else_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        checked(replace(SSH, name=name))


def test_that_two_hosts_have_two_names() -> None:
    with pytest.raises(ValueError, match="already"):
        checked(replace(FARM, name="BIG iron"), [SSH])


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        (SSH, True),
        (FARM, True),
        (replace(SSH, engine="/opt/realesrgan-ncnn-vulkan"), False),
        (replace(SSH, engine="/opt/bin/aresrgan-engine"), True),
        (replace(TAT, engine=r"C:\aresrgan\Scripts\aresrgan-engine.exe"), True),
        (replace(TAT, engine=r"C:\aresrgan-engine\realesrgan-ncnn-vulkan.exe"), False),
    ],
)
def test_that_an_engine_is_known_by_its_name(host: Host, is_ours: bool) -> None:
    assert runs_our_engine(host) is is_ours


def test_that_each_card_of_each_instance_is_a_slot() -> None:
    assert (SSH.slots, replace(TAT, gpus=4).slots, FARM.slots) == (4, 8, 3)


@pytest.mark.parametrize("host", [SSH, TAT, FARM, SshHost("a", "b")])
def test_that_what_is_shown_of_a_host_makes_it_again(host: Host) -> None:
    assert from_texts(host.kind, as_texts(host)) == host


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": "a"}, "address is missing"),
        ({"name": "a", "address": "b", "port": "x"}, "no number"),
    ],
)
def test_that_it_is_said_what_is_wrong_with_a_typed_host(values: dict[str, str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        from_texts(HostKind.SSH, values)
