"""Which actions make sense at the moment."""

from __future__ import annotations

from collections.abc import Sequence

from aresrgan_gui.core.job import ALLOWED, Job, JobState
from aresrgan_gui.services.entry import can_retry
from aresrgan_gui.ui.actions import Act
from aresrgan_gui.ui.summary import Summary

_ZOOMS = frozenset({Act.FIT, Act.ZOOM_100, Act.ZOOM_500, Act.ZOOM_IN, Act.ZOOM_OUT})
_ALWAYS = frozenset({Act.ADD, Act.ADD_FOLDER, Act.PASTE, Act.QUIT})


def can_cancel(job: Job) -> bool:
    """Whether the job has not ended."""
    return JobState.CANCELLED in ALLOWED[job.state]


def possible(
    selected: Sequence[Job], summary: Summary, *, is_running: bool, has_models: bool
) -> frozenset[Act]:
    """The actions that would do something."""
    acts = set(_ALWAYS)
    if summary.counts[JobState.WAITING] and not is_running and has_models:
        acts.add(Act.START)
    if is_running:
        acts.add(Act.STOP)
    if summary.counts[JobState.DONE] or summary.counts[JobState.SKIPPED]:
        acts.add(Act.CLEAR_DONE)
    if summary.total:
        acts |= _ZOOMS
    if selected:
        acts |= {Act.REMOVE, Act.SHOW_FOLDER}
    if any(can_retry(job) for job in selected):
        acts.add(Act.RETRY)
    if any(can_cancel(job) for job in selected):
        acts.add(Act.CANCEL)
    if any(job.state is JobState.DONE for job in selected):
        acts.add(Act.OPEN_RESULT)
    return frozenset(acts)
