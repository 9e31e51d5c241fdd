"""What the work is done on: chosen by the system, the processor, or one or several graphics cards."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from aresrgan_gui.ui.parts.fields import Choice
from aresrgan_gui.ui.parts.texts import column, labelled

UNKNOWN = 4
"""Graphics cards on offer by number while nobody has told which there are."""

NAME_WIDTH = 190
"""Logical pixels of a card's name that are shown; the whole is in its tip."""


class Kind(Enum):
    """What does the work; the value is how the options name it, where that is enough."""

    AUTOMATIC = "auto"
    PROCESSOR = "cpu"
    CARDS = "cards"


class DeviceOptions(QWidget):
    """One choice, and a box to tick for each graphics card."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[int, str] | None = None
        self._boxes: dict[int, QCheckBox] = {}
        self._kind = Choice(
            self.tr("Device"),
            (
                (Kind.AUTOMATIC, self.tr("Automatic")),
                (Kind.PROCESSOR, self.tr("Processor (CPU)")),
                (Kind.CARDS, self.tr("Graphics cards")),
            ),
            self,
        )
        self._cards = QWidget(self)
        self._list = column(self._cards)
        layout = column(self)
        labelled(self.tr("Device"), self._kind, layout, self)
        layout.addWidget(self._cards)
        self._kind.chosen.connect(self._choose)
        self.set_value(Kind.AUTOMATIC.value)

    def set_cards(self, names: Mapping[int, str]) -> None:
        """Offer these graphics cards, by number."""
        self._names = names
        self.set_value(self.value())

    def value(self) -> str:
        """What is chosen, as the options name it: `auto`, `cpu` or numbers such as `0` or `0,1`."""
        kind = self._kind.value()
        chosen = [str(number) for number, box in self._boxes.items() if box.isChecked()]
        if kind is Kind.CARDS and chosen:
            return ",".join(chosen)
        return Kind.PROCESSOR.value if kind is Kind.PROCESSOR else Kind.AUTOMATIC.value

    def set_value(self, device: str) -> None:
        """Show what is chosen; cards that are not known are on offer as long as they are chosen."""
        is_named = device in (Kind.AUTOMATIC.value, Kind.PROCESSOR.value)
        chosen = set() if is_named else {int(number) for number in device.split(",")}
        names = dict.fromkeys(range(UNKNOWN), "") if self._names is None else self._names
        self._offer({number: names.get(number, "") for number in sorted(chosen | set(names))})
        for number, box in self._boxes.items():
            box.setChecked(number in chosen)
        self._kind.set_value(Kind(device) if is_named else Kind.CARDS)
        self._kind.set_offered(Kind.CARDS, bool(self._boxes))
        self._cards.setVisible(not is_named)

    def _offer(self, names: Mapping[int, str]) -> None:
        if names.keys() != self._boxes.keys():
            for box in self._boxes.values():
                self._list.removeWidget(box)
                box.hide()
                box.deleteLater()
            self._boxes = {number: QCheckBox(self._cards) for number in names}
            for number, box in self._boxes.items():
                box.clicked.connect(lambda _checked=False, ticked=number: self._tick(ticked))
                self._list.addWidget(box)
                box.show()
        for number, box in self._boxes.items():
            name = names[number] or self.tr("Graphics card {number}").format(number=number)
            text = box.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, NAME_WIDTH)
            box.setText(text.replace("&", "&&"))
            box.setToolTip(name)
            box.setAccessibleName(name)

    def _choose(self, kind: Kind) -> None:
        if kind is Kind.CARDS and not any(box.isChecked() for box in self._boxes.values()):
            next(iter(self._boxes.values())).setChecked(True)
        self._cards.setVisible(kind is Kind.CARDS)
        self.changed.emit()

    def _tick(self, number: int) -> None:
        """Without any card there would be nothing to work on: the last one stays."""
        if not any(box.isChecked() for box in self._boxes.values()):
            self._boxes[number].setChecked(True)
        else:
            self.changed.emit()
