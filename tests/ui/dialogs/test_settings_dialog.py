"""The settings dialog, with engines that are really started."""

from __future__ import annotations

import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.appearance import ColourScheme
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.settings import Patience, Settings, Updates, load_settings, save_settings
from aresrgan_gui.services.machine.idle_time import IdleClock
from aresrgan_gui.ui.dialogs import settings as settings_dialog
from aresrgan_gui.ui.dialogs.engine_field import EngineField
from aresrgan_gui.ui.dialogs.settings import SettingsDialog
from aresrgan_gui.ui.parts.fields import Choice

CHANGED = Settings(
    options=UpscaleOptions(scale=8),
    language="ja",
    colours=ColourScheme.DARK,
    engine=Path("/opt/engine"),
    window="shape",
)


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(CHANGED)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def press(dialog: SettingsDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def script(path: Path, code: str) -> Path:
    """A program at `path` that runs Python code; a first line cannot name a path with a space."""
    body = path.with_suffix(".py")
    body.write_text(code, encoding="utf-8")
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{body}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def test_that_every_field_with_a_page_has_a_control_and_a_name(dialog: SettingsDialog) -> None:
    shown = [entry.name for entry in fields(Settings) if "page" in entry.metadata]
    assert {"language", "colours", "engine"} <= set(shown)
    assert dialog.settings() == CHANGED
    labels = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Language", "Colours", "Program that enlarges"} <= labels


def labels_of(dialog: SettingsDialog) -> set[str]:
    return {label.text() for label in dialog.findChildren(QLabel)}


@pytest.mark.parametrize("clock", [None, lambda: 0.0])
def test_that_pausing_for_the_user_is_offered_where_the_system_tells_of_them(
    clock: IdleClock | None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_dialog, "idle_clock", lambda: clock)
    dialog = SettingsDialog(Settings(patience=Patience.MINUTE))
    qtbot.addWidget(dialog)
    choices = {choice.accessibleName(): choice for choice in dialog.findChildren(Choice)}
    assert choices["Pause while you use the computer"].isEnabled() is (clock is not None)
    assert ("This system does not tell when it is used." in labels_of(dialog)) is (clock is None)
    assert dialog.settings().patience is Patience.MINUTE


@pytest.mark.parametrize("address", ["", "https://example.org/me/it"])
def test_that_looking_for_newer_versions_is_offered_where_they_are_known_to_be(
    address: str, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "origin.txt"
    carried.write_text(address, encoding="utf-8")
    monkeypatch.setattr(settings_dialog, "origin_file", lambda: carried)
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    choices = {choice.accessibleName(): choice for choice in dialog.findChildren(Choice)}
    assert choices["Look for newer versions"].isEnabled() is bool(address)
    told = "This copy of the program does not know where newer versions are." in labels_of(dialog)
    assert told is not bool(address)


def test_that_what_is_chosen_is_in_the_settings(dialog: SettingsDialog) -> None:
    for choice in dialog.findChildren(Choice):
        choice.setCurrentIndex(choice.count() - 1)
    assert dialog.settings() == replace(
        CHANGED,
        language="zh_CN",
        colours=ColourScheme.DARK,
        patience=Patience.MINUTES,
        updates=Updates.AT_START,
    )


def test_that_reset_leaves_options_and_window_alone(dialog: SettingsDialog) -> None:
    press(dialog, "Reset")
    assert dialog.settings() == Settings(options=CHANGED.options, window=CHANGED.window)


def test_that_exported_settings_can_be_imported(dialog: SettingsDialog, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    dialog.export_to(path)
    assert load_settings(path) == replace(CHANGED, window="")
    save_settings(Settings(language="zh_CN"), path)
    dialog.import_from(path)
    assert dialog.settings() == Settings(language="zh_CN", window="shape")


def test_that_a_file_without_settings_changes_nothing_and_says_so(
    dialog: SettingsDialog, tmp_path: Path
) -> None:
    path = tmp_path / "other.json"
    path.write_text(json.dumps([1]))
    dialog.import_from(path)
    assert dialog.settings() == CHANGED
    assert any(
        label.text().startswith("other.json holds no settings") for label in dialog.findChildren(QLabel)
    )


def test_that_a_complaint_about_a_file_is_gone_once_another_was_read(
    dialog: SettingsDialog, tmp_path: Path
) -> None:
    path = tmp_path / "other.json"
    path.write_text("[1]")
    dialog.import_from(path)
    (complaint,) = (label for label in dialog.findChildren(QLabel) if "holds no settings" in label.text())
    assert not complaint.isHidden()
    dialog.export_to(path)
    assert complaint.isHidden()
    dialog.import_from(tmp_path / "nothing.json")
    assert not complaint.isHidden()
    dialog.import_from(path)
    assert complaint.isHidden()


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no executable there")
def test_that_an_engine_is_taken_only_if_it_makes_the_right_picture(
    qtbot: QtBot, tmp_path: Path, use_real_models: Path
) -> None:
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    dialog.show()
    field = dialog.findChild(EngineField)
    assert isinstance(field, EngineField)
    accept = next(button for button in dialog.findChildren(QPushButton) if button.text() == "OK")
    field.try_engine(script(tmp_path / "broken", "raise SystemExit(3)"))
    assert not accept.isEnabled()
    qtbot.waitUntil(accept.isEnabled, timeout=30_000)
    assert dialog.settings().engine is None
    assert field.outcome
    field.try_engine(script(tmp_path / "other", ""))
    qtbot.waitUntil(accept.isEnabled, timeout=30_000)
    assert dialog.settings().engine is None
    assert field.outcome.startswith("It runs, but makes no picture")
    root = Path(__file__).resolve().parents[3]
    good = script(
        tmp_path / "good",
        f"import sys\nsys.path.insert(0, {str(root)!r})\n"
        "from aresrgan_gui.engine.__main__ import main\nraise SystemExit(main())\n",
    )
    field.try_engine(good)
    qtbot.waitUntil(accept.isEnabled, timeout=60_000)
    assert dialog.settings().engine == good, field.outcome


def test_that_a_program_that_is_not_there_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    field = dialog.findChild(EngineField)
    assert isinstance(field, EngineField)
    field.try_engine(tmp_path / "nothing")
    assert "cannot be started" in field.outcome
