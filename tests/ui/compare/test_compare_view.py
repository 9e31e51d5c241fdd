"""The compare view: what it paints, and that mouse and keys do what they should."""

from __future__ import annotations

from itertools import product
from math import inf

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aresrgan_gui.ui.compare import differences, mosaic
from aresrgan_gui.ui.compare.canvas import Pointed
from aresrgan_gui.ui.compare.layers import ImageLayer, Patch
from aresrgan_gui.ui.compare.scene import Mode
from aresrgan_gui.ui.compare.transform import Extent, Point, Rect, ViewTransform
from aresrgan_gui.ui.compare.view import CompareView

SIZE = (800, 800)
RED, BLUE = QColor(255, 0, 0), QColor(0, 0, 255)


def filled(side: int, colour: QColor, layout: QImage.Format = QImage.Format.Format_RGB32) -> QImage:
    image = QImage(side, side, layout)
    image.fill(colour)
    return image


def grey(picture: Image.Image) -> QImage:
    pixels = picture.convert("RGB")
    return QImage(pixels.tobytes(), *pixels.size, 3 * pixels.width, QImage.Format.Format_RGB888).copy()


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the first paint show all, also on a busy machine."""
    monkeypatch.setattr(mosaic, "FIRST_SECONDS", inf)


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    """A view of 400 x 400 pixels with a red source and a blue result of 800 x 800."""
    widget = CompareView()
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show_picture(SIZE)
    widget.add_before(filled(200, RED))
    widget.add_after(filled(800, BLUE))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def colour_at(view: CompareView, x: int, y: int) -> QColor:
    return view.grab().toImage().pixelColor(x, y)


def row_of(view: CompareView, y: int) -> set[str]:
    """The colours of the view's middle third at a height."""
    image = view.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(130, 270)}


def wheel(view: CompareView, at: QPointF, steps: int) -> None:
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(view: CompareView, start: QPoint, end: QPoint, button: Qt.MouseButton) -> None:
    QTest.mousePress(view, button, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, button, Qt.KeyboardModifier.NoModifier, end)


def test_that_the_source_is_left_and_the_result_right_of_the_handle(view: CompareView) -> None:
    assert colour_at(view, 100, 300) == RED
    assert colour_at(view, 300, 300) == BLUE


def test_that_dragging_the_handle_moves_the_border(view: CompareView) -> None:
    handle = view.handle_position.toPoint()
    drag(view, handle, QPoint(300, handle.y()), Qt.MouseButton.LeftButton)
    assert view.fraction == pytest.approx(0.75)
    assert colour_at(view, 270, 300) == RED


def test_that_a_drag_beside_the_handle_pans(view: CompareView) -> None:
    view.zoom_to(2.0)
    before = view.transform.centre
    drag(view, QPoint(60, 60), QPoint(100, 80), Qt.MouseButton.LeftButton)
    assert view.fraction == 0.5
    assert view.transform.centre.x == pytest.approx(before.x - 20)
    assert view.transform.centre.y == pytest.approx(before.y - 10)


@pytest.mark.parametrize("way", ["middle button", "space"])
def test_that_the_picture_can_be_panned_from_the_handle(view: CompareView, way: str) -> None:
    view.zoom_to(2.0)
    before = view.transform.centre
    handle = view.handle_position.toPoint()
    if way == "space":
        QTest.keyPress(view, Qt.Key.Key_Space)
    button = Qt.MouseButton.LeftButton if way == "space" else Qt.MouseButton.MiddleButton
    drag(view, handle, handle + QPoint(0, 40), button)
    assert view.fraction == 0.5
    assert view.transform.centre.y == pytest.approx(before.y - 20)


def test_that_the_wheel_zooms_at_the_cursor(view: CompareView) -> None:
    view.zoom_to(1.0)
    at = QPointF(100, 150)
    before = view.transform.to_picture(Point(100, 150), Extent(400, 400))
    wheel(view, at, 3)
    after = view.transform.to_picture(Point(100, 150), Extent(400, 400))
    assert view.zoom == pytest.approx(1.25**3)
    assert after == pytest.approx(before)


def test_that_the_wheel_stops_at_fit_and_at_1600_percent(view: CompareView) -> None:
    wheel(view, QPointF(10, 10), -50)
    assert view.zoom == 0.5
    wheel(view, QPointF(10, 10), 100)
    assert view.zoom == 16.0


def test_that_a_double_click_goes_to_100_percent_and_back(view: CompareView) -> None:
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(50, 50))
    assert view.zoom == 1.0
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(50, 50))
    assert view.zoom == 0.5


def test_that_the_keys_move_the_handle_zoom_and_pan(view: CompareView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.fraction == pytest.approx(0.51)
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.fraction == pytest.approx(0.41)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.fraction == 0.0
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.fraction == 1.0
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(0.625)
    before = view.transform.centre
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.transform.centre.x < before.x
    assert view.transform.centre.y < before.y


def test_that_what_a_screen_reader_says_follows_the_handle(view: CompareView) -> None:
    view.set_fraction(0.25)
    assert "25 %" in view.accessibleDescription()
    assert "50 %" in view.accessibleDescription()


def test_that_before_the_run_the_source_is_compared_with_its_plain_enlargement(view: CompareView) -> None:
    view.drop_after()
    source = filled(200, RED)
    for y in range(200):
        source.setPixelColor(100, y, BLUE)
    view.add_before(source)
    view.zoom_to(8.0)
    view.set_fraction(1.0)
    assert row_of(view, 20) == {"#ff0000", "#0000ff"}
    view.set_fraction(0.0)
    assert len(row_of(view, 20)) > 2
    assert not view.has_result


def test_that_side_by_side_shows_the_same_part_of_both(view: CompareView) -> None:
    view.set_mode(Mode.SIDE_BY_SIDE)
    assert (colour_at(view, 100, 200), colour_at(view, 300, 200)) == (RED, BLUE)
    assert view.zoom == pytest.approx(199 / 800)
    view.zoom_to(2.0)
    before = view.transform.centre
    drag(view, QPoint(250, 60), QPoint(230, 60), Qt.MouseButton.LeftButton)
    assert view.transform.centre.x == pytest.approx(before.x + 10)
    at = QPointF(301, 150)
    kept = view.transform.to_picture(Point(100, 150), Extent(199, 400))
    wheel(view, at, 2)
    assert view.transform.to_picture(Point(100, 150), Extent(199, 400)) == pytest.approx(kept)


def test_that_a_difference_is_absolute_and_eight_times_as_strong(view: CompareView) -> None:
    view.add_before(filled(200, QColor(100, 100, 100)))
    view.add_after(filled(800, QColor(104, 97, 220)))
    view.set_mode(Mode.DIFFERENCE)
    assert colour_at(view, 200, 200) == QColor(32, 24, 255)


@pytest.mark.parametrize("zoom", [0.5, 2.0])
def test_that_a_difference_is_that_of_what_is_seen_also_where_something_lies_over_it(
    view: CompareView, zoom: float
) -> None:
    clear = filled(800, QColor(0, 0, 0, 0), QImage.Format.Format_ARGB32_Premultiplied)
    view.add_before(filled(200, QColor(100, 100, 100)))
    view.add_after(clear)
    view.set_patch(Patch(Rect(300, 300, 200, 200), "m", ImageLayer((filled(100, QColor(101, 102, 103)),))))
    view.set_mode(Mode.DIFFERENCE)
    view.look(ViewTransform(zoom, Point(400, 400)))
    assert colour_at(view, 200, 200) == QColor(8, 16, 24)
    view.look(ViewTransform(zoom, Point(400, 600)))
    assert colour_at(view, 200, 250) == QColor(255, 255, 255), (
        "the squares under the picture are far from grey"
    )


def test_that_a_difference_follows_what_is_compared(view: CompareView) -> None:
    view.add_before(filled(200, QColor(100, 100, 100)))
    view.set_mode(Mode.DIFFERENCE)
    assert colour_at(view, 200, 200) == QColor(255, 255, 255)
    view.add_after(filled(800, QColor(101, 101, 101)))
    assert colour_at(view, 200, 200) == QColor(8, 8, 8)
    view.add_before(filled(400, QColor(103, 103, 103)))
    assert colour_at(view, 200, 200) == QColor(16, 16, 16)
    view.set_patch(Patch(Rect(300, 300, 200, 200), "m", ImageLayer((filled(100, QColor(103, 103, 103)),))))
    assert colour_at(view, 200, 200) == QColor(0, 0, 0)


@pytest.mark.parametrize("zoom", [0.5, 1.0])
def test_that_a_difference_has_no_seams_where_its_tiles_meet(view: CompareView, zoom: float) -> None:
    before = Image.effect_noise((700, 700), 40)
    after = before.resize((1400, 1400))
    view.show_picture((1400, 1400))
    view.add_before(grey(before))
    view.add_after(grey(after.point(lambda level: level + 9)))
    view.look(ViewTransform(zoom, Point(768, 768)))
    seen = {}
    for mode in (Mode.RESULT, Mode.DIFFERENCE):
        view.set_mode(mode)
        seen[mode] = view.grab().toImage()
    view.set_mode(Mode.RESULT)
    view.hold(True)
    source = view.grab().toImage()
    for x, y in product(range(20, 380), (100, 199, 200, 201, 300)):
        apart = abs(source.pixelColor(x, y).red() - seen[Mode.RESULT].pixelColor(x, y).red())
        assert seen[Mode.DIFFERENCE].pixelColor(x, y).red() == pytest.approx(min(8 * apart, 255), abs=8)


def test_that_what_was_compared_once_is_not_compared_again_while_it_is_dragged(
    view: CompareView, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[QImage] = []
    subtract = differences.subtract

    def counting(one: QImage, other: QImage, doublings: int) -> None:
        compared.append(one)
        subtract(one, other, doublings)

    monkeypatch.setattr(differences, "subtract", counting)
    monkeypatch.setattr(mosaic, "TILES_SECONDS", inf)
    view.set_mode(Mode.DIFFERENCE)
    view.look(ViewTransform(1.0, Point(210, 400)))
    view.grab()
    assert len(compared) == 2 * 3
    view.look(ViewTransform(1.0, Point(230, 400)))
    view.grab()
    assert len(compared) == 2 * 3
    view.look(ViewTransform(1.0, Point(430, 400)))
    view.grab()
    assert len(compared) == 3 * 3


def test_that_holding_a_key_shows_the_source_alone(view: CompareView) -> None:
    for mode in Mode:
        view.set_mode(mode)
        QTest.keyPress(view, Qt.Key.Key_H)
        assert colour_at(view, 350, 200) == RED
        QTest.keyRelease(view, Qt.Key.Key_H)
    assert view.mode is Mode.RESULT
    assert colour_at(view, 100, 300) == BLUE


def test_that_what_is_under_the_cursor_is_said_of_both_pictures(view: CompareView) -> None:
    said: list[Pointed | None] = []
    view.pointed.connect(said.append)
    QTest.mouseMove(view, QPoint(30, 40))
    assert said[-1] == Pointed(60, 80, RED, BLUE)
    view.set_mode(Mode.SIDE_BY_SIDE)
    QTest.mouseMove(view, QPoint(301, 200))
    last = said[-1]
    assert last is not None
    assert last.x == pytest.approx(402, abs=3)
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert said[-1] is None


def test_that_a_tried_part_lies_over_the_result_where_it_belongs(view: CompareView) -> None:
    green = QColor(0, 255, 0)
    view.set_fraction(0.0)
    view.set_patch(Patch(Rect(400, 400, 200, 200), "trying"))
    assert colour_at(view, 250, 230) == BLUE
    view.set_patch(Patch(Rect(400, 400, 200, 200), "tried", ImageLayer((filled(200, green),))))
    assert colour_at(view, 250, 230) == green
    assert colour_at(view, 150, 150) == BLUE
    view.set_fraction(1.0)
    assert colour_at(view, 250, 230) == RED


def test_that_the_colour_of_a_tried_part_is_read_out(view: CompareView) -> None:
    said: list[Pointed | None] = []
    view.drop_after()
    view.set_patch(Patch(Rect(400, 400, 200, 200), "tried", ImageLayer((filled(200, BLUE),))))
    view.pointed.connect(said.append)
    for inside, colour in ((QPoint(250, 230), BLUE), (QPoint(100, 100), RED)):
        QTest.mouseMove(view, inside)
        last = said[-1]
        assert last is not None
        assert (last.before, last.after) == (RED, colour)


def test_that_a_fitted_picture_stays_fitted_when_the_view_grows(view: CompareView, qtbot: QtBot) -> None:
    view.resize(600, 500)
    qtbot.waitUntil(lambda: view.zoom == 500 / 800)


def test_that_another_enlargement_keeps_what_is_in_view(view: CompareView) -> None:
    view.zoom_to(2.0, QPointF(10, 10))
    before = view.transform
    view.set_size((400, 400))
    assert view.zoom == 4.0
    assert view.transform.centre == pytest.approx((before.centre.x / 2, before.centre.y / 2))


def test_that_pixels_are_shown_smoothly_or_exactly(view: CompareView) -> None:
    pixels = filled(800, BLUE)
    for y in range(800):
        pixels.setPixelColor(400, y, QColor(255, 255, 255))
    view.add_after(pixels)
    view.set_fraction(0.0)
    view.zoom_to(8.0)
    assert len(row_of(view, 300)) > 2
    view.set_exact(True)
    assert row_of(view, 300) == {"#0000ff", "#ffffff"}


def test_that_exact_pixels_are_smooth_where_the_picture_is_made_smaller(view: CompareView) -> None:
    pixels = filled(800, BLUE)
    for y in range(800):
        pixels.setPixelColor(400, y, QColor(255, 255, 255))
    view.add_after(pixels)
    view.set_fraction(0.0)
    view.set_exact(True)
    assert len(row_of(view, 300)) > 1


def test_that_squares_show_through_transparent_parts(view: CompareView) -> None:
    view.show_picture(SIZE)
    view.add_before(filled(200, QColor(0, 0, 0, 0), QImage.Format.Format_ARGB32))
    seen = view.grab().toImage()
    assert {seen.pixelColor(100 + x, 300).name() for x in range(16)} == {"#ffffff", "#d6d6d6"}


def test_that_a_small_view_reads_the_small_size_of_a_picture() -> None:
    layer = ImageLayer((filled(800, BLUE),)).with_image(filled(100, BLUE)).with_image(filled(200, BLUE))
    assert layer.for_width(90).width() == 100
    assert layer.for_width(101).width() == 200
    assert layer.for_width(5000).width() == 800
