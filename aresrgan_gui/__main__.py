"""One entry: no verb opens the window, a verb runs without one, `-m` is for the program's own children."""

from __future__ import annotations

import gc
import io
import runpy
import signal
import sys
from typing import TYPE_CHECKING, TextIO

from aresrgan_gui.core.overriding import override

if TYPE_CHECKING:
    from typing_extensions import Buffer


def main() -> int:
    """Run the program with the process's own arguments and return its exit status."""
    if sys.argv[1:2] == ["-m"]:
        # Frozen, the program is the interpreter that its children are started by; `uncollected.py` ran first.
        gc.enable()
        _run_module(*sys.argv[2:])
        return 0
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # While Qt is loaded Python's handler prints a traceback or aborts; there is nothing to clear away.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout, sys.stderr = _tolerant(sys.stdout), _tolerant(sys.stderr)
    # What is loaded now stays: to look for circles in it takes a tenth of a start. Who goes on looks again.
    gc.disable()
    from aresrgan_gui.app import run

    return run(sys.argv[1:])


def _run_module(name: str, *arguments: str) -> None:
    sys.argv[1:] = arguments
    runpy.run_module(name, run_name="__main__")


class _Heedless(io.FileIO):
    """A pipe or a file that costs the words, not the work, when its reader is gone or its disk is full."""

    @override
    def write(self, data: Buffer) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


def _tolerant(stream: TextIO) -> TextIO:
    """The stream, unharmed by file names that its encoding lacks and by a reader that goes away."""
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if not stream.isatty():
        raw = _Heedless(stream.fileno(), "w", closefd=False)
        stream = io.TextIOWrapper(io.BufferedWriter(raw), stream.encoding)
    stream.reconfigure(errors="backslashreplace")
    return stream


if __name__ == "__main__":
    sys.exit(main())
