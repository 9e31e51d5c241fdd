"""The QApplication with the program's name and style, and what makes it ready for a long life."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from aresrgan_gui import __version__
from aresrgan_gui.core.paths import APP_NAME

DARK_STYLES = frozenset({"fusion", "macos", "windows11"})
"""Styles that follow the system between light and dark; others, such as windowsvista, are always light."""

COLLECTIONS = (1000, 3, 5000)
"""Objects made before the youngest are looked through, and how often that is done before the next older."""

TURN_SECONDS = 0.001
"""How long another thread may keep Python for itself while the window waits for it: a fifth of the usual."""


def create_application(argv: Sequence[str]) -> QApplication:
    """The one QApplication; the palette follows the system's colours live."""
    application = QApplication(list(argv))
    application.setApplicationName(APP_NAME)
    application.setApplicationDisplayName("ARESRGAN")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(APP_NAME)
    # Elsewhere there is none of the others, and to ask loads hundreds of constants.
    if sys.platform == "win32" and application.style().name().lower() not in DARK_STYLES:
        application.setStyle("Fusion")
    sys.setswitchinterval(TURN_SECONDS)
    return application


def show_icon(application: QApplication) -> None:
    """Give windows the program's icon. To load what icons take is nothing that a window has to wait for."""
    from aresrgan_gui.ui.icons import application_icon

    application.setWindowIcon(application_icon())


def settle(application: QApplication) -> None:
    """Make ready for a long life, once everything is in its place.

    The style is asked for here, as the first control that needs it would wait while hundreds of constants
    are made. Objects in circles are looked for seldom from now on, and among those only that are yet to
    come: with thousands of jobs a full collection holds the window up for 200 ms and finds nothing, as what
    has been imported stays and jobs hang in no circles.
    """
    application.style()
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    gc.enable()
