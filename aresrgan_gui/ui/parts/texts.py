"""The texts between the controls, and the column in which both stand."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from aresrgan_gui.ui.theme import GAP


def heading(text: str, parent: QWidget) -> QLabel:
    """The name of a group of controls."""
    label = QLabel(text, parent)
    label.setProperty("role", "heading")
    font = QFont(label.font())
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def new_link(text: str, name: str, parent: QWidget) -> QPushButton:
    """A button that looks like a line of text; a screen reader calls it `name`."""
    link = QPushButton(text, parent)
    link.setProperty("link", True)
    link.setAccessibleName(name)
    link.setAutoDefault(False)
    return link


def faint(text: str, parent: QWidget) -> QLabel:
    """A text that stands back."""
    label = QLabel(text, parent)
    label.setProperty("role", "faint")
    label.setWordWrap(True)
    return label


def column(parent: QWidget, spacing: int = GAP) -> QVBoxLayout:
    """A layout without margins, one thing below the other."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def labelled(text: str, field: QWidget, layout: QVBoxLayout, parent: QWidget) -> QLabel:
    """Add a control with its label above it."""
    label = QLabel(text, parent)
    label.setBuddy(field)
    label.setWordWrap(True)
    label.setProperty("role", "faint")
    layout.addWidget(label)
    layout.addWidget(field)
    return label
