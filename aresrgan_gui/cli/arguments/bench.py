"""The options of `aresrgan bench`, and the typed request that they become."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from aresrgan_gui.cli.arguments.values import add_engine, whole_number
from aresrgan_gui.core.bench import BenchRequest
from aresrgan_gui.core.options import SCALES


class BenchFormat(str, Enum):
    """How the table of `aresrgan bench` is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


@dataclass(frozen=True)
class BenchCommand:
    """`aresrgan bench`: no `models` means all that are installed."""

    models: tuple[str, ...]
    request: BenchRequest
    format: BenchFormat
    engine: Path | None


def add_bench(parser: argparse.ArgumentParser) -> None:
    """Give the verb its options."""
    usual = BenchRequest()
    parser.add_argument(
        "--model",
        nargs="+",
        default=(),
        metavar="NAME",
        help="only these models; usually all that are installed",
    )
    parser.add_argument(
        "--scale", nargs="+", type=int, choices=SCALES, default=usual.scales,
        help=f"how many times the picture is enlarged ({' and '.join(map(str, usual.scales))})",
    )  # fmt: skip
    parser.add_argument(
        "--device", nargs="+", type=_device, default=(), metavar="auto|cpu|N",
        help="only these devices; usually every graphics card and the processor",
    )  # fmt: skip
    parser.add_argument(
        "--size", type=_side, default=usual.size, metavar="PIXELS",
        help="side of the square picture, which is always the same one (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--limit", type=_seconds, default=usual.limit, metavar="SECONDS",
        help="leave out what would take longer (%(default)g)",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=[entry.value for entry in BenchFormat], default=BenchFormat.TEXT.value,
        help="how the table is written (%(default)s)",
    )  # fmt: skip
    add_engine(parser)


def bench_command(values: argparse.Namespace) -> BenchCommand:
    """The request in `values`."""
    devices, models, scales = (tuple(dict.fromkeys(v)) for v in (values.device, values.model, values.scale))
    request = BenchRequest(devices, scales, values.size, values.limit)
    return BenchCommand(models, request, BenchFormat(values.format), values.engine)


_side = whole_number(32, 4096, "the picture has 32 to 4096 pixels a side")


def _seconds(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError("a limit is more than 0 seconds")
    return value


def _device(text: str) -> str:
    if text not in ("auto", "cpu") and not text.isdecimal():
        raise argparse.ArgumentTypeError("a device is auto, cpu or a number")
    return text
