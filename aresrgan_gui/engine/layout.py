"""How a picture's tiles are shared out on the processor: numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from aresrgan_gui.engine.tiling import MIN_TILE

WORTHWHILE = 12
"""Paddings across a window above which a larger one saves too little work for its memory."""

_NEEDED = 4
"""Paddings across a window below which most work would be repeated, whatever the memory."""

_LOST_TO_SHARING = 0.2
"""What each further thread on one tile loses to waiting for the others, as a part of a thread."""


@dataclass(frozen=True)
class Layout:
    """The kept side of a tile in source pixels, how many tiles run at a time, and the threads of each."""

    tile: int
    workers: int
    threads: int


@dataclass(frozen=True)
class Room:
    """What a network needs and may use: the overlap of tiles, the edge by which a picture is continued,
    processor threads, bytes in all and those for a window's pixel, whether windows shrink underway, and the
    paddings across a window, for each thread's share, above which a larger one is not worth its memory."""

    padding: int
    edge: int
    threads: int
    memory: int
    pixel_bytes: int
    shrinks: bool = False
    worthwhile: int = WORTHWHILE

    def window(self, workers: int) -> int:
        """Pixels that a window of each worker may have."""
        most = self.threads * (self.worthwhile * self.padding) ** 2
        least = (_NEEDED * self.padding) ** 2
        return max(least, min(most, self.memory // self.pixel_bytes)) // workers


def layout(size: tuple[int, int], room: Room, tile: int) -> Layout:
    """What takes the least time for a picture of this width and height; `tile` is the side asked for, or 0.

    Large tiles repeat less work in their padding, small ones keep more threads busy on tiles of their own.
    """
    found = [
        _timed(size, side, workers, room)
        for workers in _shares(room.threads)
        for side in ([tile] if tile else _sides(size))
    ]
    fitting = [timed for timed in found if timed.window <= room.window(timed.layout.workers)]
    best = min(fitting, key=lambda timed: timed.time) if fitting else min(found, key=lambda timed: timed.need)
    return best.layout


@dataclass(frozen=True)
class _Timed:
    layout: Layout
    window: int
    time: float

    @property
    def need(self) -> int:
        """All workers' windows, in pixels."""
        return self.window * self.layout.workers


def _timed(size: tuple[int, int], side: int, workers: int, room: Room) -> _Timed:
    width, height = size
    across, down = ceil(width / side), ceil(height / side)
    wide, high = _window(width, across, room), _window(height, down, room)
    lost = room.padding if room.shrinks else 0
    threads = room.threads // workers
    speed = threads / (1 + _LOST_TO_SHARING * (threads - 1))
    rounds = ceil(across * down / workers)
    return _Timed(Layout(side, workers, threads), wide * high, rounds * (wide - lost) * (high - lost) / speed)


def _window(length: int, count: int, room: Room) -> int:
    """The length of a window where `count` of them cover `length` pixels."""
    return min(ceil(length / count) + 2 * room.padding, length + 2 * room.edge)


def _sides(size: tuple[int, int]) -> list[int]:
    """Sides that cut the picture into equal parts one way or the other, none below MIN_TILE."""
    sides = {MIN_TILE}
    for length in size:
        sides |= {ceil(length / count) for count in range(1, ceil(length / MIN_TILE) + 1)}
    return sorted(max(side, MIN_TILE) for side in sides)


def _shares(threads: int) -> list[int]:
    """Ways to divide threads among workers, as many workers as threads first."""
    return [workers for workers in range(threads, 0, -1) if threads // workers > threads // (workers + 1)]
