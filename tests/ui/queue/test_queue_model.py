"""The queue's rows: what they tell, and that views can rely on the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.imaging.pictures import PictureInfo
from aresrgan_gui.core.options import OutputFormat, UpscaleOptions
from aresrgan_gui.core.overriding import override
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.parts.figures import duration_text
from aresrgan_gui.ui.parts.text_layout import wrapped
from aresrgan_gui.ui.queue.delegate import QueueDelegate
from aresrgan_gui.ui.queue.model import Index, QueueModel, QueueRole
from aresrgan_gui.ui.queue.panel import QueuePanel
from aresrgan_gui.ui.queue.view import QueueView

if TYPE_CHECKING:
    from tests.ui.conftest import Desk, PlayedRunner


@pytest.fixture
def model(queue: Queue) -> QueueModel:
    """A model that Qt's own tester watches."""
    model = QueueModel(queue, Thumbnails(queue), queue)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    return model


def names(model: QueueModel) -> list[object]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_that_rows_follow_the_queue(
    model: QueueModel, queue: Queue, runner: PlayedRunner, pictures: list[FoundPicture]
) -> None:
    jobs = queue.add(pictures, UpscaleOptions())
    assert names(model) == ["one.png", "two.png", "three.png"]
    queue.start()
    runner.progress(0.43)
    assert model.index(0).data(QueueRole.ROW).state == "43%"
    runner.progress(0.999)
    assert model.index(0).data(QueueRole.ROW).state == "99%"
    runner.finish(187)
    assert model.index(0).data(QueueRole.ROW).state == "Done in 3 min 7 s"
    queue.remove([jobs[0].id, jobs[2].id])
    assert names(model) == ["two.png"]
    assert model.index_of(jobs[1].id).row() == 0
    queue.add(pictures[:1], UpscaleOptions())
    assert names(model) == ["two.png", "one.png"]


def test_that_a_row_tells_the_sizes_before_and_after(
    model: QueueModel, queue: Queue, pictures: list[FoundPicture]
) -> None:
    queue.add(pictures, UpscaleOptions(scale=8))
    assert model.index(0).data(QueueRole.ROW).sizes == "40×30 → 320×240"


def test_that_a_row_says_how_its_picture_is_tried_again(
    model: QueueModel, queue: Queue, runner: PlayedRunner, pictures: list[FoundPicture]
) -> None:
    queue.add(pictures, UpscaleOptions())
    queue.start()
    runner.fail(ErrorCode.OUT_OF_MEMORY)
    assert "again, with small tiles" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert not model.index(0).data(QueueRole.ROW).failure


def test_that_a_failed_row_says_what_happened_and_what_to_do(
    model: QueueModel, queue: Queue, runner: PlayedRunner, pictures: list[FoundPicture]
) -> None:
    queue.add(pictures, UpscaleOptions())
    queue.start()
    runner.fail(ErrorCode.INPUT_DAMAGED)
    failure = model.index(0).data(QueueRole.ROW).failure
    assert "one.png is damaged" in failure
    assert "open and save it" in failure
    assert failure in model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert failure in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(1).data(QueueRole.ROW).failure == ""


def test_that_thumbnails_come_when_a_row_is_looked_at(
    model: QueueModel, queue: Queue, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    queue.add(pictures, UpscaleOptions())
    assert model.index(1).data(QueueRole.ROW).thumbnail is None
    with qtbot.waitSignal(model.dataChanged, check_params_cb=lambda first, *_: first.row() == 1):
        pass
    thumbnail = model.index(1).data(QueueRole.ROW).thumbnail
    assert isinstance(thumbnail, QPixmap)
    assert (thumbnail.width(), thumbnail.height()) == (40, 30)


def test_that_every_state_can_be_painted_in_narrow_and_wide_rows(
    model: QueueModel, queue: Queue, runner: PlayedRunner, pictures: list[FoundPicture], qtbot: QtBot
) -> None:
    jobs = queue.add([*pictures, *pictures], UpscaleOptions())
    queue.start()
    runner.finish()
    runner.fail(ErrorCode.OUTPUT_UNWRITABLE)
    runner.progress(0.5)
    queue.cancel(jobs[3].id)
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setItemDelegate(QueueDelegate(view))
    empty = QueueDelegate().sizeHint(QStyleOptionViewItem(), model.index(0))
    for width in (60, 240, 500):
        view.resize(width, empty.height() * 6)
        image = view.grab().toImage()
        rows = [image.copy(view.visualRect(model.index(row))) for row in range(6)]
        assert all(
            len({row.pixel(x, y) for x in range(row.width()) for y in range(row.height())}) > 1
            for row in rows
        )


def test_that_a_row_that_changes_is_painted_and_no_other_is_laid_out(qtbot: QtBot) -> None:
    rows = QStringListModel([str(number) for number in range(100)])
    layouts: list[None] = []
    painted: list[int] = []

    class Watched(QueueView):
        @override
        def doItemsLayout(self) -> None:
            layouts.append(None)
            super().doItemsLayout()

    class Watching(QStyledItemDelegate):
        @override
        def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
            painted.append(index.row())

    view = Watched()
    qtbot.addWidget(view)
    view.setModel(rows)
    delegate = Watching(view)
    view.setItemDelegate(delegate)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: 1 in painted)
    layouts.clear()
    painted.clear()
    rows.setData(rows.index(1), "another")
    qtbot.waitUntil(lambda: 1 in painted)
    assert not layouts


def test_that_one_picture_is_always_looked_at(desk: Desk, pictures: list[FoundPicture]) -> None:
    panel: QueuePanel = desk.contents.queue_panel
    jobs = desk.queue.add(pictures, UpscaleOptions())
    assert panel.current() == jobs[0]
    desk.queue.remove([jobs[0].id])
    assert panel.current() == jobs[1]
    assert panel.selected() == [jobs[1]]
    desk.queue.remove([jobs[1].id, jobs[2].id])
    assert panel.current() is None


def test_that_long_texts_are_wrapped_and_elided_at_the_end(qapp: object) -> None:
    font = QFont()
    text = "The picture 😀 could not be read because something went wrong. " * 4
    lines = wrapped(text, font, 150, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert text.startswith(" ".join(lines[:2]))
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 151 for line in lines)
    assert wrapped("short", font, 150, 3) == ("short",)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (59.9, "59.9 s"), (187, "3 min 7 s"), (3725, "1 h 2 min")]
)
def test_that_durations_are_said_as_people_say_them(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_that_a_row_says_before_the_work_that_the_result_is_too_large_for_its_format(
    queue: Queue, model: QueueModel, tmp_path: Path
) -> None:
    wide = FoundPicture(tmp_path / "wide.png", PictureInfo(2000, 10, "PNG", 1))
    for options in (UpscaleOptions(scale=16, format=OutputFormat.WEBP), UpscaleOptions(scale=16)):
        queue.add([wide], options)
    texts = [model.index(row).data(QueueRole.ROW).state for row in (0, 1)]
    assert texts == ["Too large for WebP", "Waiting"]


def test_that_a_row_says_before_the_work_that_only_the_first_frame_is_made(
    queue: Queue, model: QueueModel, tmp_path: Path
) -> None:
    moving = FoundPicture(tmp_path / "moving.gif", PictureInfo(20, 10, "GIF", 12))
    still = FoundPicture(tmp_path / "still.gif", PictureInfo(20, 10, "GIF", 1))
    queue.add([moving, still], UpscaleOptions(format=OutputFormat.TIFF))
    queue.add([moving], UpscaleOptions(format=None))
    texts = [model.index(row).data(QueueRole.ROW).state for row in range(3)]
    assert texts == ["Waiting  ·  Only the first frame: TIFF holds no animations", "Waiting", "Waiting"]
