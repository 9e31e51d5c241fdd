"""The language and the colours of everything that Qt shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.paths import resources
from aresrgan_gui.core.settings import ColourScheme, Settings
from aresrgan_gui.ui.theme import mixed

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

    @property
    def language(self) -> str:
        """The code of the language that new widgets speak."""
        return self._language

    def apply(self, settings: Settings) -> None:
        """Take on colours at once, and a language for the widgets made from now on."""
        self._colour(_SCHEMES[settings.colours])
        language = language_for(settings.language, QLocale.system().uiLanguages())
        if language != self._language:
            self._speak(language)

    def _colour(self, scheme: Qt.ColorScheme) -> None:
        hints = self._application.styleHints()
        hints.setColorScheme(scheme)
        # Some platforms have but one scheme; there the palette is ours.
        own = scheme not in (Qt.ColorScheme.Unknown, hints.colorScheme())
        self._application.setPalette(palette_of(scheme) if own else QPalette())

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
