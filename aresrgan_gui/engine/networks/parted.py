"""Running a parted network: the trunk on a whole window, the tail on pieces of the trunk's result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from aresrgan_gui.engine.networks.network import Kept, Pixels, Tell

TAIL_SIDE = 40
"""The kept side of a piece: half of it costs a third more work, twice of it three times the memory."""


@dataclass(frozen=True)
class _Stretch:
    """One axis of a piece: [start, stop) of the features, of which [keep_from, keep_to) is kept."""

    start: int
    stop: int
    keep_from: int
    keep_to: int


def by_pieces(
    features: Pixels,
    kept: Kept,
    margin: int,
    scale: int,
    tail: Callable[[Pixels], Pixels],
    *,
    tell: Tell,
    side: int = TAIL_SIDE,
) -> Pixels:
    """What `tail` makes of the kept part of `features`, of shape (channels, height, width).

    `tail` enlarges `scale` times and looks at no more than `margin` pixels around each; it gets pieces of one
    shape, which keep `side` pixels at most each way, and `tell` hears of each. The result has the shape
    (3, kept.height * scale, kept.width * scale). Raises what `tail` raises.
    """
    result = np.empty((3, kept.height * scale, kept.width * scale), np.float32)
    rows = _stretches(kept.top, kept.bottom, features.shape[1], margin, side)
    columns = _stretches(kept.left, kept.right, features.shape[2], margin, side)
    pieces = list(product(rows, columns))
    for number, (down, across) in enumerate(pieces):
        tell(number / len(pieces), (number + 1) / len(pieces))
        piece = tail(np.ascontiguousarray(features[:, down.start : down.stop, across.start : across.stop]))
        result[:, _part(down, kept.top, scale), _part(across, kept.left, scale)] = piece[
            :, _part(down, down.start, scale), _part(across, across.start, scale)
        ]
    return result


def piece_pixels(kept: Kept, margin: int, shape: tuple[int, int], side: int) -> int:
    """Pixels of all the pieces that `by_pieces` makes of features of `shape` (height, width)."""
    height, width = (
        sum(piece.stop - piece.start for piece in _stretches(start, stop, length, margin, side))
        for start, stop, length in ((kept.top, kept.bottom, shape[0]), (kept.left, kept.right, shape[1]))
    )
    return height * width


def _stretches(start: int, stop: int, length: int, margin: int, side: int) -> list[_Stretch]:
    """Pieces of one length that keep [start, stop) of `length` pixels between them."""
    kept = ceil((stop - start) / ceil((stop - start) / side))
    window = min(kept + 2 * margin, length)
    found = []
    for keep_from in range(start, stop, kept):
        begin = max(0, min(keep_from - margin, length - window))
        found.append(_Stretch(begin, begin + window, keep_from, min(keep_from + kept, stop)))
    return found


def _part(stretch: _Stretch, origin: int, scale: int) -> slice:
    """The kept part of a stretch, enlarged, counted from `origin`."""
    return slice((stretch.keep_from - origin) * scale, (stretch.keep_to - origin) * scale)
