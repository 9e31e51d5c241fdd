"""That the queue waits for room on a disk, for as long as it does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from aresrgan_gui.services.queue.full_disk import FullDisk, Lack
from aresrgan_gui.ui.banner import Banner
from aresrgan_gui.ui.parts.figures import bytes_text


class RoomNotice(Banner):
    """A message above the picture with how much is missing."""

    folder_wanted = Signal(object)
    """The Path of a folder for which the user wants another one."""

    def __init__(self, full_disk: FullDisk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The disk is full"), parent)
        self._folder = Path()
        link = self.add_link(self.tr("Choose another folder..."), self.tr("Choose another folder"))
        link.clicked.connect(lambda: self.folder_wanted.emit(self._folder))
        full_disk.told.connect(self._tell)
        self._tell(full_disk.lack)

    def _tell(self, lack: Lack | None) -> None:
        if lack is None:
            self.hide()
            return
        self._folder = lack.folder
        what = self.tr("The disk of {folder} is full: about {missing} more are needed.")
        self.say(
            what.format(folder=lack.folder.name or lack.folder, missing=bytes_text(lack.missing)),
            self.tr("The work is paused. It goes on by itself when there is room."),
        )
