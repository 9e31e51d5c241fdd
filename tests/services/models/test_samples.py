"""Samples: shipped for the official models, made in quiet moments for the user's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.models.catalogue import InstalledModel, ModelKind, ModelSpec, installed, manifest
from aresrgan_gui.core.paths import samples_folder
from aresrgan_gui.engine.sanity import cells, what_is_wrong
from aresrgan_gui.runners.base import Failed, Started
from aresrgan_gui.runners.local.engines import our_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.models.samples import SampleMaker, result_of, source_of

TIMEOUT = 60_000


@pytest.fixture
def folder(real_models: Path, tmp_path: Path) -> Path:
    """A models' folder with one model: a copy of the fast one as the user's own."""
    place = tmp_path / "models"
    place.mkdir()
    for suffix in ("param", "bin"):
        shutil.copy(real_models / f"realesr-animevideov3-x2.{suffix}", place / f"Mine-x2.{suffix}")
    return place


@pytest.fixture
def runner(folder: Path) -> LocalRunner:
    return LocalRunner(our_engine(), folder)


@pytest.fixture
def maker(runner: LocalRunner) -> Iterator[SampleMaker]:
    maker = SampleMaker(runner)
    yield maker
    maker.stop()


@pytest.mark.parametrize("spec", manifest().models, ids=lambda spec: spec.name)
def test_that_every_official_model_has_a_sample_of_its_source(spec: ModelSpec, tmp_path: Path) -> None:
    with (
        Image.open(source_of(spec.kind)) as source,
        Image.open(result_of(InstalledModel(spec, tmp_path))) as made,
    ):
        scale = spec.scales[-1]
        assert made.size == (source.width * scale, source.height * scale)
        assert what_is_wrong(cells(source, source.size), cells(made, source.size)) == ""


def test_that_an_own_models_sample_is_made_once(maker: SampleMaker, folder: Path, qtbot: QtBot) -> None:
    models = installed(folder)
    with qtbot.waitSignal(maker.made, timeout=TIMEOUT) as made:
        maker.want(models)
    assert made.args == ["Mine"]
    with Image.open(result_of(models[0])) as result, Image.open(source_of(ModelKind.OWN)) as source:
        assert result.size == (source.width * 2, source.height * 2)
    state = result_of(models[0]).stat()
    maker.want(models)
    maker.stop()
    assert result_of(models[0]).stat() == state
    assert [path.name for path in samples_folder().iterdir()] == [result_of(models[0]).name]


def test_that_a_sample_belongs_to_the_files_and_not_to_the_name(folder: Path) -> None:
    (model,) = installed(folder)
    before = result_of(model)
    renamed = InstalledModel(replace(model.spec, name="Other"), folder)
    assert result_of(renamed) == before
    os.utime(model.weights(2), ns=(1, 1))
    assert result_of(model) != before


def test_that_samples_wait_until_other_work_is_done(
    maker: SampleMaker, runner: LocalRunner, folder: Path, qtbot: QtBot
) -> None:
    models = installed(folder)
    events: list[object] = []
    runner.happened.connect(events.append)
    maker.want(models)
    qtbot.waitUntil(lambda: bool(events))
    maker.set_held(True)
    qtbot.waitUntil(lambda: isinstance(events[-1], Failed), timeout=TIMEOUT)
    maker.want(models)
    # What was started would say so here.
    runner.shutdown()
    assert [type(event) for event in events] == [Started, Failed]
    with qtbot.waitSignal(maker.made, timeout=TIMEOUT):
        maker.set_held(False)
    assert result_of(models[0]).exists()


def test_that_a_model_that_fails_is_not_tried_again_and_again(
    maker: SampleMaker, runner: LocalRunner, folder: Path, qtbot: QtBot
) -> None:
    (model,) = installed(folder)
    model.weights(2).write_bytes(b"short")
    events: list[object] = []
    runner.happened.connect(events.append)
    maker.want([model])
    qtbot.waitUntil(lambda: any(isinstance(event, Failed) for event in events), timeout=TIMEOUT)
    count = len(events)
    maker.want([model])
    maker.stop()
    assert len(events) == count
