"""What screen readers call widgets that are no kind of control that Qt knows."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLES = {"CompareView": QAccessible.Role.Graphic}
"""Class of the widget to role."""


@cache
def install_roles() -> None:
    """Let the widgets of this program be called by their roles."""
    QAccessible.installFactory(_interface)


def _interface(name: str, widget: QObject | None) -> QAccessibleInterface | None:
    if name in ROLES and isinstance(widget, QWidget):
        return QAccessibleWidget(widget, ROLES[name])
    return None
