"""What every place that runs jobs promises: this machine, an SSH host, a cloud instance, a farm.

A runner tells each attempt's story in events: `Started`, any number of `Progress`, `Entered` and `Warned`,
and then exactly one of `Finished` and `Failed`, whatever happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.fingerprint import Fingerprint
from aresrgan_gui.core.job import Job


@dataclass(frozen=True)
class Started:
    """The attempt's work has begun, at the place of this name where there are several."""

    job_id: str
    attempt: int
    place: str = ""


@dataclass(frozen=True)
class Progress:
    """How much of the attempt is done, from 0.0 to 1.0, never less than before."""

    job_id: str
    attempt: int
    fraction: float


class Phase(Enum):
    """What an attempt is doing that shares an engine, or is on another machine."""

    SENDING = "sending"
    QUEUED = "queued"
    WORKING = "working"
    FETCHING = "fetching"


@dataclass(frozen=True)
class Entered:
    """The attempt has come to a phase, of which `fraction` is done."""

    job_id: str
    attempt: int
    phase: Phase
    fraction: float = 0.0


@dataclass(frozen=True)
class Warned:
    """Something that the user should know and that did not stop the work, in the engine's words."""

    job_id: str
    attempt: int
    text: str


@dataclass(frozen=True)
class Finished:
    """The result stands at `output`, decoded and measured; `seconds` is the attempt's wall-clock time."""

    job_id: str
    attempt: int
    output: Path
    seconds: float


@dataclass(frozen=True)
class Failed:
    """There is no result; of the attempt only what has come of one is left, where another goes on with it."""

    job_id: str
    attempt: int
    failure: Failure


RunnerEvent = Started | Progress | Entered | Warned | Finished | Failed


class Notary(Protocol):
    """Is told what an attempt is about to leave on disk, and keeps it before the call returns; any thread."""

    def note_work(self, job_id: str, attempt: int, work: Path) -> None:
        """The attempt is about to make the folder `work`."""

    def note_publishing(self, job_id: str, attempt: int, target: Path, made: Fingerprint) -> None:
        """The attempt is about to give the file `made` the name `target`."""

    def note_begun(self, job_id: str, place: str, key: str, part: Path) -> None:
        """The run `key` for the job is about to be begun at the host of the name `place`.

        Its result comes into the file `part`, which ends with what is kept of the run.
        """

    def note_over(self, place: str, key: str) -> None:
        """Nothing is left of that run over there; this alone need not be kept before the call returns."""


@dataclass(frozen=True)
class LeftRun:
    """A run for a job that may still go on, or have left something, at the host of the name `place`.

    `key` is that of its `RemoteRequest`; where `is_awaited` the job is to go on with it, otherwise nobody is.
    """

    place: str
    key: str
    job_id: str
    is_awaited: bool


class Runner(Protocol):
    """One place or several, with room for `slots` jobs at a time; `happened` emits each `RunnerEvent`."""

    @property
    def happened(self) -> SignalInstance: ...

    @property
    def slots(self) -> int: ...

    def has_room(self, job: Job) -> bool:
        """Whether this very job could be started now, as far as the place matters that it may run at."""

    def start(self, job: Job, attempt: int) -> None:
        """Begin; every outcome, also a failure to begin, comes as an event after this call returned."""

    def cancel(self, job_id: str) -> None:
        """End the job's attempt soon; it ends with `Failed` (CANCELLED) unless it was finished already.

        Of a job that is not running nothing is told, and what a lost host may still do for it is ended.
        """

    def set_paused(self, is_paused: bool) -> None:
        """Hold everything that runs where it is, or let it go on; what is held can be cancelled."""
