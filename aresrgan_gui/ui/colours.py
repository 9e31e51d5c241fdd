"""The colours of everything that Qt shows: the system's, or light or dark ones."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.appearance import ColourScheme
from aresrgan_gui.ui.theme import mixed, theme_of

_SCHEMES = {
    ColourScheme.SYSTEM: Qt.ColorScheme.Unknown,
    ColourScheme.LIGHT: Qt.ColorScheme.Light,
    ColourScheme.DARK: Qt.ColorScheme.Dark,
}


class Colours(QObject):
    """Gives the application the colours that were chosen, or those of the system where it has the choice."""

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._scheme = Qt.ColorScheme.Unknown
        self._system = application.styleHints().colorScheme()

    def choose(self, colours: ColourScheme) -> None:
        """Take on these colours at once."""
        self._scheme = _SCHEMES[colours]
        self._application.styleHints().setColorScheme(self._scheme)
        self._take_on()

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """Take on the scheme that the platform has changed to, as soon as its palette had time to follow."""
        self._system = scheme
        QTimer.singleShot(0, self, self._take_on)

    def _take_on(self) -> None:
        """Some platforms have but one palette, whatever the scheme; for the other one it is ours."""
        scheme = self._system if self._scheme is Qt.ColorScheme.Unknown else self._scheme
        self._application.setPalette(QPalette())
        if scheme is not Qt.ColorScheme.Unknown:
            is_dark = theme_of(self._application.palette()).dark
            if is_dark is not (scheme is Qt.ColorScheme.Dark):
                self._application.setPalette(palette_of(scheme))


def palette_of(scheme: Qt.ColorScheme) -> QPalette:
    """A light or dark palette for platforms that have none of their own."""
    dark = scheme is Qt.ColorScheme.Dark
    button = QColor("#2d2f31") if dark else QColor("#efefef")
    palette = QPalette(button, button)
    text = QColor("#e8e8e8") if dark else QColor("#1a1a1a")
    roles = QPalette.ColorRole
    colours = {
        roles.Base: QColor("#1f2123") if dark else QColor("white"),
        roles.AlternateBase: QColor("#27292b") if dark else QColor("#f6f6f6"),
        roles.ToolTipBase: button,
        roles.Highlight: QColor("#308cc6"),
        roles.HighlightedText: QColor("white"),
        roles.Link: QColor("#6cb8e6") if dark else QColor("#1a6fa3"),
        **dict.fromkeys((roles.WindowText, roles.Text, roles.ButtonText, roles.ToolTipText), text),
    }
    for role, colour in colours.items():
        palette.setColor(role, colour)
    faint = mixed(button, text, 0.5)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
    palette.setColor(roles.PlaceholderText, faint)
    return palette
