"""The language and the colours of everything that Qt shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.appearance import Appearance, ColourScheme
from aresrgan_gui.core.paths import resources
from aresrgan_gui.ui.theme import mixed, theme_of

SOURCE_LANGUAGE = "en"
LANGUAGES = {SOURCE_LANGUAGE: "English", "ja": "日本語", "zh_CN": "简体中文"}
"""What the program speaks: code and name in the language itself."""

_SCHEMES = {
    ColourScheme.SYSTEM: Qt.ColorScheme.Unknown,
    ColourScheme.LIGHT: Qt.ColorScheme.Light,
    ColourScheme.DARK: Qt.ColorScheme.Dark,
}


class Looks(QObject):
    """Dresses the application as the settings say."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self._language = SOURCE_LANGUAGE
        self._scheme = Qt.ColorScheme.Unknown
        self._system = application.styleHints().colorScheme()
        application.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def language(self) -> str:
        """The code of the language that new widgets speak."""
        return self._language

    def apply(self, appearance: Appearance) -> None:
        """Take on colours at once, and a language for the widgets made from now on."""
        self._scheme = _SCHEMES[appearance.colours]
        self._application.styleHints().setColorScheme(self._scheme)
        self._colour()
        language = language_for(appearance.language, QLocale.system().uiLanguages())
        if language != self._language:
            self._speak(language)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        """Take on the scheme that the platform has changed to, as soon as its palette had time to follow."""
        self._system = scheme
        QTimer.singleShot(0, self, self._colour)

    def _colour(self) -> None:
        """Some platforms have but one palette, whatever the scheme; for the other one it is ours."""
        scheme = self._system if self._scheme is Qt.ColorScheme.Unknown else self._scheme
        self._application.setPalette(QPalette())
        if scheme is not Qt.ColorScheme.Unknown:
            is_dark = theme_of(self._application.palette()).dark
            if is_dark is not (scheme is Qt.ColorScheme.Dark):
                self._application.setPalette(palette_of(scheme))

    def _speak(self, language: str) -> None:
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        self._language = language
        if language == SOURCE_LANGUAGE:
            return
        folders = {
            "qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
            "aresrgan": str(resources() / "translations"),
        }
        for name, folder in folders.items():
            translator = QTranslator(self)
            if translator.load(f"{name}_{language}", folder):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)


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


def language_for(chosen: str, wanted: Sequence[str]) -> str:
    """The chosen language, else the first of the system's (`zh-Hans-CN`, `ja`) that the program speaks."""
    if chosen in LANGUAGES:
        return chosen
    for tag in wanted:
        for code in LANGUAGES:
            if tag.split("-")[0] == code.split("_")[0]:
                return code
    return SOURCE_LANGUAGE
