"""The compare view: what it paints, and that mouse and keys do what they should."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aresrgan_gui.ui.compare_painting import Layer
from aresrgan_gui.ui.compare_view import CompareView
from aresrgan_gui.ui.view_transform import Extent, Point

SIZE = (800, 800)
RED, BLUE = QColor(255, 0, 0), QColor(0, 0, 255)


def filled(side: int, colour: QColor, layout: QImage.Format = QImage.Format.Format_RGB32) -> QImage:
    image = QImage(side, side, layout)
    image.fill(colour)
    return image


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


def test_that_before_the_run_the_source_is_shown_alone(view: CompareView) -> None:
    view.drop_after()
    assert not view.can_compare
    assert colour_at(view, 300, 300) == RED
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.fraction == 0.5


def test_that_a_fitted_picture_stays_fitted_when_the_view_grows(view: CompareView, qtbot: QtBot) -> None:
    view.resize(600, 500)
    qtbot.waitUntil(lambda: view.zoom == 500 / 800)


def test_that_another_enlargement_keeps_what_is_in_view(view: CompareView) -> None:
    view.zoom_to(2.0, QPointF(10, 10))
    before = view.transform
    view.set_size((400, 400))
    assert view.zoom == 4.0
    assert view.transform.centre == pytest.approx((before.centre.x / 2, before.centre.y / 2))


def test_that_results_show_exact_pixels_from_200_percent_on_and_smooth_ones_below(view: CompareView) -> None:
    pixels = filled(800, BLUE)
    for y in range(800):
        pixels.setPixelColor(400, y, QColor(255, 255, 255))
    view.add_after(pixels)
    view.set_fraction(0.0)
    view.zoom_to(8.0)
    row = view.grab().toImage()
    assert {row.pixelColor(x, 300).name() for x in range(100, 300)} == {"#0000ff", "#ffffff"}
    view.zoom_to(1.5)
    row = view.grab().toImage()
    assert len({row.pixelColor(x, 300).name() for x in range(100, 300)}) > 2


def test_that_squares_show_through_transparent_parts(view: CompareView) -> None:
    view.show_picture(SIZE)
    view.add_before(filled(200, QColor(0, 0, 0, 0), QImage.Format.Format_ARGB32))
    seen = view.grab().toImage()
    assert {seen.pixelColor(100 + x, 300).name() for x in range(16)} == {"#ffffff", "#d6d6d6"}


def test_that_a_small_view_reads_the_small_size_of_a_picture() -> None:
    layer = Layer((filled(800, BLUE),)).with_image(filled(100, BLUE)).with_image(filled(200, BLUE))
    assert layer.for_width(90).width() == 100
    assert layer.for_width(101).width() == 200
    assert layer.for_width(5000).width() == 800
