"""Below the queue, before Start: what the waiting pictures will amount to, and whether that fits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.messages import QT_TRANSLATE_NOOP
from aresrgan_gui.ui.parts.figures import bytes_text, left_text, megapixels_text
from aresrgan_gui.ui.parts.text_layout import breakable
from aresrgan_gui.ui.parts.texts import column, faint
from aresrgan_gui.ui.theme import GAP, MARGIN

if TYPE_CHECKING:
    from aresrgan_gui.services.queue.room import Room
    from aresrgan_gui.services.queue.watch import Outlook, Watch


class Forecast(QWidget):
    """A line on size, time and disk, and a warning where something cannot fit or cannot be written."""

    folder_wanted = Signal(object)
    """The Path of a folder for which the user wants another one."""

    def __init__(self, watch: Watch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amounts = faint("", self)
        self._warning = QLabel(self)
        self._warning.setWordWrap(True)
        self._warning.setProperty("role", "error")
        self._closed: Path | None = None
        self._elsewhere = QPushButton(self.tr("Choose another folder..."), self)
        self._elsewhere.setAccessibleName(self.tr("Choose another folder"))
        self._elsewhere.clicked.connect(lambda: self.folder_wanted.emit(self._closed))
        layout = column(self, GAP)
        layout.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        layout.addWidget(self._amounts)
        layout.addWidget(self._warning)
        layout.addWidget(self._elsewhere)
        self._warning.hide()
        self._elsewhere.hide()
        self.hide()
        watch.told.connect(self.show_outlook)
        watch.room_changed.connect(self.show_room)

    @property
    def text(self) -> str:
        """What is said of amounts."""
        return "" if self.isHidden() else self._amounts.text()

    @property
    def warning(self) -> str:
        """What is said of that which does not fit."""
        return "" if self._warning.isHidden() else self._warning.text()

    def show_outlook(self, outlook: Outlook) -> None:
        """Say what is yet to come."""
        self.setVisible(outlook.megapixels > 0)
        text = self.tr("{megapixels} of results in {duration}, {amount} on disk")
        self._amounts.setText(
            text.format(
                megapixels=megapixels_text(outlook.megapixels),
                duration=left_text(outlook.seconds_left, is_rough=outlook.is_rough),
                amount=bytes_text(outlook.disk),
            )
        )

    def show_room(self, room: Room) -> None:
        """Warn of what does not fit."""
        parts = []
        self._closed = min(room.closed, default=None)
        self._elsewhere.setVisible(self._closed is not None)
        if self._closed is not None:
            text = self.tr("The folder {folder} cannot be written: it is read-only, locked or gone.")
            parts.append(text.format(folder=breakable(self._closed.name or str(self._closed))))
        for shortage in room.shortages:
            text = self.tr("The disk of {folder} is too full: {needed} needed, {free} free.")
            parts.append(
                text.format(
                    folder=shortage.folder.name or shortage.folder,
                    needed=bytes_text(shortage.needed),
                    free=bytes_text(shortage.free),
                )
            )
        if room.too_large:
            text = self.tr("{count} of the pictures need more memory than this computer has: up to {needed}.")
            parts.append(text.format(count=room.too_large, needed=bytes_text(room.most_memory)))
        elif room.most_memory > room.free_memory > 0:
            text = self.tr("Up to {needed} of memory are needed and {free} are free: close other programs.")
            needed, free = bytes_text(room.most_memory), bytes_text(room.free_memory)
            parts.append(text.format(needed=needed, free=free))
        self._warning.setText("\n".join(parts))
        self._warning.setVisible(bool(parts))


def row_lines(watch: Watch, job_id: str) -> list[str]:
    """What the tooltip of a row says of the work to come."""
    entry = watch.entry(job_id)
    if entry is None or entry.job.state not in (JobState.WAITING, JobState.RUNNING):
        return []
    need, seconds = entry.needs, watch.seconds_left(job_id)
    amounts = [megapixels_text(need.output_pixels / 1e6)]
    if seconds is not None:
        amounts.append(left_text(seconds, is_rough=watch.rate(entry.way).is_rough))
    return ["  ·  ".join(amounts), *obstacles(watch, job_id)]


def obstacles(watch: Watch, job_id: str) -> list[str]:
    """Why a job cannot fit."""
    entry = watch.entry(job_id)
    if entry is None:
        return []
    room, need, found = watch.room, entry.needs, []
    if room.memory and need.memory > room.memory:
        text = _text(QT_TRANSLATE_NOOP("forecast", "needs {needed} of memory"))
        found.append(text.format(needed=bytes_text(need.memory)))
    folder = entry.job.target.parent
    if folder in room.closed:
        found.append(_text(QT_TRANSLATE_NOOP("forecast", "its folder cannot be written")))
    free = room.free_below.get(folder)
    if free is not None and need.disk > free:
        text = _text(QT_TRANSLATE_NOOP("forecast", "needs {needed} on the disk"))
        found.append(text.format(needed=bytes_text(need.disk)))
    return found


def speed_texts(watch: Watch, options: UpscaleOptions, models: Iterable[InstalledModel]) -> dict[str, str]:
    """By name, how fast each model is here on the chosen device, as far as it was measured."""
    from aresrgan_gui.services.queue.estimator import Way

    texts = {}
    for model in models:
        rate = watch.rate(Way(model.spec.name, options.device, options.tta))
        if not rate.is_rough:
            text = _text(QT_TRANSLATE_NOOP("forecast", "{seconds} s per MP"))
            figures = 1 if rate.seconds < 10 else 0
            texts[model.spec.name] = text.format(seconds=f"{rate.seconds:.{figures}f}")
    return texts


def _text(source: str) -> str:
    return QCoreApplication.translate("forecast", source)
