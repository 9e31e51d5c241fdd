"""Progress on the program's icon: on the taskbar of Windows, in the dock of macOS, on launchers of Linux."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject

from aresrgan_gui.core.paths import APP_NAME

INTERFACE = "com.canonical.Unity.LauncherEntry"
OBJECT = f"/com/canonical/unity/launcherentry/{APP_NAME}"
"""A D-Bus signal that nobody has to answer; Ubuntu, KDE and others follow it."""

log = logging.getLogger(__name__)

Shower = Callable[[int | None], None]
"""Shows so many percent; None takes the progress away. Raises OSError where the system refuses."""


class Taskbar(QObject):
    """Shows how far the whole is."""

    def __init__(self, show: Shower | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._shown: int | None = None

    def show_fraction(self, fraction: float | None) -> None:
        """Show a part, 0.0 to 1.0; None takes the progress away."""
        percent = None if fraction is None else int(fraction * 100)
        if self._show is None or percent == self._shown:
            return
        self._shown = percent
        try:
            self._show(percent)
        except OSError:
            log.exception("this system shows no progress on the program's icon")
            self._show = None


def platform_shower(window: Callable[[], int]) -> Shower | None:
    """What shows progress on this system; `window` gives the native handle of the program's window."""
    if sys.platform == "win32":
        return _on_windows(window)
    return {"linux": _show_on_launcher, "darwin": _show_in_dock}.get(sys.platform)


def _show_on_launcher(percent: int | None) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    message = QDBusMessage.createSignal(OBJECT, INTERFACE, "Update")
    shown = {"progress": (percent or 0) / 100, "progress-visible": percent is not None}
    message.setArguments([f"application://{APP_NAME}.desktop", shown])
    QDBusConnection.sessionBus().send(message)


def _show_in_dock(percent: int | None) -> None:
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.setBadgeNumber(percent or 0)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _TASKBAR_LIST = "{56FDF344-FD6D-11D0-958A-006097C9A090}"
    _ITASKBAR_LIST3 = "{EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}"
    _IN_PROCESS = 1
    _NO_PROGRESS, _NORMAL = 0, 2
    _HR_INIT, _SET_VALUE, _SET_STATE = 3, 9, 10
    """Places in the table of the interface, see shobjidl_core.h."""

    def _on_windows(window: Callable[[], int]) -> Shower | None:
        """See ITaskbarList3 in the Windows API; Qt has initialised COM on the window's thread."""
        ole = ctypes.OleDLL("ole32")

        def guid(text: str) -> ctypes.Array[ctypes.c_char]:
            made = ctypes.create_string_buffer(16)
            ole.CLSIDFromString(ctypes.c_wchar_p(text), made)
            return made

        bar = ctypes.c_void_p()
        amount, handle, answer = ctypes.c_ulonglong, wintypes.HWND, ctypes.HRESULT
        begin = ctypes.WINFUNCTYPE(answer)(_HR_INIT, "HrInit")
        set_value = ctypes.WINFUNCTYPE(answer, handle, amount, amount)(_SET_VALUE, "SetProgressValue")
        set_state = ctypes.WINFUNCTYPE(answer, handle, ctypes.c_int)(_SET_STATE, "SetProgressState")

        def show(percent: int | None) -> None:
            if not bar:
                ole.CoCreateInstance(
                    guid(_TASKBAR_LIST), None, _IN_PROCESS, guid(_ITASKBAR_LIST3), ctypes.byref(bar)
                )
                begin(bar)
            set_state(bar, window(), _NO_PROGRESS if percent is None else _NORMAL)
            if percent is not None:
                set_value(bar, window(), percent, 100)

        return show
