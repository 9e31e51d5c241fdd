"""What the script on a host says, as facts. The words are explained in `resources/remote/tat.sh`."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aresrgan_gui.runners.remote.transport import HostReport


@dataclass(frozen=True)
class Report:
    """As much as was said so far.

    `percent` is None before the engine's first; `lines` are the engine's last ones; `sha256` is that of the
    result, "" without one; `end` is "" before the end, then the engine's exit status in digits, or the word
    for what kept it from its work.
    """

    percent: int | None = None
    lines: tuple[str, ...] = ()
    sha256: str = ""
    end: str = ""


def read(output: str) -> Report:
    """What `output` says; what is not from the script, such as a profile's greeting, is passed over.

    A run that was taken over from one that died says everything twice: percentages never fall, and the last
    of the rest counts.
    """
    percent, sha256, end = None, "", ""
    lines: list[str] = []
    for line in output.splitlines():
        word, _, rest = line.rstrip().partition(" ")
        if word == "@" and rest.isdecimal() and int(rest) <= 100:
            percent = max(int(rest), percent or 0)
        elif word == "|":
            lines.append(rest)
        elif word == "@sha256":
            sha256 = rest.partition(" ")[0]
        elif word == "@end" and rest:
            end = rest
    return Report(percent, tuple(lines), sha256, end)


def read_probe(output: str) -> tuple[HostReport, tuple[str, ...]]:
    """What a probe's script says, and what the host lacks."""
    missing: list[str] = []
    free: int | None = None
    gpus: tuple[str, ...] = ()
    version = ""
    for line in output.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "@missing":
            missing.append(rest)
        elif word == "@free" and rest.isdecimal():
            free = int(rest) * 1024
        elif word.startswith("{"):
            gpus, version = _devices(line)
    return HostReport(gpus, version, free), tuple(missing)


def _devices(line: str) -> tuple[tuple[str, ...], str]:
    """The graphics cards and the version in what our engine answers to `--devices`."""
    try:
        answer = json.loads(line)
        cards = tuple(str(card["name"]) for card in answer["vulkan"] if not card["is_software"])
        return cards, str(answer["version"])
    except (ValueError, LookupError, TypeError):
        return (), ""
