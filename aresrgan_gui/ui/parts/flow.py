"""Things in a row that goes on below where the room ends, as words do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QWidget

from aresrgan_gui.core.overriding import override


class Flow(QLayout):
    """Fills each row from edge to edge; no row is narrower than its widest item."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 0) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def add_button(self, text: str, work: Callable[[], object], parent: QWidget) -> None:
        """Put a button at the end."""
        button = QPushButton(text, parent)
        button.setAccessibleName(text.rstrip("."))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: work())
        self.addWidget(button)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(_height(row) for row in rows) + self._gap * max(len(rows) - 1, 0)

    @override
    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown]
        width = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    @override
    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown]
        width = max((size.width() for size in sizes), default=0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for row in self._rows(rect.width()):
            spare = rect.width() - sum(item.sizeHint().width() for item in row) - self._gap * (len(row) - 1)
            left = rect.left()
            for number, item in enumerate(row):
                share = spare * (number + 1) // len(row) - spare * number // len(row)
                width = item.sizeHint().width() + share
                item.setGeometry(QRect(left, top, width, _height(row)))
                left += width + self._gap
            top += _height(row) + self._gap

    @property
    def _shown(self) -> list[QLayoutItem]:
        """Hidden things leave no gap."""
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """The items, as many in a row as there is room for, and at least one."""
        rows: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown:
            need = item.sizeHint().width()
            if not rows or need > left:
                rows.append([])
                left = width
            rows[-1].append(item)
            left -= need + self._gap
        return rows


def _height(row: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in row)
