"""Tiny real upscales on a device, compared with the pictures that the original program makes of them."""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import ModelSpec
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import resources
from aresrgan_gui.runners.base import Failed, Finished, Runner, RunnerEvent


class Case(NamedTuple):
    """A model and one of its own scales."""

    model: str
    scale: int

    @property
    def reference(self) -> Path:
        """What the original program makes of `SOURCE`; not there for a model that is not official."""
        return _FOLDER / f"{self.model}-x{self.scale}.png"


_FOLDER = resources() / "selftest"
SOURCE = _FOLDER / "source.png"

QUICK = Case("realesr-animevideov3", 4)
"""The smallest model: a trial takes about a second."""

ENOUGH_DB = 45.0
"""Half-precision graphics cards stay above it; a wrong picture ends far below."""


@dataclass(frozen=True)
class SelfTestResult:
    """How a device did with a case: likeness to the reference in dB and seconds, or the failure."""

    device: str
    case: Case = QUICK
    decibels: float = 0.0
    seconds: float = 0.0
    failure: Failure | None = None

    @property
    def is_right(self) -> bool:
        """Whether the device made the picture that it should."""
        return self.failure is None and self.decibels >= ENOUGH_DB


def all_cases(specs: Iterable[ModelSpec]) -> tuple[Case, ...]:
    """Every scale of these models that there is a reference for."""
    cases = (Case(spec.name, scale) for spec in specs for scale in spec.scales)
    return tuple(case for case in cases if case.reference.is_file())


class SelfTest(QObject):
    """Tries devices one after another through a runner."""

    tried = Signal(object)
    """A SelfTestResult, one for each device and case in the order given."""
    ended = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._waiting: deque[tuple[str, Case]] = deque()
        self._device = ""
        self._case = QUICK
        self._folder = Path()
        self._job_id = ""
        runner.happened.connect(self._on_event)

    def start(self, devices: Sequence[str], cases: Sequence[Case] = (QUICK,)) -> None:
        """Try each of `devices` (`cpu` or the index of a graphics card) with each of `cases`."""
        self._waiting = deque((device, case) for device in devices for case in cases)
        self._folder = Path(tempfile.mkdtemp(prefix="aresrgan-selftest-"))
        self._next()

    def stop(self) -> None:
        """Try nothing more; what is being tried is left to the runner."""
        self._waiting.clear()

    def _next(self) -> None:
        if not self._waiting:
            shutil.rmtree(self._folder, ignore_errors=True)
            self.ended.emit()
            return
        self._device, self._case = self._waiting.popleft()
        from aresrgan_gui.core.imaging.pixels import load

        target = self._folder / f"{self._device}-{self._case.reference.name}"
        options = UpscaleOptions(model=self._case.model, scale=self._case.scale, device=self._device)
        job = Job(source=SOURCE, target=target, options=options, size=load(SOURCE).image.size)
        self._job_id = job.id
        self._runner.start(job, 1)

    def _on_event(self, event: RunnerEvent) -> None:
        if event.job_id != self._job_id or not isinstance(event, (Finished, Failed)):
            return
        if isinstance(event, Failed):
            self.tried.emit(SelfTestResult(self._device, self._case, failure=event.failure))
        else:
            from aresrgan_gui.core.imaging.compare import psnr
            from aresrgan_gui.core.imaging.pixels import load

            reference = load(self._case.reference).image
            likeness = psnr(load(event.output).image.convert(reference.mode), reference)
            self.tried.emit(SelfTestResult(self._device, self._case, likeness, event.seconds))
        self._next()
