"""Trying a part of the picture in the whole program, with the real engine."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from pytestqt.qtbot import QtBot

from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.main_window import MainWindow

TIMEOUT = 60_000


def action(window: MainWindow, act: Act) -> QAction:
    found = window.findChild(QAction, act.value)
    assert isinstance(found, QAction)
    return found


def test_that_a_part_is_tried_while_the_work_is_paused(
    window: MainWindow, contents: Contents, tmp_path: Path, qtbot: QtBot
) -> None:
    Image.effect_noise((1500, 1200), 80).convert("RGB").save(tmp_path / "large.png")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "large.png"))])
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, left, nothing))
    start, pause = action(window, Act.START), action(window, Act.PAUSE)
    qtbot.waitUntil(start.isEnabled)
    start.trigger()
    qtbot.waitUntil(pause.isEnabled)
    pause.trigger()
    qtbot.waitUntil(start.isEnabled)
    action(window, Act.TRY_AREA).trigger()
    qtbot.waitUntil(lambda: contents.viewer.compare.has_trial, timeout=TIMEOUT)
    assert not pause.isEnabled(), "the work is still held"
    assert not (tmp_path / "large_2x.png").exists()
