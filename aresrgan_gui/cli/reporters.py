"""How a run without a window is told: a bar on a terminal, plain lines on a pipe, or JSON lines."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.job import Job
from aresrgan_gui.messages import failure_text

BAR_CELLS = 24


@dataclass(frozen=True)
class Totals:
    """How many pictures were asked for and how they ended."""

    asked: int
    done: int
    skipped: int
    failed: int


class Reporter(Protocol):
    """Hears each thing that happens, in order."""

    def progress(self, job: Job, position: int, count: int) -> None:
        """Job number `position` of `count` has come further."""

    def done(self, job: Job, seconds: float) -> None:
        """The job's result is in place."""

    def skipped(self, job: Job) -> None:
        """The result was there already."""

    def left_out(self, source: Path) -> None:
        """A picture that is itself the result of another one of this run."""

    def failed(self, source: Path | None, failure: Failure) -> None:
        """There is no result for `source`."""

    def warned(self, job: Job, text: str) -> None:
        """The engine said something that did not stop it."""

    def waiting_for_room(self, folder: Path, missing: int) -> None:
        """The disk of `folder` is full; the work goes on when about `missing` bytes more are free."""

    def summary(self, totals: Totals) -> None:
        """Everything has ended."""


class PlainReporter:
    """One line for each picture: results on stdout, troubles on stderr."""

    def progress(self, job: Job, position: int, count: int) -> None:
        """Nothing: a pipe wants results only."""

    def done(self, job: Job, seconds: float) -> None:
        width, height = job.output_size
        self._say(f"{job.source} -> {job.target} ({width} x {height}, {seconds:.1f} s)")

    def skipped(self, job: Job) -> None:
        self._say(f"{job.source}: skipped, {job.target} is there already")

    def left_out(self, source: Path) -> None:
        self._say(f"{source}: left out, it is the result of another picture")

    def failed(self, source: Path | None, failure: Failure) -> None:
        text = failure_text(failure)
        self._complain(f"{source or failure.path or ''}: {text}")

    def warned(self, job: Job, text: str) -> None:
        self._complain(f"{job.source}: {text}")

    def waiting_for_room(self, folder: Path, missing: int) -> None:
        more = f"about {missing / 1e6:.1f} MB more"
        self._complain(f"the disk of {folder} is full: paused until {more} are free, Ctrl+C gives up")

    def summary(self, totals: Totals) -> None:
        if totals.asked > 1:
            self._say(f"{totals.done} done, {totals.skipped} skipped, {totals.failed} failed")

    def _say(self, text: str) -> None:
        print(text, flush=True)

    def _complain(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


class TerminalReporter(PlainReporter):
    """The same lines with a bar below them that shows the picture in work."""

    def progress(self, job: Job, position: int, count: int) -> None:
        filled = round(job.progress * BAR_CELLS)
        bar = "#" * filled + "-" * (BAR_CELLS - filled)
        self._draw(f"[{position}/{count}] {bar} {job.progress:4.0%} {job.source.name}")

    def _say(self, text: str) -> None:
        self._draw("")
        super()._say(text)

    def _complain(self, text: str) -> None:
        self._draw("")
        super()._complain(text)

    def _draw(self, line: str) -> None:
        """Put `line` over the last one, with spaces: not every console of Windows knows escape sequences."""
        columns = shutil.get_terminal_size().columns - 1
        print(f"\r{line[:columns]:{columns}}\r", end="", file=sys.stderr, flush=True)


class JsonReporter:
    """One JSON document a line on stdout, each with `event` and, where there is one, `source`."""

    def progress(self, job: Job, position: int, count: int) -> None:
        self._emit(
            "progress", job.source, fraction=round(job.progress, 4), position=position, count=count
        )  # fmt: skip

    def done(self, job: Job, seconds: float) -> None:
        width, height = job.output_size
        output = str(job.target)
        self._emit("done", job.source, output=output, width=width, height=height, seconds=round(seconds, 3))

    def skipped(self, job: Job) -> None:
        self._emit("skipped", job.source, output=str(job.target))

    def left_out(self, source: Path) -> None:
        self._emit("left-out", source)

    def failed(self, source: Path | None, failure: Failure) -> None:
        text = failure_text(failure)
        self._emit(
            "failed", source or failure.path,
            code=failure.code.value, message=text.what, remedy=text.remedy, detail=failure.detail,
        )  # fmt: skip

    def warned(self, job: Job, text: str) -> None:
        self._emit("warning", job.source, text=text)

    def waiting_for_room(self, folder: Path, missing: int) -> None:
        self._emit("disk-full", None, folder=str(folder), missing=missing)

    def summary(self, totals: Totals) -> None:
        self._emit(
            "summary",
            None,
            asked=totals.asked,
            done=totals.done,
            skipped=totals.skipped,
            failed=totals.failed,
        )

    def _emit(self, event: str, source: Path | None, **values: str | float) -> None:
        named = {"source": str(source)} if source else {}
        print(json.dumps({"event": event, **named, **values}, ensure_ascii=True), flush=True)


def reporter(*, as_json: bool) -> Reporter:
    """The reporter that fits where the output goes."""
    if as_json:
        return JsonReporter()
    return TerminalReporter() if sys.stderr.isatty() else PlainReporter()
