"""Closing the window while pictures are being enlarged: stop, or finish in the background."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMessageBox, QSystemTrayIcon

from aresrgan_gui.core.overriding import override
from aresrgan_gui.services.queue.queue import Mode, Queue
from aresrgan_gui.ui.icons import application_icon

LINGER = 5000
"""Milliseconds from the end of the work to the end of the program: the message is to be read."""


class Leaving(QObject):
    """Asks before a window with work is closed, and lets the work go on without it.

    In the background the window is hidden and an icon in the tray stands for it. It comes back when it is
    asked for, and when something needs the user: the queue is paused, or a dialog has opened.
    """

    ended = Signal()
    """The window is closed and nothing is left to do: the program can end."""

    def __init__(self, window: QMainWindow, queue: Queue) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        self._is_decided = False
        self._box: QMessageBox | None = None
        self._tray = QSystemTrayIcon(application_icon(), self)
        self._tray.setToolTip(self.tr("ARESRGAN is enlarging pictures"))
        self._menu = QMenu(window)
        self._menu.setAccessibleName(self.tr("ARESRGAN in the background"))
        self._menu.addAction(self.tr("Show the &window"), self.come_back)
        self._menu.addAction(self.tr("&Stop and quit"), self.leave)
        self._tray.setContextMenu(self._menu)
        self._tray.activated.connect(self._on_activated)
        self._lingering = QTimer(self, interval=LINGER, singleShot=True)
        self._lingering.timeout.connect(self._end)
        queue.drained.connect(self._on_drained)
        queue.mode_changed.connect(self._on_mode)
        window.installEventFilter(self)

    @property
    def is_in_background(self) -> bool:
        """Whether the work goes on without the window."""
        return self._tray.isVisible()

    def come_back(self) -> None:
        """Show the window, and before all others."""
        self._lingering.stop()
        self._tray.hide()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def leave(self) -> None:
        """Close the window without a question; what runs is stopped."""
        self._is_decided = True
        self._lingering.stop()
        self._tray.hide()
        self._window.close()
        self.ended.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close or not self._must_ask():
            return False
        event.ignore()
        self._ask()
        return True

    def _must_ask(self) -> bool:
        application = QGuiApplication.instance()
        is_logging_out = isinstance(application, QGuiApplication) and application.isSavingSession()
        return self._queue.is_running and not (self._is_decided or is_logging_out)

    def _ask(self) -> None:
        if self._box is not None:
            return
        box = self._box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("ARESRGAN")
        box.setText(self.tr("Pictures are still being enlarged."))
        box.setInformativeText(
            self.tr("The list is kept: what is not done yet waits for you when you start ARESRGAN again.")
        )
        role = QMessageBox.ButtonRole
        stop = box.addButton(self.tr("&Stop and quit"), role.DestructiveRole)
        stop.clicked.connect(self.leave)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        if QSystemTrayIcon.isSystemTrayAvailable():
            go_on = box.addButton(self.tr("&Finish in the background"), role.AcceptRole)
            go_on.clicked.connect(self._go_to_background)
            box.setDefaultButton(go_on)
        for button in box.buttons():
            button.setAccessibleName(button.text().replace("&", ""))
        box.finished.connect(self._forget_box)
        box.open()

    def _forget_box(self) -> None:
        self._box = None

    def _go_to_background(self) -> None:
        if not self._queue.is_running:
            self.leave()
            return
        if self._queue.mode is Mode.PAUSED:
            self._queue.start()
        self._tray.show()
        self._window.hide()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.come_back()

    def _on_mode(self, mode: Mode) -> None:
        if self.is_in_background and mode is Mode.PAUSED:
            self.come_back()

    def _on_drained(self) -> None:
        if self.is_in_background:
            self._lingering.start()

    def _end(self) -> None:
        if QApplication.activeModalWidget() is not None:
            self.come_back()
        else:
            self.leave()
