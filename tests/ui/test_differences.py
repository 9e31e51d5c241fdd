"""How far two pictures are apart."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from aresrgan_gui.ui.differences import difference


def filled(colour: QColor) -> QImage:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def test_that_a_difference_is_absolute_doubled_up_to_white_and_opaque() -> None:
    one, other = filled(QColor(10, 200, 30)), filled(QColor(12, 100, 30))
    found = difference(one, other, doublings=3)
    assert found.pixelColor(4, 2) == QColor(16, 255, 0)
    assert bytes(found.constBits())[3::4] == b"\xff" * 15
    assert one.pixelColor(0, 0) == QColor(10, 200, 30)


def test_that_what_is_equal_is_black() -> None:
    grey = filled(QColor(99, 99, 99))
    assert difference(grey, grey, doublings=3).pixelColor(0, 0) == QColor(0, 0, 0)
