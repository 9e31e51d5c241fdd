"""Whether to look for newer releases, asked once; and that there is one."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from aresrgan_gui import __version__
from aresrgan_gui.core.settings import Updates
from aresrgan_gui.core.updates import Release
from aresrgan_gui.ui.banner import Banner


class UpdateQuestion(Banner):
    """A message above the picture that stays until it is answered; sending it away is a no."""

    answered = Signal(object)
    """What the user wants, an Updates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Newer versions"), parent, is_calm=True)
        look = self.add_link(self.tr("Look at each start"), self.tr("Look for newer versions at each start"))
        look.clicked.connect(lambda: self._answer(Updates.AT_START))
        never = self.add_link(self.tr("Never look"), self.tr("Never look for newer versions"))
        never.clicked.connect(self.dismiss)
        self.dismissed.connect(lambda: self.answered.emit(Updates.NEVER))
        self.say(
            self.tr("Shall ARESRGAN look for newer versions?"),
            self.tr("Nothing is installed without you. The answer can be changed in the settings."),
        )

    def _answer(self, answer: Updates) -> None:
        self.hide()
        self.answered.emit(answer)


class UpdateNews(Banner):
    """A message above the picture that there is a newer release, which is got from `page`."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("A newer version"), parent, is_calm=True)
        self._release = Release("", "")
        notes = self.add_link(self.tr("What is new..."), self.tr("What is new in the newer version"))
        notes.clicked.connect(self._show_notes)
        get = self.add_link(self.tr("Get it..."), self.tr("Open the page of the newer version"))
        get.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(page)))

    def tell(self, release: Release | None) -> None:
        """Say that there is a release, if there is one."""
        if release is not None:
            self._release = release
            text = self.tr("ARESRGAN {new} is available. You have {old}.")
            self.say(text.format(new=release.version, old=__version__))

    def _show_notes(self) -> None:
        from aresrgan_gui.ui.dialogs.help import NotesView

        NotesView(self._release, self.window()).open()
