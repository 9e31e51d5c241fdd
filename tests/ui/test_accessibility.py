"""The whole tree of widgets as a screen reader and a keyboard meet it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QToolBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.hosts import HostKind
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.services.bench import Bench
from aresrgan_gui.services.hosts.credentials import Credentials
from aresrgan_gui.services.hosts.hosts import Hosts
from aresrgan_gui.services.queue.estimator import Estimator
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.accessible import install_roles
from aresrgan_gui.ui.compare.view import CompareView
from aresrgan_gui.ui.dialogs.bench import BenchDialog
from aresrgan_gui.ui.dialogs.crash_offer import CrashOffer
from aresrgan_gui.ui.dialogs.help import About, LogView, ReportView, ShortcutsSheet
from aresrgan_gui.ui.dialogs.settings import SettingsDialog
from aresrgan_gui.ui.hosts.dialog import HostsDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

CONTROLS = (
    QAbstractButton, QAbstractSlider, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, CompareView,
)  # fmt: skip

WITHOUT_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)


@pytest.fixture(autouse=True)
def roles(qapp: QApplication) -> None:
    install_roles()


@pytest.fixture
def busy_desk(desk: Desk, pictures: list[FoundPicture], qtbot: QtBot) -> Desk:
    """A window with a failed and two waiting pictures."""
    desk.queue.add(pictures, desk.contents.options_panel.options)
    desk.queue.start()
    desk.runner.fail(ErrorCode.NOT_A_PICTURE)
    qtbot.waitUntil(desk.contents.viewer.banner.isVisible)
    desk.contents.add_banner(CrashOffer([Path("none")], Path("none"), desk.window))
    return desk


@pytest.fixture(params=["settings", "about", "log", "report", "shortcuts", "failure", "bench", "hosts"])
def dialog(request: pytest.FixtureRequest, desk: Desk, qtbot: QtBot) -> QDialog:
    """Each dialog of the window in turn."""
    window = desk.window
    made: dict[str, QDialog] = {
        "settings": SettingsDialog(Settings(), window),
        "about": About(window),
        "log": LogView(Path("none"), window),
        "report": ReportView("what happened", Path("none"), window),
        "shortcuts": ShortcutsSheet(window),
        "bench": BenchDialog(Bench(Engine("none"), desk.runner, (), Estimator()), window),
        "failure": desk.contents.care.explain(Failure(ErrorCode.DISK_FULL, Path("a.png"))),
    }
    page = HostsDialog(Hosts(Path("none"), Path("none"), Credentials()), window)
    page.add(HostKind.TAT)
    made["hosts"] = page
    dialog = made[request.param]
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def controls(root: QWidget) -> list[QWidget]:
    """What the user can do something with, as far as it is seen."""
    inner = "qt_"
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not isinstance(widget, (QScrollBar, QHeaderView))
        and widget.isVisibleTo(root)
        and not widget.objectName().startswith(inner)
        and widget.window() is root
    ]


def unnamed(root: QWidget) -> list[str]:
    """The controls that a screen reader could only call by their kind."""
    missing = []
    for widget in controls(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name) or interface.role() in WITHOUT_ROLE:
            missing.append(f"{type(widget).__name__} {widget.objectName()} {interface.role()}")
    return missing


def test_that_the_button_for_what_has_no_room_on_a_toolbar_has_a_name(desk: Desk) -> None:
    bars = desk.window.findChildren(QToolBar)
    more = [button for bar in bars for button in bar.findChildren(QToolButton, "qt_toolbar_ext_button")]
    assert [button.accessibleName() for button in more] == ["More tools", "More ways to compare"]


def reached(root: QWidget) -> set[QWidget]:
    """Where the Tab key leads to, once round."""
    start = QApplication.focusWidget()
    seen: list[QWidget] = []
    for _ in range(400):
        focus = QApplication.focusWidget()
        if focus is None or (seen and focus is start and len(seen) > 1):
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return set(seen)


def not_reached(root: QWidget) -> list[str]:
    """The controls that Tab passes by; buttons of one group are chosen with the arrow keys."""
    there = reached(root)
    groups = {widget.group() for widget in there if isinstance(widget, QAbstractButton) and widget.group()}
    return [
        f"{type(widget).__name__} {widget.accessibleName()}"
        for widget in controls(root)
        if widget.isEnabled()
        and widget not in there
        and not (isinstance(widget, QAbstractButton) and widget.group() in groups)
    ]


def drawn(widget: QWidget) -> QImage:
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


def test_that_every_control_of_the_window_has_a_name_and_a_role(busy_desk: Desk) -> None:
    assert len(controls(busy_desk.window)) > 20
    assert unnamed(busy_desk.window) == []


def test_that_every_control_of_a_dialog_has_a_name_and_a_role(dialog: QDialog) -> None:
    assert controls(dialog)
    assert unnamed(dialog) == []
    assert dialog.windowTitle()


def test_that_the_tab_key_reaches_every_control_of_the_window(busy_desk: Desk) -> None:
    busy_desk.window.activateWindow()
    busy_desk.contents.queue_panel.view.setFocus()
    assert not_reached(busy_desk.window) == []


def test_that_the_tab_key_reaches_every_control_of_a_dialog(dialog: QDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert not_reached(dialog) == []


def test_that_focus_is_seen_on_every_control(busy_desk: Desk, qtbot: QtBot) -> None:
    window = busy_desk.window
    window.activateWindow()
    unseen = []
    for widget in controls(window):
        if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(widget, (QAbstractItemView, QLineEdit)):
            # The current row shows the list's focus, the text cursor blinks.
            continue
        window.menuBar().setFocus()
        widget.clearFocus()
        before = drawn(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(widget.hasFocus)
        QApplication.sendPostedEvents(widget, QEvent.Type.StyleChange)
        if drawn(widget) == before:
            unseen.append(f"{type(widget).__name__} {widget.accessibleName()}")
    assert unseen == []
