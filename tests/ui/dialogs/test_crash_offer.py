"""What went wrong the last time, offered in the window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.paths import log_file
from aresrgan_gui.services.crash import Kind, unseen_reports
from aresrgan_gui.ui.dialogs.crash_offer import CrashOffer
from aresrgan_gui.ui.dialogs.help import ReportView

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

REPOSITORY = Path(__file__).resolve().parents[3]

CRASHING = """
import ctypes, sys
from PySide6.QtCore import QTimer
from aresrgan_gui import app
from aresrgan_gui.desk import desk
real = desk.Desk
def crash_soon(*parts):
    QTimer.singleShot(0, lambda: ctypes.string_at(0))
    return real(*parts)
desk.Desk = crash_soon
app.run([])
"""

ASKING = """
import sys
from PySide6.QtWidgets import QApplication
from aresrgan_gui import app
from aresrgan_gui.desk import start
from aresrgan_gui.ui.dialogs.crash_offer import CrashOffer
real = start.Start
def look():
    windows = QApplication.topLevelWidgets()
    offers = [offer for window in windows for offer in window.findChildren(CrashOffer)]
    print([offer.text for offer in offers if offer.isVisible()])
    for offer in offers:
        offer.dismiss()
    QApplication.closeAllWindows()
def look_at_the_end(*parts):
    made = real(*parts)
    made.opening.done.connect(look)
    return made
start.Start = look_at_the_end
sys.exit(app.run([]))
"""


@pytest.fixture
def report() -> Path:
    path = log_file().parent / "crash-window-20260101-000000-1.txt"
    path.parent.mkdir(parents=True)
    path.write_text("Qt: 6.9\n\nwhat happened:\nLookupError: /home/anna/beach.png\n", encoding="utf-8")
    return path


@pytest.fixture
def offer(report: Path, desk: Desk) -> CrashOffer:
    offer = CrashOffer(unseen_reports(report.parent, Kind.WINDOW), log_file(), desk.window)
    desk.contents.add_banner(offer)
    return offer


def press(offer: CrashOffer, text: str) -> None:
    next(button for button in offer.findChildren(QPushButton) if button.text() == text).click()


def unseen() -> list[Path]:
    return unseen_reports(log_file().parent, Kind.WINDOW)


def test_that_the_report_can_be_looked_at(offer: CrashOffer, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(offer.isVisible)
    assert unseen()
    press(offer, "Look at the report...")
    view = desk.window.findChild(ReportView)
    assert isinstance(view, ReportView)
    text = view.findChild(QPlainTextEdit)
    assert isinstance(text, QPlainTextEdit)
    assert "LookupError: <path>" in text.toPlainText()
    view.reject()
    assert offer.isHidden()
    assert not unseen()


def test_that_the_report_can_be_copied(offer: CrashOffer) -> None:
    press(offer, "Copy the report")
    assert "LookupError: <path>" in QGuiApplication.clipboard().text()
    assert offer.isHidden()
    assert not unseen()


def test_that_a_dismissed_report_is_not_offered_again(offer: CrashOffer) -> None:
    assert unseen()
    offer.dismiss()
    assert not unseen()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows may ask the user about a crash")
def test_that_a_crashed_window_says_so_at_its_next_start_and_only_then() -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}

    def run(program: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    assert run(CRASHING).returncode < 0
    asked = run(ASKING)
    assert asked.returncode == 0, asked.stderr
    assert "ended unexpectedly last time" in asked.stdout
    again = run(ASKING)
    assert (again.returncode, again.stdout) == (0, "[]\n")
