"""The window as its user meets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QPalette,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QToolBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.options import OutputFormat, UpscaleOptions
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.ui.compare.view import CompareView
from aresrgan_gui.ui.main_window import FIRST_SIZE
from aresrgan_gui.ui.queue.view import QueueView

if TYPE_CHECKING:
    from tests.ui.conftest import Desk, MakeDesk

INTERACTIVE = (QAbstractButton, QAbstractSlider, QAbstractItemView, QComboBox, QLineEdit, CompareView)


def dropped(desk: Desk, mime: QMimeData) -> bool:
    """Hold `mime` over the window and drop it; whether the window took it."""
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, mime, buttons, none)
    enter.ignore()
    QApplication.sendEvent(desk.window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(desk.window, QDropEvent(QPointF(50, 50), actions, mime, buttons, none))
    return enter.isAccepted()


def urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def action(desk: Desk, name: str) -> QAction:
    found = desk.window.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def click(desk: Desk, name: str) -> None:
    """Click an action's button on the toolbar."""
    bar = desk.window.findChild(QToolBar)
    assert isinstance(bar, QToolBar)
    button = bar.widgetForAction(action(desk, name))
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_dropped_files_and_folders_come_into_the_queue(
    desk: Desk, pictures: list[FoundPicture], tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "folder" / "deep"
    folder.mkdir(parents=True)
    Image.new("RGB", (5, 5)).save(folder / "four.png")
    with qtbot.waitSignal(desk.intake.finished):
        assert dropped(desk, urls(pictures[0].path, tmp_path / "folder"))
    assert [job.source.name for job in desk.queue.jobs()] == ["one.png", "four.png"]


def test_that_text_that_names_no_file_cannot_be_dropped(desk: Desk) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not dropped(desk, mime)


def test_that_links_to_no_file_cannot_be_dropped(desk: Desk) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("file:")])
    assert not dropped(desk, mime)


def test_that_a_drop_never_asks_its_source_to_delete_the_files(desk: Desk, tmp_path: Path) -> None:
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    mime, buttons, shift = urls(tmp_path), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, mime, buttons, shift)
    move = QDragMoveEvent(QPoint(6, 6), actions, mime, buttons, shift)
    drop = QDropEvent(QPointF(6, 6), actions, mime, buttons, shift)
    for event in (enter, move, drop):
        assert event.proposedAction() is Qt.DropAction.MoveAction
        QApplication.sendEvent(desk.window, event)
        assert event.isAccepted()
        assert event.dropAction() is Qt.DropAction.CopyAction


def test_that_the_window_shows_where_things_can_be_dropped(desk: Desk, tmp_path: Path) -> None:
    mime = urls(tmp_path)
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    plain = desk.window.grab().toImage()
    QApplication.sendEvent(desk.window, enter)
    assert desk.window.grab().toImage() != plain


def test_that_copied_paths_can_be_pasted(desk: Desk, pictures: list[FoundPicture], qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(f'"{pictures[0].path}"\n{pictures[1].path.as_uri()}\nnothing')
    with qtbot.waitSignal(desk.intake.finished):
        action(desk, "paste").trigger()
    assert [job.source.name for job in desk.queue.jobs()] == ["one.png", "two.png"]


def test_that_pasting_what_names_no_file_is_explained(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("hello")
    action(desk, "paste").trigger()
    assert "Nothing that was copied can be added" in desk.contents.notice


def test_that_what_could_not_be_added_is_forgotten_when_something_can(
    desk: Desk, pictures: list[FoundPicture], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "a.txt").write_text("text")
    with qtbot.waitSignal(desk.intake.finished):
        dropped(desk, urls(tmp_path / "a.txt", pictures[0].path))
    assert "a.txt" in desk.contents.notice
    with qtbot.waitSignal(desk.intake.finished):
        dropped(desk, urls(pictures[1].path))
    assert desk.contents.notice == ""


def test_that_what_is_no_picture_is_said_in_the_window(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("text")
    with qtbot.waitSignal(desk.intake.finished):
        dropped(desk, urls(tmp_path / "a.txt"))
    assert "a.txt is not a picture" in desk.contents.notice
    with qtbot.waitSignal(desk.intake.finished):
        dropped(desk, urls(tmp_path / "a.txt", tmp_path / "b.txt"))
    assert "1 more" in desk.contents.notice


def test_that_start_and_stop_are_possible_when_they_make_sense(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    start, stop = action(desk, "start"), action(desk, "stop")
    assert not start.isEnabled()
    desk.queue.add(pictures, UpscaleOptions())
    qtbot.waitUntil(start.isEnabled)
    click(desk, "start")
    assert [job.state for job in desk.queue.jobs()].count(JobState.RUNNING) == 1
    qtbot.waitUntil(lambda: stop.isEnabled() and not start.isEnabled())
    click(desk, "stop")
    qtbot.waitUntil(lambda: {job.state for job in desk.queue.jobs()} == {JobState.WAITING})
    qtbot.waitUntil(lambda: start.isEnabled() and not stop.isEnabled())


def test_that_nothing_can_be_started_without_models(
    make_desk: MakeDesk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk = make_desk(models=())
    desk.queue.add(pictures, UpscaleOptions())
    qtbot.waitUntil(action(desk, "zoom-100").isEnabled)
    assert not action(desk, "start").isEnabled()


def test_that_a_finished_job_is_compared(desk: Desk, pictures: list[FoundPicture], qtbot: QtBot) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    compare = desk.contents.viewer.compare
    qtbot.waitUntil(lambda: compare.can_compare)
    assert not compare.has_result
    desk.queue.start()
    desk.runner.finish()
    qtbot.waitUntil(lambda: compare.has_result)


def test_that_a_failure_is_explained_above_its_picture(desk: Desk, pictures: list[FoundPicture]) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    desk.queue.start()
    desk.runner.fail(ErrorCode.DEVICE_MISSING)
    banner = desk.contents.viewer.banner
    assert not banner.isHidden()
    assert "The chosen graphics card is not there" in banner.text
    assert "Choose another device" in banner.text
    desk.contents.queue_panel.select(desk.queue.jobs()[2].id)
    assert banner.isHidden()


def test_that_another_try_is_made_with_the_options_shown(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures[:1], UpscaleOptions(format=OutputFormat.JPG))
    desk.queue.start()
    desk.runner.fail(ErrorCode.ALPHA_NEEDS_BACKGROUND)
    qtbot.waitUntil(action(desk, "retry").isEnabled)
    click(desk, "retry")
    qtbot.waitUntil(lambda: desk.queue.jobs()[0].state is JobState.WAITING)
    assert desk.queue.jobs()[0].options.format is OutputFormat.PNG
    assert desk.queue.jobs()[0].target.suffix == ".png"


def test_that_return_opens_a_result_and_says_where_there_is_none_any_more(
    desk: Desk, pictures: list[FoundPicture]
) -> None:
    desk.queue.add(pictures[:1], UpscaleOptions())
    desk.queue.start()
    desk.runner.finish()
    desk.queue.jobs()[0].target.unlink()
    QTest.keyClick(desk.contents.queue_panel.view, Qt.Key.Key_Return)
    assert "one_4x.png is not there" in desk.contents.notice


def test_that_jobs_can_be_retried_cancelled_removed_and_cleared(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    jobs = desk.queue.add(pictures, UpscaleOptions())
    desk.queue.start()
    desk.runner.finish()
    desk.runner.fail(ErrorCode.OUTPUT_UNWRITABLE)
    select = desk.contents.queue_panel.select
    select(jobs[1].id)
    qtbot.waitUntil(action(desk, "retry").isEnabled)
    click(desk, "retry")
    qtbot.waitUntil(lambda: desk.queue.job(jobs[1].id).state is JobState.WAITING)
    qtbot.waitUntil(action(desk, "cancel").isEnabled)
    click(desk, "cancel")
    assert desk.queue.job(jobs[1].id).state is JobState.CANCELLED
    click(desk, "clear-done")
    assert [job.id for job in desk.queue.jobs()] == [jobs[1].id, jobs[2].id]
    select(jobs[1].id)
    click(desk, "remove")
    assert [job.id for job in desk.queue.jobs()] == [jobs[2].id]


def test_that_the_status_line_counts(desk: Desk, pictures: list[FoundPicture], qtbot: QtBot) -> None:
    assert desk.contents.status_line.text == "No pictures yet"
    desk.queue.add(pictures, UpscaleOptions())
    desk.queue.start()
    desk.runner.finish()
    qtbot.waitUntil(
        lambda: desk.contents.status_line.text == "1 of 3 done  ·  1 running  ·  1 waiting", timeout=2000
    )


def test_that_a_changed_option_reaches_waiting_jobs_and_the_settings(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    button = next(
        button
        for button in desk.window.findChildren(QAbstractButton)
        if button.accessibleName() == "Enlargement: 2×"
    )
    button.click()
    qtbot.waitUntil(lambda: {job.options.scale for job in desk.queue.jobs()} == {2})
    qtbot.waitUntil(lambda: bool(desk.saved) and desk.saved[-1].options.scale == 2)


def test_that_closing_keeps_the_windows_shape_and_stops_the_queue(
    make_desk: MakeDesk, pictures: list[FoundPicture]
) -> None:
    desk = make_desk()
    desk.window.resize(760, 620)
    desk.queue.add(pictures, UpscaleOptions())
    desk.queue.start()
    desk.window.close()
    assert not desk.queue.is_running
    again = make_desk(desk.saved[-1])
    assert (again.window.width(), again.window.height()) == (760, 620)


@pytest.mark.parametrize("stored", ["rubbish", "a.b.c", "."])
def test_that_a_damaged_shape_is_ignored(make_desk: MakeDesk, stored: str) -> None:
    desk = make_desk(Settings(window=stored))
    assert desk.window.size() == make_desk().window.size()


def test_that_a_new_window_fits_on_a_small_screen(desk: Desk) -> None:
    room = desk.window.screen().availableSize()
    assert room.width() < FIRST_SIZE.width()
    assert desk.window.frameGeometry().size().boundedTo(room) == desk.window.frameGeometry().size()


def test_that_the_picture_has_room_in_a_window_of_800_by_600(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    desk.window.resize(800, 600)
    qtbot.waitUntil(desk.contents.viewer.compare.isVisible)
    assert (desk.window.width(), desk.window.height()) == (800, 600)
    assert desk.contents.viewer.compare.width() >= 240


def test_that_long_file_names_are_broken_into_lines_and_widen_nothing(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    long = replace(pictures[0], path=pictures[0].path.with_name("long_name_" * 20 + ".png"))
    desk.queue.add([long], UpscaleOptions())
    desk.window.resize(800, 600)
    panel, compare = desk.contents.options_panel, desk.contents.viewer.compare
    qtbot.waitUntil(lambda: compare.isVisible() and compare.width() < 400)
    height = compare.height()
    desk.contents.show_failure(Failure(ErrorCode.INPUT_MISSING, long.path))
    qtbot.waitUntil(lambda: compare.height() < height)
    assert compare.width() < 400
    assert panel.widget().width() <= panel.viewport().width()
    assert desk.contents.notice.startswith(long.path.name)


def test_that_every_interactive_widget_has_a_name(desk: Desk, pictures: list[FoundPicture]) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in desk.window.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE)
        and not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parent().parent(), QComboBox)
        and not isinstance(widget.parent(), QComboBox)
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_that_tab_leads_from_the_tools_through_queue_and_picture_to_the_options(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    compare = desk.contents.viewer.compare
    qtbot.waitUntil(compare.isVisible)
    desk.window.activateWindow()
    bar = desk.window.findChild(QToolBar)
    assert isinstance(bar, QToolBar)
    bar.widgetForAction(action(desk, "add")).setFocus()
    reached: list[QWidget] = []
    for _ in range(60):
        focused = desk.window.focusWidget()
        if focused in reached:
            break
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    order = [type(widget) for widget in reached]
    assert order.index(QueueView) < order.index(CompareView)
    assert order.index(CompareView) < next(
        number for number, widget in enumerate(reached) if desk.contents.options_panel.isAncestorOf(widget)
    )
    assert any(isinstance(widget, QLineEdit) for widget in reached)
    names = [widget.accessibleName().partition(": ")[0] for widget in reached]
    for column in (
        ("All pictures", "Pictures in the queue"),
        ("Before and after", "Presets", "Options for", "Real-ESRGAN x4plus"),
    ):
        assert [name for name in names if name in column] == list(column)


def test_that_icons_and_controls_follow_the_palette(desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    light = QApplication.palette()
    dark = QPalette(QColor("#303030"), QColor("#202020"))
    try:
        before = desk.window.styleSheet()
        QApplication.setPalette(dark)
        qtbot.waitUntil(lambda: desk.window.styleSheet() != before)
        icon = action(desk, "add").icon().pixmap(24, 24).toImage()
        shades = [icon.pixelColor(x, y) for x in range(24) for y in range(24)]
        assert max(shade.lightness() for shade in shades if shade.alpha() > 200) > 200
    finally:
        QApplication.setPalette(light)


def test_that_what_has_no_room_on_a_toolbar_is_seen_to_be_there_in_the_dark_too(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    light = QApplication.palette()
    desk.queue.add(pictures, UpscaleOptions())
    desk.window.resize(800, 600)
    bar = desk.window.findChild(QToolBar, "tools")
    assert isinstance(bar, QToolBar)
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert isinstance(more, QToolButton)
    qtbot.waitUntil(more.isVisible)
    try:
        for palette in (QPalette(QColor("#303030"), QColor("#202020")), light):
            before = desk.window.styleSheet()
            QApplication.setPalette(palette)
            qtbot.waitUntil(lambda before=before: desk.window.styleSheet() != before)  # type: ignore[misc]
            seen = more.grab().toImage()
            shades = [
                seen.pixelColor(x, y).lightness() for x in range(seen.width()) for y in range(seen.height())
            ]
            assert max(shades) - min(shades) > 70
    finally:
        QApplication.setPalette(light)


def test_that_no_window_is_left_behind(make_desk: MakeDesk, pictures: list[FoundPicture]) -> None:
    before = set(QApplication.topLevelWidgets())
    desk = make_desk()
    desk.queue.add(pictures, UpscaleOptions())
    shown = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} - before
    assert shown == {desk.window}


def test_that_a_sample_picture_is_one_click_away(desk: Desk, qtbot: QtBot, own_home: Path) -> None:
    QTest.mouseClick(desk.window.empty_state.sample, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.queue.jobs()) == 1)
    (job,) = desk.queue.jobs()
    assert job.source.name == "sample.png"
    assert own_home in job.target.parents
    qtbot.waitUntil(desk.contents.viewer.isVisible)


def test_that_what_can_be_done_with_pictures_waits_until_they_have_their_place(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    start, shown = action(desk, "start"), list[bool]()
    start.changed.connect(
        lambda: shown.append(desk.contents.viewer.isVisible() and desk.contents.queue_panel.isVisible())
    )
    desk.queue.add(pictures, UpscaleOptions())
    qtbot.waitUntil(start.isEnabled)
    assert shown == [True]


def test_that_it_is_said_when_work_waits_for_the_user(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.queue.add(pictures, UpscaleOptions())
    desk.queue.set_yielding(True)
    desk.queue.start()
    qtbot.waitUntil(lambda: "Paused while you use the computer" in desk.contents.status_line.text)
    desk.queue.set_yielding(False)
    qtbot.waitUntil(lambda: "Paused" not in desk.contents.status_line.text)
