"""What is on its way is told no more often than anybody looks."""

from __future__ import annotations

import pytest

from aresrgan_gui.runners.remote import sparing
from aresrgan_gui.runners.remote.sparing import Sparing
from aresrgan_gui.runners.remote.transport import Fetching, Output, Queued, RemoteEvent, Sending


class Clock:
    """Says the time that it was set to."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(sparing, "time", clock)
    return clock


def test_that_blocks_are_told_ten_times_a_second_and_the_last_one_always(clock: Clock) -> None:
    told: list[RemoteEvent] = []
    tell = Sparing(told.append)
    for block in range(1001):
        tell(Sending(block / 1000))
        clock.now += 0.001
    fractions = [event.fraction for event in told if isinstance(event, Sending)]
    assert 10 <= len(fractions) <= 12
    assert fractions[0] == 0.0
    assert fractions[-1] == 1.0


def test_that_whatever_begins_is_told_at_once(clock: Clock) -> None:
    told: list[RemoteEvent] = []
    tell = Sparing(told.append)
    story: list[RemoteEvent] = [
        Sending(0.0),
        Queued(),
        Output(b"1"),
        Output(b"2"),
        Fetching(0.2),
        Sending(0.3),
    ]
    for event in story:
        tell(event)
    assert told == story
