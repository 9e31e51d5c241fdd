"""The queue's truth on disk: every job with its options, attempts and outcome, in one SQLite file.

What was committed outlives a killed program and a power cut: write-ahead log, synchronous FULL (SQLite's
documentation of `PRAGMA synchronous`). Each program that queues jobs has a run of its own in the file, so a
window and any number of command lines share it. Paths are kept as the file system's bytes: some names are
not valid text.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.fingerprint import Fingerprint
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.private import make_private_folder, private_opener
from aresrgan_gui.core.settings import options_from, plain_options
from aresrgan_gui.runners.parts import remove_part

WINDOW_RUN = "window"
"""The run of the window's queue, of which there is one for each user."""

BUSY_SECONDS = 10.0
"""How long another program's commit is waited for."""

BEGUN_DAYS = 30
"""For how long it is remembered what was begun at a host that cannot be reached, so as to end it there."""

_MIGRATIONS = (
    """
    CREATE TABLE job (
        id TEXT PRIMARY KEY,
        run TEXT NOT NULL,
        position INTEGER NOT NULL,
        source BLOB NOT NULL,
        target BLOB NOT NULL,
        explicit BLOB,
        below BLOB NOT NULL,
        options TEXT NOT NULL,
        has_own_options INTEGER NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        number INTEGER NOT NULL,
        frames INTEGER NOT NULL,
        state TEXT NOT NULL,
        failure_code TEXT,
        failure_path BLOB,
        failure_detail TEXT,
        attempts INTEGER NOT NULL,
        seconds REAL
    ) WITHOUT ROWID;
    CREATE INDEX job_of_run ON job (run, position);
    CREATE TABLE attempt (
        job TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        work BLOB,
        target BLOB,
        bytes INTEGER,
        sha256 TEXT,
        PRIMARY KEY (job, number)
    ) WITHOUT ROWID;
    """,
    "ALTER TABLE job ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE begun (
        place TEXT NOT NULL,
        key TEXT NOT NULL,
        job TEXT NOT NULL,
        run TEXT NOT NULL,
        since REAL NOT NULL,
        PRIMARY KEY (place, key)
    ) WITHOUT ROWID
    """,
    "ALTER TABLE begun ADD COLUMN part BLOB",
)
"""What brings a file of each version to the next one; a file's version is its `user_version`."""


@dataclass(frozen=True, slots=True)
class Record:
    """A job with what the queue alone knows of it: see `aresrgan_gui.services.queue.entry.Entry`."""

    job: Job
    below: Path
    explicit: Path | None
    attempts: int
    seconds: float | None


@dataclass(frozen=True)
class Attempt:
    """What an attempt left on disk: the folder it worked in, and the result that it was about to publish."""

    job_id: str
    number: int
    work: Path | None
    target: Path | None
    made: Fingerprint | None


@dataclass(frozen=True)
class Begun:
    """What was begun at the host `place` under `key` and is not known to be over.

    `run` is the one that has the job, or had it; the job `waits` where it is still to be done at that host.
    """

    place: str
    key: str
    job_id: str
    run: str
    waits: bool


class JournalError(Exception):
    """The journal's file cannot be used; where `is_unusable`, it stays so: damaged, or a newer version's."""

    def __init__(self, detail: str, *, is_unusable: bool = False) -> None:
        super().__init__(detail)
        self.is_unusable = is_unusable


class Journal:
    """An open journal; any thread may use it. Every method but `close` raises JournalError."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. Raises JournalError."""
        self.path = path
        self._lock = threading.Lock()
        try:
            make_private_folder(path.parent)
            os.close(private_opener(str(path), os.O_CREAT | os.O_RDWR))
            self._connection = sqlite3.connect(
                path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise JournalError(str(error)) from error
        try:
            self._prepare()
        except (sqlite3.Error, JournalError, UnicodeDecodeError) as error:
            self._connection.close()
            raise _journal_error(error) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def records(self, run: str) -> list[Record]:
        """The jobs of a run in their order; one that this version cannot understand is left out."""
        with self._transaction() as cursor:
            rows = cursor.execute(f"SELECT {_COLUMNS} FROM job WHERE run = ? ORDER BY position", (run,))
            return [record for row in rows.fetchall() if (record := _record(row)) is not None]

    def runs(self) -> list[str]:
        """The runs that have jobs."""
        with self._transaction() as cursor:
            return [run for (run,) in cursor.execute("SELECT DISTINCT run FROM job ORDER BY run").fetchall()]

    def put(self, run: str, records: Sequence[tuple[int, Record]]) -> None:
        """Keep jobs as they are now, each at a position; all of them or, when it fails, none."""
        rows = [_row(run, position, record) for position, record in records]
        with self._transaction() as cursor:
            cursor.executemany(_PUT, rows)

    def remove(self, ids: Sequence[str]) -> None:
        """Forget jobs and their attempts."""
        # One statement for all: each of many takes Python from the window for a moment.
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM job WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))

    def remove_run(self, run: str) -> None:
        """Forget all jobs of a run."""
        with self._transaction() as cursor:
            cursor.execute("DELETE FROM job WHERE run = ?", (run,))

    def arrange(self, ids: Sequence[str]) -> None:
        """Put jobs at the positions that their ids have here, from 0 on."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE job SET position = key FROM json_each(?) WHERE job.id = value AND position <> key",
                (json.dumps(ids),),
            )

    def note_work(self, job_id: str, number: int, work: Path) -> None:
        """Remember the folder that an attempt is about to make."""
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO attempt (job, number, work) SELECT id, ?, ? FROM job WHERE id = ?",
                (number, os.fsencode(work), job_id),
            )

    def note_publishing(self, job_id: str, number: int, target: Path, made: Fingerprint) -> None:
        """Remember the result that an attempt is about to give its name, so that it is known again."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE attempt SET target = ?, bytes = ?, sha256 = ? WHERE job = ? AND number = ?",
                (os.fsencode(target), made.size, made.sha256, job_id, number),
            )

    def attempts(self, run: str) -> list[Attempt]:
        """What is remembered of the attempts of a run's jobs, oldest first."""
        query = (
            "SELECT attempt.job, attempt.number, work, attempt.target, bytes, sha256 FROM attempt"
            " JOIN job ON job.id = attempt.job WHERE run = ? ORDER BY attempt.job, attempt.number"
        )
        with self._transaction() as cursor:
            rows = cursor.execute(query, (run,)).fetchall()
        return [
            Attempt(
                job_id,
                number,
                _path(work),
                _path(target),
                Fingerprint(size, sha256) if size is not None and sha256 is not None else None,
            )
            for job_id, number, work, target, size, sha256 in rows
        ]

    def note_begun(self, job_id: str, place: str, key: str, part: Path) -> None:
        """Remember what is about to be begun at a host, also when its job is removed.

        Its result comes into the file `part`, which is removed when this is forgotten.
        """
        with self._transaction() as cursor:
            _remove_parts(cursor, "place = ? AND key = ? AND part <> ?", (place, key, os.fsencode(part)))
            cursor.execute(
                "INSERT OR REPLACE INTO begun (place, key, job, run, since, part)"
                " SELECT ?, ?, id, run, ?, ? FROM job WHERE id = ?",
                (place, key, time.time(), os.fsencode(part), job_id),
            )

    def note_over(self, place: str, key: str) -> None:
        """Forget what was begun at a host: nothing is left of it there."""
        with self._transaction() as cursor:
            _forget_begun(cursor, "place = ? AND key = ?", (place, key))

    def forget_host(self, place: str) -> None:
        """Forget all that was begun at a host that is no more."""
        with self._transaction() as cursor:
            _forget_begun(cursor, "place = ?", (place,))

    def begun(self) -> list[Begun]:
        """What is remembered of hosts; what was begun more than `BEGUN_DAYS` ago is forgotten.

        What has come of results that nobody waits for is removed.
        """
        query = (
            "SELECT begun.place, key, begun.job, COALESCE(job.run, begun.run),"
            " job.place = begun.place AND job.state = ?, part"
            " FROM begun LEFT JOIN job ON job.id = begun.job ORDER BY since"
        )
        with self._transaction() as cursor:
            _forget_begun(cursor, "since < ?", (time.time() - BEGUN_DAYS * 86400,))
            rows = cursor.execute(query, (JobState.WAITING.value,)).fetchall()
        for *_, waits, part in rows:
            if part is not None and not waits:
                remove_part(Path(os.fsdecode(part)))
        return [Begun(place, key, job_id, run, bool(waits)) for place, key, job_id, run, waits, _ in rows]

    def _prepare(self) -> None:
        """Check the file and bring it to this version."""
        connection = self._connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise JournalError(verdict, is_unusable=True)
        with self._transaction() as cursor:
            (version,) = cursor.execute("PRAGMA user_version").fetchone()
            if version > len(_MIGRATIONS):
                detail = f"version {version} is newer than {len(_MIGRATIONS)}"
                raise JournalError(detail, is_unusable=True)
            for script in _MIGRATIONS[version:]:
                for statement in script.split(";"):
                    cursor.execute(statement)
            cursor.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Cursor]:
        """A cursor whose changes are committed together, or not at all."""
        with self._lock:
            try:
                cursor = self._connection.cursor()
                cursor.execute("BEGIN IMMEDIATE")
                try:
                    yield cursor
                except BaseException:
                    cursor.execute("ROLLBACK")
                    raise
                cursor.execute("COMMIT")
            except (sqlite3.Error, UnicodeDecodeError) as error:
                raise _journal_error(error) from error


def _forget_begun(cursor: sqlite3.Cursor, where: str, values: Sequence[object]) -> None:
    """Forget runs, and what has come of their results first: nobody would know of that afterwards."""
    _remove_parts(cursor, where, values)
    cursor.execute(f"DELETE FROM begun WHERE {where}", values)


def _remove_parts(cursor: sqlite3.Cursor, where: str, values: Sequence[object]) -> None:
    query = f"SELECT part FROM begun WHERE part IS NOT NULL AND {where}"
    for (part,) in cursor.execute(query, values).fetchall():
        remove_part(Path(os.fsdecode(part)))


def _journal_error(error: sqlite3.Error | UnicodeDecodeError | JournalError) -> JournalError:
    """What SQLite raises, its damaged files apart from those that are busy, read-only or on a full disk.

    Of a damaged schema the module `sqlite3` says that it is no text.
    """
    if isinstance(error, JournalError):
        return error
    return JournalError(str(error), is_unusable=not isinstance(error, sqlite3.OperationalError))


def open_journal(path: Path) -> tuple[Journal, Path | None]:
    """The journal at `path`, and where a file was set aside that could not be used in its place.

    Raises JournalError where not even a new one can be made.
    """
    try:
        return Journal(path), None
    except JournalError as error:
        if not error.is_unusable:
            raise
    aside = path.with_name(f"{path.stem} set aside {datetime.now():%Y-%m-%d %H-%M-%S}{path.suffix}")
    try:
        for ending in ("", "-wal", "-shm"):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.replace(aside.with_name(aside.name + ending))
    except OSError as error:
        raise JournalError(str(error)) from error
    return Journal(path), aside


_NAMES = (
    "id", "source", "target", "explicit", "below", "options", "has_own_options", "width", "height", "number",
    "frames", "place", "state", "failure_code", "failure_path", "failure_detail", "attempts", "seconds",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_PUT = (
    f"INSERT INTO job ({_COLUMNS}, run, position) VALUES ({', '.join('?' * (len(_NAMES) + 2))})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _NAMES[1:])},"
    " run = excluded.run, position = excluded.position"
)


def _row(run: str, position: int, record: Record) -> tuple[object, ...]:
    job = record.job
    failure = job.failure
    return (
        job.id,
        os.fsencode(job.source),
        os.fsencode(job.target),
        _bytes(record.explicit),
        os.fsencode(record.below),
        _options_text(job.options),
        job.has_own_options,
        *job.size,
        job.number,
        job.frames,
        job.place,
        job.state.value,
        failure.code.value if failure else None,
        _bytes(failure.path) if failure else None,
        # An engine's words may hold what is no text.
        failure.detail.encode("utf-8", "replace").decode() if failure else None,
        record.attempts,
        record.seconds,
        run,
        position,
    )


@lru_cache(maxsize=64)
def _options_text(options: UpscaleOptions) -> str:
    """The options as they are kept; thousands of jobs share theirs."""
    return json.dumps(plain_options(options))


def _record(row: tuple[object, ...]) -> Record | None:
    """The job in a row of `_COLUMNS`; None for what no version of the program could have written."""
    found = dict(zip(_NAMES, row, strict=True))
    try:
        state = JobState(found["state"])
        code = found["failure_code"]
        failure = (
            Failure(ErrorCode(code), _path(found["failure_path"]), str(found["failure_detail"] or ""))
            if code
            else None
        )
        job = Job(
            source=_needed_path(found["source"]),
            target=_needed_path(found["target"]),
            options=options_from(json.loads(str(found["options"]))),
            size=(_number(found["width"]), _number(found["height"])),
            state=state,
            progress=float(state is JobState.DONE),
            failure=failure,
            has_own_options=bool(found["has_own_options"]),
            number=_number(found["number"]),
            frames=_number(found["frames"]),
            place=str(found["place"]),
            id=str(found["id"]),
        )
        seconds = found["seconds"]
        return Record(
            job,
            _needed_path(found["below"]),
            _path(found["explicit"]),
            _number(found["attempts"]),
            float(seconds) if isinstance(seconds, (int, float)) else None,
        )
    except (ValueError, TypeError, RecursionError):
        return None


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r} is no number")
    return value


def _bytes(path: Path | None) -> bytes | None:
    return None if path is None else os.fsencode(path)


def _path(value: object) -> Path | None:
    return Path(os.fsdecode(value)) if isinstance(value, (bytes, str)) else None


def _needed_path(value: object) -> Path:
    path = _path(value)
    if path is None:
        raise TypeError(f"{value!r} is no path")
    return path
