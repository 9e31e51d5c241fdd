"""The program's drawings as icons."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication

from aresrgan_gui.ui import drawings, icons


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_that_an_icon_has_just_the_pixels_of_the_screen(qapp: QApplication, ratio: float) -> None:
    shown = icons.icon("about", qapp.palette()).pixmap(QSize(20, 20), ratio)
    assert (shown.width(), shown.devicePixelRatio()) == (round(20 * ratio), ratio)


def test_that_an_icon_is_drawn_when_it_is_shown_and_then_once(qapp: QApplication) -> None:
    with patch.object(icons, "paint", wraps=drawings.paint) as paint:
        icon = icons.icon("about", qapp.palette())
        assert paint.call_count == 0
        for _ in range(2):
            QIcon(icon).pixmap(QSize(23, 23))
        assert paint.call_count == 1


def test_that_an_icon_that_cannot_be_pressed_is_faint(qapp: QApplication) -> None:
    palette = qapp.palette()
    icon = icons.icon("about", palette)

    def colours(mode: QIcon.Mode) -> set[str]:
        picture = icon.pixmap(QSize(40, 40), 1.0, mode).toImage()
        pixels = (picture.pixelColor(x, y) for x in range(40) for y in range(40))
        return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

    text = palette.color(QPalette.ColorRole.WindowText).name()
    assert text in colours(QIcon.Mode.Normal)
    assert text not in colours(QIcon.Mode.Disabled)
