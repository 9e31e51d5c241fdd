"""Named loggers that end in one rotating file."""

from __future__ import annotations

import io
import logging
from contextlib import suppress
from itertools import pairwise
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
        handler = _PrivateFiles(path, encoding="utf-8", errors="backslashreplace")
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)


class _PrivateFiles(logging.FileHandler):
    """Begins another file when one is full, `KEPT_FILES` before it, all for the user alone to read.

    `logging.handlers` has one that rotates, and brings with it what sends logs elsewhere: 4 ms of a start.
    """

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self.stream.tell() > MAX_BYTES:
                full, self.stream = self.stream, None
                full.close()
                self._move_on()
            # It opens the file where there is none open.
            super().emit(record)
        except OSError:
            self.handleError(record)

    @override
    def _open(self) -> io.TextIOWrapper:
        raw = open(self.baseFilename, "ab", opener=private_opener)  # noqa: SIM115 - the handler's to close
        return io.TextIOWrapper(raw, encoding=self.encoding, errors=self.errors)

    def _move_on(self) -> None:
        """Give each file the next number; while the newest is held, as on Windows, it grows and all stay."""
        newest = Path(self.baseFilename)
        files = [newest.with_name(f"{newest.name}.{number}") for number in range(KEPT_FILES + 1)]
        with suppress(OSError):
            newest.replace(files[0])
            for path, behind in reversed(list(pairwise(files))):
                if path.exists():
                    path.replace(behind)
