"""Progress on the launcher, as a desktop hears it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication
from aresrgan_gui.services.taskbar import INTERFACE, Taskbar
application = QCoreApplication([])
listener = subprocess.Popen(
    ["dbus-monitor", "--session", f"interface='{INTERFACE}'"], stdout=subprocess.PIPE, text=True
)
# It says that it has got its name when it listens.
while "NameLost" not in listener.stdout.readline():
    pass
taskbar = Taskbar()
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
