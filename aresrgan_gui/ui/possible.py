"""Which actions make sense at the moment."""

from __future__ import annotations

from collections.abc import Sequence

from aresrgan_gui.core.job import ALLOWED, Job, JobState
from aresrgan_gui.services.queue.entry import can_retry
from aresrgan_gui.services.queue.queue import Mode
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.queue.summary import Summary

_ZOOMS = frozenset({Act.FIT, Act.ZOOM_100, Act.ZOOM_500, Act.ZOOM_IN, Act.ZOOM_OUT})
_MODES = frozenset({Act.MODE_SLIDER, Act.MODE_SIDE_BY_SIDE, Act.MODE_DIFFERENCE, Act.MODE_RESULT, Act.EXACT})
_MOVES = frozenset({Act.MOVE_TOP, Act.MOVE_UP, Act.MOVE_DOWN, Act.MOVE_BOTTOM})
_ALWAYS = frozenset(
    {
        Act.ADD,
        Act.ADD_FOLDER,
        Act.PASTE,
        Act.IMPORT_MODEL,
        Act.HOSTS,
        Act.QUIT,
        Act.SETTINGS,
        Act.SHORTCUTS,
        Act.LOG,
        Act.ABOUT,
    }
)


def can_cancel(job: Job) -> bool:
    """Whether the job has not ended."""
    return JobState.CANCELLED in ALLOWED[job.state]


def possible(selected: Sequence[Job], summary: Summary, *, mode: Mode, has_models: bool) -> frozenset[Act]:
    """The actions that would do something."""
    acts = set(_ALWAYS)
    is_held = mode in (Mode.PAUSED, Mode.ENDING)
    if is_held or (summary.counts[JobState.WAITING] and mode is Mode.IDLE and has_models):
        acts.add(Act.START)
    if mode is not Mode.IDLE:
        acts.add(Act.STOP)
    elif has_models:
        acts.add(Act.MEASURE)
    if mode in (Mode.RUNNING, Mode.ENDING):
        acts.add(Act.PAUSE)
    if mode in (Mode.RUNNING, Mode.PAUSED):
        acts.add(Act.STOP_AFTER)
    if summary.counts[JobState.FAILED]:
        acts.add(Act.RETRY_FAILED)
    if summary.counts[JobState.DONE] or summary.counts[JobState.SKIPPED]:
        acts.add(Act.CLEAR_DONE)
    if summary.total:
        acts |= _ZOOMS | _MODES
    if summary.total and has_models:
        acts |= {Act.TRY_AREA, Act.COMPARE_MODELS}
    return frozenset(acts | _for_selected(selected))


def _for_selected(selected: Sequence[Job]) -> set[Act]:
    """What can be done with the selected jobs."""
    if not selected:
        return set()
    acts = {Act.REMOVE, Act.SHOW_FOLDER, *_MOVES}
    # One of each state is enough to look at.
    kinds = tuple({job.state: job for job in selected}.values())
    if any(can_retry(job) for job in kinds):
        acts.add(Act.RETRY)
    if any(job.failure is not None for job in kinds):
        acts.add(Act.EXPLAIN)
    if any(can_cancel(job) for job in kinds):
        acts.add(Act.CANCEL)
    if any(job.state is JobState.DONE for job in kinds):
        acts |= {Act.OPEN_RESULT, Act.COPY_PATH}
    return acts
