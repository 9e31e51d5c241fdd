"""Menus, shortcuts and toolbar, made from the table of actions."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton, QWidget

from aresrgan_gui.ui import icons
from aresrgan_gui.ui.action_table import ACTIONS, Act, ActionDef, Menu, Place


class Actions:
    """The window's actions, made from the table."""

    def __init__(self, window: QMainWindow) -> None:
        self._actions = {definition.act: _made(definition, window) for definition in ACTIONS}
        self._menus: dict[Menu, QMenu] = {}
        window.addActions(list(self._actions.values()))

    def __getitem__(self, act: Act) -> QAction:
        return self._actions[act]

    def fill_menu_bar(self, window: QMainWindow) -> None:
        """Give the window its menus."""
        for menu in Menu:
            shown = self._menus[menu] = window.menuBar().addMenu(_text(menu.value))
            shown.setAccessibleName(action_text(menu.value))
            self._fill(shown, [definition for definition in ACTIONS if definition.menu is menu])

    def add_menu(self, place: Menu, menu: QMenu) -> None:
        """Put a menu of its own at the end of one of the window's."""
        self._menus[place].addSeparator()
        self._menus[place].addMenu(menu)

    def fill_tool_bar(self, tool_bar: QToolBar) -> None:
        """Put the actions that have a place there on a toolbar."""
        shown = [definition for definition in ACTIONS if definition.toolbar is not Place.NOWHERE]
        self._fill(tool_bar, shown)
        for definition in shown:
            button = tool_bar.widgetForAction(self[definition.act])
            if isinstance(button, QToolButton):
                name_button(button)
                button.setProperty("primary", definition.stands_out)
                if definition.toolbar is Place.ICON_AND_TEXT:
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def context_menu(self, parent: QWidget) -> QMenu:
        """The menu of a row of the queue; it deletes itself when closed."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, [definition for definition in ACTIONS if definition.in_context_menu])
        return menu

    def tint(self, palette: QPalette) -> None:
        """Paint all icons in a palette's colours."""
        for definition in ACTIONS:
            role = QPalette.ColorRole.Highlight if definition.stands_out else QPalette.ColorRole.WindowText
            self[definition.act].setIcon(icons.icon(definition.icon, palette, role))

    def _fill(self, target: QMenu | QToolBar, definitions: list[ActionDef]) -> None:
        for index, definition in enumerate(definitions):
            if definition.leads and index:
                target.addSeparator()
            target.addAction(self[definition.act])


def name_button(button: QToolButton) -> None:
    """Say an action's button to screen readers as its text, without the mark for the access key."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(_bare(button.defaultAction().text()))


def action_text(source: str) -> str:
    """A text of the table as people read it where there is no access key."""
    return _bare(_text(source))


def _made(definition: ActionDef, window: QMainWindow) -> QAction:
    action = QAction(_text(definition.text), window)
    action.setIconText(action_text(definition.text))
    action.setObjectName(definition.act.value)
    action.setCheckable(definition.checkable)
    action.setShortcuts([QKeySequence(keys) for keys in definition.keys])
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    tip = _text(definition.tip)
    action.setToolTip(f"{tip} ({keys})" if keys else tip)
    return action


def _bare(text: str) -> str:
    """Without the mark of the access key, which stands in brackets of its own in some languages."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "").rstrip(".")


def _text(source: str) -> str:
    return QCoreApplication.translate("actions", source)
