"""For how long nobody has touched keyboard or mouse, as far as the system tells."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache

IdleClock = Callable[[], float]
"""Tells the seconds since the last input. Raises OSError where the system does not answer any more."""


@cache
def idle_clock() -> IdleClock | None:
    """The clock of this session; None where the system tells nobody."""
    makers = {"win32": _windows_clock, "darwin": _macos_clock, "linux": _linux_clock}
    maker = makers.get(sys.platform)
    return maker() if maker else None


def _linux_clock() -> IdleClock | None:
    # A program that X11 serves on Wayland sees its own input only.
    if os.environ.get("WAYLAND_DISPLAY"):
        return _gnome_clock()
    return _x11_clock() if os.environ.get("DISPLAY") else None


class _ScreenSaverInfo(ctypes.Structure):
    """XScreenSaverInfo, see XScreenSaver(3)."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def _x11_clock() -> IdleClock | None:
    """By the screen saver extension, on a connection of its own."""
    try:
        x11, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    except OSError:
        return None
    x11.XOpenDisplay.restype = x11.XDefaultRootWindow.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    number = ctypes.byref(ctypes.c_int())
    if not display or not saver.XScreenSaverQueryExtension(display, number, number):
        return None
    root = ctypes.c_void_p(x11.XDefaultRootWindow(display))
    info = _ScreenSaverInfo()

    def seconds() -> float:
        if not saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info)):
            raise OSError("the screen saver extension does not answer")
        return float(info.idle) / 1000

    return seconds


def _gnome_clock() -> IdleClock | None:
    """By GNOME's compositor, over D-Bus."""
    from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

    name = "org.gnome.Mutter.IdleMonitor"

    def seconds() -> float:
        call = QDBusMessage.createMethodCall(name, "/org/gnome/Mutter/IdleMonitor/Core", name, "GetIdletime")
        answer = QDBusConnection.sessionBus().call(call, QDBus.CallMode.Block, 500)
        if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
            raise OSError(answer.errorMessage())
        return float(answer.arguments()[0]) / 1000

    try:
        seconds()
    except OSError:
        return None
    return seconds


_APPLICATION_SERVICES = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"


def _macos_clock() -> IdleClock | None:
    """See CGEventSourceSecondsSinceLastEventType in Apple's Core Graphics."""
    since = ctypes.CDLL(_APPLICATION_SERVICES).CGEventSourceSecondsSinceLastEventType
    since.restype = ctypes.c_double
    since.argtypes = (ctypes.c_int32, ctypes.c_uint32)
    hardware, any_input = 1, 0xFFFFFFFF
    return lambda: float(since(hardware, any_input))


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO of the Windows API."""

    _fields_ = (("size", ctypes.c_uint), ("milliseconds", ctypes.c_uint))


def ticks_between(earlier: int, later: int) -> float:
    """The seconds between two counts of milliseconds that begin anew every 49.7 days."""
    return ((later - earlier) & 0xFFFFFFFF) / 1000


if sys.platform == "win32":

    def _windows_clock() -> IdleClock | None:
        """See GetLastInputInfo in the Windows API."""
        last = _LastInput(size=ctypes.sizeof(_LastInput))

        def seconds() -> float:
            if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
                raise ctypes.WinError()
            return ticks_between(last.milliseconds, ctypes.windll.kernel32.GetTickCount())

        return seconds

else:

    def _windows_clock() -> IdleClock | None:
        return None
