"""What happens when the queue is through: a word to the user, a sound, and the machine's rest."""

from __future__ import annotations

import sys
from functools import partial
from shutil import which

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QSystemTrayIcon

from aresrgan_gui.core.job import JobState
from aresrgan_gui.runners.children.process import ChildProcess
from aresrgan_gui.services.machine.power import Ending, Power, can
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.chime import Chime
from aresrgan_gui.ui.icons import application_icon
from aresrgan_gui.ui.queue.summary import summarize


class WhenDone(QObject):
    """A menu of choices, carried out when the queue has drained.

    Sleep and shutting down hold for one run of the program: nobody wants to be surprised by last week's wish.
    """

    changed = Signal(bool, bool)
    """Whether a message and a sound are wanted."""

    def __init__(self, window: QMainWindow, queue: Queue, power: Power, *, notify: bool, sound: bool) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        self._power = power
        self._messenger = Messenger(window)
        self._chime = Chime(self)
        self.menu = QMenu(self.tr("&When done"), window)
        self.menu.setAccessibleName(self.tr("When done"))
        self._notify = self._choice(self.tr("&Tell me"), is_on=notify)
        self._sound = self._choice(self.tr("&Play a sound"), is_on=sound)
        self.menu.addSeparator()
        texts = {
            Ending.NOTHING: self.tr("Leave the computer &on"),
            Ending.SLEEP: self.tr("Put the computer to &sleep"),
            Ending.SHUT_DOWN: self.tr("Shut the computer &down"),
        }
        group = QActionGroup(self)
        self._endings: dict[Ending, QAction] = {}
        for ending, text in texts.items():
            action = self._choice(text, is_on=ending is Ending.NOTHING)
            action.setEnabled(can(ending))
            group.addAction(action)
            self._endings[ending] = action
        for action in (self._notify, self._sound):
            action.triggered.connect(self._tell_change)
        queue.drained.connect(self._on_drained)

    @property
    def ending(self) -> Ending:
        """What happens to the machine."""
        return next(ending for ending, action in self._endings.items() if action.isChecked())

    def choose(self, ending: Ending) -> None:
        """Let this happen to the machine."""
        self._endings[ending].setChecked(True)

    def _choice(self, text: str, *, is_on: bool) -> QAction:
        action = QAction(text, self)
        self.menu.addAction(action)
        action.setCheckable(True)
        action.setChecked(is_on)
        return action

    def _tell_change(self) -> None:
        self.changed.emit(self._notify.isChecked(), self._sound.isChecked())

    def _on_drained(self) -> None:
        if self._sound.isChecked():
            self._chime.ring()
        if self._notify.isChecked() and not self._window.isActiveWindow():
            QApplication.alert(self._window)
            self._messenger.say(self._result())
        ending = self.ending
        if ending is not Ending.NOTHING:
            self.choose(Ending.NOTHING)
            self._count_down(ending)

    def _result(self) -> str:
        counts = summarize(self._queue.jobs()).counts
        text = self.tr("Pictures done: {count}.").format(count=counts[JobState.DONE])
        if counts[JobState.FAILED]:
            text += " " + self.tr("{count} failed.").format(count=counts[JobState.FAILED])
        return text

    def _count_down(self, ending: Ending) -> None:
        texts = {
            Ending.SLEEP: self.tr("All is done. The computer goes to sleep in {seconds} seconds."),
            Ending.SHUT_DOWN: self.tr("All is done. The computer shuts down in {seconds} seconds."),
        }
        from aresrgan_gui.ui.dialogs.countdown import Countdown

        dialog = Countdown(texts[ending], self._window)
        dialog.elapsed.connect(partial(self._power.finish, ending))
        dialog.finished.connect(dialog.deleteLater)
        dialog.begin()


class Messenger(QObject):
    """Says something outside the window in the way of the desktop."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._process = ChildProcess(self)
        self._tray = QSystemTrayIcon(application_icon(), self)
        self._tray.messageClicked.connect(window.activateWindow)

    def say(self, text: str) -> None:
        """Show a message; on a desktop that has no place for one, nothing."""
        # Many desktops of Linux have no tray that would show a message, and all know this program.
        if sys.platform == "linux" and which("notify-send"):
            if not self._process.is_running:
                self._process.start(
                    "notify-send", ["--app-name=ARESRGAN", "--icon=aresrgan", "ARESRGAN", text]
                )
        elif QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._tray.show()
            self._tray.showMessage("ARESRGAN", text, application_icon())
