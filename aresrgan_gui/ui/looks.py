"""The language and the colours of everything that Qt shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.appearance import Appearance, ColourScheme
from aresrgan_gui.core.paths import resources

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from aresrgan_gui.ui.colours import Colours

SOURCE_LANGUAGE = "en"
LANGUAGES = {SOURCE_LANGUAGE: "English", "ja": "日本語", "zh_CN": "简体中文"}
"""What the program speaks: code and name in the language itself."""


class Looks(QObject):
    """Dresses the application as the settings say."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self._language = SOURCE_LANGUAGE
        self._chosen = ColourScheme.SYSTEM
        application.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def language(self) -> str:
        """The code of the language that new widgets speak."""
        return self._language

    def apply(self, appearance: Appearance) -> None:
        """Take on colours at once, and a language for the widgets made from now on."""
        if appearance.colours is not self._chosen:
            self._chosen = appearance.colours
            self._colours.choose(self._chosen)
        language = language_for(appearance.language, QLocale.system().uiLanguages())
        if language != self._language:
            self._speak(language)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._colours.follow(scheme)

    @cached_property
    def _colours(self) -> Colours:
        # Not before others than those that Qt begins with are asked for: see `empty_state`.
        from aresrgan_gui.ui.colours import Colours

        return Colours(self._application, self)

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


def language_for(chosen: str, wanted: Sequence[str]) -> str:
    """The chosen language, else the first of the system's (`zh-Hans-CN`, `ja`) that the program speaks."""
    if chosen in LANGUAGES:
        return chosen
    for tag in wanted:
        for code in LANGUAGES:
            if tag.split("-")[0] == code.split("_")[0]:
                return code
    return SOURCE_LANGUAGE
