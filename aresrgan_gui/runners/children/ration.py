"""How much memory a child may take: a picture that asks for too much costs its job, not the machine.

Linux: RLIMIT_DATA counts what a program can write to and nobody shares (setrlimit(2), since 4.7), which is
close to what it really takes; its address space, of which graphics drivers reserve much more, is not limited.
Where the memory runs out all the same, the system ends the child before anything else. Windows: the job
object of `leash` has the limit. macOS knows such limits by name only.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

SHARE = 7 / 8
"""Of the machine's memory; the rest is for the system and for this program."""

_FIRST_TO_GO = "500"
"""From 0 to 1000: as if it took half of the memory more (proc_pid_oom_score_adj(5))."""


def most_memory() -> int:
    """Bytes that one child may take."""
    import psutil

    return int(psutil.virtual_memory().total * SHARE)


def ration(pid: int) -> None:
    """Limit the memory of a running child, where the platform does that from outside."""
    if sys.platform == "linux":
        import psutil

        most = most_memory()
        try:
            psutil.Process(pid).rlimit(psutil.RLIMIT_DATA, (most, most))
        except (psutil.Error, OSError):
            log.info("the memory of process %d could not be limited", pid)
        with suppress(OSError):
            Path(f"/proc/{pid}/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
