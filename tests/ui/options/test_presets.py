"""Presets in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aresrgan_gui.core.options import OutputFormat, UpscaleOptions
from aresrgan_gui.core.paths import presets_file
from aresrgan_gui.core.presets import load_presets, save_presets

if TYPE_CHECKING:
    from tests.ui.conftest import Desk, MakeDesk


def entries(desk: Desk) -> list[str]:
    return [action.text() for action in desk.contents.presets.menu().actions() if action.text()]


def choose(desk: Desk, text: str) -> None:
    next(action for action in desk.contents.presets.menu().actions() if action.text() == text).trigger()


def test_that_a_saved_preset_brings_the_options_back(desk: Desk) -> None:
    panel = desk.contents.options_panel
    wanted = UpscaleOptions(scale=8, format=OutputFormat.WEBP, quality=50)
    panel.choose(wanted)
    desk.contents.presets.save_as("Posters & walls")
    panel.choose(UpscaleOptions())
    choose(desk, "Posters && walls")
    assert panel.options == wanted
    assert load_presets(presets_file()) == {"Posters & walls": wanted}


def test_that_presets_are_there_again_in_the_next_window(make_desk: MakeDesk) -> None:
    make_desk().contents.presets.save_as("Usual")
    again = make_desk()
    assert entries(again)[0] == "Usual"
    again.contents.presets.remove("Usual")
    assert "Usual" not in entries(make_desk())


def test_that_presets_travel_in_a_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "presets.json"
    save_presets({"theirs": UpscaleOptions(scale=2)}, path)
    desk.contents.presets.save_as("mine")
    desk.contents.presets.import_from(path)
    assert list(desk.contents.presets.presets) == ["mine", "theirs"]
    desk.contents.presets.export_to(path)
    assert list(load_presets(path)) == ["mine", "theirs"]


def test_that_a_file_without_presets_is_told_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "song.json"
    path.write_text("{}")
    desk.contents.presets.import_from(path)
    assert desk.contents.presets.presets == {}
    assert "song.json holds no presets." in desk.contents.notice


def test_that_a_preset_with_an_unknown_model_keeps_the_present_one(desk: Desk) -> None:
    panel = desk.contents.options_panel
    before = panel.options.model
    panel.choose(UpscaleOptions(model="gone", scale=2))
    assert (panel.options.model, panel.options.scale) == (before, 2)
