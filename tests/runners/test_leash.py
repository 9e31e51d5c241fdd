"""Whether children die with the program, however it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from aresrgan_gui.runners.leash import leashed

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication
from aresrgan_gui.runners.engines import Engine
from aresrgan_gui.runners.worker import ProcessWorker
application = QCoreApplication([])
work = "import threading; print('at work', flush=True); threading.Event().wait(600)"
worker = ProcessWorker(Engine(sys.executable, ("-c", work)))
worker._process.output.connect(lambda _said: print(worker._process.pid, flush=True))
worker.ended.connect(application.quit)
worker.start(())
application.exec()
"""


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="there is no leash on this platform")
def test_that_an_engine_of_upstream_dies_with_a_killed_program() -> None:
    if sys.platform == "linux" and leashed(sys.executable, ())[0] == sys.executable:
        pytest.skip("setpriv is not installed")
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    ) as program:
        assert program.stdout is not None
        engine = psutil.Process(int(program.stdout.readline()))
        program.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert psutil.wait_procs([engine], timeout=10)[0] == [engine]


def test_that_a_program_that_cannot_be_run_fails_by_itself(tmp_path: Path) -> None:
    assert leashed(str(tmp_path / "none"), ("-v",)) == (str(tmp_path / "none"), ["-v"])
