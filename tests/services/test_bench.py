"""Measuring, over a played runner and over real processes."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.bench import BenchRequest
from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel, manifest
from aresrgan_gui.runners.base import Failed, Finished, Progress, RunnerEvent, Started
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.bench import Bench
from aresrgan_gui.services.machine.name import processor_name
from aresrgan_gui.services.queue.estimator import START_SECONDS, Estimator, Way

FAKE_ENGINE = Path(__file__).resolve().parent.parent / "fakes" / "fake_engine.py"
VIDEO, DRAWING, PHOTO = "realesr-animevideov3", "realesrgan-x4plus-anime", "realesrgan-x4plus"
FOREIGN = Engine("none")

MakeBench = Callable[..., Bench]


class PlayedRunner(QObject):
    """Ends each job at once: after the seconds that a megapixel of its source takes, or with a failure."""

    happened = Signal(object)
    slots = 1

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Job] = []
        self.rate = 1.0
        self.failures: dict[str, ErrorCode] = {}
        self.renewals: list[int] = []
        """By how many jobs went before."""

    def renew(self) -> None:
        self.renewals.append(len(self.jobs))

    def start(self, job: Job, attempt: int) -> None:
        self.jobs.append(job)
        self.happened.emit(Started(job.id, attempt))
        code = self.failures.get(job.options.model)
        if code is not None:
            self.happened.emit(Failed(job.id, attempt, Failure(code, job.source)))
            return
        self.happened.emit(Progress(job.id, attempt, 0.5))
        job.target.write_bytes(b"")
        megapixels = job.size[0] * job.size[1] / 1e6
        seconds = START_SECONDS + self.rate * megapixels
        self.happened.emit(Finished(job.id, attempt, job.target, seconds))

    def cancel(self, job_id: str) -> None:
        """Nothing runs by the time that anybody could."""

    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None:
        """Nothing runs."""

    @property
    def measured(self) -> list[tuple[str, int, str]]:
        """Model, scale and device of every job but those that only warm up."""
        return [
            (job.options.model, job.options.scale, job.options.device)
            for job in self.jobs
            if job.source.name == "picture.png"
        ]


@pytest.fixture
def models(tmp_path: Path) -> tuple[InstalledModel, ...]:
    return tuple(InstalledModel(spec, tmp_path) for spec in manifest().models)


@pytest.fixture
def runner(qapp: QObject) -> PlayedRunner:
    return PlayedRunner()


@pytest.fixture
def make_bench(runner: PlayedRunner, models: tuple[InstalledModel, ...], qtbot: QtBot) -> MakeBench:
    """Measures with a new Bench over the played runner, to its end."""

    def make(
        request: BenchRequest,
        names: Collection[str] = (VIDEO, DRAWING, PHOTO),
        engine: Engine = FOREIGN,
        estimator: Estimator | None = None,
    ) -> Bench:
        chosen = [model for model in models if model.spec.name in names]
        bench = Bench(engine, runner, chosen, estimator or Estimator(), renew=runner.renew)
        with qtbot.waitSignal(bench.ended, timeout=30_000):
            bench.start(request)
        return bench

    return make


def told(cards: list[dict[str, object]]) -> Engine:
    """An engine of ours that says that there are these cards."""
    answer = json.dumps({"cpu": {"threads": 2}, "vulkan": cards})
    return Engine(sys.executable, ("-c", f"print({answer!r})"), is_ours=True)


CARDS: list[dict[str, object]] = [
    {"index": 0, "name": "Software", "is_software": True},
    {"index": 1, "name": "Card", "is_software": False, "memory": 8_000_000_000},
]


def test_that_the_least_work_comes_first_and_the_table_is_in_order(
    make_bench: MakeBench, runner: PlayedRunner
) -> None:
    bench = make_bench(BenchRequest(scales=(16, 4), limit=1e9))
    assert runner.measured == [
        (VIDEO, 4, "auto"),
        (DRAWING, 4, "auto"),
        (VIDEO, 16, "auto"),
        (PHOTO, 4, "auto"),
        (DRAWING, 16, "auto"),
        (PHOTO, 16, "auto"),
    ]
    assert [(row.model, row.scale) for row in bench.rows] == [
        (model, scale) for model in (VIDEO, DRAWING, PHOTO) for scale in (4, 16)
    ]
    assert bench.is_complete
    assert not bench.is_running


def test_that_each_row_is_measured_in_a_new_process_that_is_warm(
    make_bench: MakeBench, runner: PlayedRunner
) -> None:
    make_bench(BenchRequest(("0", "cpu"), limit=1e9), [VIDEO])
    kinds = [(job.options.device, job.source.name) for job in runner.jobs]
    row = ("source.png", "picture.png")
    assert kinds == [(device, name) for device in ("0", "cpu") for name in row * 2]
    assert runner.renewals == [0, 2, 4, 6]


def test_that_what_would_take_too_long_is_left_out_and_said(
    make_bench: MakeBench, runner: PlayedRunner
) -> None:
    runner.rate = 1000.0
    bench = make_bench(BenchRequest(), [VIDEO, PHOTO])
    assert runner.measured == [(VIDEO, 4, "auto")]
    first, *others = bench.rows
    assert first.seconds == pytest.approx(START_SECONDS + 65.536)
    assert first.predicted is None
    assert all(row.seconds is None and (row.predicted or 0) > 60 for row in others)
    assert bench.is_complete


def test_that_estimates_learn_of_the_device_and_of_auto_where_that_is_the_same(
    make_bench: MakeBench,
) -> None:
    estimator = Estimator()
    make_bench(BenchRequest(scales=(4,), limit=1e9), [VIDEO], told(CARDS), estimator)
    ways = estimator.samples()
    assert set(ways) == {Way(VIDEO, device, False) for device in ("1", "auto", "cpu")}
    assert ways[Way(VIDEO, "cpu", False)] == [pytest.approx((0.065536, 1.0))]


@pytest.mark.parametrize(
    ("cards", "wanted", "devices"),
    [
        (CARDS, (), ["1", "cpu"]),
        ([], (), ["cpu"]),
        (CARDS, ("auto",), ["1"]),
        ([], ("auto", "cpu"), ["cpu"]),
        (CARDS, ("0", "7"), ["0", "7"]),
    ],
)
def test_that_software_is_passed_over_unless_it_is_asked_for(
    make_bench: MakeBench, cards: list[dict[str, object]], wanted: tuple[str, ...], devices: list[str]
) -> None:
    bench = make_bench(BenchRequest(wanted, (4,)), [VIDEO], told(cards))
    assert [row.device.wanted for row in bench.rows] == devices


def test_that_devices_have_names_and_memory(make_bench: MakeBench) -> None:
    card, processor = make_bench(BenchRequest(scales=(4,)), [VIDEO], told(CARDS)).rows
    assert (card.device.name, card.device.memory) == ("Card", 8_000_000_000)
    assert processor.device.name == processor_name() != ""
    assert (processor.device.memory or 0) > 10**8


def test_that_a_failure_ends_no_other_measurement(make_bench: MakeBench, runner: PlayedRunner) -> None:
    runner.failures[VIDEO] = ErrorCode.OUT_OF_MEMORY
    bench = make_bench(BenchRequest(scales=(4,), limit=1e9), [VIDEO, DRAWING])
    video, drawing = bench.rows
    assert video.failure is not None
    assert video.failure.code is ErrorCode.OUT_OF_MEMORY
    assert drawing.seconds is not None


def test_that_nothing_begins_after_a_job_was_cancelled(make_bench: MakeBench, runner: PlayedRunner) -> None:
    runner.failures[DRAWING] = ErrorCode.CANCELLED
    bench = make_bench(BenchRequest(scales=(4,), limit=1e9))
    assert [row.is_known for row in bench.rows] == [True, False, False]
    assert runner.jobs[-1].options.model == DRAWING
    assert not bench.is_complete


def test_that_a_stop_leaves_what_was_measured(
    runner: PlayedRunner, models: tuple[InstalledModel, ...], qtbot: QtBot
) -> None:
    bench = Bench(FOREIGN, runner, models, Estimator())
    bench.learnt.connect(bench.stop)
    with qtbot.waitSignal(bench.ended):
        bench.start(BenchRequest(limit=1e9))
    assert [row.is_known for row in bench.rows].count(True) == 1


def test_that_a_stop_in_a_warm_up_lets_nothing_begin(
    runner: PlayedRunner, models: tuple[InstalledModel, ...], qtbot: QtBot
) -> None:
    bench = Bench(FOREIGN, runner, models, Estimator())
    bench.progress.connect(bench.stop)
    with qtbot.waitSignal(bench.ended):
        bench.start(BenchRequest(limit=1e9))
    assert [job.source.name for job in runner.jobs] == ["source.png"]
    assert not any(row.is_known for row in bench.rows)


def test_that_progress_never_goes_back(
    runner: PlayedRunner, models: tuple[InstalledModel, ...], qtbot: QtBot
) -> None:
    bench = Bench(FOREIGN, runner, models, Estimator())
    fractions: list[float] = []
    bench.progress.connect(lambda _row, fraction: fractions.append(fraction))
    with qtbot.waitSignal(bench.ended):
        bench.start(BenchRequest(limit=1e9))
    assert fractions == sorted(fractions)
    assert 0.9 < fractions[-1] < 1


@pytest.fixture
def video(models: tuple[InstalledModel, ...]) -> tuple[InstalledModel, ...]:
    return tuple(model for model in models if model.spec.name == VIDEO)


@pytest.fixture
def processes(tmp_path: Path, models: tuple[InstalledModel, ...], qapp: QObject) -> LocalRunner:
    """A runner over the fake engine, which waits for a gate to open."""
    for model in models:
        for scale in model.spec.scales:
            model.param(scale).write_text("7767517\n", encoding="ascii")
            model.weights(scale).write_bytes(b"")
    return LocalRunner(Engine(sys.executable, (str(FAKE_ENGINE), "slow")), tmp_path)


def test_that_the_peak_memory_of_real_processes_is_seen_and_nothing_stays(
    processes: LocalRunner,
    video: tuple[InstalledModel, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    gate = tmp_path / "gate"
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(gate))
    gate.touch()
    bench = Bench(FOREIGN, processes, video, Estimator())
    with qtbot.waitSignal(bench.ended, timeout=30_000):
        bench.start(BenchRequest(scales=(2,), size=64, limit=1e9))
    (row,) = bench.rows
    assert row.failure is None
    assert (row.peak_memory or 0) > 5_000_000
    assert list(scratch.iterdir()) == []


def test_that_cancelling_everything_ends_the_measurement(
    processes: LocalRunner,
    video: tuple[InstalledModel, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setenv("FAKE_ENGINE_GATE", str(tmp_path / "never"))
    bench = Bench(FOREIGN, processes, video, Estimator())
    events: list[RunnerEvent] = []
    processes.happened.connect(events.append)
    bench.start(BenchRequest(scales=(2,), size=64, limit=1e9))
    qtbot.waitUntil(lambda: any(isinstance(event, Progress) for event in events), timeout=10_000)
    with qtbot.waitSignal(bench.ended):
        processes.shutdown()
    assert not any(row.is_known for row in bench.rows)
    assert len([event for event in events if isinstance(event, Started)]) == 1
