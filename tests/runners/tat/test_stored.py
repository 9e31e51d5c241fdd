"""Stored commands for pictures that lie on the servers, and what there is to choose from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from PIL import Image

from aresrgan_gui.cli.arguments.parser import parse
from aresrgan_gui.cli.arguments.tat import TatListRequest, TatRequest, TatRunRequest
from aresrgan_gui.cli.tat import run_in_cloud
from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.hosts import Platform, TatHost, save_hosts
from aresrgan_gui.core.paths import hosts_file
from aresrgan_gui.runners.tat import choices, tasks
from aresrgan_gui.runners.tat.choices import InstanceChoice
from aresrgan_gui.runners.tat.client import ApiClient
from aresrgan_gui.runners.tat.paths import ServerPath, server_path
from aresrgan_gui.services.hosts.credentials import Credentials
from tests.fakes.fake_cloud import REGION, FakeCloud
from tests.runners.remote_contract import write_engine
from tests.runners.tat.conftest import SECRET

COMMAND = "./upscaler -i {{inputPath}}.{{ext}} -o {{inputPath}}_4x.{{ext}} -s 4 -n realesrgan-x4plus"


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", SECRET.secret_id)
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", SECRET.secret_key)


@pytest.fixture
def servers(make_cloud: Callable[..., FakeCloud], signed_in: None) -> FakeCloud:
    """Three servers, each with a picture and a program that enlarges."""
    cloud = make_cloud(3)
    for instance in cloud.tat.instances.values():
        Image.new("RGB", (6, 4), "red").save(instance.folder / "input.png")
        write_engine(instance.folder, "ok").rename(instance.folder / "upscaler")
    return cloud


@pytest.fixture
def command_id(servers: FakeCloud) -> str:
    return servers.tat.store_command(COMMAND)


def request(*arguments: str) -> TatRequest:
    parsed = parse(["tat", *arguments])
    assert isinstance(parsed, TatRunRequest | TatListRequest)
    return parsed


def asked(command_id: str, *pictures: str, instances: int = 3) -> TatRequest:
    chosen = [text for number in range(1, instances + 1) for text in ("--instance", f"ins-{number}")]
    return request("run", *pictures, "--command-id", command_id, "--region", REGION, *chosen)


def test_that_a_stored_command_runs_on_every_instance(
    servers: FakeCloud, command_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_in_cloud(asked(command_id, "input.png"), servers.address) == 0
    for instance in servers.tat.instances.values():
        with Image.open(instance.folder / "input_4x.png") as result:
            assert result.size == (24, 16)
    lines = capsys.readouterr().out.splitlines()
    assert sorted(lines) == [f"ins-{number}: input.png -> input_4x.png" for number in (1, 2, 3)]
    (invocation,) = servers.tat.invocations
    assert invocation.parameters == '{"inputPath": "input", "ext": "png"}'
    assert invocation.command["Timeout"] == 86_400


def test_that_a_lost_reply_does_not_run_a_stored_command_twice(servers: FakeCloud, command_id: str) -> None:
    run_in_cloud(asked(command_id, "input.png"), servers.address)
    servers.lost_replies = 1
    assert run_in_cloud(asked(command_id, "input.png"), servers.address) == 0
    assert len(servers.tat.invocations) == 2
    assert servers.calls.count("InvokeCommand") == 2


def test_that_what_fails_on_one_server_is_told_with_its_words(
    servers: FakeCloud, command_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    program = servers.tat.instances["ins-2"].folder / "upscaler"
    program.write_text("#!/bin/sh\necho no luck; exit 3\n", "utf-8")
    assert run_in_cloud(asked(command_id, "input.png"), servers.address) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 2
    assert "ins-2: input.png: FAILED, exit code 3\nno luck" in said.err


def test_that_an_instance_of_which_nothing_is_ever_heard_is_named(
    servers: FakeCloud, command_id: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "GRACE_SECONDS", 1.0 - tasks.TIMEOUT)
    servers.tat.hides_tasks = True
    assert run_in_cloud(asked(command_id, "input.png"), servers.address) == 1
    assert "ins-2: input.png: LOST" in capsys.readouterr().err


def test_that_a_host_that_is_set_up_says_where(
    servers: FakeCloud, command_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts_file().parent.mkdir(parents=True)
    save_hosts([TatHost("cloud", REGION, ("ins-3",), command_id=command_id)], hosts_file())
    kept = {"secret_id": SECRET.secret_id, "secret_key": SECRET.secret_key}
    monkeypatch.setattr(Credentials, "get", lambda _self, _host, name: kept[name])
    assert run_in_cloud(request("run", "input.png", "--on", "cloud"), servers.address) == 0
    assert [task.instance.id for task in servers.tat.invocations[0].tasks] == ["ins-3"]
    with pytest.raises(UpscaleError) as raised:
        run_in_cloud(request("run", "input.png", "--on", "other"), servers.address)
    assert raised.value.failure.code is ErrorCode.HOST_UNKNOWN


@pytest.mark.parametrize(
    "path",
    [
        *("no extension", "a.", ".jpg", "-a.jpg", "a.j g", "a b.jpg", "a\nb.jpg", "a;b.jpg", "a&b.jpg"),
        *("a|b.jpg", "a'.jpg", "$(b).jpg", "`a`.jpg", "%a%.jpg", "a,b.jpg", "{{a}}.jpg"),
    ],
)
def test_that_a_path_that_a_shell_could_take_for_more_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"extension|shell"):
        server_path(path)


def test_that_usual_paths_are_split_as_the_command_wants_them() -> None:
    assert server_path("C:\\Bilder\\写真.v2.jpg") == ServerPath("C:\\Bilder\\写真.v2", "jpg")
    assert server_path("/data/a-b_c.png").output == "/data/a-b_c_4x.png"


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "a b.jpg", "--on", "x"),
        ("run", "a.jpg"),
        ("run", "a.jpg", "--region", "r", "--instance", "i"),
        ("list", "instances"),
        ("list", "planets"),
        (),
    ],
)
def test_that_what_does_not_say_where_to_run_what_is_bad_usage(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parse(["tat", *arguments])
    assert end.value.code == 2
    assert capsys.readouterr().err


def test_that_the_account_tells_what_there_is_to_choose_from(
    servers: FakeCloud, command_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    servers.tat.instances["ins-1"].is_online = False
    servers.tat.instances["ins-2"].environment = "Windows"
    servers.tat.store_command("uptime", "public", CreatedBy="TAT")
    servers.tat.store_command("uptime", "without parameters", EnableParameter=False)
    for what in ("regions", "instances", "commands"):
        assert run_in_cloud(request("list", what, "--region", REGION), servers.address) == 0
    assert capsys.readouterr().out.splitlines() == [
        "ap-guangzhou  guangzhou",
        "ap-shanghai  shanghai",
        "ins-2  windows  online",
        "ins-3  linux  online",
        "ins-1  linux  offline",
        f"{command_id}  SHELL  upscale",
    ]


def test_that_long_lists_come_whole(make_cloud: Callable[..., FakeCloud]) -> None:
    cloud = make_cloud(230)
    client = ApiClient("cloud", REGION, SECRET, cloud.address)
    found = asyncio.run(choices.instances(client))
    client.close()
    assert len(set(found)) == 230
    assert found[0] == InstanceChoice("ins-1", is_online=True, platform=Platform.LINUX)


def test_that_the_command_line_tells_a_refusal(
    cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", SECRET.secret_id)
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", "another")
    with pytest.raises(UpscaleError) as raised:
        run_in_cloud(request("list", "regions"), cloud.address)
    assert raised.value.failure.code is ErrorCode.HOST_REFUSED
    assert SECRET.secret_key not in str(raised.value)
