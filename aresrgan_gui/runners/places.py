"""One queue, many places: this machine and any number of hosts."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from aresrgan_gui.core.errors import HOST_TROUBLES, ErrorCode, Failure, UpscaleError
from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.job import Job
from aresrgan_gui.runners.base import (
    Entered,
    Failed,
    Finished,
    LeftRun,
    Notary,
    Phase,
    RunnerEvent,
    Started,
)
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.runners.pace import Pace
from aresrgan_gui.runners.paces import Paces

if TYPE_CHECKING:
    from aresrgan_gui.runners.remote.runner import RemoteRunner

log = logging.getLogger(__name__)

REST_MS = 30_000
MOST_REST_MS = 600_000
"""How long a host is left alone that could not be reached: at first, and at most. It doubles in between."""


@dataclass(frozen=True)
class PlaceState:
    """A place as it is now: `name` is what it is called, `place` what jobs know it by.

    It computes `at_once` jobs at a time; `running` also counts those on their way. `speed` is in megapixels
    of results a second with all that it computes at once, None while nothing was measured. `failure` is why
    it takes no jobs, if so.
    """

    name: str
    place: str
    running: int
    at_once: int
    speed: float | None
    failure: Failure | None


class Places(QObject):
    """A `base.Runner` that gives each job to a place: the fastest free one, or the one that it is to run at.

    A host that cannot be reached rests, is asked whether it is back, and rests longer if not.
    """

    happened = Signal(object)
    """A RunnerEvent."""
    freed = Signal()
    """There may be room for jobs that had to wait for their place."""
    changed = Signal()
    """`states` are others now."""
    entered = Signal(str)
    """The id of a job that `on_the_way` tells something else of."""

    def __init__(self, here: LocalRunner, paces: Paces | None = None, parent: QObject | None = None) -> None:
        """`paces` is what is known of the places from before."""
        super().__init__(parent)
        self._paces = paces or Paces(parent=self)
        self._notary: Notary | None = None
        self._is_leaving = False
        self._going: dict[str, _Going] = {}
        self._places: dict[str, _Place] = {}
        self._names: Mapping[str, str] = {}
        self._take_in(HERE, here)

    @property
    def slots(self) -> int:
        """How many jobs may run at a time, as the places are now."""
        return len(self._going) + sum(place.free for place in self._places.values())

    def states(self) -> tuple[PlaceState, ...]:
        """All places, this machine first."""
        return tuple(place.state(self.name_of(place.name)) for place in self._places.values())

    def name_of(self, place: str) -> str:
        """What a place is called that jobs know by `place`."""
        return self._names.get(place, place)

    def on_the_way(self, job_id: str) -> tuple[Phase, float] | None:
        """What a job elsewhere waits for and how much of that is done; None for one that is computed."""
        going = self._going.get(job_id)
        return None if going is None or going.phase is Phase.WORKING else (going.phase, going.fraction)

    def resting(self, name: str) -> Failure | None:
        """Why the place that jobs know by `name` takes no jobs; None where it does."""
        place = self._places.get(name)
        return None if place is None else place.failure

    def set_hosts(self, runners: Mapping[str, RemoteRunner], names: Mapping[str, str] | None = None) -> None:
        """Work with these hosts; what runs at others ends there, and these runners are closed then.

        `runners` are by what jobs know a host by, as are `names`: what those are called that have another
        name. A runner that was given before stays as it is, and one that is given in the place of another
        sees to what that one left over there. The runners belong to this object from now on.
        """
        self._names = dict(names or {})
        left: list[LeftRun] = []
        for name, place in tuple(self._places.items()):
            if name != HERE and runners.get(name) is not place.runner:
                del self._places[name]
                left += place.left()
                place.retire()
                self._paces.forget(name)
        for name, runner in runners.items():
            if name not in self._places:
                self._take_in(name, runner)
        self.take_up(left)
        if self._notary is not None:
            for run in left:
                if run.place not in self._places:
                    self._notary.note_over(run.place, run.key)
        self.changed.emit()
        self.freed.emit()

    def take_up(self, runs: Iterable[LeftRun]) -> None:
        """Know of runs that were left at these hosts before, and end there what nobody waits for."""
        for run in runs:
            if run.place in self._places:
                self._places[run.place].take_up(run)
        for place in self._places.values():
            place.tidy()

    def revive(self, name: str) -> None:
        """The host that jobs know by `name` was found to work: it rests no longer."""
        if name in self._places:
            self._places[name].revive()

    def set_notary(self, notary: Notary | None) -> None:
        """Tell `notary`, from the next attempt on, what attempts are about to leave on disk."""
        self._notary = notary
        for place in self._places.values():
            place.runner.set_notary(notary)

    def has_room(self, job: Job) -> bool:
        """Whether a place that the job may run at takes it now; a job whose host is unknown fails at once."""
        return self._is_lost(job) or self._choose(job) is not None

    def start(self, job: Job, attempt: int) -> None:
        """Begin at a place that `has_room`; every outcome comes as an event after this call returned."""
        place = None if self._is_lost(job) else self._choose(job)
        if place is None:
            failure = Failure(ErrorCode.HOST_UNKNOWN, Path(job.options.place))
            event = Failed(job.id, attempt, failure)
            QTimer.singleShot(0, self, lambda: self.happened.emit(event))
            return
        before = self._places.get(job.place)
        if before is not None and before is not place:
            before.disown(job.id)
        self._going[job.id] = _Going(job, attempt, place)
        place.running.add(job.id)
        place.runner.start(job, attempt)
        self.changed.emit()

    def cancel(self, job_id: str) -> None:
        """End the job's attempt soon; of one that is not running, what a host that was lost may still do."""
        if job_id in self._going:
            self._going[job_id].place.runner.cancel(job_id)
            return
        for place in self._places.values():
            place.disown(job_id)

    def set_paused(self, is_paused: bool) -> None:
        """Hold what runs on this machine; what runs elsewhere runs on."""
        for place in self._places.values():
            place.runner.set_paused(is_paused)

    def leave(self) -> None:
        """The program ends: from now on cancelling leaves what runs elsewhere running there."""
        self._is_leaving = True
        for place in self._all():
            place.leave()

    def shutdown(self) -> None:
        """End everything here and look away from the rest; returns when nothing is left to wait for."""
        self.leave()
        for place in self._all():
            place.runner.shutdown()
        self._paces.save()

    def _all(self) -> list[_Place]:
        """Also those that are no longer worked with."""
        retired = [going.place for going in self._going.values() if going.place.is_retired]
        return [*self._places.values(), *dict.fromkeys(retired)]

    def _take_in(self, name: str, runner: LocalRunner | RemoteRunner) -> None:
        place = self._places[name] = _Place(name, runner, self._paces.of(name), self)
        runner.set_notary(self._notary)
        runner.happened.connect(self._on_event)
        place.freed.connect(self._on_freed)

    def _is_lost(self, job: Job) -> bool:
        return job.options.place not in ("", *self._places)

    def _choose(self, job: Job) -> _Place | None:
        """A free place for the job: where it may still run, else the fastest; one not yet measured first.

        A host that has it already is waited for, unless it cannot be reached: nobody else would end it there.
        """
        if self._is_leaving:
            return None
        wanted = job.options.place
        fitting = [self._places[wanted]] if wanted else list(self._places.values())
        known = [place for place in fitting if place.name == job.place and place.may_have_left_overs]
        free = [place for place in known or fitting if place.free]
        return min(free, key=lambda place: place.rank(job), default=None)

    def _on_event(self, event: RunnerEvent) -> None:
        going = self._going.get(event.job_id)
        if going is None or going.attempt != event.attempt:
            return
        place = going.place
        if isinstance(event, Started):
            event = replace(event, place=place.name)
        elif isinstance(event, Entered):
            going.enter(event)
            self.entered.emit(event.job_id)
        elif isinstance(event, (Finished, Failed)):
            del self._going[event.job_id]
            place.running.discard(event.job_id)
            place.judge(event, going)
            self._paces.save_soon()
        self.happened.emit(event)
        if isinstance(event, (Finished, Failed)):
            place.close_if_done()
            self.changed.emit()

    def _on_freed(self) -> None:
        self.changed.emit()
        self.freed.emit()


@dataclass
class _Going:
    """An attempt, with the seconds that its picture was on the way."""

    job: Job
    attempt: int
    place: _Place
    way: float = 0.0
    phase: Phase = Phase.WORKING
    fraction: float = 0.0
    _left_at: float | None = None

    def enter(self, event: Entered) -> None:
        now = time.monotonic()
        if self._left_at is not None:
            self.way += now - self._left_at
        self.phase, self.fraction = event.phase, event.fraction
        self._left_at = now if event.phase in (Phase.SENDING, Phase.FETCHING) else None


class _Place(QObject):
    """A runner with what is known of it."""

    freed = Signal()

    def __init__(self, name: str, runner: LocalRunner | RemoteRunner, pace: Pace, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self.runner = runner
        self.running: set[str] = set()
        self.is_retired = False
        self._failure: Failure | None = None
        self._pace = pace
        self._rest_ms = REST_MS
        self._resting = QTimer(self, singleShot=True)
        self._resting.timeout.connect(self._ask)
        self._remote = None if isinstance(runner, LocalRunner) else runner
        if self._remote is not None:
            self._remote.place = name
            self._remote.probed.connect(self._on_probed)
            self._remote.untidy.connect(self._on_untidy)

    @property
    def free(self) -> int:
        """How many more jobs it takes now."""
        return 0 if self._failure is not None else max(self.runner.slots - len(self.running), 0)

    @property
    def may_have_left_overs(self) -> bool:
        """Whether it may still run what was begun there, and can be asked."""
        return self._failure is None and self._remote is not None

    @property
    def failure(self) -> Failure | None:
        """Why it takes no jobs, if so."""
        return self._failure

    def state(self, name: str) -> PlaceState:
        speed, at_once = self._pace.of_all, self.runner.at_once
        of_all = None if speed is None else speed * at_once
        return PlaceState(name, self.name, len(self.running), at_once, of_all, self._failure)

    def rank(self, job: Job) -> tuple[bool, float]:
        """The lower the better: first who computes it at once, and among these the fastest."""
        speed = self._pace.of(job.options)
        return len(self.running) >= self.runner.at_once, float("-inf") if speed is None else -speed

    def judge(self, event: Finished | Failed, going: _Going) -> None:
        """Learn from how an attempt ended."""
        if isinstance(event, Finished):
            self._rest_ms = REST_MS
            width, height = going.job.output_size
            self._pace.learn(going.job.options, width * height / 1e6, max(event.seconds, going.way))
        elif event.failure.code in HOST_TROUBLES and self._failure is None:
            self._rest(event.failure)
        self.tidy()

    def take_up(self, run: LeftRun) -> None:
        if self._remote is not None:
            self._remote.take_up([run])

    def left(self) -> list[LeftRun]:
        return self._remote.left() if self._remote is not None else []

    def disown(self, job_id: str) -> None:
        if self._remote is not None:
            self._remote.disown(job_id)
            self.tidy()

    def tidy(self) -> None:
        """End what nobody wants, if the host can be reached."""
        if self._remote is not None and self._failure is None:
            self._remote.tidy()

    def leave(self) -> None:
        self._resting.stop()
        if self._remote is not None:
            self._remote.leave()

    def retire(self) -> None:
        self.is_retired = True
        self._resting.stop()
        self.close_if_done()

    def close_if_done(self) -> None:
        if self.is_retired and not self.running and self._remote is not None:
            self._remote.close()
            self._remote.deleteLater()
            self.deleteLater()

    def revive(self) -> None:
        self._resting.stop()
        self._failure = None
        self._rest_ms = REST_MS
        # A job that comes back goes on with what runs of it, which is then not to be ended.
        self.freed.emit()
        self.tidy()

    def _rest(self, failure: Failure) -> None:
        log.warning("%s rests for %d s: %s", self.name, self._rest_ms // 1000, failure)
        self._failure = failure
        self._resting.start(self._rest_ms)
        self._rest_ms = min(2 * self._rest_ms, MOST_REST_MS)

    def _ask(self) -> None:
        if self._remote is not None:
            self._remote.probe()

    def _on_untidy(self, error: Exception) -> None:
        """Try again when the host answers again."""
        if isinstance(error, UpscaleError) and self._failure is None and not self.is_retired:
            self._rest(error.failure)
            self.freed.emit()

    def _on_probed(self, outcome: object) -> None:
        if self._failure is None or self.is_retired:
            return
        if not isinstance(outcome, Exception):
            self.revive()
        elif isinstance(outcome, UpscaleError):
            self._rest(outcome.failure)
        else:
            log.error("%s could not be asked", self.name, exc_info=outcome)
            self._rest(self._failure)
