"""`aresrgan hosts setup`: our engine and the models on a host."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.core.errors import EXIT_INTERRUPTED, EXIT_OK, EXIT_SOME_FAILED, Failure
from aresrgan_gui.messages import failure_text
from aresrgan_gui.runners.ssh.progress import SetUpProgress, Step
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.hosts.setup import HostSetUp


def set_up(hosts: Hosts, name: str) -> int:
    """Set up a host and print what goes on; 0 where it is ready, otherwise 1.

    Raises UpscaleError(HOST_UNKNOWN).
    """
    return _SetUp(hosts.new_set_up(hosts.named(name)), name).execute()


class _SetUp(QObject):
    """One set-up, printed as it goes."""

    def __init__(self, work: HostSetUp, name: str) -> None:
        super().__init__()
        self._work = work
        self._name = name
        self._failure: Failure | None = None
        self._interrupted = False
        work.progressed.connect(self._on_progressed)
        work.ended.connect(self._on_ended)

    def execute(self) -> int:
        """Set up, print, and return the exit status."""
        with interrupts_handled(self._interrupt):
            self._work.start()
            QCoreApplication.exec()
        if self._interrupted:
            return EXIT_INTERRUPTED
        if self._failure is None:
            print(f"{self._name}: set up; see whether it works with: aresrgan hosts test {self._name}")
            return EXIT_OK
        print(f"aresrgan: {self._name}: {failure_text(self._failure)}", file=sys.stderr, flush=True)
        return EXIT_SOME_FAILED

    def _interrupt(self) -> None:
        self._interrupted = True
        self._work.stop()
        QCoreApplication.quit()

    def _on_progressed(self, progress: SetUpProgress) -> None:
        if progress.said:
            print(f"{self._name}: {progress.said}", flush=True)
        elif progress.step is Step.MODELS:
            print(f"{self._name}: models {progress.fraction:.0%}", flush=True)

    def _on_ended(self, failure: Failure | None) -> None:
        self._failure = failure
        QCoreApplication.quit()
