"""The compare view under the user's hands: mouse, wheel and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.compare.canvas import CompareCanvas
from aresrgan_gui.ui.compare.transform import Point, handle_fraction

HANDLE_REACH = 14
"""How far from the handle, in logical pixels, a press still takes it."""

WHEEL_STEP = 1.25
KEY_STEP = 0.01
PAGE_STEP = 0.10
PAN_STEP = 48

HOLD_KEY = Qt.Key.Key_H


class CompareView(CompareCanvas):
    """The wheel zooms at the cursor, a drag pans, a double click goes from fit to 100% and back.

    The handle is dragged or moved with the arrow keys; with Shift they pan. While H is held, the source is
    seen alone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dragging_handle = False
        self._panning_from: QPointF | None = None
        self._space_held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.can_compare or self.has_result:
            self.zoom_to(self.zoom * WHEEL_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at_handle = event.button() == Qt.MouseButton.LeftButton and not self._space_held
        if at_handle and self._is_at_handle(event.position()):
            self._dragging_handle = True
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._panning_from = event.position()
        self._choose_cursor(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self._tell_pointed()
        if self._dragging_handle:
            self.set_fraction(handle_fraction(self._in_pixels(event.position()).x, self._visible))
        elif self._panning_from is not None:
            moved = (event.position() - self._panning_from) * self._ratio
            self._panning_from = event.position()
            self._pan(Point(moved.x(), moved.y()))
        self._choose_cursor(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging_handle = False
        self._panning_from = None
        self._choose_cursor(event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._fits:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._space_held = True
            self._choose_cursor(self._cursor())
        elif event.key() == HOLD_KEY:
            self.hold(True)
        elif not (self._move_by_key(event) or self._zoom_by_key(event)):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self._choose_cursor(self._cursor())
        elif event.key() == HOLD_KEY and not event.isAutoRepeat():
            self.hold(False)
        else:
            super().keyReleaseEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._choose_cursor(event.position())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._tell_pointed()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space_held = False
        self.hold(False)
        super().focusOutEvent(event)

    def _cursor(self) -> QPointF:
        return QPointF(self.mapFromGlobal(self.cursor().pos()))

    def _is_at_handle(self, position: QPointF) -> bool:
        return self.has_handle and abs(position.x() - self.handle_position.x()) <= HANDLE_REACH

    def _choose_cursor(self, position: QPointF) -> None:
        if self._panning_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._dragging_handle or (self._is_at_handle(position) and not self._space_held):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._fits and not self._space_held:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _move_by_key(self, event: QKeyEvent) -> bool:
        pans = not self.has_handle or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        directions = {
            Qt.Key.Key_Left: (1, 0),
            Qt.Key.Key_Right: (-1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        steps = {
            Qt.Key.Key_Left: -KEY_STEP,
            Qt.Key.Key_Right: KEY_STEP,
            Qt.Key.Key_PageUp: -PAGE_STEP,
            Qt.Key.Key_PageDown: PAGE_STEP,
            Qt.Key.Key_Home: -1.0,
            Qt.Key.Key_End: 1.0,
        }
        key = Qt.Key(event.key())
        if key in directions and (pans or key in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
            x, y = directions[key]
            self._pan(Point(x * PAN_STEP * self._ratio, y * PAN_STEP * self._ratio))
        elif key in steps and self.has_handle:
            self.set_fraction(self._fraction + steps[key])
        else:
            return False
        return True

    def _zoom_by_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_to(self.zoom * WHEEL_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_to(self.zoom / WHEEL_STEP)
        else:
            return False
        return True
