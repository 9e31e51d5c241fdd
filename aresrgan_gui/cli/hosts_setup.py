"""`aresrgan hosts setup`: our engine and the models on a host."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.cli.parser import EXIT_INTERRUPTED
from aresrgan_gui.core.errors import EXIT_OK, EXIT_SOME_FAILED, ErrorCode, Failure
from aresrgan_gui.messages import failure_text
from aresrgan_gui.runners.ssh.progress import SetUpProgress, Step
from aresrgan_gui.services.host_setup import HostSetUp
from aresrgan_gui.services.hosts import Hosts


def set_up(hosts: Hosts, name: str, models: Path) -> int:
    """Set up a host and print what goes on; 0 where it is ready, otherwise 1.

    Raises UpscaleError(HOST_UNKNOWN).
    """
    return _SetUp(HostSetUp(hosts.new_transport(hosts.named(name)), name, models), name).execute()


class _SetUp(QObject):
    """One set-up, printed as it goes."""

    def __init__(self, work: HostSetUp, name: str) -> None:
        super().__init__()
        self._work = work
        self._name = name
        self._failure: Failure | None = None
        work.progressed.connect(self._on_progressed)
        work.ended.connect(self._on_ended)

    def execute(self) -> int:
        """Set up, print, and return the exit status."""
        with interrupts_handled(self._work.stop):
            self._work.start()
            QCoreApplication.exec()
        if self._failure is None:
            print(f"{self._name}: set up; see whether it works with: aresrgan hosts test {self._name}")
            return EXIT_OK
        if self._failure.code is ErrorCode.CANCELLED:
            return EXIT_INTERRUPTED
        print(f"aresrgan: {self._name}: {failure_text(self._failure)}", file=sys.stderr, flush=True)
        return EXIT_SOME_FAILED

    def _on_progressed(self, progress: SetUpProgress) -> None:
        if progress.said:
            print(f"{self._name}: {progress.said}", flush=True)
        elif progress.step is Step.MODELS:
            print(f"{self._name}: models {progress.fraction:.0%}", flush=True)

    def _on_ended(self, failure: Failure | None) -> None:
        self._failure = failure
        QCoreApplication.quit()
