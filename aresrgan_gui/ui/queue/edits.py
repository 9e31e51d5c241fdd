"""What the user does to the list of pictures, so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.ordering import placed
from aresrgan_gui.core.overriding import override
from aresrgan_gui.services.queue.entry import Entry, JobOptions
from aresrgan_gui.services.queue.intake import FoundPicture
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.parts.portions import Portions

KEPT = 100
"""Steps that can be taken back."""

_ADDITION = 1


class Edits(QObject):
    """Adds, removes, moves and changes jobs, and takes it back."""

    defaults_changed = Signal(object)
    """The UpscaleOptions for all, also when a change of them was taken back."""
    rested = Signal()
    """What was removed is gone, and what was put back is there."""

    def __init__(self, queue: Queue, defaults: UpscaleOptions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._defaults = defaults
        self._portions = Portions(self)
        self._portions.rested.connect(self.rested)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(KEPT)

    @property
    def defaults(self) -> UpscaleOptions:
        """The options of jobs that have none of their own."""
        return self._defaults

    @property
    def is_busy(self) -> bool:
        """Whether jobs are being removed or put back, some at a time."""
        return self._portions.is_busy

    def add(self, pictures: Sequence[FoundPicture], options: UpscaleOptions, arrival: int) -> list[Job]:
        """Append pictures; those of one arrival are taken back together. Raises as `Queue.add` does."""
        jobs = self._queue.add(pictures, options)
        if jobs:
            absence = _Absence(self._queue, [job.id for job in jobs], self._portions)
            self.stack.push(_Addition(absence, arrival))
        return jobs

    def remove(self, ids: Sequence[str]) -> None:
        """Take jobs off the list."""
        if ids:
            absence = _Absence(self._queue, ids, self._portions)
            self.stack.push(_Edit(absence.begin, absence.end))

    def move(self, ids: Sequence[str], row: int) -> None:
        """Put jobs together before what stands at `row` of the whole queue."""
        before = list(self._queue.ids())
        after = placed(before, ids, row)
        if after != before:
            self.stack.push(_Edit(lambda: self._queue.arrange(after), lambda: self._queue.arrange(before)))

    def set_defaults(self, options: UpscaleOptions) -> None:
        """Change the options of all waiting jobs without their own, and of those to come."""
        before = self._defaults
        if options != before:
            self.stack.push(_Edit(lambda: self._set_defaults(options), lambda: self._set_defaults(before)))

    def change_own(self, ids: Sequence[str], changes: Mapping[str, Any]) -> None:
        """Give jobs options of their own: those they have, with `changes` by name."""
        before = self._queue.options_of(ids)
        after = {
            job_id: JobOptions(replace(had.options, **changes), are_own=True)
            for job_id, had in before.items()
        }
        self._give(before, after)

    def follow_defaults(self, ids: Sequence[str]) -> None:
        """Give jobs the options for all again."""
        before = self._queue.options_of(ids)
        self._give(before, dict.fromkeys(before, JobOptions(self._defaults, are_own=False)))

    def _give(self, before: dict[str, JobOptions], after: dict[str, JobOptions]) -> None:
        if after != before:
            give = self._queue.give_options
            self.stack.push(_Edit(lambda: give(after), lambda: give(before)))

    def _set_defaults(self, options: UpscaleOptions) -> None:
        self._defaults = options
        self._queue.set_options(options)
        self.defaults_changed.emit(options)


class _Edit(QUndoCommand):
    """Something that is done when it is put on the stack."""

    def __init__(self, do: Callable[[], None], undo: Callable[[], None]) -> None:
        super().__init__()
        self._do = do
        self._undo = undo

    @override
    def redo(self) -> None:
        self._do()

    @override
    def undo(self) -> None:
        self._undo()


class _Absence:
    """Jobs that are off the queue for a while and come back to their places."""

    def __init__(self, queue: Queue, ids: Sequence[str], portions: Portions) -> None:
        self._queue = queue
        self._portions = portions
        self.ids = list(ids)
        self._order: list[str] = []
        self._entries: list[Entry] = []

    def begin(self) -> None:
        self._portions.finish()
        self._order = list(self._queue.ids())
        self._entries = []
        # From the end: what is running goes last, so that none is begun that goes in a moment.
        self._portions.do(self.ids[::-1], lambda ids: self._entries.extend(self._queue.remove(ids)))

    def end(self) -> None:
        self._portions.finish()
        self._portions.do(self._entries[::-1], self._queue.restore, lambda: self._queue.arrange(self._order))


class _Addition(QUndoCommand):
    """Jobs that have been added already when this is put on the stack."""

    def __init__(self, absence: _Absence, arrival: int) -> None:
        super().__init__()
        self._arrival = arrival
        self._absence = absence
        self._was_undone = False

    @override
    def id(self) -> int:
        return _ADDITION

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Addition) or other._arrival != self._arrival or self._was_undone:
            return False
        self._absence.ids += other._absence.ids
        return True

    @override
    def redo(self) -> None:
        if self._was_undone:
            self._absence.end()

    @override
    def undo(self) -> None:
        self._was_undone = True
        self._absence.begin()
