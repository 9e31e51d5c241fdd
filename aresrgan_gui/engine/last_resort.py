"""What happens when a thread ends by an exception, as where memory is short even for telling of it.

Others wait for what it was to make, for ever: the program ends instead, and whoever runs it sees that.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import NoReturn

from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode


def end_with_any_thread() -> None:
    """From now on, have the program end as soon as one of its threads does by an exception."""
    threading.excepthook = _end
    # A pool's thread says there that it goes; the pool's own user hears nothing.
    logging.getLogger("concurrent.futures").addHandler(_Ending(logging.CRITICAL))


def _end(told: threading.ExceptHookArgs) -> NoReturn:
    try:
        threading.__excepthook__(told)
    finally:
        os._exit(EXIT_CODES[ErrorCode.INTERNAL])


class _Ending(logging.Handler):
    def emit(self, _record: logging.LogRecord) -> NoReturn:
        os._exit(EXIT_CODES[ErrorCode.INTERNAL])
