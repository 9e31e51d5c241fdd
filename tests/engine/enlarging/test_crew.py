"""How far the threads are that make a picture's tiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future

import pytest

from aresrgan_gui.engine.enlarging import crew as crews
from aresrgan_gui.engine.enlarging.crew import Crew
from aresrgan_gui.engine.networks.network import NetworkError, Tell
from aresrgan_gui.engine.tiling import Span

PART = Span(0, 1, 0, 1)


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


class Later(Executor):
    """Runs nothing until it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, call: Callable[..., object], /, *_: object, **_named: object) -> Future[object]:  # type: ignore[override]
        future: Future[object] = Future()

        def run() -> None:
            try:
                future.set_result(call())
            except BaseException as error:
                future.set_exception(error)

        self.waiting.append(run)
        return future


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()
    monkeypatch.setattr(crews, "time", clock)
    yield clock


class Heard:
    """A crew whose parts are made one after another, each stage for as long as the clock is moved."""

    def __init__(self, clock: Clock) -> None:
        self.told: list[tuple[float, float]] = []
        self._clock = clock
        self._executor = Later()
        self._crew = Crew(self._executor, lambda done, lost: self.told.append((done, lost)))

    def makes(self, *seconds: float, work: float = 10.0, looks_at: float | None = None) -> None:
        """Have a part made in stages that last so many seconds; look on after some, or at the end."""
        self._crew.begin(lambda _part, tell: self._make(seconds, tell, looks_at), PART, work)
        self._executor.waiting.pop()()
        if looks_at is None:
            self._crew.tell()

    def fails(self) -> Future[None]:
        """Have a part fail when a quarter of it is done."""

        def make(_part: Span, tell: Tell) -> None:
            tell(0.0, 0.25)
            tell(0.25, 1.0)
            self._crew.tell()
            raise NetworkError("lost", smaller_may_help=True)

        future = self._crew.begin(make, PART, 40.0)
        self._executor.waiting.pop()()
        self._crew.tell()
        return future

    def _make(self, seconds: tuple[float, ...], tell: Tell, looks_at: float | None) -> None:
        for number, stage in enumerate(seconds):
            tell(number / len(seconds), (number + 1) / len(seconds))
            passes = stage if looks_at is None else looks_at
            self._clock.now += passes
            if looks_at is not None:
                self._crew.tell()
            self._clock.now += stage - passes


def test_that_of_a_tile_under_way_counts_what_others_took_the_time_for(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(4.0)
    heard.makes(4.0, looks_at=1.0)
    assert heard.told == [(10.0, 0.0), (12.5, 0.0)]


def test_that_nothing_of_a_tile_counts_before_one_is_done(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(4.0, looks_at=3.0)
    assert heard.told == [(0.0, 0.0)]


def test_that_a_tile_that_takes_longer_is_never_counted_whole(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(4.0)
    heard.makes(400.0, looks_at=300.0)
    assert 19.0 < heard.told[-1][0] < 20.0


def test_that_the_stages_of_a_tile_count_as_they_end(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(2.0, 2.0, looks_at=0.0)
    assert [done for done, _ in heard.told] == [0.0, 5.0]


def test_that_what_the_first_tile_took_longer_is_lost(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(7.0)
    heard.makes(4.0)
    heard.makes(4.0, looks_at=2.0)
    assert heard.told == [(10.0, 0.0), (20.0, 3.0), (25.0, 3.0)]


def test_that_stages_below_the_clock_tell_nothing_of_what_the_first_lost(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(7.0)
    heard.makes(0.0)
    heard.makes(7.0, looks_at=3.5)
    assert heard.told == [(10.0, 0.0), (20.0, 0.0), (25.0, 0.0)]


def test_that_less_than_the_first_stage_tells_nothing_of_it(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(7.0)
    heard.makes(1.0, work=5.0)
    heard.makes(1.0, work=5.0)
    assert heard.told == [(10.0, 0.0), (15.0, 0.0), (20.0, 5.0)]


def test_that_only_the_first_stage_of_the_first_tile_is_lost(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(7.0, 4.0)
    assert heard.told == [(10.0, 3.0)]


def test_that_nothing_is_lost_where_the_first_tile_was_the_fastest(clock: Clock) -> None:
    heard = Heard(clock)
    heard.makes(1.0)
    heard.makes(4.0)
    assert heard.told == [(10.0, 0.0), (20.0, 0.0)]


def test_that_what_is_done_of_a_tile_is_taken_back_where_it_fails(clock: Clock) -> None:
    heard = Heard(clock)
    assert isinstance(heard.fails().exception(), NetworkError)
    heard.makes(4.0, work=40.0)
    assert [done for done, _ in heard.told] == [10.0, 0.0, 40.0]
