"""Trials: an area through models in the real engine."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.models.catalogue import InstalledModel, installed
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.pictures.trials import MAX_PIXELS, Area, Trials, area_within

FAST = "realesr-animevideov3"
OPTIONS = UpscaleOptions(model=FAST, scale=2, device="cpu")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that temporary folders are made in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A picture of 90 x 70 pixels in which no two places look the same."""
    path = tmp_path / "source" / "a.png"
    path.parent.mkdir()
    noise = Image.effect_noise((45, 35), 60).resize((90, 70), Image.Resampling.BICUBIC)
    Image.merge("RGB", (noise, Image.linear_gradient("L").resize((90, 70)), noise)).save(path)
    return path


def model(folder: Path, name: str) -> InstalledModel:
    return next(model for model in installed(folder) if model.spec.name == name)


def to_pillow(image: QImage) -> Image.Image:
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    size = (plain.width(), plain.height())
    return Image.frombytes("RGBA", size, bytes(plain.constBits())).convert("RGB")


def test_that_a_trial_makes_what_a_whole_run_makes_there_and_leaves_nothing(
    real_models: Path, source: Path, temporary: Path, qtbot: QtBot
) -> None:
    runner = LocalRunner(find_engine(None), real_models)
    trials, fast = Trials(runner), model(real_models, FAST)
    area = Area(40, 30, 20, 16)
    whole = trials.start(source, Area(0, 0, 90, 70), [fast], OPTIONS)
    with qtbot.waitSignal(whole.arrived, timeout=30_000) as expected:
        pass
    part = trials.start(source, area, [fast], OPTIONS)
    shares: list[float] = []
    part.progress.connect(lambda _name, share: shares.append(share))
    cuts: list[QImage] = []
    part.cut.connect(cuts.append)
    with qtbot.waitSignal(part.arrived, timeout=30_000) as arrived, qtbot.waitSignal(part.ended):
        pass
    name, image, seconds = arrived.args
    assert [(cut.width(), cut.height()) for cut in cuts] == [(20, 16)]
    assert name == FAST
    assert seconds > 0
    assert shares[-1] == 1.0
    box = (80, 60, 120, 92)
    difference = ImageChops.difference(to_pillow(image), to_pillow(expected.args[1]).crop(box)).convert("L")
    assert ImageStat.Stat(difference).extrema[0][1] <= 2
    assert list(temporary.iterdir()) == []
    assert [path.name for path in source.parent.iterdir()] == ["a.png"]


def test_that_models_are_tried_in_turn_and_one_that_fails_stops_no_other(
    real_models: Path, source: Path, tmp_path: Path, temporary: Path, qtbot: QtBot
) -> None:
    fast = model(real_models, FAST)
    runner = LocalRunner(find_engine(None), tmp_path / "no models")
    trials = Trials(runner)
    trial = trials.start(source, Area(0, 0, 8, 8), [fast, fast], OPTIONS)
    failures: list[tuple[str, Failure]] = []
    trial.failed.connect(lambda name, failure: failures.append((name, failure)))
    with qtbot.waitSignal(trial.ended, timeout=30_000):
        pass
    assert [(name, failure.code) for name, failure in failures] == [(FAST, ErrorCode.MODEL_MISSING)] * 2
    assert list(temporary.iterdir()) == []


def test_that_a_source_that_is_gone_is_said_once(
    real_models: Path, tmp_path: Path, temporary: Path, qtbot: QtBot
) -> None:
    fast = model(real_models, FAST)
    runner = LocalRunner(find_engine(None), real_models)
    trials = Trials(runner)
    trial = trials.start(tmp_path / "gone.png", Area(0, 0, 8, 8), [fast, fast], OPTIONS)
    failures: list[tuple[str, Failure]] = []
    trial.failed.connect(lambda name, failure: failures.append((name, failure)))
    with qtbot.waitSignal(trial.ended, timeout=30_000):
        pass
    assert [(name, failure.code) for name, failure in failures] == [("", ErrorCode.INPUT_MISSING)]


def test_that_a_cancelled_trial_says_nothing_and_leaves_nothing(
    real_models: Path, source: Path, temporary: Path, qtbot: QtBot
) -> None:
    runner = LocalRunner(find_engine(None), real_models)
    trials = Trials(runner)
    trial = trials.start(source, Area(0, 0, 90, 70), [model(real_models, FAST)], OPTIONS)
    with qtbot.waitSignal(trial.cut, timeout=30_000):
        pass
    said: list[object] = []
    trial.arrived.connect(lambda *_: said.append("arrived"))
    trial.failed.connect(lambda *_: said.append("failed"))
    with qtbot.waitSignal(trial.ended, timeout=30_000):
        trial.cancel()
    assert said == []
    assert list(temporary.iterdir()) == []


sides = st.integers(1, 20_000)


@given(st.tuples(sides, sides), st.floats(0, 1), st.floats(0, 1), st.floats(0.001, 1), st.floats(0.001, 1))
def test_that_an_area_lies_in_the_picture_and_is_not_too_large(
    size: tuple[int, int], x: float, y: float, across: float, down: float
) -> None:
    left, top = x * size[0], y * size[1]
    area = area_within(left, top, (size[0] - left) * across, (size[1] - top) * down, size)
    assert 0 <= area.left <= area.left + area.width <= size[0]
    assert 0 <= area.top <= area.top + area.height <= size[1]
    assert 0 < area.width * area.height <= MAX_PIXELS
