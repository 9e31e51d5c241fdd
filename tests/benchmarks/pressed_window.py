"""The real program with its window, whose Start is pressed as soon as there is something to start.

Usage: python tests/benchmarks/pressed_window.py [PATHS ...]

For scripts that see how the program does over a long time; it ends when it is asked to (SIGTERM).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QToolButton

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from aresrgan_gui import app
from aresrgan_gui.ui import application as applications

PRESS_MS = 100

_create = applications.create_application


def create_pressed(argv: Sequence[str]) -> QApplication:
    """The application, with somebody at it."""
    application = _create(argv)
    timer = QTimer(application, interval=PRESS_MS)
    timer.timeout.connect(press)
    timer.start()
    return application


def press() -> None:
    """Click every Start that can be clicked."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QToolButton) and widget.text() == "Start" and widget.isEnabled():
            widget.click()


if __name__ == "__main__":
    applications.create_application = create_pressed
    sys.exit(app.run(sys.argv[1:]))
