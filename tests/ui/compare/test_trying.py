"""Trying models on the part in view, as its user meets it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.compare.bar import CompareBar, Readout
from aresrgan_gui.ui.compare.models_grid import ModelCell, ModelsGrid

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


@pytest.fixture(autouse=True)
def weights(models: tuple[InstalledModel, ...]) -> None:
    """The models' files, the first model's the largest."""
    for number, model in enumerate(models):
        for scale in model.spec.scales:
            model.weights(scale).write_bytes(b"x" * (100 - number))


def trigger(desk: Desk, qtbot: QtBot, name: str) -> None:
    found = desk.window.findChild(QAction, name)
    assert isinstance(found, QAction)
    qtbot.waitUntil(found.isEnabled)
    found.trigger()


def says(cell: ModelCell, text: str) -> bool:
    return cell.state.text() == text


@pytest.fixture
def looked_at(desk: Desk, pictures: list[FoundPicture], qtbot: QtBot) -> Desk:
    """A window that shows a waiting picture of 40 x 30 pixels, four times as large."""
    desk.queue.add(pictures, UpscaleOptions())
    compare = desk.contents.viewer.compare
    qtbot.waitUntil(lambda: compare.can_compare and compare.isVisible())
    return desk


def test_that_the_part_in_view_is_tried_and_shown_without_writing_beside_the_source(
    looked_at: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    compare = looked_at.contents.viewer.compare
    names = sorted(path.name for path in pictures[0].path.parent.iterdir())
    compare.set_fraction(0.0)
    plain = compare.grab().toImage()
    trigger(looked_at, qtbot, "try-area")
    qtbot.waitUntil(lambda: looked_at.runner.is_busy)
    assert looked_at.runner.job.options.model == looked_at.queue.jobs()[0].options.model
    assert compare.grab().toImage() != plain
    looked_at.runner.progress(0.4)
    looked_at.runner.finish()
    qtbot.waitUntil(lambda: compare.has_trial)
    assert sorted(path.name for path in pictures[0].path.parent.iterdir()) == names


def test_that_looking_at_another_picture_ends_the_trial(looked_at: Desk, qtbot: QtBot) -> None:
    trigger(looked_at, qtbot, "try-area")
    qtbot.waitUntil(lambda: looked_at.runner.is_busy)
    looked_at.contents.queue_panel.select(looked_at.queue.jobs()[1].id)
    qtbot.waitUntil(lambda: not looked_at.runner.is_busy)
    assert looked_at.contents.viewer.banner.isHidden()
    assert not looked_at.contents.viewer.compare.has_trial


def test_that_a_failed_trial_is_explained(looked_at: Desk, qtbot: QtBot) -> None:
    trigger(looked_at, qtbot, "try-area")
    qtbot.waitUntil(lambda: looked_at.runner.is_busy)
    looked_at.runner.fail(ErrorCode.DEVICE_FAILED)
    qtbot.waitUntil(lambda: "graphics card failed" in looked_at.contents.viewer.banner.text)


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")
def test_that_models_are_compared_fastest_first_and_one_click_chooses_one(
    looked_at: Desk, models: tuple[InstalledModel, ...], qtbot: QtBot
) -> None:
    trigger(looked_at, qtbot, "compare-models")
    grid = looked_at.window.findChild(ModelsGrid)
    assert isinstance(grid, ModelsGrid)
    assert list(grid.cells) == [model.spec.name for model in reversed(models)]
    for name, cell in grid.cells.items():
        qtbot.waitUntil(lambda: looked_at.runner.is_busy)
        assert looked_at.runner.job.options.model == name
        looked_at.runner.finish(1.5)
        qtbot.waitUntil(partial(says, cell, "1.5 s"))
        assert cell.view.has_result
    first, second, *_ = grid.cells.values()
    first.view.zoom_to(8.0, QPointF(3, 3))
    assert second.view.transform == grid.source.view.transform == first.view.transform
    assert grid.source.view.can_compare
    assert not grid.source.view.has_result
    name = next(iter(grid.cells))
    QTest.mouseClick(first.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: {job.options.model for job in looked_at.queue.jobs()} == {name})


@pytest.mark.qt_log_ignore("does not support propagateSizeHints")
def test_that_closing_the_grid_ends_its_trials(looked_at: Desk, qtbot: QtBot) -> None:
    trigger(looked_at, qtbot, "compare-models")
    grid = looked_at.window.findChild(ModelsGrid)
    assert isinstance(grid, ModelsGrid)
    qtbot.waitUntil(lambda: looked_at.runner.is_busy)
    grid.reject()
    qtbot.waitUntil(lambda: not looked_at.runner.is_busy)


def test_that_the_source_is_seen_while_the_button_is_held(looked_at: Desk) -> None:
    bar = looked_at.window.findChild(CompareBar)
    assert isinstance(bar, CompareBar)
    compare = looked_at.contents.viewer.compare
    QTest.mousePress(bar.hold, Qt.MouseButton.LeftButton)
    assert not compare.has_handle
    QTest.mouseRelease(bar.hold, Qt.MouseButton.LeftButton)
    assert compare.has_handle


def test_that_the_place_and_colour_under_the_cursor_are_read_out(looked_at: Desk) -> None:
    compare = looked_at.contents.viewer.compare
    readout = looked_at.window.findChild(Readout)
    assert isinstance(readout, QLabel)
    assert readout.isHidden()
    QTest.mouseMove(compare, QPoint(compare.width() // 2, compare.height() // 2))
    assert not readout.isHidden()
    assert readout.text().startswith("80, ")
    assert "#ff0000" in readout.text()


@pytest.mark.parametrize("name", ["mode-slider", "mode-side-by-side", "mode-difference", "mode-result"])
def test_that_every_way_to_compare_has_an_action(looked_at: Desk, qtbot: QtBot, name: str) -> None:
    trigger(looked_at, qtbot, name)
    assert f"mode-{looked_at.contents.viewer.compare.mode.value}" == name
