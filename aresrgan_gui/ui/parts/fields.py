"""The small controls that the options are made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.parts.flow import Flow

_Value = TypeVar("_Value")


class Segments(QWidget, Generic[_Value]):
    """A row of buttons of which exactly one is down."""

    chosen = Signal(object)
    """The value that the user chose."""

    def __init__(
        self, name: str, entries: Sequence[tuple[_Value, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in entries]
        self._group = QButtonGroup(self)
        layout = Flow(self)
        for number, (_, text) in enumerate(entries):
            button = QToolButton(self)
            button.setText(text)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            button.setProperty("segment", _place(number, len(entries)))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"{name}: {text}")
            button.setProperty("begins", False)
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))
        self.setAccessibleName(name)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for one, other in pairwise(self._group.buttons()):
            begins = one.y() != other.y()
            restyle(other, "begins", begins)

    def value(self) -> _Value:
        """The value whose button is down."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: _Value) -> None:
        """Press the button of `value` without saying so."""
        self._group.button(self._values.index(value)).setChecked(True)


class Choice(QComboBox):
    """A list to choose one value from, which the wheel does not change in passing."""

    chosen = Signal(object)
    """The value that the user chose."""

    def __init__(
        self, name: str, entries: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values = [value for value, _ in entries]
        self.addItems([text for _, text in entries])
        self.setAccessibleName(name)
        _keep_in_passing(self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda number: self.chosen.emit(self._values[number]))

    def value(self) -> object:
        """The value that is shown."""
        return self._values[self.currentIndex()]

    def set_value(self, value: object) -> None:
        """Show `value` without saying so; one that is not on the list is put there as it is."""
        if value not in self._values:
            self._values.append(value)
            self.addItem(str(value))
        self.setCurrentIndex(self._values.index(value))

    def set_offered(self, value: object, is_offered: bool) -> None:
        """Let a value on the list be chosen, or not."""
        model = self.model()
        if isinstance(model, QStandardItemModel):
            model.item(self._values.index(value)).setEnabled(is_offered)


class Slider(QSlider):
    """A horizontal slider, which the wheel does not change in passing."""

    def __init__(self, name: str, lowest: int, highest: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(lowest, highest)
        self.setAccessibleName(name)
        _keep_in_passing(self)


class Number(QSpinBox):
    """A whole number to type, which the wheel does not change in passing."""

    def __init__(self, name: str, lowest: int, highest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(lowest, highest)
        # What is half typed is no choice yet.
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAccessibleName(name)
        _keep_in_passing(self)


class _WheelGuard(QObject):
    """Lets the wheel pass a control by that has not the focus."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_passing = (
            event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus()
        )
        if is_passing:
            event.ignore()
        return is_passing


def _keep_in_passing(control: QWidget) -> None:
    """Let the wheel change a control only when it was chosen before, by click or key."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_WheelGuard(control))


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Give a property that the style sheet asks for a value, and the widget a new look if it changes."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _place(number: int, count: int) -> str:
    if number == 0:
        return "first"
    return "last" if number == count - 1 else "middle"
