"""What a start of the window has to wait for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "numpy", "pyvips", "asyncio", "ssl", "asyncssh", "requests", "distributed", "keyring",
    "PIL", "psutil", "hashlib", "importlib.metadata", "typing_extensions",
)  # fmt: skip
OURS = (
    "aresrgan_gui.cli.arguments.parser", "aresrgan_gui.core.imaging.pictures",
    "aresrgan_gui.runners.attempt", "aresrgan_gui.runners.children.process", "aresrgan_gui.runners.remote",
    "aresrgan_gui.services.hosts", "aresrgan_gui.services.machine.monitor",
    "aresrgan_gui.ui.dialogs.failure", "aresrgan_gui.ui.dialogs.help", "aresrgan_gui.ui.dialogs.settings",
    "aresrgan_gui.services.queue.watch", "aresrgan_gui.ui.hosts",
)  # fmt: skip
"""What only some ever need, or the last steps of a start."""

SEEN_FIRST = frozenset({
    "aresrgan_gui", "aresrgan_gui.app",
    "aresrgan_gui.cli", "aresrgan_gui.cli.arguments", "aresrgan_gui.cli.arguments.window",
    "aresrgan_gui.cli.interrupt",
    "aresrgan_gui.core", "aresrgan_gui.core.appearance", "aresrgan_gui.core.logs",
    "aresrgan_gui.core.overriding", "aresrgan_gui.core.paths", "aresrgan_gui.core.private",
    "aresrgan_gui.core.publish",
    "aresrgan_gui.core.records", "aresrgan_gui.core.report", "aresrgan_gui.core.stored",
    "aresrgan_gui.desk", "aresrgan_gui.desk.opening", "aresrgan_gui.desk.start",
    "aresrgan_gui.services", "aresrgan_gui.services.crash", "aresrgan_gui.services.instance",
    "aresrgan_gui.ui", "aresrgan_gui.ui.application", "aresrgan_gui.ui.drawings",
    "aresrgan_gui.ui.empty_state", "aresrgan_gui.ui.looks",
    "aresrgan_gui.ui.main_window", "aresrgan_gui.ui.parts", "aresrgan_gui.ui.parts.texts",
    "aresrgan_gui.ui.shape",
    "aresrgan_gui.ui.theme",
})  # fmt: skip
"""All of ours that is loaded when the window is painted for the first time."""

OPENING = """
import sys
from PySide6 import QtCore
from aresrgan_gui import app
from aresrgan_gui.desk.opening import Opening
begin = Opening._begin
def look(opening):
    print(*sys.modules, *(f"QtCore.{name}" for name in vars(QtCore)))
    opening._window.close()
    begin(opening)
Opening._begin = look
sys.exit(app.run([]))
"""
"""Opens the window and says, as soon as it has been painted, what has been loaded, and made of QtCore."""


@pytest.mark.parametrize("entry", ["aresrgan_gui.app", "aresrgan_gui.desk.desk"])
def test_that_a_start_brings_only_what_the_window_needs(entry: str) -> None:
    code = f"import sys, {entry}; print(*sorted(set(sys.modules) & {set(HEAVY + OURS)}))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == []


def test_that_the_window_is_seen_before_the_rest_is_loaded() -> None:
    ended = subprocess.run([sys.executable, "-c", OPENING], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    assert {name for name in loaded if name.startswith("aresrgan_gui")} == SEEN_FIRST
    assert loaded & {*HEAVY, "sqlite3", "socket", "logging.handlers", "PySide6.QtNetwork"} == set()
    assert "QtCore.QTimer" in loaded
    assert "QtCore.Qt" not in loaded, "its constants take a tenth of the time"


FURNISHING = """
import sys
from aresrgan_gui import app
from aresrgan_gui.desk import start
load = start.import_module
def look(name):
    module = load(name)
    if name == start.PORTIONS[-1]:
        make = module.Desk
        def looked_at(*parts):
            before = set(sys.modules)
            made = make(*parts)
            print(*set(sys.modules) - before)
            made.contents.window.close()
            return made
        module.Desk = looked_at
    return module
start.import_module = look
sys.exit(app.run([]))
"""
"""Opens the window and says what is loaded in the turn in which it is furnished."""


def test_that_all_that_furnishes_the_window_was_loaded_in_the_turns_before() -> None:
    ended = subprocess.run([sys.executable, "-c", FURNISHING], capture_output=True, text=True, check=True)
    assert (ended.stdout.split(), ended.stderr) == ([], "")


COMPARING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from aresrgan_gui.ui.compare.view import CompareView
application = QApplication([])
view = CompareView()
image = QImage(4, 4, QImage.Format.Format_RGB32)
image.fill(0)
view.show_picture((4, 4))
view.add_before(image)
print("numpy" in sys.modules)
view.add_after(image)
timer = QTimer(interval=5)
timer.timeout.connect(lambda: "numpy" in sys.modules and application.quit())
timer.start()
sys.exit(application.exec())
"""
"""Looks at a picture, then at its result, and ends when what differences take is there."""


def test_that_what_a_difference_takes_is_loaded_behind_the_first_result() -> None:
    command = [sys.executable, "-c", COMPARING]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.split() == ["False"]


CHILD = """
import gc, sys
from aresrgan_gui.__main__ import main
gc.disable()
sys.argv = ["aresrgan", "-m", "child", "argument"]
main()
"""
"""Starts a child as the frozen program does."""


def test_that_a_child_of_the_frozen_program_looks_for_circles_again(tmp_path: Path) -> None:
    (tmp_path / "child.py").write_text("import gc, sys; print(gc.isenabled(), *sys.argv[1:])")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    command = [sys.executable, "-c", CHILD]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert ended.stdout.split() == ["True", "argument"]
