"""How animations run."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

ANIMATED_SOURCES = ("GIF", "PNG", "WEBP")
"""By Pillow's format names; the further pictures of a TIFF or a JPEG are not frames."""

_COARSEST_STEP = 10
"""Milliseconds in which a GIF counts; the other formats count finer."""


@dataclass(frozen=True)
class Timing:
    """For how many milliseconds each frame is shown, and how often all are played: 0 is for ever."""

    durations: tuple[float, ...]
    plays: int

    def in_steps(self, milliseconds: int) -> tuple[int, ...]:
        """The durations in whole steps, each frame beginning as near to its time as these allow."""
        ends = [round(end / milliseconds) for end in accumulate(self.durations)]
        return tuple(end - start for start, end in pairwise([0, *ends]))

    def runs_as(self, other: Timing) -> bool:
        """Whether both have as many frames, are played as often and, as near as formats have it, as long."""
        is_as_long = abs(sum(self.durations) - sum(other.durations)) <= _COARSEST_STEP
        return is_as_long and (len(self.durations), self.plays) == (len(other.durations), other.plays)


def frame_numbers(image: Image.Image) -> range:
    """The frames of an opened animation, in Pillow's count; fewer than two where it is none.

    What an APNG shows where no animations are known need not be part of its own.
    """
    if image.format not in ANIMATED_SOURCES:
        return range(1)
    first = 1 if image.info.get("default_image") else 0
    return range(first, int(getattr(image, "n_frames", 1)))


def plays_of(image: Image.Image) -> int:
    """How often an opened animation is played, 0 for ever.

    A GIF counts how often it is repeated, and says nothing where it is played once.
    """
    loop = image.info.get("loop")
    if image.format == "GIF":
        return 1 if loop is None else loop and loop + 1
    return int(loop or 0)
