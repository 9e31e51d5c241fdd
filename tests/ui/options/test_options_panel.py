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
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.naming import TOKENS
from aresrgan_gui.core.options import (
    DEFAULT_TEMPLATE,
    Compression,
    ExactSize,
    Existing,
    Metadata,
    OutputFormat,
    UpscaleOptions,
)
from aresrgan_gui.ui.options.panel import OptionsPanel

OTHER = UpscaleOptions(
    model="realesr-animevideov3",
    scale=8,
    format=OutputFormat.JPG,
    quality=40,
    compression=Compression.SMALL,
    metadata=Metadata.DROP,
    background="#123456",
    device="2,7",
    tile=333,
    threads=3,
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
    choose(panel, "Format", 1)
    choose(panel, "Compression", 2)
    choose(panel, "Metadata", 1)
    choose(panel, "Output folder", 1)
    choose(panel, "Transparent parts", 1)
    choose(panel, "If the name is taken", 1)
    choose(panel, "Device", 1)
    choose(panel, "Tile", 2)
    number(panel, "Threads of the processor").setValue(5)
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
        compression=Compression.SMALL,
        metadata=Metadata.NO_LOCATION,
        subfolder="upscaled",
        background="#ffffff",
        device="cpu",
        tile=64,
        threads=5,
        tta=True,
        template="x",
        existing=Existing.SKIP,
    )


def test_that_quality_is_on_offer_only_where_it_counts(panel: OptionsPanel) -> None:
    slider, compression = named(panel, QSlider, "Quality"), named(panel, QComboBox, "Compression")
    seen = []
    for number in range(7):
        choose(panel, "Format", number)
        seen.append((panel.options.format, slider.isVisible(), compression.isVisible()))
    assert seen == [
        (OutputFormat.PNG, False, True),
        (OutputFormat.JPG, True, False),
        (OutputFormat.WEBP, True, False),
        (OutputFormat.TIFF, False, True),
        (OutputFormat.AVIF, True, False),
        (OutputFormat.GIF, False, False),
        (None, True, True),
    ]


def number(panel: OptionsPanel, name: str) -> QSpinBox:
    field = named(panel, QSpinBox, name)
    assert isinstance(field, QSpinBox)
    return field


def typed(panel: OptionsPanel, name: str, text: str) -> None:
    field = number(panel, name)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def result_text(panel: OptionsPanel) -> str:
    label = named(panel, QLabel, "Size of the result")
    assert isinstance(label, QLabel)
    return label.text().replace("\N{NO-BREAK SPACE}", " ")


def example(name: str = "a.png", size: tuple[int, int] = (400, 300)) -> Job:
    return Job(Path(name), Path("a_4x.png"), UpscaleOptions(), size)


def test_that_an_exact_size_begins_with_the_size_there_was(panel: OptionsPanel) -> None:
    panel.set_example(example())
    assert not number(panel, "Width in pixels").isVisible()
    press(panel, "Enlargement: Exact")
    assert panel.options.exact == ExactSize(1600, 1600)
    choose(panel, "Exact size", 1)
    assert panel.options.exact == ExactSize(1600, 0)
    choose(panel, "Exact size", 2)
    assert panel.options.exact == ExactSize(0, 1200)
    choose(panel, "Exact size", 3)
    assert panel.options.exact == ExactSize(1600, 1200)
    typed(panel, "Height in pixels", "1600")
    choose(panel, "Exact size", 4)
    assert panel.options.exact == ExactSize(1600, 1200, fill=True)
    press(panel, "Enlargement: 2×")
    assert panel.options == UpscaleOptions(scale=2)


def test_that_the_longest_side_of_a_tall_picture_is_its_height(panel: OptionsPanel) -> None:
    panel.set_example(example(size=(300, 400)))
    press(panel, "Enlargement: Exact")
    assert panel.options.exact == ExactSize(1600, 1600)


def test_that_a_size_counts_when_it_is_typed_in_full(panel: OptionsPanel) -> None:
    press(panel, "Enlargement: Exact")
    seen: list[UpscaleOptions] = []
    panel.options_changed.connect(seen.append)
    typed(panel, "Width in pixels", "5000")
    assert [options.exact for options in seen] == [ExactSize(5000, 5000)]


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (ExactSize(700, 700), (True, False)),
        (ExactSize(700, 0), (True, False)),
        (ExactSize(0, 700), (False, True)),
        (ExactSize(700, 600), (True, True)),
        (ExactSize(700, 700, fill=True), (True, True)),
    ],
)
def test_that_every_exact_size_is_shown_and_read_back(
    panel: OptionsPanel, exact: ExactSize, shown: tuple[bool, bool]
) -> None:
    panel.show_options(UpscaleOptions(exact=exact))
    fields = [number(panel, f"{side} in pixels") for side in ("Width", "Height")]
    assert tuple(field.isVisible() for field in fields) == shown
    choose(panel, "Metadata", 2)
    assert panel.options == UpscaleOptions(exact=exact, metadata=Metadata.DROP)


def test_that_the_tip_of_the_name_says_what_every_token_stands_for(panel: OptionsPanel) -> None:
    first, *lines = line_edit(panel).toolTip().splitlines()
    assert first == "In the name you can use:"
    assert [line.partition(": ")[0] for line in lines] == [f"{{{token}}}" for token in TOKENS]


def test_that_graphics_cards_are_ticked_by_name_and_share_the_work(panel: OptionsPanel) -> None:
    panel.set_cards({0: "Card A", 2: "Card B"})
    press(panel, "Advanced options")
    choose(panel, "Device", 2)
    assert panel.options.device == "0"
    press(panel, "Card B")
    assert panel.options.device == "0,2"
    press(panel, "Card A")
    assert panel.options.device == "2"
    press(panel, "Card B")
    assert panel.options.device == "2", "nothing would be left to work on"
    choose(panel, "Device", 0)
    assert panel.options.device == "auto"


def test_that_a_chosen_card_stays_on_offer_when_the_cards_become_known(panel: OptionsPanel) -> None:
    panel.show_options(UpscaleOptions(device="1,3"))
    panel.set_cards({1: "Card A"})
    choose(panel, "Metadata", 2)
    assert panel.options.device == "1,3"
    boxes = [box for box in panel.findChildren(QCheckBox) if not box.isHidden() and "ard" in box.text()]
    assert [(box.text(), box.isChecked()) for box in boxes] == [("Card A", True), ("Graphics card 3", True)]


def test_that_no_graphics_card_can_be_chosen_where_there_is_none(panel: OptionsPanel) -> None:
    panel.set_cards({})
    box = named(panel, QComboBox, "Device")
    assert isinstance(box, QComboBox)
    flags = [box.model().flags(box.model().index(row, 0)) for row in range(box.count())]
    assert [bool(found & Qt.ItemFlag.ItemIsEnabled) for found in flags] == [True, True, False]


def test_that_the_size_of_the_result_and_of_its_file_are_shown_at_once(panel: OptionsPanel) -> None:
    panel.set_example(example())
    assert result_text(panel) == "1600 × 1200 pixels · 1.9 MP · about 2.8 MB"
    choose(panel, "Format", 1)
    assert result_text(panel).endswith("about 450 kB")
    panel.show_options(UpscaleOptions(exact=ExactSize(200, 0)))
    assert result_text(panel).startswith("200 × 150 pixels")
    assert "without a model" in result_text(panel)


def test_that_an_animations_frames_count_where_the_format_holds_them(panel: OptionsPanel) -> None:
    panel.set_example(replace(example(), frames=10))
    assert result_text(panel).endswith("about 28 MB")
    choose(panel, "Format", 1)
    assert result_text(panel).endswith("about 450 kB\nOnly the first frame: JPEG holds no animations")


def test_that_a_result_too_large_for_its_format_is_marked(panel: OptionsPanel) -> None:
    panel.set_example(example("wide.webp", (2000, 10)))
    panel.show_options(UpscaleOptions(scale=16, format=None))
    label = named(panel, QLabel, "Size of the result")
    assert "Too large for WebP" in result_text(panel)
    assert label.property("role") == "error"
    choose(panel, "Format", 0)
    assert label.property("role") == "faint"


def test_that_the_number_of_the_picture_in_sight_is_shown_in_its_name(panel: OptionsPanel) -> None:
    panel.set_example(replace(example(), number=7))
    line_edit(panel).clear()
    QTest.keyClicks(line_edit(panel), "{n} {stem}")
    preview = named(panel, QLabel, "What the result will be called")
    assert isinstance(preview, QLabel)
    assert preview.text() == "→ 007 a.png"


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


def test_that_a_template_left_unfinished_gives_way_to_the_last_whole_one(
    panel: OptionsPanel, qtbot: QtBot
) -> None:
    edit = line_edit(panel)
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    edit.selectAll()
    QTest.keyClicks(edit, "a")
    assert panel.options.template == "a"
    QTest.keyClicks(edit, "{wrong}")
    assert edit.text() == "a{wrong}"
    assert panel.options.template == DEFAULT_TEMPLATE
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert (edit.text(), edit.property("invalid")) == (DEFAULT_TEMPLATE, False)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "whole")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "{")
    assert panel.options.template == "whole"


def test_that_a_result_that_would_be_the_picture_itself_is_marked(panel: OptionsPanel) -> None:
    panel.set_example(Job(Path("a.png"), Path("b.png"), panel.options, (40, 30)))
    preview = named(panel, QLabel, "What the result will be called")
    assert isinstance(preview, QLabel)
    panel.show_options(UpscaleOptions(template="{stem}", existing=Existing.REPLACE))
    assert (preview.text(), preview.property("role")) == (
        "→ a.png\nThis is the picture itself, which is never replaced.",
        "error",
    )
    panel.show_options(UpscaleOptions(template="{stem}", existing=Existing.RENAME))
    assert (preview.text(), preview.property("role")) == ("→ a.png", "faint")


def test_that_the_chosen_folder_is_kept_when_turned_off_and_on(panel: OptionsPanel) -> None:
    panel.show_options(replace(UpscaleOptions(), folder=Path("/somewhere")))
    choose(panel, "Output folder", 0)
    assert panel.options.folder is None
    choose(panel, "Output folder", 2)
    assert panel.options.folder == Path("/somewhere")


def test_that_a_folder_beside_the_picture_has_a_name_to_change(panel: OptionsPanel) -> None:
    edit = named(panel, QLineEdit, "Name of the folder beside the picture")
    assert isinstance(edit, QLineEdit)
    assert not edit.isVisible()
    choose(panel, "Output folder", 1)
    assert edit.isVisible()
    assert panel.options.subfolder == "upscaled"
    edit.clear()
    QTest.keyClicks(edit, "new")
    assert panel.options.subfolder == "new"
    preview = named(panel, QLabel, "What the result will be called")
    assert isinstance(preview, QLabel)
    assert preview.text().replace("\u200b", "") == f"→ {Path('new') / 'photo_4x.png'}"
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Space)
    assert panel.options.subfolder == "new"
    choose(panel, "Output folder", 0)
    assert panel.options.subfolder == ""


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
