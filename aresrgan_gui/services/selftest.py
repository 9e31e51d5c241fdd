"""A tiny real upscale on a device, compared with the picture that the original program makes of it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.compare import psnr
from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import resources
from aresrgan_gui.core.pictures import load
from aresrgan_gui.runners.base import Failed, Finished, Runner, RunnerEvent

MODEL = "realesr-animevideov3"
SCALE = 4
ENOUGH_DB = 45.0
"""Half-precision graphics cards stay above it; a wrong picture ends far below."""


@dataclass(frozen=True)
class SelfTestResult:
    """How a device did: likeness to the reference in dB and seconds, or the failure."""

    device: str
    decibels: float = 0.0
    seconds: float = 0.0
    failure: Failure | None = None

    @property
    def is_right(self) -> bool:
        """Whether the device made the picture that it should."""
        return self.failure is None and self.decibels >= ENOUGH_DB


class SelfTest(QObject):
    """Tries devices one after another through a runner."""

    tried = Signal(object)
    """A SelfTestResult, one for each device in the order given."""
    ended = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._devices: list[str] = []
        self._device = ""
        self._folder = Path()
        self._job_id = ""
        runner.happened.connect(self._on_event)

    def start(self, devices: list[str]) -> None:
        """Try each of `devices` (`cpu` or the index of a graphics card)."""
        self._devices = list(devices)
        self._folder = Path(tempfile.mkdtemp(prefix="aresrgan-selftest-"))
        self._next()

    def stop(self) -> None:
        """Try no further device; the one that is being tried is left to the runner."""
        self._devices.clear()

    def _next(self) -> None:
        if not self._devices:
            shutil.rmtree(self._folder, ignore_errors=True)
            self.ended.emit()
            return
        source = resources() / "selftest" / "source.png"
        self._device = self._devices.pop(0)
        options = UpscaleOptions(model=MODEL, scale=SCALE, device=self._device)
        size = load(source).image.size
        job = Job(source=source, target=self._folder / f"{self._device}.png", options=options, size=size)
        self._job_id = job.id
        self._runner.start(job, 1)

    def _on_event(self, event: RunnerEvent) -> None:
        if event.job_id != self._job_id or not isinstance(event, (Finished, Failed)):
            return
        if isinstance(event, Failed):
            self.tried.emit(SelfTestResult(self._device, failure=event.failure))
        else:
            reference = load(resources() / "selftest" / f"{MODEL}-x{SCALE}.png").image
            likeness = psnr(load(event.output).image.convert(reference.mode), reference)
            self.tried.emit(SelfTestResult(self._device, likeness, event.seconds))
        self._next()
