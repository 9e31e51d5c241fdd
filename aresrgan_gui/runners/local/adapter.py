"""What a local attempt needs to know of the kind of engine that it runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.runners.children.process import ProcessOutcome

DETAIL_LINES = 12
DETAIL_CHARACTERS = 2000

_DEVICE_CHATTER = re.compile(r"\[\d+ [^\]]+\]\s")
"""How ncnn lists a device's properties at every start."""


@dataclass(frozen=True)
class Run:
    """One start of the engine.

    `arguments` follow the engine's leading ones; it is to leave a picture of `size` (width, height) at
    `output`; `weight` is the run's share of the job's work, of 1.
    """

    arguments: tuple[str, ...]
    output: Path
    size: tuple[int, int]
    weight: float = 1.0


class Adapter(Protocol):
    """One job through one kind of engine. Every method may take long and raises UpscaleError."""

    def prepare(self) -> list[Run]:
        """Check what the engine does not, and say how to run it."""

    def after_run(self, run: Run, outcome: ProcessOutcome, lines: Sequence[str]) -> None:
        """Raise unless the engine, which said `lines`, did what it was started for."""

    def result(self) -> Path:
        """The finished picture in the work folder, decoded and measured."""


def detail_of(lines: Sequence[str], *notes: str) -> str:
    """The engine's last words, after `notes` of ours."""
    said = [line for line in lines if not _DEVICE_CHATTER.match(line)][-DETAIL_LINES:]
    return "\n".join([*filter(None, notes), *said])[:DETAIL_CHARACTERS]


def refuse_dead(program: str, source: Path, outcome: ProcessOutcome, lines: Sequence[str]) -> None:
    """Raise for an engine that did not start, or that ended before its time at `source`."""
    if outcome.failed_to_start:
        raise UpscaleError(ErrorCode.ENGINE_MISSING, Path(program), outcome.error)
    if outcome.crashed or outcome.broke_off:
        raise UpscaleError(ErrorCode.ENGINE_CRASHED, source, detail_of(lines, crash_note(outcome)))


def crash_note(outcome: ProcessOutcome) -> str:
    """The exit in the form in which it can be looked up: a Windows status, a signal or a plain number."""
    status = outcome.exit_code & 0xFFFFFFFF
    if status >= 0xC0000000 and status < 0xD0000000:
        return f"exit status 0x{status:08X}" + (": a library is missing" if status == 0xC0000135 else "")
    return f"{'signal' if outcome.crashed else 'exit code'} {outcome.exit_code}"
