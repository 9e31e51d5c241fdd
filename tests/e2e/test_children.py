"""The frozen program as the interpreter of its own children."""

from __future__ import annotations

import subprocess
import sys


def test_that_the_program_runs_its_own_modules_by_name_as_python_does() -> None:
    parent, child = (subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) for _ in "ab")
    program = [sys.executable, "-m", "aresrgan_gui", "-m", "aresrgan_gui.runners.children.watcher"]
    with parent, child, subprocess.Popen([*program, str(parent.pid), str(child.pid)]) as watcher:
        parent.communicate(b"\n", timeout=60)
        assert child.wait(timeout=60) != 0
        assert watcher.wait(timeout=60) == 0
