"""What a screen reader finds: the window asked through AT-SPI by another program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import screen
from tests.e2e.conftest import environment

SYSTEM_PYTHON = Path("/usr/bin/python3")
"""Distributions give the bindings of AT-SPI to their own Python only."""

READER = """
import json, sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

def under(node):
    yield node
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from under(child)

wanted = {tuple(control) for control in json.loads(sys.argv[1])}
deadline = time.monotonic() + 100
found = []
# The window is seen before it is furnished, which may happen while it is read.
while not wanted <= set(found) and time.monotonic() < deadline:
    desktop = Atspi.get_desktop(0)
    programs = [desktop.get_child_at_index(number) for number in range(desktop.get_child_count())]
    try:
        found = [(node.get_name(), node.get_role_name()) for program in programs for node in under(program)]
    except GLib.Error:
        found = []
    time.sleep(0.2)
json.dump(found, sys.stdout)
"""

WANTED = {
    ("ARESRGAN", "frame"),
    ("File", "menu item"),
    ("Add pictures", "push button"),
    ("Start", "push button"),
    ("Choose pictures", "push button"),
    # Qt calls a combo box after what is chosen there; its label is related to it.
    ("PNG", "combo box"),
    ("Name of the result", "text"),
    ("Enlargement: 4×", "check box"),
}
"""Names and roles."""


def can_read() -> bool:
    """Whether AT-SPI can be asked here."""
    if sys.platform != "linux" or screen.missing() or not SYSTEM_PYTHON.exists():
        return False
    question = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return subprocess.run([SYSTEM_PYTHON, "-c", question], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_read(), reason="AT-SPI and a screen to itself are not here")
def test_that_a_screen_reader_finds_the_main_controls_by_name_and_role() -> None:
    with screen.screen() as seen:
        shown = {**environment(), **seen.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        with subprocess.Popen([sys.executable, "-m", "aresrgan_gui"], env=shown) as program:
            answer = subprocess.run(
                [SYSTEM_PYTHON, "-c", READER, json.dumps(sorted(WANTED))],
                env=seen.environment,
                capture_output=True,
                text=True,
                timeout=120,
                check=True,
            )
            program.terminate()
    found = {(name, role) for name, role in json.loads(answer.stdout)}
    assert found >= WANTED
