"""What the program takes of the machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aresrgan_gui.services.machine.monitor import Load, Monitor, Reading, gpu_busy, load_between, read


def test_that_the_load_is_what_all_processes_used_between_two_looks() -> None:
    before = Reading(10.0, {1: 5.0, 2: 1.0, 3: 9.0}, 100)
    after = Reading(12.0, {1: 6.0, 2: 2.0, 4: 1.0}, 300, 40.0)
    assert load_between(before, after, processors=2) == Load(75.0, 300, 40.0)


def test_that_this_process_is_seen() -> None:
    reading = read()
    assert os.getpid() in reading.seconds
    assert reading.memory > 10_000_000


def test_that_the_busiest_card_that_tells_is_shown(tmp_path: Path) -> None:
    assert gpu_busy(tmp_path) is None
    for card, text in (("card0", "12\n"), ("card1", "87\n"), ("card2", "what")):
        folder = tmp_path / card / "device"
        folder.mkdir(parents=True)
        (folder / "gpu_busy_percent").write_text(text)
    assert gpu_busy(tmp_path) == pytest.approx(87)


def test_that_the_monitor_says_when_it_is_turned_off(qtbot: QtBot) -> None:
    monitor = Monitor()
    with qtbot.waitSignal(monitor.measured, timeout=10_000) as measured:
        monitor.set_on(True)
    assert isinstance(measured.args[0], Load)
    with qtbot.waitSignal(monitor.measured) as off:
        monitor.set_on(False)
    assert off.args == [None]
