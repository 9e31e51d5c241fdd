"""What is tried when a device fails at a picture: smaller tiles, another device, the processor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.options import UpscaleOptions

SMALL_TILE = 64
"""Side in source pixels: every model fits the smallest cards then, and hardly any driver times out."""

CPU = "cpu"

WORTH_ANOTHER_TRY = frozenset(
    {
        ErrorCode.OUT_OF_MEMORY,
        ErrorCode.DEVICE_FAILED,
        ErrorCode.ENGINE_CRASHED,
        ErrorCode.ENGINE_HUNG,
        ErrorCode.OUTPUT_WRONG,
    }
)
"""Failures of the machine or its driver, which may not meet the same picture again on another way."""


class Rung(str, Enum):
    """In what a try differs from what the user asked for."""

    SMALL_TILES = "small-tiles"
    OTHER_DEVICE = "other-device"
    PROCESSOR = "processor"


@dataclass(frozen=True)
class Try:
    """One more way to make a picture."""

    rung: Rung
    options: UpscaleOptions


def tries(options: UpscaleOptions, devices: Sequence[str] | None) -> tuple[Try, ...]:
    """What to try, first to last, when `options` have failed.

    `devices` are the graphics cards' numbers, best first, None where they are not known; `auto` is taken for
    the first of them, or for the processor where there is none. One of several that failed together
    is worth a try alone.
    """
    asked = options.device
    if asked == "auto" and devices is not None:
        asked = next(iter(devices), CPU)
    found = []
    if not 0 < options.tile <= SMALL_TILE:
        found.append(Try(Rung.SMALL_TILES, replace(options, tile=SMALL_TILE)))
    if asked != CPU:
        others = [device for device in devices or () if device != asked]
        found += [
            Try(Rung.OTHER_DEVICE, replace(options, device=device, tile=SMALL_TILE)) for device in others[:1]
        ]
        found.append(Try(Rung.PROCESSOR, replace(options, device=CPU, tile=0)))
    return tuple(found)


def next_try(options: UpscaleOptions, last: Rung | None, devices: Sequence[str] | None) -> Try | None:
    """The try after the rung `last` (None: after what the user asked for); None at the ladder's end."""
    order = list(Rung)
    reached = -1 if last is None else order.index(last)
    return next((one for one in tries(options, devices) if order.index(one.rung) > reached), None)
