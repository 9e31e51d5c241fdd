"""The launchers of a source checkout."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent.parent

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell is needed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the launchers need, in a path with a space and letters beyond ASCII."""
    folder = tmp_path / "мой checkout 图"
    folder.mkdir()
    shutil.copytree(REPOSITORY / "bin", folder / "bin")
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    return folder


@pytest.fixture
def setup_checkout(checkout: Path) -> ModuleType:
    """The set-up script of that checkout as a module."""
    spec = importlib.util.spec_from_file_location("setup_checkout", checkout / "bin" / "setup_checkout.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fake_python(folder: Path, name: str, body: str) -> None:
    folder.mkdir(exist_ok=True)
    script = folder / name
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)


def launch(checkout: Path, path: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(checkout / "bin" / "aresrgan"), *arguments],
        cwd="/", env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@posix_only
def test_that_without_a_fitting_python_the_user_is_told_what_to_type(checkout: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    fake_python(tools, "python3", "exit 1")
    for tool in ("dirname",):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    ended = launch(checkout, str(tools))
    assert ended.returncode == 1
    assert "needs Python 3.10 to 3.13" in ended.stderr


@posix_only
def test_that_a_python_of_the_right_version_is_found_beside_an_old_one(
    checkout: Path, tmp_path: Path
) -> None:
    tools = tmp_path / "tools"
    fake_python(tools, "python3", "exit 1")
    fake_python(tools, "python3.12", '[ "$1" = -c ] && exit 0; for given in "$@"; do echo "$given"; done')
    ended = launch(checkout, f"{tools}:/usr/bin:/bin", "upscale", "a b.png")
    script, *arguments = ended.stdout.splitlines()
    assert Path(script) == checkout / "bin" / "setup_checkout.py"
    assert arguments == ["run", "upscale", "a b.png"]


def complete(setup_checkout: ModuleType, **changes: object) -> None:
    setup_checkout.VENV_PYTHON.parent.mkdir(parents=True)
    setup_checkout.VENV_PYTHON.touch()
    setup_checkout.STAMP.write_text(
        json.dumps({**setup_checkout.fingerprint(), "testable": False, **changes})
    )


def test_that_a_complete_set_up_is_not_repeated(setup_checkout: ModuleType) -> None:
    complete(setup_checkout)
    assert setup_checkout.is_ready(testing=False)


def test_that_the_tests_need_their_own_packages(setup_checkout: ModuleType) -> None:
    complete(setup_checkout)
    assert not setup_checkout.is_ready(testing=True)


def test_that_an_unfinished_set_up_is_taken_up_again(setup_checkout: ModuleType) -> None:
    complete(setup_checkout)
    setup_checkout.STAMP.unlink()
    assert not setup_checkout.is_ready(testing=False)


def test_that_a_changed_project_file_or_a_moved_checkout_is_set_up_again(setup_checkout: ModuleType) -> None:
    complete(setup_checkout)
    with (setup_checkout.ROOT / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    assert not setup_checkout.is_ready(testing=False)


@pytest.mark.parametrize("stamp", ["", "{", "[]", '"x"'])
def test_that_a_damaged_stamp_counts_as_none(setup_checkout: ModuleType, stamp: str) -> None:
    complete(setup_checkout)
    setup_checkout.STAMP.write_text(stamp)
    assert not setup_checkout.is_ready(testing=False)


def test_that_missing_system_libraries_are_named_by_their_package(setup_checkout: ModuleType) -> None:
    assert setup_checkout.missing_packages({"libnothing-of-this-name.so.9": "libnothing9"}) == ["libnothing9"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages are for Linux")
def test_that_without_root_the_one_command_to_type_is_printed(
    setup_checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_checkout.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup_checkout.shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(setup_checkout, "CORE_LIBRARIES", {"libnothing-of-this-name.so.9": "libnothing9"})
    with pytest.raises(setup_checkout.SetupError, match=r"sudo apt-get install -y .*libnothing9"):
        setup_checkout.ensure_system(window=False, testing=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages are for Linux")
def test_that_a_command_without_a_window_runs_without_the_windows_libraries(
    setup_checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_checkout.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup_checkout, "WINDOW_LIBRARIES", {"libnothing-of-this-name.so.9": "libnothing9"})
    setup_checkout.ensure_system(window=False, testing=False)
    with pytest.raises(setup_checkout.SetupError, match="libnothing9"):
        setup_checkout.ensure_system(window=True, testing=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages are for Linux")
def test_that_root_gets_the_ssh_server_of_the_tests_and_only_for_them(
    setup_checkout: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[str]] = []
    monkeypatch.setattr(setup_checkout.os, "geteuid", lambda: 0)
    monkeypatch.setattr(setup_checkout.shutil, "which", lambda _name, path=None: None if path else "apt-get")
    monkeypatch.setattr(setup_checkout, "run", lambda step, _environment: taken.append(step))
    for table in ("CORE_LIBRARIES", "WINDOW_LIBRARIES", "SOFTWARE_VULKAN"):
        monkeypatch.setattr(setup_checkout, table, {})
    setup_checkout.ensure_system(window=True, testing=False)
    assert taken == []
    setup_checkout.ensure_system(window=True, testing=True)
    assert taken[-1][-2:] == ["openssh-server", "-qq"]


def test_that_the_windows_launchers_start_the_same_script(checkout: Path) -> None:
    for name, verb in (("aresrgan.cmd", "run"), ("test.cmd", "test")):
        raw = (checkout / "bin" / name).read_bytes()
        assert f'%python% "%~dp0setup_checkout.py" {verb} %*\r\n'.encode() in raw
        assert raw.count(b"\n") == raw.count(b"\r\n")
