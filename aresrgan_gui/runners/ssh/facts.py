"""What a host said of itself, read."""

from __future__ import annotations

import json
import re

from aresrgan_gui.runners.remote.transport import HostReport

_CARD = re.compile(r"GPU \d+: (?P<name>.+?) \(UUID: .*\)")
"""How `nvidia-smi -L` lists a card."""


class FactsError(Exception):
    """The engine is not there; told in words that follow its name."""


def report_of(said: str, *, now: float) -> HostReport:
    """The report behind the lines `name=value` of `System.ask`; `now` is the time here, in seconds.

    Cards are named by our engine, and by NVIDIA's tool for any other. Raises FactsError.
    """
    lines = [line.partition("=") for line in said.splitlines()]
    values = {name: value for name, _, value in lines}
    if "engine" not in values:
        raise FactsError("cannot be run there")
    cards = tuple(
        match["name"] for name, _, value in lines if name == "gpu" and (match := _CARD.match(value))
    )
    version = ""
    try:
        devices = json.loads(values["engine"])
        version = str(devices["version"])
        cards = tuple(str(device["name"]) for device in devices["vulkan"] if not device["is_software"])
    except (ValueError, TypeError, LookupError):
        pass
    free = values.get("free", "")
    clock = re.match(r"\d+(\.\d+)?", values.get("clock", ""))
    return HostReport(
        gpus=cards,
        engine_version=version,
        free_bytes=int(free) if free.isdigit() else None,
        clock_skew=float(clock[0]) - now if clock else None,
    )
