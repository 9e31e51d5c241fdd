"""The two pipes of a program that converses."""

from __future__ import annotations

import os
from typing import BinaryIO


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout under other numbers; what native libraries print goes to stderr.

    WORKAROUND https://github.com/numpy/numpy/issues/24290: on Windows a library looks at stdin when it is
    loaded, and hangs where another thread waits for a pipe that stands there.
    """
    requests, events = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(events, "wb", buffering=0)
