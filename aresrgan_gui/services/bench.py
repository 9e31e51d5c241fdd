"""Measures how fast this machine is, with the real engine, and lets the estimates learn from it."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, Signal

from aresrgan_gui.core.bench import BenchDevice, BenchRequest, BenchRow, bench_picture
from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.needs import Needs, needs, tflop_per_megapixel
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.base import Failed, Finished, Progress, Runner, RunnerEvent
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.services.machine.devices import DeviceQuery, VulkanDevice
from aresrgan_gui.services.machine.name import processor_name
from aresrgan_gui.services.machine.peak import PeakMemory
from aresrgan_gui.services.models.selftest import SOURCE
from aresrgan_gui.services.queue.estimator import START_SECONDS, Estimator, Way


class Bench(QObject):
    """One measurement at a time: device by device, the least work first, which tells how long others take."""

    changed = Signal()
    """`rows` are known better."""
    progress = Signal(object, float)
    """The BenchRow that is being measured and how much of all is done, from 0.0 to 1.0."""
    learnt = Signal()
    """The estimator knows the speeds better."""
    ended = Signal()
    """Exactly once for each start."""

    def __init__(
        self,
        engine: Engine,
        runner: Runner,
        models: Sequence[InstalledModel],
        estimator: Estimator,
        parent: QObject | None = None,
        *,
        renew: Callable[[], None] = lambda: None,
    ) -> None:
        """`renew` has the runner begin the next job in a new process, without what others left in memory."""
        super().__init__(parent)
        self._runner = runner
        self._renew = renew
        self._specs = {model.spec.name: model.spec for model in models}
        self._estimator = estimator
        self._peak = PeakMemory(self)
        self._knows_devices = engine.is_ours
        self._query = DeviceQuery(engine, self)
        self._query.ended.connect(self._on_devices)
        self._request = BenchRequest()
        self._auto = "auto"
        self._rows: list[BenchRow] = []
        self._waiting: deque[int] = deque()
        self._number = 0
        self._warm: int | None = None
        """The row whose process has made a small picture already."""
        self._job: Job | None = None
        self._is_warming = False
        self._is_stopped = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        runner.happened.connect(self._on_event)

    @property
    def rows(self) -> tuple[BenchRow, ...]:
        """What is and what will be known, device by device, the lighter model first."""
        return tuple(self._rows)

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._folder is not None

    @property
    def is_complete(self) -> bool:
        """Whether every row is known."""
        return bool(self._rows) and all(row.is_known for row in self._rows)

    def start(self, request: BenchRequest) -> None:
        """Measure what is asked for."""
        self._request = request
        self._rows, self._warm = [], None
        self._is_stopped = False
        self._folder = tempfile.TemporaryDirectory(prefix="aresrgan-bench-", ignore_cleanup_errors=True)
        if self._knows_devices:
            self._query.start()
        else:
            self._begin([BenchDevice(wanted, wanted) for wanted in request.devices or ("auto",)])

    def stop(self) -> None:
        """Measure nothing more; `ended` comes when nothing runs any more."""
        self._is_stopped = True
        if self._job is not None:
            self._runner.cancel(self._job.id)

    def leave(self) -> None:
        """Stop, and go when nothing runs any more."""
        if self.is_running:
            self.ended.connect(self.deleteLater)
            self.stop()
        else:
            self.deleteLater()

    def _on_devices(self, found: list[VulkanDevice] | None) -> None:
        cards = {str(card.index): card for card in found or []}
        real = [index for index, card in cards.items() if not card.is_software]
        self._auto = real[0] if real else "cpu"
        known = {index: BenchDevice(index, card.name, card.memory) for index, card in cards.items()}
        known["cpu"] = BenchDevice("cpu", processor_name(), psutil.virtual_memory().total)
        chosen = [self._auto if wanted == "auto" else wanted for wanted in self._request.devices]
        wanted = dict.fromkeys(chosen or [*real, "cpu"])
        self._begin([known.get(device, BenchDevice(device, device)) for device in wanted])

    def _begin(self, devices: Sequence[BenchDevice]) -> None:
        assert self._folder is not None
        side = self._request.size
        bench_picture(side).save(self._source, compress_level=1)
        specs = sorted(self._specs.values(), key=tflop_per_megapixel)
        self._rows = [
            BenchRow(device, spec.name, scale, (side, side))
            for device in devices
            for spec in specs
            for scale in sorted(self._request.scales)
        ]
        ranks = {device: rank for rank, device in enumerate(devices)}
        turns = [(ranks[row.device], self._needs(row).tflop, number) for number, row in enumerate(self._rows)]
        self._waiting = deque(number for _, _, number in sorted(turns))
        self.changed.emit()
        self._next()

    def _next(self) -> None:
        self._job = None
        while self._waiting and not self._is_stopped:
            self._number = self._waiting.popleft()
            predicted = self._predicted(self._row)
            if predicted <= self._request.limit:
                self._run()
                return
            self._put(replace(self._row, predicted=predicted))
        self._end()

    def _run(self) -> None:
        """Start the row's job, after a small one in the same new process.

        That one finds what is made once only, such as a driver's programs, and is not counted.
        """
        self._is_warming = self._warm != self._number
        if self._is_warming:
            self._renew()
        self._job = self._warm_up_job() if self._is_warming else self._measured_job(self._row)
        self._tell(0.0)
        if not self._is_warming:
            self._peak.start()
        self._runner.start(self._job, 1)

    def _on_event(self, event: RunnerEvent) -> None:
        if self._job is None or event.job_id != self._job.id:
            return
        if isinstance(event, Progress) and not self._is_warming:
            self._tell(event.fraction)
        elif isinstance(event, Finished):
            event.output.unlink(missing_ok=True)
            if self._is_warming:
                self._warm = self._number
                self._waiting.appendleft(self._number)
            else:
                self._learn(event.seconds)
                self._put(replace(self._row, seconds=event.seconds, peak_memory=self._peak.stop()))
            self._next()
        elif isinstance(event, Failed):
            self._peak.stop()
            if event.failure.code is ErrorCode.CANCELLED:
                # Also when somebody else cancels everything, no other may begin.
                self._is_stopped = True
            else:
                self._put(replace(self._row, failure=event.failure))
            self._next()

    def _learn(self, seconds: float) -> None:
        row = self._row
        for device in {row.device.wanted, "auto"} if row.device.wanted == self._auto else {row.device.wanted}:
            self._estimator.learn(Way(row.model, device, False), self._needs(row).megapixels, seconds)
        self.learnt.emit()

    def _predicted(self, row: BenchRow) -> float:
        way = Way(row.model, row.device.wanted, False)
        rate = self._estimator.rate(way, tflop_per_megapixel(self._specs[row.model]))
        return START_SECONDS + self._needs(row).megapixels * rate.seconds

    @property
    def _row(self) -> BenchRow:
        return self._rows[self._number]

    def _needs(self, row: BenchRow) -> Needs:
        return needs(self._measured_job(row), self._specs[row.model])

    def _measured_job(self, row: BenchRow) -> Job:
        return self._job_for(row, self._source, row.scale, row.size)

    def _warm_up_job(self) -> Job:
        row, info = self._row, probe(SOURCE)
        return self._job_for(row, SOURCE, self._specs[row.model].scales[-1], (info.width, info.height))

    def _job_for(self, row: BenchRow, source: Path, scale: int, size: tuple[int, int]) -> Job:
        options = UpscaleOptions(model=row.model, scale=scale, device=row.device.wanted)
        return Job(source, self._source.with_name("result.png"), options, size)

    @property
    def _source(self) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / "picture.png"

    def _tell(self, fraction: float) -> None:
        behind = len(self._rows) - len(self._waiting) - 1
        self.progress.emit(self._row, (behind + fraction) / len(self._rows))

    def _put(self, row: BenchRow) -> None:
        self._rows[self._number] = row
        self.changed.emit()

    def _end(self) -> None:
        assert self._folder is not None
        self._waiting.clear()
        self._folder.cleanup()
        self._folder = None
        self.ended.emit()
