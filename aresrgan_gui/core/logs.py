"""Named loggers that end in one rotating file."""

from __future__ import annotations

import io
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from aresrgan_gui.core.overriding import override
from aresrgan_gui.core.private import make_private_folder, private_opener

MAX_BYTES = 1_000_000
KEPT_FILES = 3

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_logging(path: Path) -> None:
    """Send what the program logs to `path`; a folder that cannot be written costs the log, not the run."""
    root = logging.getLogger("aresrgan_gui")
    root.setLevel(logging.INFO)
    # Neither a full disk nor, on Windows, a second window that holds the file may put tracebacks on stderr.
    logging.raiseExceptions = False
    try:
        make_private_folder(path.parent)
        handler = _PrivateFiles(
            path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)


class _PrivateFiles(RotatingFileHandler):
    """Rotates files that only the user can read."""

    @override
    def _open(self) -> io.TextIOWrapper:
        raw = open(self.baseFilename, "ab", opener=private_opener)  # noqa: SIM115 - the handler's to close
        return io.TextIOWrapper(raw, encoding=self.encoding, errors=self.errors)
