"""What went wrong the last time, told once and offered to be passed on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from aresrgan_gui.services.crash import crash_text, mark_seen
from aresrgan_gui.ui.banner import Banner
from aresrgan_gui.ui.dialogs.help import ReportView


class CrashOffer(Banner):
    """A message above the picture; it comes again at the next start unless the user deals with it."""

    def __init__(self, reports: list[Path], log_file: Path, parent: QWidget | None = None) -> None:
        """`reports` are those not seen yet, newest first; the newest is offered."""
        super().__init__(self.tr("What went wrong last time"), parent)
        self._reports = reports
        self._report = crash_text(reports[0], log_file)
        look = self.add_link(self.tr("Look at the report..."), self.tr("Look at the report of the last time"))
        look.clicked.connect(self._look)
        copy = self.add_link(self.tr("Copy the report"), self.tr("Copy the report of the last time"))
        copy.clicked.connect(self._copy)
        self.dismissed.connect(self._mark)
        self.say(
            self.tr("ARESRGAN ended unexpectedly last time, or something in it went wrong."),
            self.tr("Please pass the report on to its makers. It names none of your files and folders."),
        )

    def _look(self) -> None:
        dialog = ReportView(self._report, self._reports[0].parent, self.window())
        dialog.finished.connect(self.dismiss)
        dialog.open()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.dismiss()

    def _mark(self) -> None:
        mark_seen(self._reports)
