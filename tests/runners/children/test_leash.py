"""Whether children die with the program, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from aresrgan_gui.runners.children.leash import leashed

REPOSITORY = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
{first}
from PySide6.QtCore import QCoreApplication
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.worker import ProcessWorker
application = QCoreApplication([])
work = "import threading; print('at work', flush=True); threading.Event().wait(600)"
worker = ProcessWorker(Engine(sys.executable, ("-c", work)))
worker._process.output.connect(lambda _said: print(worker._process.pid, flush=True))
worker.ended.connect(application.quit)
worker.start(())
application.exec()
"""


NO_LEASH = "from aresrgan_gui.runners.children import leash; leash._setpriv = lambda: None"
"""As it is on macOS."""


@pytest.mark.parametrize("first", ["", NO_LEASH], ids=["by the system", "by a watcher"])
def test_that_an_engine_of_upstream_dies_with_a_killed_program(first: str) -> None:
    if sys.platform == "win32" and first:
        pytest.skip("Windows needs no watcher")
    code = PROGRAM.format(first=first)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as program:
        assert program.stdout is not None
        engine = psutil.Process(int(program.stdout.readline()))
        program.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert psutil.wait_procs([engine], timeout=60)[0] == [engine]


def test_that_a_watcher_ends_with_what_it_watches() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        watched = (str(os.getpid()), str(child.pid))
        command = [sys.executable, "-m", "aresrgan_gui.runners.children.watcher", *watched]
        with subprocess.Popen(command, cwd=REPOSITORY) as watcher:
            child.communicate(b"\n")
            assert watcher.wait(60) == 0


def test_that_a_program_that_cannot_be_run_fails_by_itself(tmp_path: Path) -> None:
    assert leashed(str(tmp_path / "none"), ("-v",)) == (str(tmp_path / "none"), ["-v"])
