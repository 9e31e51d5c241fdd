"""The whole program with a model of the user's: dropped, tried, used, renamed and removed."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.models.catalogue import manifest
from aresrgan_gui.core.paths import models_folder
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.models.card import ModelCard

TIMEOUT = 60_000


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, left, nothing))


def card(window: MainWindow, title: str) -> ModelCard:
    return next(one for one in window.findChildren(ModelCard) if one.text() == title)


def action(window: MainWindow, act: Act) -> QAction:
    found = window.findChild(QAction, act.value)
    assert isinstance(found, QAction)
    return found


def answer(window: MainWindow, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    """The open dialog of that kind."""
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(kind)))
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def test_that_a_dropped_model_is_tried_used_renamed_and_removed(
    window: MainWindow, contents: Contents, real_models: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "brought"
    folder.mkdir()
    for suffix in ("param", "bin"):
        shutil.copy(real_models / f"realesr-animevideov3-x2.{suffix}", folder / f"Mine.{suffix}")
    picker, panel = contents.options_panel.picker, contents.options_panel
    official = [model.name for model in manifest().models]

    drop(window, folder)
    qtbot.waitUntil(lambda: picker.names() == [*official, "Mine"], timeout=TIMEOUT)
    qtbot.waitUntil(lambda: card(window, "Mine").is_sample_made, timeout=TIMEOUT)
    assert contents.notice == ""

    card(window, "Mine").click()
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(tmp_path / "a.png")
    drop(window, tmp_path / "a.png")
    start, stop = action(window, Act.START), action(window, Act.STOP)
    qtbot.waitUntil(start.isEnabled)
    start.trigger()
    qtbot.waitUntil((tmp_path / "a_2x.png").exists, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: not stop.isEnabled(), timeout=TIMEOUT)
    with Image.open(tmp_path / "a_2x.png") as result:
        assert result.size == (48, 32)

    QTest.keyClick(card(window, "Mine"), Qt.Key.Key_F2)
    naming = answer(window, QInputDialog, qtbot)
    assert isinstance(naming, QInputDialog)
    naming.setTextValue("Other")
    naming.accept()
    qtbot.waitUntil(lambda: picker.names() == [*official, "Other"], timeout=TIMEOUT)
    assert panel.options.model == "Other"
    assert card(window, "Other").is_sample_made

    QTest.keyClick(card(window, "Other"), Qt.Key.Key_Delete)
    box = answer(window, QMessageBox, qtbot)
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text().replace("&", "") == "Remove").click()
    qtbot.waitUntil(lambda: picker.names() == official, timeout=TIMEOUT)
    assert panel.options.model == official[0]
    assert not any("Mine" in path.name or "Other" in path.name for path in models_folder().iterdir())


def test_that_a_model_of_another_program_is_refused_in_words(
    window: MainWindow, contents: Contents, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "sharp.pth").write_bytes(b"")
    drop(window, tmp_path / "sharp.pth")
    qtbot.waitUntil(lambda: bool(contents.notice))
    assert contents.notice.startswith("sharp.pth is not a model that ARESRGAN can use")
    assert ".param and .bin" in contents.notice
