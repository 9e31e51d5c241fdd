"""Progress on the launcher's icon, where the desktop listens for it: Ubuntu, KDE and others on Linux.

They follow `com.canonical.Unity.LauncherEntry`, a D-Bus signal that nobody has to answer.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

from aresrgan_gui.core.paths import APP_NAME

INTERFACE = "com.canonical.Unity.LauncherEntry"
OBJECT = f"/com/canonical/unity/launcherentry/{APP_NAME}"


class Taskbar(QObject):
    """Shows how far the whole is."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: int | None = None

    def show_fraction(self, fraction: float | None) -> None:
        """Show a part, 0.0 to 1.0; None takes the progress away."""
        percent = None if fraction is None else int(fraction * 100)
        if percent == self._shown:
            return
        self._shown = percent
        if sys.platform == "linux":
            from PySide6.QtDBus import QDBusConnection, QDBusMessage

            message = QDBusMessage.createSignal(OBJECT, INTERFACE, "Update")
            shown = {"progress": (percent or 0) / 100, "progress-visible": percent is not None}
            message.setArguments([f"application://{APP_NAME}.desktop", shown])
            QDBusConnection.sessionBus().send(message)
