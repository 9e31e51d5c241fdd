"""`aresrgan bench`: how fast this computer is, as a table."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from aresrgan_gui import __version__
from aresrgan_gui.cli.arguments.bench import BenchCommand, BenchFormat
from aresrgan_gui.cli.interrupt import interrupts_handled
from aresrgan_gui.cli.models import NO_MODELS, check_model
from aresrgan_gui.core.bench import BenchRequest, BenchRow
from aresrgan_gui.core.errors import EXIT_INTERRUPTED, EXIT_OK, EXIT_SOME_FAILED
from aresrgan_gui.core.models.catalogue import find, installed
from aresrgan_gui.messages import bench_text, failure_text
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.bench import Bench
from aresrgan_gui.services.queue.estimator import Estimator, load_samples, save_samples


def measure(command: BenchCommand, models: Path, speeds: Path, application: QCoreApplication) -> int:
    """Measure with the models in the folder `models`, and let the file `speeds` learn; the exit status.

    Raises UpscaleError(ENGINE_MISSING).
    """
    for name in command.models:
        trouble = check_model(models, name)
        if trouble is not None:
            status, line = trouble
            print(f"aresrgan: {line}", file=sys.stderr)
            return status
    present = tuple(find(models, name) for name in command.models) or installed(models)
    if not present:
        print(f"aresrgan: {NO_MODELS}", file=sys.stderr)
        return EXIT_SOME_FAILED
    engine = find_engine(command.engine)
    runner = LocalRunner(engine, models, parent=application)
    estimator = Estimator(load_samples(speeds))
    run = BenchRun(Bench(engine, runner, present, estimator, renew=runner.renew), runner, command.request)
    was_interrupted = run.execute()
    save_samples(estimator.samples(), speeds)
    print(_written(run.rows, command.format), flush=True)
    if was_interrupted:
        return EXIT_INTERRUPTED
    return EXIT_SOME_FAILED if any(row.failure for row in run.rows) else EXIT_OK


class BenchRun(QObject):
    """One measurement; what is being measured is said on stderr."""

    def __init__(self, bench: Bench, runner: LocalRunner, request: BenchRequest) -> None:
        super().__init__()
        self._bench = bench
        self._runner = runner
        self._request = request
        self._said: BenchRow | None = None
        self._interrupted = False
        bench.progress.connect(self._on_progress)
        bench.ended.connect(QCoreApplication.quit)

    @property
    def rows(self) -> tuple[BenchRow, ...]:
        """What came of it so far."""
        return tuple(row for row in self._bench.rows if row.is_known)

    def execute(self) -> bool:
        """Measure; whether the user ended it before its time."""
        with interrupts_handled(self._interrupt):
            self._bench.start(self._request)
            QCoreApplication.exec()
            self._runner.shutdown()
        return self._interrupted

    def _interrupt(self) -> None:
        # Quitting twice would end the wait for the children.
        if not self._interrupted:
            self._interrupted = True
            self._bench.stop()

    def _on_progress(self, row: BenchRow, _fraction: float) -> None:
        if row != self._said:
            self._said = row
            print(f"{row.model} x{row.scale} on {row.device.name} ...", file=sys.stderr, flush=True)


def _written(rows: Sequence[BenchRow], form: BenchFormat) -> str:
    if form is BenchFormat.JSON:
        return json.dumps(_document(rows), ensure_ascii=True, indent=1)
    return bench_text(rows, is_markdown=form is BenchFormat.MARKDOWN)


def _document(rows: Sequence[BenchRow]) -> dict[str, object]:
    return {"version": __version__, "system": platform.platform(), "rows": [_record(row) for row in rows]}


def _record(row: BenchRow) -> dict[str, object]:
    """Sizes are [width, height] in pixels, memory is in bytes, and what is not known is null."""
    return {
        "device": row.device.wanted,
        "device_name": row.device.name,
        "device_memory": row.device.memory,
        "model": row.model,
        "scale": row.scale,
        "picture": row.size,
        "result": row.output_size,
        "seconds": row.seconds,
        "output_megapixels_per_second": row.speed,
        "peak_memory": row.peak_memory,
        "predicted_seconds": row.predicted,
        "failure": None if row.failure is None else str(failure_text(row.failure)),
    }
