"""The window before it is furnished: what is brought to it meanwhile, and how it is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.brought import Brought
from aresrgan_gui.ui.drop_overlay import DropOverlay
from aresrgan_gui.ui.empty_state import Ground
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.shape import FIRST_FRAME, shape_of
from tests.ui.conftest import Desk


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def furnished(window: MainWindow) -> list[Brought]:
    """Furnish the window with next to nothing; what it had been brought."""
    taken: list[Brought] = []
    columns, middle = QSplitter(window), QWidget(window)
    columns.addWidget(middle)
    window.furnish(columns, middle, taken.append)
    return taken


def test_that_what_is_dropped_pasted_or_chosen_before_is_taken_in_when_that_can_be(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dropped, pasted, chosen = (tmp_path / name for name in ("dropped.png", "pasted.png", "chosen.png"))
    chosen.touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dropped))])
    details = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), *details))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), *details))
    del data
    QGuiApplication.clipboard().setText(str(pasted))
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(window.empty_state.button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(chosen))
    dialog.filesSelected.emit([str(chosen)])
    dialog.close()
    QTest.mouseClick(window.empty_state.sample, Qt.MouseButton.LeftButton)
    assert furnished(window) == [
        Brought((dropped,), may_be_models=True),
        Brought((pasted,), may_be_models=True),
        Brought((chosen,)),
        Brought(is_sample=True),
    ]


def test_that_the_window_shows_that_what_is_held_over_it_can_be_dropped(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "held.png"))])
    details = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), *details))
    window.resize(window.width() + 40, window.height())
    furnished(window)
    shown = window.findChild(DropOverlay)
    assert isinstance(shown, DropOverlay)
    qtbot.waitUntil(lambda: shown.isVisible() and shown.size() == window.size())
    assert window.children()[-1] is shown
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not shown.isVisible()


def test_that_what_is_brought_later_is_taken_in_at_once(window: MainWindow, tmp_path: Path) -> None:
    taken = furnished(window)
    window.bring(Brought((tmp_path,)))
    assert taken == [Brought((tmp_path,))]


def place(widget: QWidget) -> tuple[int, int, int]:
    """Where the widget begins in its window, and its width."""
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    return corner.x(), corner.y(), widget.width()


def seen_after(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The first sight of the next window."""
    following = MainWindow(window.shape)
    qtbot.addWidget(following)
    with qtbot.waitExposed(following):
        following.show()
    assert following.size() == window.size()
    return following


def test_that_what_to_do_is_seen_where_it_was_the_last_time(desk: Desk, qtbot: QtBot) -> None:
    former = desk.window.empty_state
    qtbot.waitUntil(former.isVisible)
    was = place(former)
    following = seen_after(desk.window, qtbot)
    assert following.empty_state.isVisible()
    assert place(following.empty_state) == was


def test_that_a_window_with_pictures_is_seen_with_their_ground_alone(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    viewer = desk.contents.viewer
    qtbot.waitUntil(viewer.isVisible)
    was = place(viewer)
    following = seen_after(desk.window, qtbot)
    assert not following.empty_state.isVisible()
    ground = following.findChild(Ground)
    assert isinstance(ground, Ground)
    assert place(ground) == was


def test_that_a_shape_of_an_earlier_version_has_the_frame_of_a_first_window() -> None:
    assert shape_of("AAAA.BBBB").frame == FIRST_FRAME
    assert shape_of("AAAA.BBBB.1,2,x,4").frame == FIRST_FRAME
    assert shape_of("AAAA.BBBB.0,70,-4,25").frame.right() == 0
