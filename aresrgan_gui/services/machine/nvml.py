"""How busy NVIDIA's graphics cards are, by the library that comes with their driver."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

LIBRARY = "nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1"


class _Utilization(ctypes.Structure):
    """nvmlUtilization_t of the NVML API: percent of the time since the last sample."""

    _fields_ = (("gpu", ctypes.c_uint), ("memory", ctypes.c_uint))


@cache
def nvidia_gauge(library: str = LIBRARY) -> Callable[[], float | None]:
    """Tells how busy the busiest NVIDIA card is, in percent; None where there is none that tells."""
    try:
        nvml = ctypes.CDLL(library)
        cards = _cards(nvml)
    except (OSError, AttributeError):
        cards = []

    def busiest() -> float | None:
        found = []
        for card in cards:
            use = _Utilization()
            if nvml.nvmlDeviceGetUtilizationRates(card, ctypes.byref(use)) == 0:
                found.append(float(use.gpu))
        return max(found, default=None)

    return busiest


def _cards(nvml: Any) -> list[ctypes.c_void_p]:
    """The handles of all cards. Raises AttributeError for a library that is not NVML."""
    count = ctypes.c_uint()
    if nvml.nvmlInit_v2() or nvml.nvmlDeviceGetCount_v2(ctypes.byref(count)):
        return []
    cards = []
    for number in range(count.value):
        card = ctypes.c_void_p()
        if nvml.nvmlDeviceGetHandleByIndex_v2(number, ctypes.byref(card)) == 0:
            cards.append(card)
    return cards
