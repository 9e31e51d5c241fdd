"""A bot for the event loop that waits longer than pytest-qt's before it gives up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from aresrgan_gui.core.overriding import override

PATIENCE = 30_000
"""Milliseconds."""

LONG = 120_000
"""The same, for what starts programs and goes over lines: on a busy machine each step of it takes seconds."""


class PatientBot(QtBot):
    """Waits six times as long: a busy machine is no fault of the code."""

    @override
    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    @override
    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb)
