"""Whether an executable is an engine that can be worked with."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.models.selftest import SelfTest, SelfTestResult

DEVICE = "auto"


class EngineTrial(QObject):
    """Lets an engine make a small picture, and compares it with how the picture must be."""

    ended = Signal(object)
    """A SelfTestResult, once for each start that was not stopped."""

    def __init__(self, models: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._runner: LocalRunner | None = None

    @property
    def is_running(self) -> bool:
        """Whether an engine is being tried."""
        return self._runner is not None

    def start(self, program: Path) -> None:
        """Try an executable; another trial that is under way is given up."""
        self.stop()
        try:
            engine = find_engine(program)
        except UpscaleError as error:
            self.ended.emit(SelfTestResult(DEVICE, failure=error.failure))
            return
        self._runner = LocalRunner(engine, self._models, parent=self)
        test = SelfTest(self._runner, self._runner)
        test.tried.connect(self._on_tried)
        test.start([DEVICE])

    def stop(self) -> None:
        """Give up; returns when nothing of it runs any more."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.shutdown()
            runner.deleteLater()

    def _on_tried(self, result: SelfTestResult) -> None:
        if self._runner is not None:
            self._runner.deleteLater()
            self._runner = None
            self.ended.emit(result)
