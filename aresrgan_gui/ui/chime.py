"""The sound at the end of the work."""

from __future__ import annotations

import sys
from shutil import which

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.paths import chime_file
from aresrgan_gui.runners.children.process import ChildProcess, ProcessOutcome

PLAYERS = ("pw-play", "paplay", "aplay")
"""Programs that play a file, of PipeWire, PulseAudio and ALSA: a desktop of Linux has one of them."""


class Chime(QObject):
    """Rings once when asked.

    On Linux Qt's own beep is X11's bell, which most desktops leave silent, and nothing at all on Wayland.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = ChildProcess(self)
        self._process.ended.connect(self._on_ended)

    def ring(self) -> None:
        """Make the sound, in one way or another."""
        player = next(filter(which, PLAYERS), None) if sys.platform == "linux" else None
        if player is None:
            QApplication.beep()
        elif not self._process.is_running:
            self._process.start(player, [str(chime_file())])

    def _on_ended(self, outcome: ProcessOutcome) -> None:
        if outcome.exit_code or outcome.crashed or outcome.failed_to_start:
            QApplication.beep()
