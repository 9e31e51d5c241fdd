"""What the engine says of its devices, and the comparison with the reference picture."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import ModelKind, ModelSpec, manifest
from aresrgan_gui.core.overriding import override
from aresrgan_gui.runners.base import Failed, Finished
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.services.machine.devices import DeviceQuery, VulkanDevice, parse_devices
from aresrgan_gui.services.models.selftest import QUICK, Case, SelfTest, SelfTestResult, all_cases

REFERENCE = QUICK.reference
ANSWER = '{"cpu": {"threads": 2}, "vulkan": [{"index": 0, "name": "Card", "is_software": false}]}'


@pytest.mark.parametrize(
    ("text", "devices"),
    [
        (f"[0 Card] queueC=1\n{ANSWER}\nbye", [VulkanDevice(0, "Card", False)]),
        ('{"vulkan": []}', []),
        ("nothing", None),
        ("{rubbish", None),
        ('{"vulkan": [{"index": 0}]}', None),
    ],
)
def test_that_the_answer_is_found_among_the_drivers_chatter(
    text: str, devices: list[VulkanDevice] | None
) -> None:
    assert parse_devices(text) == devices


def test_that_our_engine_tells_its_devices(qtbot: QtBot) -> None:
    query = DeviceQuery(Engine(sys.executable, ("-m", "aresrgan_gui.engine"), is_ours=True))
    with qtbot.waitSignal(query.ended, timeout=30_000) as ended:
        query.start()
    assert ended.args is not None
    assert isinstance(ended.args[0], list)


class ChosenRunner(QObject):
    """Makes the picture that the test chose for each device."""

    happened = Signal(object)
    slots = 1

    def __init__(self, outcomes: dict[str, Path | Failure]) -> None:
        super().__init__()
        self.outcomes = outcomes

    def start(self, job: Job, attempt: int) -> None:
        outcome = self.outcomes[job.options.device]
        if isinstance(outcome, Failure):
            self.happened.emit(Failed(job.id, attempt, outcome))
        else:
            shutil.copy(outcome, job.target)
            self.happened.emit(Finished(job.id, attempt, job.target, 0.5))

    def cancel(self, job_id: str) -> None:
        """Nothing runs."""

    def has_room(self, job: Job) -> bool:
        return True

    def set_paused(self, is_paused: bool) -> None:
        """Nothing runs."""


class ReferenceRunner(ChosenRunner):
    """Makes what the original program makes."""

    def __init__(self) -> None:
        super().__init__({})

    @override
    def start(self, job: Job, attempt: int) -> None:
        shutil.copy(Case(job.options.model, job.options.scale).reference, job.target)
        self.happened.emit(Finished(job.id, attempt, job.target, 0.5))


def test_that_right_wrong_and_failing_devices_are_told_apart(tmp_path: Path, qtbot: QtBot) -> None:
    black = tmp_path / "black.png"
    with Image.open(REFERENCE) as reference:
        Image.new(reference.mode, reference.size).save(black)
    failure = Failure(ErrorCode.DEVICE_FAILED)
    selftest = SelfTest(ChosenRunner({"cpu": REFERENCE, "0": black, "1": failure}))
    results: list[SelfTestResult] = []
    selftest.tried.connect(results.append)
    with qtbot.waitSignal(selftest.ended):
        selftest.start(["cpu", "0", "1"])
    assert [(result.device, result.is_right) for result in results] == [
        ("cpu", True),
        ("0", False),
        ("1", False),
    ]
    assert results[2].failure == failure


def test_that_a_stopped_test_tries_no_further_device(qtbot: QtBot) -> None:
    selftest = SelfTest(ChosenRunner({"cpu": Failure(ErrorCode.CANCELLED)}))
    results: list[SelfTestResult] = []
    selftest.tried.connect(results.append)
    selftest.tried.connect(selftest.stop)
    with qtbot.waitSignal(selftest.ended):
        selftest.start(["cpu", "0"])
    assert [result.device for result in results] == ["cpu"]


def test_that_every_official_model_and_scale_has_a_reference() -> None:
    own = ModelSpec("own", "Own", ModelKind.OWN, "", "", {4: "own"})
    wanted = {Case(spec.name, scale) for spec in manifest().models for scale in spec.scales}
    assert set(all_cases((*manifest().models, own))) == wanted


def test_that_each_device_is_tried_with_each_case(qtbot: QtBot) -> None:
    cases = all_cases(manifest().models)
    selftest = SelfTest(ReferenceRunner())
    results: list[SelfTestResult] = []
    selftest.tried.connect(results.append)
    with qtbot.waitSignal(selftest.ended):
        selftest.start(["cpu", "0"], cases)
    assert [(result.device, result.case) for result in results] == [
        (device, case) for device in ("cpu", "0") for case in cases
    ]
    assert all(result.is_right for result in results)
