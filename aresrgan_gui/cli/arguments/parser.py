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


@dataclass(frozen=True)
class WindowRequest:
    """Open the window with these pictures and folders in its queue."""

    paths: tuple[Path, ...]


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

Request = WindowRequest | SmokeTestRequest | CommandRequest


def parse(arguments: list[str]) -> Request:
    """The request in `arguments` (without the program's name). Exits with 2 on bad usage, 0 after help."""
    if not arguments or (not arguments[0].startswith("-") and arguments[0] not in _VERBS):
        return WindowRequest(tuple(Path(argument) for argument in arguments))
    if arguments[0] == _SMOKE_TEST:
        return _smoke_test_request(arguments[1:])
    parser = _parser()
    values = parser.parse_args(arguments)
    try:
        return _VERBS[values.verb].request(values)
    except UsageError as error:
        parser.error(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aresrgan",
        description="Makes pictures larger and sharper. Without a verb, the window opens.",
        epilog=f"aresrgan {_SMOKE_TEST} opens the window, tries every model on the processor, and ends.",
    )
    parser.add_argument("--version", action="version", version=f"aresrgan {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="{" + ",".join(_VERBS) + "}")
    for name, verb in _VERBS.items():
        verb.add_options(verbs.add_parser(name, help=verb.help))
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


class _Verb(NamedTuple):
    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    request: Callable[[argparse.Namespace], CommandRequest]


_VERBS = {
    "upscale": _Verb("enlarge pictures and folders of pictures", add_upscale, upscale_request),
    "resume": _Verb("go on with runs of `upscale` that were broken off", add_resume, resume_request),
    "models": _Verb("list or get the models, and bring your own", add_models, models_request),
    "hosts": _Verb("set up other machines that do the work", add_hosts, hosts_request),
    "farm": _Verb("let several machines be one host: a farm", add_farm, farm_request),
    "tat": _Verb("run what is stored in Tencent Cloud, with pictures that lie there", add_tat, tat_request),
    "doctor": _Verb("check devices, models and folders, and try each device", _add_doctor, _doctor_request),
    "bench": _Verb("measure how fast this computer is, and learn from it", add_bench, bench_command),
}
_SMOKE_TEST = "--smoke-test"
