"""Sleep kept off, and brought about, by programs that are played here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.services.machine.power import Ending, Power, awake_command, can, ending_command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked by its own interface")


def played(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose programs come before the system's, on a machine that passes for one with Linux."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path


def guards() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.name() == "tail"]


def test_that_a_guard_runs_while_there_is_work_and_no_longer(programs: Path, qtbot: QtBot) -> None:
    said = programs / "said"
    played(programs, "systemd-inhibit", f'echo "$@" > {said}; exec tail -f /dev/null')
    power = Power()
    power.set_awake(True)
    qtbot.waitUntil(lambda: len(guards()) == 1)
    assert f"tail --pid={os.getpid()}" in said.read_text()
    power.set_awake(True)
    assert len(guards()) == 1
    power.set_awake(False)
    qtbot.waitUntil(lambda: not guards())


def test_that_a_system_that_refuses_does_no_harm(
    programs: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    played(programs, "systemd-inhibit", "exit 1")
    caplog.set_level("INFO")
    power = Power()
    power.set_awake(True)
    qtbot.waitUntil(lambda: "does not let itself be kept awake" in caplog.text)
    power.set_awake(False)


@pytest.mark.parametrize(("ending", "word"), [(Ending.SLEEP, "suspend"), (Ending.SHUT_DOWN, "poweroff")])
def test_that_the_machine_is_put_to_rest(programs: Path, qtbot: QtBot, ending: Ending, word: str) -> None:
    played(programs, "systemctl", f'echo "$@" > {programs}/said')
    assert can(ending)
    Power().finish(Ending.NOTHING)
    power = Power()
    power.finish(ending)
    qtbot.waitUntil(lambda: (programs / "said").exists() and (programs / "said").read_text() == f"{word}\n")


def test_that_a_machine_without_the_program_offers_no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not can(Ending.SLEEP)
    assert can(Ending.NOTHING)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_that_every_platform_knows_both_rests(platform: str) -> None:
    assert ending_command(Ending.SLEEP, platform)
    assert ending_command(Ending.SHUT_DOWN, platform)
    assert ending_command(Ending.NOTHING, platform) is None


def test_that_a_guard_ends_with_this_program() -> None:
    assert awake_command("darwin", 42) == ["caffeinate", "-i", "-w", "42"]
    assert awake_command("win32", 42) is None
    assert "--pid=42" in (awake_command("linux", 42) or [])
