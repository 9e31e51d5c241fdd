"""How much memory this process may still take."""

from __future__ import annotations

import sys

import psutil


def free_memory() -> int:
    """Bytes that are free on this machine, or fewer where the process is held to a limit.

    Whoever started this process may have set one (`runners.children.ration`).
    """
    free = int(psutil.virtual_memory().available) + int(psutil.swap_memory().free)
    if sys.platform == "linux":
        process = psutil.Process()
        most, _ = process.rlimit(psutil.RLIMIT_DATA)
        if most != psutil.RLIM_INFINITY:
            free = min(free, most - int(process.memory_info().data))
    return free
