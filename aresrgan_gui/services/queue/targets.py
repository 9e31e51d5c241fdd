"""Which names the queue's results may have, so that no result lands on another or on a file unasked."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.naming import folded, free_path, name_key, target_path, unnumbered
from aresrgan_gui.core.options import Existing
from aresrgan_gui.core.paths import reachable
from aresrgan_gui.core.publish import same_file


class Targets:
    """The names held by the queue's jobs.

    A name is taken by another job that is yet to write it, or that had it for another source: two sources
    that ask for one name get two, and the same two when the queue is filled again the next day.
    """

    def __init__(self) -> None:
        self._holders: defaultdict[str, dict[str, Job]] = defaultdict(dict)
        self._held: dict[str, str] = {}
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        self._source_keys: dict[str, str] = {}
        self._wishes: dict[str, str] = {}
        self._wishers: defaultdict[str, set[str]] = defaultdict(set)
        self._folders: dict[str, str] = {}

    def protect(self, job: Job) -> None:
        """Keep the source of `job` from being replaced by another job's result."""
        key = self._source_keys[job.id] = self._key(job.source)
        self._sources[key].add(job.id)

    def hold(self, job: Job) -> None:
        """Keep the target of `job` for it."""
        self.release(job)
        key = self._key(job.target)
        self._held[job.id] = key
        self._holders[key][job.id] = job

    def release(self, job: Job) -> None:
        """Let go of the name that is held for `job`, if there is one."""
        key = self._held.pop(job.id, None)
        if key is not None:
            del self._holders[key][job.id]
            if not self._holders[key]:
                del self._holders[key]

    def forget(self, job: Job) -> None:
        """Let go of everything that `job` holds."""
        self.release(job)
        self._wishers[self._wishes.pop(job.id, "")].discard(job.id)
        self._sources[self._source_keys.pop(job.id, "")].discard(job.id)

    def clear(self) -> None:
        """Let go of everything."""
        for names in (self._held, self._source_keys, self._wishes, self._folders):
            names.clear()
        for users in (self._holders, self._sources, self._wishers):
            users.clear()

    def reserve(self, job: Job, below: Path, explicit: Path | None) -> tuple[Job, bool]:
        """The waiting `job` with the name of its result, now held for it, and whether to skip it.

        `below` is the folder below the one in the options; `explicit` is a name that the user gave.
        """
        folder = job.options.folder / below if job.options.folder else None
        wanted = explicit or target_path(job.source, job.options, job.size, folder, job.number)
        wanted = reachable(wanted.absolute())
        self._note_wish(job, wanted)
        target = free_path(wanted, lambda name: self._is_taken(name, job))
        is_there = os.access(target, os.F_OK) and not same_file(job.source, target)
        planned = replace(job, target=target)
        self.hold(planned)
        return planned, is_there and job.options.existing is Existing.SKIP

    def users_of(self, source: Path) -> frozenset[str]:
        """The ids of the jobs whose source may be `source`; some file systems take more names for one."""
        return frozenset(self._sources.get(self._key(source), ()))

    def hits_a_source(self, job: Job) -> bool:
        """Whether the result would replace what has become the source of another job since it was planned."""
        is_replacing = job.options.existing is Existing.REPLACE
        return is_replacing and self._is_source_of_another(self._key(job.target), job)

    def is_result_of_another(self, job: Job) -> bool:
        """Whether the source of `job` has the name, maybe with a number, that another job's result gets."""
        names = {self._key(job.source), self._key(unnumbered(job.source))}
        return any(self._wishers.get(name, set()) - {job.id} for name in names)

    def _note_wish(self, job: Job, wanted: Path) -> None:
        self._wishers[self._wishes.get(job.id, "")].discard(job.id)
        key = self._key(wanted)
        self._wishes[job.id] = key
        self._wishers[key].add(job.id)

    def _is_taken(self, target: Path, job: Job) -> bool:
        key = self._key(target)
        holders = self._holders.get(key, {}).values()
        if any(other.source != job.source or other.state in _UNWRITTEN for other in holders):
            return True
        if job.options.existing is Existing.RENAME:
            return os.path.lexists(target)
        return job.options.existing is Existing.REPLACE and self._is_source_of_another(key, job)

    def _is_source_of_another(self, key: str, job: Job) -> bool:
        return bool(self._sources.get(key, set()) - {job.id})

    def _key(self, path: Path) -> str:
        """A key that is equal for paths that may be one file, also through a link to its folder.

        A link to the file itself is a name of its own: replacing it leaves the file alone.
        """
        folder, _, name = str(path).rpartition(os.sep)
        key = self._folders.get(folder)
        if key is None:
            key = self._folders[folder] = name_key(Path(os.path.realpath(folder or os.sep)))
        return f"{key}/{folded(name)}"


_UNWRITTEN = (JobState.WAITING, JobState.RUNNING)
