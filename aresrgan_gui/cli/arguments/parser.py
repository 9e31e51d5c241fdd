"""The command line: its verbs, and the typed request that it becomes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from aresrgan_gui import __version__
from aresrgan_gui.cli.arguments.bench import BenchCommand, add_bench, bench_command
from aresrgan_gui.cli.arguments.farm import FarmRequest, add_farm, farm_request
from aresrgan_gui.cli.arguments.hosts import HostsRequest, add_hosts, hosts_request
from aresrgan_gui.cli.arguments.models import ModelsRequest, add_models, models_request
from aresrgan_gui.cli.arguments.tat import TatRequest, add_tat, tat_request
from aresrgan_gui.cli.arguments.upscale import (
    ResumeRequest,
    UpscaleRequest,
    add_resume,
    add_upscale,
    resume_request,
    upscale_request,
)
from aresrgan_gui.cli.arguments.values import UsageError, add_engine
from aresrgan_gui.cli.arguments.window import VERBS


@dataclass(frozen=True)
class DoctorRequest:
    """`aresrgan doctor`: tries each device with one model, or with all."""

    engine: Path | None
    all_models: bool = False


@dataclass(frozen=True)
class SmokeTestRequest:
    """`aresrgan --smoke-test`: `picture` is where a picture of the window goes, if anywhere."""

    picture: Path | None


CommandRequest = (
    UpscaleRequest
    | ResumeRequest
    | ModelsRequest
    | HostsRequest
    | FarmRequest
    | TatRequest
    | DoctorRequest
    | BenchCommand
)
"""What is done without a window."""

Request = SmokeTestRequest | CommandRequest


def parse(arguments: list[str]) -> Request:
    """The request in `arguments`, which open no window, without the program's name.

    Exits with 2 on bad usage and with 0 after help.
    """
    if arguments[0] == _SMOKE_TEST:
        return _smoke_test_request(arguments[1:])
    parser = _parser()
    values = parser.parse_args(arguments)
    try:
        return _WAYS[values.verb].request(values)
    except UsageError as error:
        parser.error(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aresrgan",
        description="Makes pictures larger and sharper. Without a verb, the window opens.",
        epilog=f"aresrgan {_SMOKE_TEST} opens the window, tries every model on the processor, and ends.",
    )
    parser.add_argument("--version", action="version", version=f"aresrgan {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="{" + ",".join(VERBS) + "}")
    for name, told in VERBS.items():
        _WAYS[name].add_options(verbs.add_parser(name, help=told))
    return parser


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--all-models", action="store_true", help="try each device with every model and scale, not with one"
    )
    add_engine(parser)


def _doctor_request(values: argparse.Namespace) -> DoctorRequest:
    return DoctorRequest(values.engine, values.all_models)


def _smoke_test_request(arguments: list[str]) -> SmokeTestRequest:
    parser = argparse.ArgumentParser(prog=f"aresrgan {_SMOKE_TEST}")
    parser.add_argument("picture", nargs="?", type=Path, help="where to put a picture of the window")
    return SmokeTestRequest(parser.parse_args(arguments).picture)


class _Way(NamedTuple):
    add_options: Callable[[argparse.ArgumentParser], None]
    request: Callable[[argparse.Namespace], CommandRequest]


_WAYS = {
    "upscale": _Way(add_upscale, upscale_request),
    "resume": _Way(add_resume, resume_request),
    "models": _Way(add_models, models_request),
    "hosts": _Way(add_hosts, hosts_request),
    "farm": _Way(add_farm, farm_request),
    "tat": _Way(add_tat, tat_request),
    "doctor": _Way(_add_doctor, _doctor_request),
    "bench": _Way(add_bench, bench_command),
}
_SMOKE_TEST = "--smoke-test"
