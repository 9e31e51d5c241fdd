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

from aresrgan_gui.core.publish import written_whole
from aresrgan_gui.engine.networks.network import Kept

if TYPE_CHECKING:
    from aresrgan_gui.engine.networks.network import Network

_SIDE = 64
"""Of the window to measure with: a third of a second for the largest official model on two cores."""


def fastest(openers: Mapping[str, Callable[[], Network]], key: str, store: Path) -> Network:
    """The network of the opener that is remembered in `store` for `key`, or else found to be the fastest.

    A store that cannot be read or written only costs the measuring. Raises what the openers raise.
    """
    known = _read(store)
    if known.get(key) in openers:
        return openers[known[key]]()
    networks = {name: open_network() for name, open_network in openers.items()}
    best = min(networks, key=lambda name: _seconds(networks[name]))
    with suppress(OSError), written_whole(store, overwrite=True) as part:
        part.write_text(json.dumps({**known, key: best}, indent=1), encoding="utf-8")
    return networks[best]


def _seconds(network: Network) -> float:
    """What a small window takes, at best: the first time is spent on preparing."""
    inside = network.edge, _SIDE - network.edge
    fitted, kept = network.fitted(_SIDE, _SIDE), Kept(*inside, *inside)
    window = np.full((3, _SIDE, _SIDE), 0.5, np.float32)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        fitted.upscale_tile(window, kept)
        taken.append(time.perf_counter() - start)
    return min(taken)


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
