"""Things in a row that goes on below."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aresrgan_gui.ui.parts.flow import Flow

GAP = 8


def test_that_what_is_hidden_leaves_no_gap(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    row = Flow(widget, gap=GAP)
    first, hidden, last = (QPushButton(text, widget) for text in ("first", "hidden", "last"))
    for button in (first, hidden, last):
        row.addWidget(button)
    hidden.hide()
    widget.resize(600, 60)
    with qtbot.waitExposed(widget):
        widget.show()
    assert first.x() == 0
    assert last.x() == first.width() + GAP
    assert last.x() + last.width() == widget.width()
    hidden.show()
    qtbot.waitUntil(lambda: last.x() > first.width() + hidden.width())
