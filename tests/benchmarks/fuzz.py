"""Feeds bad input to everything that reads what others wrote, and says what came out of it.

Usage: python tests/benchmarks/fuzz.py [--seconds N] [--corpora FOLDER] [--only NAME]

Each reader of `tests/untrusted.py` gets its share of the time. An error that is not declared, an input that
takes longer than `SLOW_SECONDS` or more memory than `MUCH_BYTES` is a finding and ends that reader's turn;
one that hangs ends the program with its stack. Of the corpora each picture that is meant to be bad is read
whole as well, and the outcomes are counted. Exits with 1 where anything was found.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import tempfile
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from hypothesis import HealthCheck, Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.imaging.sources import opened_source
from tests.untrusted import Reader, readers

SLOW_SECONDS = 2.0
HANG_SECONDS = 60
MUCH_BYTES = 200_000_000
BAD = ("broken", "bombs", "pngsuite")
ROUND = 1000
"""Examples, after which the clock is looked at."""


@dataclass
class Turn:
    """What became of a reader's inputs."""

    outcomes: Counter[bool] = field(default_factory=Counter)
    slowest: float = 0.0
    finding: str = ""


def fuzz(reader: Reader, seconds: float, folder: Path) -> Turn:
    """Feed one reader for a while."""
    turn, end, number = Turn(), time.monotonic() + seconds, 0
    while time.monotonic() < end and not turn.finding:
        number += 1
        run_round(reader, number, folder, turn)
    return turn


def run_round(reader: Reader, number: int, folder: Path, turn: Turn) -> None:
    """Feed `ROUND` inputs; the round's number decides which."""

    @seed(number)
    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(reader.inputs)
    def take(given: object) -> None:
        before, began = rss(), time.perf_counter()
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
        turn.outcomes[reader.take(given, folder)] += 1
        faulthandler.cancel_dump_traceback_later()
        took, grown = time.perf_counter() - began, rss() - before
        turn.slowest = max(turn.slowest, took)
        assert took < SLOW_SECONDS, f"took {took:.1f} s"
        assert grown < MUCH_BYTES, f"took {grown / 1e6:.0f} MB"

    try:
        take()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        notes = "\n".join(getattr(error, "__notes__", []))
        turn.finding = f"{error!r}\n{notes}"[:600]


def read_whole(folder: Path) -> Counter[str]:
    """What becomes of each picture in a folder that is decoded to its end."""
    outcomes = Counter[str]()
    for path in sorted(folder.iterdir()):
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
        try:
            with opened_source(path) as source:
                deque(source.begin(), maxlen=0)
            outcomes["read"] += 1
        except UpscaleError as error:
            outcomes[error.failure.code.value] += 1
        except Exception as error:
            outcomes[f"FOUND {path.name}: {error!r}"] += 1
        faulthandler.cancel_dump_traceback_later()
    return outcomes


def rss() -> int:
    """The memory of this process in bytes."""
    return int(psutil.Process().memory_info().rss)


def main() -> int:
    parser = argparse.ArgumentParser(description="Feeds bad input to everything that reads foreign files.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--corpora", type=Path, help="a folder of pictures to mutate, besides our own")
    parser.add_argument("--only", help="a part of a reader's name")
    request = parser.parse_args()
    chosen = [
        reader for reader in readers(request.corpora) if not request.only or request.only in reader.name
    ]
    began, found = rss(), 0
    for name in BAD if request.corpora and not request.only else ():
        outcomes = read_whole(request.corpora / name)
        found += sum("FOUND" in outcome for outcome in outcomes)
        print(f"{name}: {dict(outcomes)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for reader in chosen:
            turn = fuzz(reader, request.seconds / len(chosen), Path(folder))
            found += bool(turn.finding)
            accepted, refused = turn.outcomes[True], turn.outcomes[False]
            print(
                f"{reader.name}: {accepted + refused:,} inputs, {accepted:,} accepted, {refused:,} refused, "
                f"slowest {turn.slowest * 1000:.0f} ms, {(rss() - began) / 1e6:+.0f} MB since the start",
                flush=True,
            )
            if turn.finding:
                print(f"  FOUND {turn.finding}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
