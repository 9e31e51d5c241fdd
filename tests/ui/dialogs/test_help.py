"""What the window says about failures and about itself."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.logs import start_logging
from aresrgan_gui.core.parts import parts
from aresrgan_gui.core.paths import log_file
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.action_table import ACTIONS
from aresrgan_gui.ui.actions import action_text
from aresrgan_gui.ui.dialogs.failure import FailureDialog
from aresrgan_gui.ui.dialogs.help import About, LogView, ShortcutsSheet

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

FAILURE = Failure(ErrorCode.OUT_OF_MEMORY, Path("/home/anna/big.png"), "vkAllocateMemory failed")


def trigger(desk: Desk, name: str) -> None:
    action = desk.window.findChild(QAction, name)
    assert isinstance(action, QAction)
    action.trigger()


def press(dialog: QDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_that_a_failed_picture_is_explained_from_its_banner(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, desk.contents.options_panel.options)
    desk.queue.start()
    desk.runner.fail(ErrorCode.NOT_A_PICTURE)
    banner = desk.contents.viewer.banner
    qtbot.waitUntil(banner.isVisible)
    details = next(button for button in banner.findChildren(QPushButton) if button.text() == "Details...")
    QTest.mouseClick(details, Qt.MouseButton.LeftButton)
    dialog = desk.window.findChild(FailureDialog)
    assert isinstance(dialog, FailureDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel)).replace("\N{ZERO WIDTH SPACE}", "")
    assert "one.png is not a picture" in said
    assert "Save it as PNG" in said


def test_that_a_failure_is_explained_by_key_for_the_selected_row(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, desk.contents.options_panel.options)
    explain = desk.window.findChild(QAction, "explain")
    assert isinstance(explain, QAction)
    assert not explain.isEnabled()
    desk.queue.start()
    desk.runner.fail(ErrorCode.NOT_A_PICTURE)
    qtbot.waitUntil(explain.isEnabled)
    explain.trigger()
    assert desk.window.findChild(FailureDialog) is not None


def test_that_a_copied_report_tells_the_cause_and_names_no_file_unless_ticked(desk: Desk) -> None:
    dialog = desk.contents.care.explain(FAILURE)
    details = dialog.findChild(QPlainTextEdit)
    assert isinstance(details, QPlainTextEdit)
    assert "vkAllocateMemory failed" in details.toPlainText()
    press(dialog, "Copy report")
    copied = QGuiApplication.clipboard().text()
    for part in ("out-of-memory", "vkAllocateMemory failed", "PySide6-Essentials", "devices:", "memory:"):
        assert part in copied
    assert "big.png" not in copied
    tick = dialog.findChild(QCheckBox)
    assert isinstance(tick, QCheckBox)
    tick.click()
    press(dialog, "Copy report")
    assert str(FAILURE.path) in QGuiApplication.clipboard().text()


def test_that_a_message_without_a_failure_offers_no_details(desk: Desk) -> None:
    banner = desk.contents.viewer.banner
    details = next(button for button in banner.findChildren(QPushButton) if button.text() == "Details...")
    banner.say("Nothing was copied.", "Copy something.")
    assert not details.isVisibleTo(banner)
    banner.say("Failed.", "Do this.", FAILURE)
    assert details.isVisibleTo(banner)


def test_that_the_log_is_shown_to_its_end_and_read_again(desk: Desk) -> None:
    start_logging(log_file())
    log = logging.getLogger("aresrgan_gui.test")
    log.info("first")
    trigger(desk, "log")
    view = desk.window.findChild(LogView)
    assert isinstance(view, LogView)
    field = view.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    assert "first" in field.toPlainText()
    log.info("second")
    press(view, "Read again")
    assert "second" in field.toPlainText()
    for handler in logging.getLogger("aresrgan_gui").handlers[:]:
        logging.getLogger("aresrgan_gui").removeHandler(handler)
        handler.close()


def test_that_every_action_with_a_key_stands_on_the_sheet(desk: Desk) -> None:
    trigger(desk, "shortcuts")
    sheet = desk.window.findChild(ShortcutsSheet)
    assert isinstance(sheet, ShortcutsSheet)
    tree = sheet.findChild(QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    for definition in (definition for definition in ACTIONS if definition.keys):
        found = tree.findItems(action_text(definition.text), flags)
        assert found, definition.text
    assert tree.findItems("Ctrl+Return   Ctrl+Enter", flags, 1)
    for key in ("H", "Space", "F2"):
        assert tree.findItems(key, flags, 1), key


def test_that_about_shows_the_licence_of_every_package(desk: Desk) -> None:
    trigger(desk, "about")
    about = desk.window.findChild(About)
    assert isinstance(about, About)
    packages, licence = about.findChild(QListWidget), about.findChild(QPlainTextEdit)
    assert isinstance(packages, QListWidget)
    assert isinstance(licence, QPlainTextEdit)
    names = [packages.item(row).text().split()[0] for row in range(packages.count())]
    assert names == [part.name for part in parts()]
    texts = []
    for row in range(packages.count()):
        packages.setCurrentRow(row)
        texts.append(licence.toPlainText())
    assert all(texts)
    assert "Permission is hereby granted" in texts[names.index("platformdirs")]
