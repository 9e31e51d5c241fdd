"""The queue as a list that a view can show."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage, QPixmap

from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.overriding import override
from aresrgan_gui.messages import (
    failure_text,
    first_frame_text,
    place_text,
    rung_text,
    state_text,
    too_large_text,
    way_text,
)
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.parts.figures import duration_text, left_text
from aresrgan_gui.ui.queue.forecast import obstacles, row_lines

if TYPE_CHECKING:
    from aresrgan_gui.services.queue.watch import Watch

KEPT_THUMBNAILS = 512

MANY_RUNS = 16
"""Gaps that are torn into the list one by one; more are gathered first."""

MANY_WAITING = 500
"""Rows that are shown anew at once when a host comes or goes; more than any view shows."""

ROWS_TYPE = "application/x-aresrgan-rows"
"""Rows that are dragged within the list; which ones they are, the selection tells."""

Index = QModelIndex | QPersistentModelIndex


class QueueRole(IntEnum):
    """What a row tells beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Row:
    """All that is painted of a job: to ask for one thing after another takes longer than to paint them."""

    job: Job
    thumbnail: QPixmap | None
    sizes: str
    state: str
    failure: str
    """Why there is no result; empty where there is one, or may be yet."""


class QueueModel(QAbstractListModel):
    """One row for each job, in the queue's order."""

    def __init__(self, queue: Queue, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._thumbnails = thumbnails
        self._watch: Watch | None = None
        self._places: Places | None = None
        self._jobs: list[Job] = list(queue.jobs())
        self._rows: dict[str, int] = {}
        self._paths: dict[Path, set[str]] = {}
        self.counts: Counter[JobState] = Counter(job.state for job in self._jobs)
        """How many jobs are in each state; not for changing."""
        self._pixmaps: OrderedDict[Path, QPixmap] = OrderedDict()
        self._asked: set[Path] = set()
        self._readers: dict[int, Callable[[Job], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda job: job.source.name,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            QueueRole.ROW: self._row,
        }
        self._index_rows()
        queue.added.connect(self._append)
        queue.changed.connect(self._change)
        queue.removed.connect(self._remove)
        queue.arranged.connect(self._arrange)
        thumbnails.ready.connect(self._keep_thumbnail)

    def set_watch(self, watch: Watch) -> None:
        """Tell in each row what `watch` knows of its time and needs."""
        self._watch = watch
        watch.rows_changed.connect(self._show_again)

    def set_places(self, places: Places) -> None:
        """Tell in each row where the picture is."""
        self._places = places
        # The places outlive this model: a lambda would be called for it when it is gone.
        places.entered.connect(self._show_one_again)
        places.changed.connect(self._show_waiting)

    def job_at(self, index: Index) -> Job | None:
        """The job of a row."""
        return self._jobs[index.row()] if index.isValid() else None

    def index_of(self, job_id: str) -> QModelIndex:
        """The row of a job; invalid where there is none."""
        row = self._rows.get(job_id)
        return QModelIndex() if row is None else self.index(row)

    def jobs(self) -> Sequence[Job]:
        """The jobs of all rows; not for changing."""
        return self._jobs

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _FLAGS

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [ROWS_TYPE]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(ROWS_TYPE, b"")
        return data

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._jobs)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        job = self.job_at(index)
        if job is None:
            return None
        read = self._readers.get(role)
        return read(job) if read else None

    def _row(self, job: Job) -> Row:
        return Row(job, self._thumbnail(job.source), sizes_text(job), self._state(job), _failure(job))

    def _spoken(self, job: Job) -> str:
        return ", ".join((job.source.name, sizes_text(job), _failure(job) or self._state(job)))

    def _state(self, job: Job) -> str:
        if job.state is JobState.RUNNING:
            return self._state_running(job)
        own = self.tr("own options") if job.has_own_options else ""
        if job.state is JobState.WAITING and not job.fits_its_format:
            return too_large_text(job.output_format)
        if job.state is JobState.WAITING:
            hints = obstacles(self._watch, job.id) if self._watch else []
            first = first_frame_text(job.output_format) if job.frames_made < job.frames else ""
            away = self._away(job)
            parts = (away or state_text(job.state), own, first, *(hints or [self._left(job)]))
            return "  ·  ".join(filter(None, parts))
        seconds = self._queue.seconds(job.id) if job.state is JobState.DONE else None
        if seconds is None:
            return "  ·  ".join(filter(None, (state_text(job.state), own)))
        return self.tr("{state} in {duration}").format(
            state=state_text(job.state), duration=duration_text(seconds)
        )

    def _state_running(self, job: Job) -> str:
        percent, is_here = f"{int(job.progress * 100)}%", job.place in ("", HERE)
        way = self._places.on_the_way(job.id) if self._places and not is_here else None
        if way is not None:
            return way_text(*way, self._place_name(job.place))
        if self._queue.is_held and is_here:
            return self.tr("Paused at {percent}").format(percent=percent)
        again = rung_text(job.rung) if job.rung else ""
        where = "" if is_here else self.tr("on {place}").format(place=self._place_name(job.place))
        return "  ·  ".join(filter(None, (percent, where, again, self._left(job))))

    def _away(self, job: Job) -> str:
        """Why the job waits for the place that it is to run at."""
        place = job.options.place
        return place_text(self._places.resting(place), self._place_name(place)) if self._places else ""

    def _place_name(self, place: str) -> str:
        return self._places.name_of(place) if self._places else place

    def _show_waiting(self) -> None:
        """A job that waits for its place says what the place does."""
        waiting = [job.id for job in self._jobs if job.state is JobState.WAITING and job.options.place]
        self._show_again(waiting[:MANY_WAITING])

    def _left(self, job: Job) -> str:
        """The time that the job still takes, as far as it is known."""
        seconds = self._watch.seconds_left(job.id) if self._watch else None
        entry = self._watch.entry(job.id) if self._watch else None
        if self._watch is None or seconds is None or entry is None:
            return ""
        return left_text(seconds, is_rough=self._watch.rate(entry.way).is_rough)

    def _tip(self, job: Job) -> str:
        known = row_lines(self._watch, job.id) if self._watch else []
        return "\n".join((str(job.source), _failure(job) or str(job.target), *known))

    def _show_one_again(self, job_id: str) -> None:
        self._show_again([job_id])

    def _show_again(self, ids: list[str]) -> None:
        for job_id in ids:
            index = self.index_of(job_id)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def _thumbnail(self, path: Path) -> QPixmap | None:
        if path not in self._pixmaps and path not in self._asked:
            self._asked.add(path)
            self._thumbnails.request(path)
        return self._pixmaps.get(path)

    def _keep_thumbnail(self, path: Path, image: QImage) -> None:
        self._pixmaps[path] = QPixmap.fromImage(image)
        if len(self._pixmaps) > KEPT_THUMBNAILS:
            forgotten, _ = self._pixmaps.popitem(last=False)
            self._asked.discard(forgotten)
        for job_id in self._paths.get(path, ()):
            index = self.index_of(job_id)
            self.dataChanged.emit(index, index, [QueueRole.ROW])

    def _append(self, jobs: list[Job]) -> None:
        first = len(self._jobs)
        self.beginInsertRows(QModelIndex(), first, first + len(jobs) - 1)
        self._jobs.extend(jobs)
        self.counts.update(job.state for job in jobs)
        self._index_rows(first)
        self.endInsertRows()

    def _arrange(self) -> None:
        self._reorder(list(self._queue.jobs()))

    def _reorder(self, jobs: list[Job]) -> None:
        self.layoutAboutToBeChanged.emit()
        persistent = self.persistentIndexList()
        ids = [self._jobs[index.row()].id for index in persistent]
        self._jobs = jobs
        self._rows = dict(zip([job.id for job in jobs], count(), strict=False))
        self.changePersistentIndexList(persistent, [self.index_of(job_id) for job_id in ids])
        self.layoutChanged.emit()

    def _change(self, job: Job) -> None:
        index = self.index_of(job.id)
        if index.isValid():
            self.counts[self._jobs[index.row()].state] -= 1
            self.counts[job.state] += 1
            self._jobs[index.row()] = job
            self.dataChanged.emit(index, index)

    def _remove(self, ids: list[str]) -> None:
        rows = sorted(self._rows[job_id] for job_id in ids if job_id in self._rows)
        if rows and len(rows) == len(self._jobs):
            self._clear()
            return
        runs = list(_runs(rows))
        if len(runs) > MANY_RUNS:
            # A view takes a millisecond for each run, however short.
            gone = set(rows)
            kept = [job for row, job in enumerate(self._jobs) if row not in gone]
            self._reorder([*kept, *(self._jobs[row] for row in rows)])
            rows, runs = [len(kept)], [(len(kept), len(self._jobs) - 1)]
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            for job in self._jobs[first : last + 1]:
                del self._rows[job.id]
                self.counts[job.state] -= 1
                others = self._paths[job.source]
                others.remove(job.id)
                if not others:
                    del self._paths[job.source]
            del self._jobs[first : last + 1]
            self.endRemoveRows()
        # Once for all: for each run it would take the square of the queue's length.
        self._index_rows(min(rows, default=0))

    def _clear(self) -> None:
        """Remove all rows, without a look at each."""
        self.beginRemoveRows(QModelIndex(), 0, len(self._jobs) - 1)
        self._jobs.clear()
        self.counts.clear()
        self._rows.clear()
        self._paths.clear()
        self.endRemoveRows()

    def _index_rows(self, first: int = 0) -> None:
        for row, job in enumerate(self._jobs[first:], first):
            self._rows[job.id] = row
            self._paths.setdefault(job.source, set()).add(job.id)


_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


def sizes_text(job: Job) -> str:
    """The size before and after, in pixels."""
    width, height = job.size
    new_width, new_height = job.output_size
    return f"{width}×{height} → {new_width}×{new_height}"


def _failure(job: Job) -> str:
    return str(failure_text(job.failure)) if job.failure else ""


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Sorted row numbers as first and last of each unbroken run."""
    first = last = -1
    for row in rows:
        if first >= 0 and row == last + 1:
            last = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last
