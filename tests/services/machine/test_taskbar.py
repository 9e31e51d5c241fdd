"""Progress on the launcher, as a desktop hears it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from aresrgan_gui.services.machine.taskbar import Taskbar

SCRIPT = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication
from aresrgan_gui.services.machine.taskbar import INTERFACE, Taskbar, platform_shower
application = QCoreApplication([])
listener = subprocess.Popen(
    ["dbus-monitor", "--session", f"interface='{INTERFACE}'"], stdout=subprocess.PIPE, text=True
)
# It says that it has got its name when it listens.
while "NameLost" not in listener.stdout.readline():
    pass
taskbar = Taskbar(platform_shower(int))
taskbar.show_fraction(0.43)
taskbar.show_fraction(0.4301)
taskbar.show_fraction(None)
heard = ""
while heard.count("progress-visible") < 2 or not heard.rstrip().endswith("]"):
    heard += listener.stdout.readline()
listener.kill()
print(heard)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session") or not shutil.which("dbus-monitor"),
    reason="there is no D-Bus here to listen to",
)
def test_that_the_launcher_hears_of_each_percent_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    answer = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.count("member=Update") == 2
    assert "application://aresrgan.desktop" in answer.stdout
    assert "double 0.43" in answer.stdout
    assert answer.stdout.index("boolean true") < answer.stdout.index("boolean false")


def test_that_an_icon_is_told_of_each_percent_once_and_of_the_end(qapp: QObject) -> None:
    told: list[int | None] = []
    taskbar = Taskbar(told.append)
    for fraction in (None, 0.0, 0.004, 0.01, 0.999, 1.0, None, None):
        taskbar.show_fraction(fraction)
    assert told == [0, 1, 99, 100, None]


def test_that_a_system_that_refuses_is_asked_once(qapp: QObject, caplog: pytest.LogCaptureFixture) -> None:
    asked: list[int | None] = []

    def refuse(percent: int | None) -> None:
        asked.append(percent)
        raise OSError("no")

    taskbar = Taskbar(refuse)
    taskbar.show_fraction(0.1)
    taskbar.show_fraction(0.2)
    assert asked == [10]
    assert "shows no progress" in caplog.text
