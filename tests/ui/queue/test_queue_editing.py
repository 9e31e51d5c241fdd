"""Changing the list and its options in the window, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import pasted_folder
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Mode
from aresrgan_gui.ui.queue.filter import Part

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def names(desk: Desk) -> list[str]:
    return [job.source.stem for job in desk.queue.jobs()]


def scales(desk: Desk) -> list[int]:
    return [job.options.scale for job in desk.queue.jobs()]


def action(desk: Desk, name: str) -> QAction:
    found = desk.window.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def trigger(desk: Desk, qtbot: QtBot, name: str) -> None:
    """Do what an action does as soon as it can be done."""
    qtbot.waitUntil(action(desk, name).isEnabled)
    action(desk, name).trigger()


def button(desk: Desk, name: str) -> QAbstractButton:
    return next(
        one for one in desk.window.findChildren(QAbstractButton) if one.accessibleName().startswith(name)
    )


def shown(desk: Desk) -> list[str]:
    """The names in the rows that are shown."""
    model = desk.contents.queue_panel.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def jobs(desk: Desk, pictures: list[FoundPicture]) -> Sequence[Job]:
    """Three waiting jobs: one, two, three; the first is selected."""
    return desk.contents.edits.add(pictures, UpscaleOptions(), arrival=0)


class TestOrder:
    def test_that_keys_move_the_selected_picture(self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot) -> None:
        desk.contents.queue_panel.select(jobs[1].id)
        trigger(desk, qtbot, "move-up")
        assert names(desk) == ["two", "one", "three"]
        trigger(desk, qtbot, "move-up")
        assert names(desk) == ["two", "one", "three"]
        trigger(desk, qtbot, "move-down")
        assert names(desk) == ["one", "two", "three"]
        trigger(desk, qtbot, "move-bottom")
        assert names(desk) == ["one", "three", "two"]
        trigger(desk, qtbot, "move-top")
        assert names(desk) == ["two", "one", "three"]
        assert desk.contents.queue_panel.selected() == [desk.queue.job(jobs[1].id)]
        assert shown(desk) == ["two.png", "one.png", "three.png"]

    @pytest.mark.usefixtures("jobs")
    def test_that_several_selected_pictures_move_together(self, desk: Desk, qtbot: QtBot) -> None:
        desk.contents.queue_panel.view.selectAll()
        desk.contents.queue_panel.view.selectionModel().select(
            desk.contents.queue_panel.view.model().index(1, 0),
            desk.contents.queue_panel.view.selectionModel().SelectionFlag.Deselect,
        )
        trigger(desk, qtbot, "move-bottom")
        assert names(desk) == ["two", "one", "three"]

    def test_that_dragged_pictures_come_where_they_are_dropped(self, desk: Desk, jobs: Sequence[Job]) -> None:
        view = desk.contents.queue_panel.view
        desk.contents.queue_panel.select(jobs[0].id)
        second = view.visualRect(view.model().index(1, 0))
        above, below = (QPointF(second.center()) + QPointF(0, sign * second.height() / 4) for sign in (-1, 1))
        assert [view.drop_row(place) for place in (above, below, QPointF(5, 5000))] == [1, 2, 3]
        view.rows_dropped.emit(view.drop_row(below))
        assert names(desk) == ["two", "one", "three"]

    @pytest.mark.usefixtures("jobs")
    def test_that_the_list_leaves_files_that_are_dropped_to_the_window(self, desk: Desk) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile("/a.png")])
        details = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        drop = QDropEvent(QPointF(5, 5), *details)
        QApplication.sendEvent(desk.contents.queue_panel.view.viewport(), drop)
        assert not drop.isAccepted()
        assert names(desk) == ["one", "two", "three"]

    def test_that_what_is_moved_to_the_top_runs_next(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        desk.queue.start()
        desk.contents.queue_panel.select(jobs[2].id)
        trigger(desk, qtbot, "move-top")
        desk.runner.finish()
        assert desk.queue.job(jobs[2].id).state is JobState.RUNNING


class TestParts:
    @pytest.mark.usefixtures("jobs")
    def test_that_parts_of_the_queue_are_counted_and_shown(self, desk: Desk, qtbot: QtBot) -> None:
        desk.queue.start()
        desk.runner.finish()
        desk.runner.fail(ErrorCode.OUTPUT_UNWRITABLE)
        bar = desk.contents.queue_panel.filter_bar
        qtbot.waitUntil(lambda: button(desk, "Done or skipped").text() == "1")
        counts = [button(desk, name).text() for name in ("All pictures: ", "Waiting", "Done", "Failed")]
        assert counts == ["3", "1", "1", "1"]
        for part, expected in ((Part.FAILED, ["two.png"]), (Part.DONE, ["one.png"])):
            bar.choose(part)
            assert shown(desk) == expected
            assert [job.source.name for job in desk.contents.queue_panel.selected()] == expected
        bar.choose(Part.WAITING)
        assert shown(desk) == ["three.png"]
        desk.runner.finish()
        assert shown(desk) == []
        assert desk.contents.queue_panel.current() is None
        bar.choose(Part.ALL)
        assert len(shown(desk)) == 3
        assert desk.contents.queue_panel.current() is not None

    def test_that_moving_goes_by_the_rows_that_are_shown(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        desk.queue.cancel(jobs[0].id)
        desk.contents.queue_panel.filter_bar.choose(Part.WAITING)
        desk.contents.queue_panel.select(jobs[2].id)
        trigger(desk, qtbot, "move-up")
        assert names(desk) == ["one", "three", "two"]
        trigger(desk, qtbot, "move-down")
        assert names(desk) == ["one", "two", "three"]


class TestPausing:
    @pytest.mark.usefixtures("jobs")
    def test_that_a_pause_is_said_and_start_goes_on(self, desk: Desk, qtbot: QtBot) -> None:
        trigger(desk, qtbot, "start")
        desk.runner.progress(0.43)
        trigger(desk, qtbot, "pause")
        assert desk.runner.pauses == [True]
        qtbot.waitUntil(lambda: desk.contents.status_line.text.startswith("Paused"))
        assert not action(desk, "pause").isEnabled()
        row = desk.contents.queue_panel.view.model().index(0, 0)
        assert "Paused at 43%" in row.data(Qt.ItemDataRole.AccessibleTextRole)
        trigger(desk, qtbot, "start")
        assert desk.runner.pauses == [True, False]
        assert "43%" in row.data(Qt.ItemDataRole.AccessibleTextRole)

    @pytest.mark.usefixtures("jobs")
    def test_that_stopping_after_this_one_is_said(self, desk: Desk, qtbot: QtBot) -> None:
        trigger(desk, qtbot, "start")
        trigger(desk, qtbot, "stop-after")
        qtbot.waitUntil(lambda: desk.contents.status_line.text.startswith("Stops after this one"))
        desk.runner.finish()
        assert desk.queue.mode is Mode.IDLE
        qtbot.waitUntil(action(desk, "start").isEnabled)


class TestDuplicates:
    def test_that_what_is_in_the_queue_is_left_out_and_counted(
        self, desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
    ) -> None:
        paths = [picture.path for picture in pictures]
        with qtbot.waitSignal(desk.intake.finished):
            desk.intake.scan(paths[:2])
        assert desk.contents.notice == ""
        with qtbot.waitSignal(desk.intake.finished):
            desk.intake.scan(paths)
        assert names(desk) == ["one", "two", "three"]
        assert "2 left out: already in the queue" in desk.contents.notice
        assert desk.contents.is_notice_calm
        desk.contents.show_failure(Failure(ErrorCode.INPUT_MISSING, Path("gone.png")))
        assert not desk.contents.is_notice_calm

    def test_that_both_reasons_for_leaving_out_are_said(
        self, desk: Desk, pictures: list[FoundPicture], tmp_path: Path, qtbot: QtBot
    ) -> None:
        (tmp_path / "a.txt").write_text("text")
        with qtbot.waitSignal(desk.intake.finished):
            desk.intake.scan([pictures[0].path])
        with qtbot.waitSignal(desk.intake.finished):
            desk.intake.scan([pictures[0].path, tmp_path / "a.txt"])
        assert "a.txt is not a picture" in desk.contents.notice
        assert "1 left out" in desk.contents.notice

    def test_that_what_is_done_can_be_queued_again(
        self, desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
    ) -> None:
        for _ in range(2):
            with qtbot.waitSignal(desk.intake.finished):
                desk.intake.scan([pictures[0].path])
            desk.queue.start()
            desk.runner.finish()
        assert names(desk) == ["one", "one"]


class TestUndo:
    def test_that_one_arrival_is_taken_back_at_once_and_comes_back(
        self, desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
    ) -> None:
        edits = desk.contents.edits
        edits.add(pictures[:1], UpscaleOptions(), arrival=0)
        edits.add(pictures[1:2], UpscaleOptions(), arrival=1)
        edits.add(pictures[2:], UpscaleOptions(), arrival=1)
        trigger(desk, qtbot, "undo")
        assert names(desk) == ["one"]
        trigger(desk, qtbot, "redo")
        assert names(desk) == ["one", "two", "three"]
        assert shown(desk) == ["one.png", "two.png", "three.png"]

    def test_that_removed_pictures_come_back_to_their_places(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        desk.queue.start()
        desk.runner.finish()
        before = desk.queue.job(jobs[0].id)
        trigger(desk, qtbot, "clear-done")
        assert names(desk) == ["two", "three"]
        trigger(desk, qtbot, "undo")
        assert names(desk) == ["one", "two", "three"]
        assert desk.queue.job(jobs[0].id) == before
        trigger(desk, qtbot, "redo")
        assert names(desk) == ["two", "three"]

    def test_that_a_running_picture_that_comes_back_is_tried_again(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        desk.queue.start()
        desk.contents.queue_panel.select(jobs[0].id)
        trigger(desk, qtbot, "remove")
        trigger(desk, qtbot, "undo")
        qtbot.waitUntil(lambda: desk.queue.job(jobs[0].id).state is JobState.RUNNING)

    def test_that_many_scattered_rows_leave_and_come_back(
        self, desk: Desk, pictures: list[FoundPicture]
    ) -> None:
        folder = pictures[0].path.parent
        many = [replace(pictures[0], path=folder / f"{number}.png") for number in range(100)]
        jobs = desk.contents.edits.add(many, UpscaleOptions(), arrival=0)
        desk.contents.queue_panel.select(jobs[51].id)
        desk.contents.edits.remove([job.id for job in jobs[::2]])
        assert shown(desk) == [f"{number}.png" for number in range(1, 100, 2)]
        assert desk.contents.queue_panel.current() == jobs[51]
        desk.contents.edits.stack.undo()
        assert shown(desk) == [f"{number}.png" for number in range(100)]

    def test_that_thousands_are_removed_little_by_little_and_come_back(
        self, desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
    ) -> None:
        folder = pictures[0].path.parent
        many = [replace(pictures[0], path=folder / f"{number}.png") for number in range(1200)]
        jobs = desk.contents.edits.add(many, UpscaleOptions(), arrival=0)
        before = names(desk)
        desk.contents.edits.remove([job.id for job in jobs[::2]])
        assert len(names(desk)) > 600
        qtbot.waitUntil(lambda: names(desk) == before[1::2])
        desk.contents.edits.stack.undo()
        desk.contents.edits.stack.redo()
        desk.contents.edits.stack.undo()
        qtbot.waitUntil(lambda: names(desk) == before)
        assert shown(desk) == [f"{number}.png" for number in range(1200)]

    def test_that_no_picture_is_looked_at_in_passing_while_many_are_removed(
        self, desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
    ) -> None:
        folder = pictures[0].path.parent
        many = [replace(pictures[0], path=folder / f"{number}.png") for number in range(400)]
        jobs = desk.contents.edits.add(many, UpscaleOptions(), arrival=0)
        desk.contents.queue_panel.select(jobs[-1].id)
        looked_at: list[Job | None] = []
        desk.contents.viewer.shown.connect(lambda: looked_at.append(desk.contents.viewer.job))
        with qtbot.waitSignal(desk.contents.edits.rested):
            desk.contents.edits.remove([job.id for job in jobs[1:]])
        assert names(desk) == ["0"]
        assert looked_at == [jobs[0]]

    @pytest.mark.usefixtures("jobs")
    def test_that_moves_and_options_are_taken_back(self, desk: Desk, qtbot: QtBot) -> None:
        trigger(desk, qtbot, "move-bottom")
        button(desk, "Enlargement: 2×").click()
        qtbot.waitUntil(lambda: scales(desk) == [2, 2, 2])
        trigger(desk, qtbot, "undo")
        assert scales(desk) == [4, 4, 4]
        assert desk.contents.options_panel.options.scale == 4
        qtbot.waitUntil(lambda: bool(desk.saved) and desk.saved[-1].options.scale == 4)
        trigger(desk, qtbot, "undo")
        assert names(desk) == ["one", "two", "three"]
        trigger(desk, qtbot, "redo")
        trigger(desk, qtbot, "redo")
        assert (names(desk), scales(desk)) == (["two", "three", "one"], [2, 2, 2])

    @pytest.mark.usefixtures("jobs")
    def test_that_typing_a_name_is_one_step(self, desk: Desk, qtbot: QtBot) -> None:
        edits = desk.window.findChildren(QLineEdit)
        name = next(edit for edit in edits if edit.accessibleName() == "Name of the result")
        before = desk.contents.edits.stack.count()
        name.clear()
        QTest.keyClicks(name, "large")
        qtbot.waitUntil(lambda: desk.queue.jobs()[0].target.name == "large.png")
        assert desk.contents.edits.stack.count() == before + 1


def test_that_what_is_moved_to_the_top_stays_in_sight(
    desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    desk.window.resize(900, 560)
    desk.contents.edits.add(pictures * 10, UpscaleOptions(), 0)
    last = desk.queue.jobs()[-1]
    desk.contents.queue_panel.select(last.id)
    qtbot.waitUntil(action(desk, "move-top").isEnabled)
    action(desk, "move-top").trigger()
    view = desk.contents.queue_panel.view
    assert desk.queue.jobs()[0].id == last.id
    assert view.viewport().rect().intersects(view.visualRect(view.model().index(0, 0)))


class TestOwnOptions:
    def test_that_a_click_right_after_selecting_is_for_what_is_selected_now(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        qtbot.waitUntil(action(desk, "move-up").isEnabled)
        button(desk, "Options for: Selected only").click()
        desk.contents.queue_panel.select(jobs[1].id)
        button(desk, "Enlargement: 8×").click()
        qtbot.waitUntil(lambda: scales(desk) == [4, 8, 4])

    def test_that_only_the_selected_pictures_change(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        desk.contents.queue_panel.select(jobs[1].id)
        qtbot.waitUntil(action(desk, "move-up").isEnabled)
        button(desk, "Options for: Selected only").click()
        button(desk, "Enlargement: 8×").click()
        qtbot.waitUntil(lambda: scales(desk) == [4, 8, 4])
        row = desk.contents.queue_panel.view.model().index(1, 0)
        assert "own options" in row.data(Qt.ItemDataRole.AccessibleTextRole)
        button(desk, "Options for: All pictures").click()
        assert desk.contents.options_panel.options.scale == 4
        button(desk, "Enlargement: 2×").click()
        qtbot.waitUntil(lambda: scales(desk) == [2, 8, 2])
        button(desk, "Options for: Selected only").click()
        assert desk.contents.options_panel.options.scale == 8
        button(desk, "Give the selected pictures the options for all").click()
        assert scales(desk) == [2, 2, 2]
        assert not any(job.has_own_options for job in desk.queue.jobs())

    def test_that_many_pictures_change_only_in_what_was_changed(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        desk.contents.edits.change_own([jobs[1].id], {"scale": 8})
        desk.contents.queue_panel.view.selectAll()
        qtbot.waitUntil(action(desk, "move-up").isEnabled)
        button(desk, "Options for: Selected only").click()
        hint = next(label for label in desk.window.findChildren(QLabel) if "selected." in label.text())
        qtbot.waitUntil(lambda: hint.text().startswith("3 selected."))
        formats = next(box for box in desk.window.findChildren(QComboBox) if box.accessibleName() == "Format")
        jpeg = formats.findText("JPEG")
        formats.setCurrentIndex(jpeg)
        formats.activated.emit(jpeg)
        qtbot.waitUntil(lambda: all(job.target.suffix == ".jpg" for job in desk.queue.jobs()))
        assert scales(desk) == [4, 8, 4]

    @pytest.mark.usefixtures("jobs")
    def test_that_a_change_goes_to_the_pictures_for_which_it_was_made(self, desk: Desk) -> None:
        button(desk, "Enlargement: 2×").click()
        button(desk, "Options for: Selected only").click()
        assert scales(desk) == [2, 2, 2]
        assert not any(job.has_own_options for job in desk.queue.jobs())

    @pytest.mark.usefixtures("jobs")
    def test_that_starting_waits_for_no_change(self, desk: Desk, qtbot: QtBot) -> None:
        qtbot.waitUntil(action(desk, "start").isEnabled)
        button(desk, "Enlargement: 2×").click()
        action(desk, "start").trigger()
        assert scales(desk) == [2, 2, 2]

    def test_that_a_failed_picture_is_tried_with_its_own_options(
        self, desk: Desk, jobs: Sequence[Job], qtbot: QtBot
    ) -> None:
        desk.queue.start()
        desk.runner.fail(ErrorCode.OUTPUT_UNWRITABLE)
        desk.runner.fail(ErrorCode.OUTPUT_UNWRITABLE)
        desk.contents.edits.change_own([jobs[0].id], {"scale": 8})
        desk.contents.edits.set_defaults(UpscaleOptions(scale=2))
        trigger(desk, qtbot, "retry-failed")
        qtbot.waitUntil(lambda: [job.state for job in desk.queue.jobs()][:2] == [JobState.WAITING] * 2)
        assert scales(desk)[:2] == [8, 2]


def test_that_the_paths_of_results_can_be_copied(desk: Desk, jobs: Sequence[Job], qtbot: QtBot) -> None:
    desk.queue.start()
    desk.runner.finish()
    desk.runner.finish()
    desk.contents.queue_panel.view.selectAll()
    trigger(desk, qtbot, "copy-path")
    targets = [str(job.target) for job in desk.queue.jobs()[:2]]
    assert QGuiApplication.clipboard().text().splitlines() == targets


def test_that_what_is_tried_again_has_the_size_that_its_source_has_now(
    desk: Desk, jobs: Sequence[Job], qtbot: QtBot
) -> None:
    desk.queue.start()
    desk.runner.fail(ErrorCode.INPUT_UNREADABLE)
    desk.queue.stop()
    Image.new("RGB", (10, 20)).save(jobs[0].source)
    trigger(desk, qtbot, "retry-failed")
    qtbot.waitUntil(lambda: desk.queue.job(jobs[0].id).state is JobState.WAITING)
    assert desk.queue.job(jobs[0].id).output_size == (40, 80)


class TestPicturesWithoutFile:
    def test_that_a_copied_picture_is_kept_and_queued(self, desk: Desk, qtbot: QtBot) -> None:
        image = QImage(20, 10, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        QGuiApplication.clipboard().setImage(image)
        for _ in range(2):
            with qtbot.waitSignal(desk.intake.finished):
                action(desk, "paste").trigger()
        first, second = desk.queue.jobs()
        assert first.source.parent == pasted_folder()
        assert first.source != second.source
        with Image.open(first.source) as kept:
            assert (kept.format, kept.size, kept.getpixel((3, 3))) == ("PNG", (20, 10), (255, 0, 0))

    def test_that_a_picture_dragged_out_of_a_browser_is_queued(self, desk: Desk, qtbot: QtBot) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl("https://example.com/cat.jpg")])
        mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
        details = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(5, 5), *details)
        QApplication.sendEvent(desk.window, enter)
        assert enter.isAccepted()
        with qtbot.waitSignal(desk.intake.finished):
            QApplication.sendEvent(desk.window, QDropEvent(QPointF(5, 5), *details))
        assert [job.size for job in desk.queue.jobs()] == [(20, 10)]

    def test_that_a_png_is_kept_as_it_came(
        self, desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
    ) -> None:
        mime = QMimeData()
        mime.setData("image/png", pictures[0].path.read_bytes())
        mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
        QGuiApplication.clipboard().setMimeData(mime)
        with qtbot.waitSignal(desk.intake.finished):
            action(desk, "paste").trigger()
        (job,) = desk.queue.jobs()
        assert job.source.parent == pasted_folder()
        assert job.source.read_bytes() == pictures[0].path.read_bytes()

    def test_that_a_damaged_png_is_not_queued_and_said(self, desk: Desk, qtbot: QtBot) -> None:
        mime = QMimeData()
        mime.setData("image/png", b"no picture")
        QGuiApplication.clipboard().setMimeData(mime)
        with qtbot.waitSignal(desk.intake.finished):
            action(desk, "paste").trigger()
        assert names(desk) == []
        assert "is not a picture" in desk.contents.notice

    def test_that_a_link_without_a_picture_is_not_fetched_and_said(self, desk: Desk) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl("https://example.com/cat.jpg")])
        details = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(5, 5), *details)
        QApplication.sendEvent(desk.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(desk.window, QDropEvent(QPointF(5, 5), *details))
        assert "links are not fetched" in desk.contents.notice
        assert names(desk) == []

    def test_that_a_copied_link_is_not_fetched_and_said(self, desk: Desk) -> None:
        QGuiApplication.clipboard().setText("https://example.com/cat.jpg")
        action(desk, "paste").trigger()
        assert "links are not fetched" in desk.contents.notice

    def test_that_a_copied_file_is_preferred_to_its_pixels(
        self, desk: Desk, pictures: list[FoundPicture], qtbot: QtBot
    ) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(pictures[0].path))])
        mime.setImageData(QImage(20, 10, QImage.Format.Format_RGB32))
        QGuiApplication.clipboard().setMimeData(mime)
        with qtbot.waitSignal(desk.intake.finished):
            action(desk, "paste").trigger()
        assert names(desk) == ["one"]

    def test_that_a_picture_that_cannot_be_kept_is_said(self, desk: Desk, qtbot: QtBot) -> None:
        pasted_folder().parent.mkdir(parents=True)
        pasted_folder().write_text("in the way")
        QGuiApplication.clipboard().setImage(QImage(20, 10, QImage.Format.Format_RGB32))
        action(desk, "paste").trigger()
        qtbot.waitUntil(lambda: f"{pasted_folder().name} cannot be written" in desk.contents.notice)
