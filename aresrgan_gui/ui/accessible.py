"""What screen readers call widgets that are no kind of control that Qt knows, or that Qt makes itself."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QToolBar, QToolButton, QWidget

ROLES = {"CompareView": QAccessible.Role.Graphic}
"""Class of the widget to role."""


@cache
def install_roles() -> None:
    """Let the widgets of this program be called by their roles."""
    QAccessible.installFactory(_interface)


def name_overflow(tool_bar: QToolBar, name: str) -> None:
    """Give a name to the button that Qt shows for what has no room on a toolbar."""
    button = tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if button is not None:
        button.setAccessibleName(name)


def _interface(name: str, widget: QObject | None) -> QAccessibleInterface | None:
    if name in ROLES and isinstance(widget, QWidget):
        return QAccessibleWidget(widget, ROLES[name])
    return None
