"""Runs of the command line in the journal: each belongs to a process, and outlives one that is killed.

psutil is loaded where a process is looked at: a window that starts seldom has one to look at.
"""

from __future__ import annotations

import os
from collections.abc import Collection

from aresrgan_gui.core.job import FINAL_STATES
from aresrgan_gui.runners.base import LeftRun
from aresrgan_gui.services.journal.journal import WINDOW_RUN, Journal
from aresrgan_gui.services.journal.keeper import clear_away

_PREFIX = "command"


def own_run() -> str:
    """The name of this process's run; numbers of processes are given again, times of start are not."""
    import psutil

    return f"{_PREFIX} {os.getpid()} {psutil.Process().create_time():.2f}"


def is_over(run: str) -> bool:
    """Whether the process of a run has ended; of the window's run only the window itself can tell.

    One whose parent has not asked yet how it ended is listed by the system as if it lived.
    """
    if run == WINDOW_RUN:
        return False
    import psutil

    _, number, began = run.split()
    try:
        process = psutil.Process(int(number))
        return process.status() == psutil.STATUS_ZOMBIE or f"{process.create_time():.2f}" != began
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def broken_runs(journal: Journal) -> list[str]:
    """The runs whose process ended before its work did. Raises JournalError."""
    return [run for run in journal.runs() if is_over(run)]


def tidy(journal: Journal) -> int:
    """Clear away what broken runs left on disk, and the runs with nothing to do; how many pictures are left.

    Raises JournalError.
    """
    left = 0
    for run in broken_runs(journal):
        clear_away(journal, run)
        waiting = sum(record.job.state not in FINAL_STATES for record in journal.records(run))
        if not waiting:
            journal.remove_run(run)
        left += waiting
    return left


def left_elsewhere(journal: Journal, own: Collection[str]) -> list[LeftRun]:
    """What earlier programs left at hosts, for one that goes on with the jobs of the runs `own`.

    What a job of another run waits for is left to whoever goes on with it, and what a living program does is
    its own. Raises JournalError.
    """
    return [
        LeftRun(begun.place, begun.key, begun.job_id, is_awaited=begun.waits)
        for begun in journal.begun()
        if begun.run in own or (is_over(begun.run) and not begun.waits)
    ]
