"""The options: shown and read back, and only what can be used is passed on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.models import InstalledModel
from aresrgan_gui.core.options import Existing, OutputFormat, UpscaleOptions
from aresrgan_gui.ui.options_panel import OptionsPanel

OTHER = UpscaleOptions(
    model="realesr-animevideov3",
    scale=8,
    format=OutputFormat.JPG,
    quality=40,
    background="#123456",
    device="7",
    tile=333,
    tta=True,
    folder=Path("/somewhere"),
    template="{stem}-{model}",
    existing=Existing.REPLACE,
)


@pytest.fixture
def panel(qtbot: QtBot, models: tuple[InstalledModel, ...]) -> OptionsPanel:
    """The panel with the default options."""
    widget = OptionsPanel(UpscaleOptions())
    qtbot.addWidget(widget)
    widget.resize(300, 900)
    widget.set_models(models)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def named(panel: OptionsPanel, kind: type[QWidget], name: str) -> QWidget:
    return next(widget for widget in panel.findChildren(kind) if widget.accessibleName() == name)


def press(panel: OptionsPanel, name: str) -> None:
    button = named(panel, QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def choose(panel: OptionsPanel, name: str, number: int) -> None:
    box = named(panel, QComboBox, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(number)
    box.activated.emit(number)


def line_edit(panel: OptionsPanel) -> QLineEdit:
    edit = named(panel, QLineEdit, "Name of the result")
    assert isinstance(edit, QLineEdit)
    return edit


def test_that_options_come_back_as_they_were_shown(panel: OptionsPanel) -> None:
    panel.show_options(OTHER)
    press(panel, "Enlargement: 3×")
    assert panel.options == replace(OTHER, scale=3)


def test_that_showing_options_says_nothing(panel: OptionsPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.options_changed):
        panel.show_options(OTHER)


def test_that_every_control_changes_its_option(panel: OptionsPanel) -> None:
    seen: list[UpscaleOptions] = []
    panel.options_changed.connect(seen.append)
    press(panel, "Real-ESRGAN x4plus anime")
    press(panel, "Enlargement: 16×")
    press(panel, "Format: JPEG")
    choose(panel, "Transparent parts", 1)
    choose(panel, "If the name is taken", 1)
    choose(panel, "Device", 1)
    choose(panel, "Tile", 2)
    press(panel, "Best quality (TTA)")
    slider = named(panel, QSlider, "Quality")
    assert isinstance(slider, QSlider)
    slider.setValue(55)
    line_edit(panel).clear()
    QTest.keyClicks(line_edit(panel), "x")
    assert seen[-1] == panel.options
    assert panel.options == UpscaleOptions(
        model="realesrgan-x4plus-anime",
        scale=16,
        format=OutputFormat.JPG,
        quality=55,
        background="#ffffff",
        device="cpu",
        tile=64,
        tta=True,
        template="x",
        existing=Existing.SKIP,
    )


def test_that_quality_is_on_offer_only_where_it_counts(panel: OptionsPanel) -> None:
    slider = named(panel, QSlider, "Quality")
    assert not slider.isEnabled()
    press(panel, "Format: WebP")
    assert slider.isEnabled()


def test_that_a_template_that_names_no_file_is_marked_and_not_passed_on(panel: OptionsPanel) -> None:
    line_edit(panel).clear()
    QTest.keyClicks(line_edit(panel), "{wrong}")
    assert "wrong" not in panel.options.template
    preview = named(panel, QLabel, "What the result will be called")
    assert isinstance(preview, QLabel)
    assert "{stem}" in preview.text()
    assert line_edit(panel).property("invalid") is True
    line_edit(panel).clear()
    QTest.keyClicks(line_edit(panel), "new")
    assert panel.options.template == "new"
    assert preview.text() == "→ new.png"


def test_that_the_chosen_folder_is_kept_when_turned_off_and_on(panel: OptionsPanel) -> None:
    panel.show_options(replace(UpscaleOptions(), folder=Path("/somewhere")))
    press(panel, "Output folder: Beside the picture")
    assert panel.options.folder is None
    press(panel, "Output folder: In a folder")
    assert panel.options.folder == Path("/somewhere")


def test_that_a_model_that_is_gone_gives_way_to_the_first(
    panel: OptionsPanel, models: tuple[InstalledModel, ...], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.options_changed):
        panel.set_models(models[1:])
    assert panel.options.model == "realesrgan-x4plus-anime"


def test_that_without_models_they_can_be_asked_for(panel: OptionsPanel, qtbot: QtBot) -> None:
    panel.set_models(())
    with qtbot.waitSignal(panel.models_wanted):
        press(panel, "Get the models")
    panel.show_models_progress("Downloading")
    assert not named(panel, QAbstractButton, "Get the models").isEnabled()


def test_that_what_is_unfolded_comes_into_view(panel: OptionsPanel, qtbot: QtBot) -> None:
    panel.resize(300, 400)
    press(panel, "Advanced options")
    tta = named(panel, QCheckBox, "Best quality (TTA)")
    qtbot.waitUntil(lambda: not tta.visibleRegion().isEmpty())


def test_that_nothing_is_cut_off_beside_with_large_text(qapp: QApplication, qtbot: QtBot) -> None:
    usual = qapp.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 2)
    try:
        qapp.setFont(large)
        panel = OptionsPanel(UpscaleOptions())
        qtbot.addWidget(panel)
        panel.resize(panel.minimumSizeHint().width(), 300)
        with qtbot.waitExposed(panel):
            panel.show()
        assert panel.widget().width() <= panel.viewport().width()
    finally:
        qapp.setFont(usual)


def test_that_arrow_keys_choose_among_segments(panel: OptionsPanel) -> None:
    button = named(panel, QAbstractButton, "Enlargement: 4×")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Right)
    assert panel.options.scale == 8
