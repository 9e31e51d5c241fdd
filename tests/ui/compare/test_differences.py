"""How far two pictures are apart."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from aresrgan_gui.ui.compare.differences import subtract


def filled(colour: QColor) -> QImage:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def test_that_a_difference_is_absolute_doubled_up_to_white_and_opaque() -> None:
    one, other = filled(QColor(10, 200, 30)), filled(QColor(12, 100, 30))
    subtract(one, other, doublings=3)
    assert one.pixelColor(4, 2) == QColor(16, 255, 0)
    assert bytes(one.constBits())[3::4] == b"\xff" * 15


def test_that_what_is_equal_is_black() -> None:
    grey = filled(QColor(99, 99, 99))
    subtract(grey, grey.copy(), doublings=3)
    assert grey.pixelColor(0, 0) == QColor(0, 0, 0)
