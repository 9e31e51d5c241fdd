"""Which actions make sense at the moment."""

from __future__ import annotations

from collections.abc import Sequence

from aresrgan_gui.core.job import ALLOWED, FINAL_STATES, Job, JobState
from aresrgan_gui.ui.actions import Act
from aresrgan_gui.ui.summary import Summary

_ZOOMS = frozenset({Act.FIT, Act.ZOOM_100, Act.ZOOM_500, Act.ZOOM_IN, Act.ZOOM_OUT})
_MODES = frozenset({Act.MODE_SLIDER, Act.MODE_SIDE_BY_SIDE, Act.MODE_DIFFERENCE, Act.MODE_RESULT, Act.EXACT})
_ALWAYS = frozenset(
    {Act.ADD, Act.ADD_FOLDER, Act.PASTE, Act.QUIT, Act.SETTINGS, Act.SHORTCUTS, Act.LOG, Act.ABOUT}
)


def can_retry(job: Job) -> bool:
    """Whether the job has ended and may wait again."""
    return job.state in FINAL_STATES and JobState.WAITING in ALLOWED[job.state]


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
        acts |= _ZOOMS | _MODES
    if summary.total and has_models:
        acts |= {Act.TRY_AREA, Act.COMPARE_MODELS}
    if selected:
        acts |= {Act.REMOVE, Act.SHOW_FOLDER}
    if any(can_retry(job) for job in selected):
        acts.add(Act.RETRY)
    if any(job.failure is not None for job in selected):
        acts.add(Act.EXPLAIN)
    if any(can_cancel(job) for job in selected):
        acts.add(Act.CANCEL)
    if any(job.state is JobState.DONE for job in selected):
        acts.add(Act.OPEN_RESULT)
    return frozenset(acts)
