"""The sound at the end of the work."""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.paths import chime_file
from aresrgan_gui.ui.chime import PLAYERS, Chime

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system itself beeps")


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """An entry for each time that Qt was asked to beep."""
    beeps: list[None] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(None))
    return beeps


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put_player(folder: Path, name: str, status: int) -> None:
    """A player that notes beside itself what it is to play, and ends with a status."""
    player = folder / name
    player.write_text(f'#!/bin/sh\necho "$1" > "{folder}/{name}.played"\nexit {status}\n')
    player.chmod(0o755)


def test_that_the_sound_is_short_and_not_silent() -> None:
    with wave.open(str(chime_file())) as file:
        assert 0.5 < file.getnframes() / file.getframerate() < 2
        assert any(file.readframes(file.getnframes()))


@on_linux
@pytest.mark.parametrize("name", PLAYERS)
def test_that_any_of_the_players_plays_it(name: str, programs: Path, beeps: list[None], qtbot: QtBot) -> None:
    put_player(programs, name, 0)
    chime = Chime()
    with qtbot.waitSignal(chime._process.ended):
        chime.ring()
    assert (programs / f"{name}.played").read_text().strip() == str(chime_file())
    assert beeps == []


@on_linux
def test_that_a_player_that_finds_no_loudspeaker_is_followed_by_a_beep(
    programs: Path, beeps: list[None], qtbot: QtBot
) -> None:
    put_player(programs, PLAYERS[0], 1)
    chime = Chime()
    chime.ring()
    qtbot.waitUntil(lambda: len(beeps) == 1)


@pytest.mark.usefixtures("programs")
def test_that_a_system_without_players_beeps(beeps: list[None]) -> None:
    Chime().ring()
    assert len(beeps) == 1
