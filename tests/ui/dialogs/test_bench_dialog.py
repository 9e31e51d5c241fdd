"""The measurement as the user sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.services.bench import Bench
from aresrgan_gui.services.queue.estimator import Estimator
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.dialogs.bench import BenchDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Desk, PlayedRunner


@pytest.fixture
def bench(runner: PlayedRunner, models: tuple[InstalledModel, ...], qtbot: QtBot) -> Iterator[Bench]:
    """A measurement of one model over a runner that the test plays."""
    (video,) = (model for model in models if model.spec.name == "realesr-animevideov3")
    bench = Bench(Engine("none"), runner, (video,), Estimator())
    yield bench
    if bench.is_running:
        bench.stop()
        qtbot.waitUntil(lambda: not bench.is_running)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(bench: Bench, window: QWidget, qtbot: QtBot) -> BenchDialog:
    """The measurement's dialog, shown."""
    dialog = BenchDialog(bench, window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def button(dialog: BenchDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def cells(dialog: BenchDialog) -> list[list[str]]:
    table = dialog.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    found = [[table.item(row, column) for column in range(8)] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in row] for row in found]


def test_that_the_table_fills_and_can_be_copied(dialog: BenchDialog, runner: PlayedRunner) -> None:
    assert not button(dialog, "Copy as Markdown").isEnabled()
    assert not button(dialog, "Stop").isEnabled()
    button(dialog, "Measure").click()
    assert not button(dialog, "Measure").isEnabled()
    assert [row[4:] for row in cells(dialog)] == [["4×", "", "", ""], ["16×", "", "", ""]]
    runner.finish_without_file(1.0)
    assert dialog.state == "realesr-animevideov3, 4×, on auto"
    runner.finish_without_file(2.0)
    assert cells(dialog)[0][4:7] == ["4×", "2.0", "0.524"]
    # Each row's process makes a small picture first.
    runner.finish_without_file(1.0)
    runner.finish_without_file(20.0)
    assert cells(dialog)[1][4:7] == ["16×", "20.0", "0.839"]
    assert dialog.state.startswith("Done.")
    bar = dialog.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert bar.value() == bar.maximum()
    button(dialog, "Copy as Markdown").click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert "| auto |  | realesr-animevideov3 | 256 × 256 | 4× | 2.0 | 0.524 |  |" in copied


def test_that_a_stopped_measurement_keeps_its_rows_and_can_begin_anew(
    dialog: BenchDialog, runner: PlayedRunner, qtbot: QtBot
) -> None:
    button(dialog, "Measure").click()
    runner.finish_without_file(1.0)
    runner.finish_without_file(2.0)
    button(dialog, "Stop").click()
    qtbot.waitUntil(lambda: dialog.state == "Stopped.")
    assert [row[5] for row in cells(dialog)] == ["2.0", ""]
    assert not runner.is_busy
    button(dialog, "Measure").click()
    assert [row[5] for row in cells(dialog)] == ["", ""]


def test_that_closing_the_dialog_ends_the_measurement(
    dialog: BenchDialog, bench: Bench, runner: PlayedRunner, qtbot: QtBot
) -> None:
    button(dialog, "Measure").click()
    assert runner.is_busy
    with qtbot.waitSignal(dialog.destroyed):
        button(dialog, "Close").click()
    qtbot.waitUntil(lambda: not (runner.is_busy or bench.is_running))


def test_that_a_failure_stands_in_its_row(dialog: BenchDialog, runner: PlayedRunner) -> None:
    button(dialog, "Measure").click()
    runner.fail(ErrorCode.DEVICE_MISSING)
    assert cells(dialog)[0][5] == "failed: The chosen graphics card is not there."


def test_that_what_the_figures_mean_is_said(dialog: BenchDialog) -> None:
    assert any("megapixels of the result" in label.text() for label in dialog.findChildren(QLabel))


def test_that_it_is_offered_while_nothing_runs(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    measure = desk.window.findChild(QAction, "measure")
    assert isinstance(measure, QAction)
    assert measure.isEnabled()
    with qtbot.waitSignal(desk.contents.measuring_wanted):
        measure.trigger()
    desk.queue.add(pictures, desk.contents.options_panel.options)
    desk.queue.start()
    qtbot.waitUntil(lambda: not measure.isEnabled())
    desk.queue.stop()
    qtbot.waitUntil(measure.isEnabled)
