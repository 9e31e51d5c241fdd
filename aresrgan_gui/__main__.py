"""One entry: no verb opens the window, a verb runs without one."""

from __future__ import annotations

import io
import sys

from aresrgan_gui.app import run


def main() -> int:
    """Run the program with the process's own arguments and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file name that the console's encoding lacks must not end the program.
            stream.reconfigure(errors="backslashreplace")
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
