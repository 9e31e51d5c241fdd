"""Which of several backends runs a network fastest here: measured once, then remembered."""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from aresrgan_gui.core.paths import sample_file
from aresrgan_gui.core.publish import written_whole
from aresrgan_gui.engine.networks.network import Kept, NetworkError, UnsupportedError

if TYPE_CHECKING:
    from aresrgan_gui.engine.networks.network import Network, Pixels

_SIDE = 64
"""Of the window to measure with: a third of a second for the largest official model on two cores."""

_LEAST_LIKENESS = 45.0
"""In dB, to the first backend. Measured, bfloat16 is at 49 to 58 dB, no shade off by more than 20 of 255 and
nothing of it to be seen; a wrong picture ends far below."""


def fastest(openers: Mapping[str, Callable[[], Network]], key: str, store: Path) -> Network:
    """The network of the opener that is remembered in `store` for `key`, or else found to be the fastest.

    The first opener's result is the one that the others' must be like; of these, one that fails is passed
    over. A store that cannot be read or written only costs the measuring. Raises what the first opener and a
    remembered one raise, and OSError where the program's sample is gone.
    """
    known = _read(store)
    if known.get(key) in openers:
        return openers[known[key]]()
    window = _window()
    first, *others = openers
    best, network = first, openers[first]()
    right, least = _tried(network, window)
    for name in others:
        try:
            other = openers[name]()
            result, seconds = _tried(other, window)
        except (UnsupportedError, NetworkError, RuntimeError):
            continue
        if seconds < least and _likeness(result, right) >= _LEAST_LIKENESS:
            best, network, least = name, other, seconds
    with suppress(OSError), written_whole(store, overwrite=True) as part:
        part.write_text(json.dumps({**known, key: best}, indent=1), encoding="utf-8")
    return network


def _window() -> Pixels:
    """A part of a real picture, which shows what a backend does to one."""
    with Image.open(sample_file()) as picture:
        left, top = (side // 2 for side in picture.size)
        part = picture.convert("RGB").crop((left, top, left + _SIDE, top + _SIDE))
    return np.ascontiguousarray(np.asarray(part, np.float32).transpose(2, 0, 1) / 255)


def _tried(network: Network, window: Pixels) -> tuple[Pixels, float]:
    """What becomes of the window, and the seconds, at best: the first time is spent on preparing."""
    inside = network.edge, _SIDE - network.edge
    fitted, kept = network.fitted(_SIDE, _SIDE), Kept(*inside, *inside)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        result = fitted.upscale_tile(window, kept)
        taken.append(time.perf_counter() - start)
    return result, min(taken)


def _likeness(one: Pixels, other: Pixels) -> float:
    """The peak signal-to-noise ratio in dB of pictures from 0 to 1."""
    error = float(np.square(one - other).mean())
    return -10 * np.log10(error) if error else np.inf


def _read(store: Path) -> dict[str, str]:
    try:
        found = json.loads(store.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def processor_name() -> str:
    """What tells one kind of processor from another."""
    if sys.platform == "linux":
        with suppress(OSError):
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith(("model name", "CPU part")):
                    return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
