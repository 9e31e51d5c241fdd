"""The small controls under the wheel: one that has the focus follows it, others let it pass by."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aresrgan_gui.ui.parts.fields import Choice, Number, Slider


def choice(parent: QWidget) -> QWidget:
    control = Choice("What", [(number, str(number)) for number in range(9)], parent)
    control.set_value(4)
    return control


def slider(parent: QWidget) -> QWidget:
    control = Slider("How much", 0, 8, parent)
    control.setValue(4)
    return control


def number(parent: QWidget) -> QWidget:
    control = Number("How many", 0, 8, parent)
    control.setValue(4)
    return control


def value(control: QWidget) -> object:
    return control.value() if isinstance(control, Choice | Slider | Number) else None


def roll(widget: QWidget) -> bool:
    """Turn the wheel down by one notch over the middle of a widget; whether it was taken there."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize("make", [choice, slider, number])
def test_that_the_wheel_changes_a_control_only_when_it_has_the_focus(
    make: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    control, other = make(window), slider(window)
    for one in (control, other):
        layout.addWidget(one)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    other.setFocus()
    assert not roll(control)
    assert value(control) == 4
    control.setFocus()
    assert roll(control)
    assert value(control) != 4
