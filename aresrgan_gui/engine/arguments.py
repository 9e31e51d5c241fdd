"""The engine's command line: the original's options and a few of our own."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode, UpscaleError
from aresrgan_gui.core.options import (
    FORMAT_OF_SUFFIX,
    SCALES,
    Compression,
    ExactSize,
    Metadata,
    OutputFormat,
)
from aresrgan_gui.core.paths import models_folder
from aresrgan_gui.engine.tiling import MIN_TILE

PROGRAM = "aresrgan-engine"

SESSION = "--session"
"""Not parsed: it is what the others are given to, picture by picture (`aresrgan_gui.engine.session`)."""

LOOK = "--look"
"""Not parsed: what follows comes on stdin (`aresrgan_gui.engine.looking`)."""

DEFAULT_MODEL = "realesr-animevideov3"

_FORMATS: dict[str, OutputFormat] = {
    suffix.removeprefix("."): output_format for suffix, output_format in FORMAT_OF_SUFFIX.items()
}


@dataclass(frozen=True)
class Request:
    """What the command line asks for.

    `device` is `auto`, `cpu` or indexes of Vulkan devices (`0,1`); `tile` the kept side of a tile in source
    pixels and `threads` the processor's share, 0 for automatic; `format` is the one of results in a folder;
    `exact` goes before `scale`.
    """

    source: Path
    target: Path
    scale: int
    exact: ExactSize | None
    tile: int
    models: Path
    model: str
    device: str
    threads: int
    tta: bool
    format: OutputFormat
    quality: int
    compression: Compression
    metadata: Metadata
    background: str | None
    verbose: bool
    pyramid: bool
    provenance: bool


def parse(argv: Sequence[str]) -> Request | None:
    """The request on the command line; None where it asks for the list of devices.

    Raises UpscaleError(BAD_OPTIONS), and SystemExit once help or version are printed.
    """
    parser = _parser()
    found = parser.parse_args(argv)
    if found.devices:
        return None
    if not found.source or not found.target:
        parser.error("-i and -o are needed; -h explains all options")
    return Request(
        source=Path(found.source),
        target=Path(found.target),
        scale=found.scale,
        exact=_exact(parser, found.size, fill=found.fill),
        tile=found.tile,
        models=_models(found.models),
        model=found.model,
        device=found.device,
        threads=found.threads,
        tta=found.tta,
        format=found.format,
        quality=found.quality,
        compression=Compression(found.compression),
        metadata=Metadata(found.metadata),
        background=found.background,
        verbose=found.verbose,
        pyramid=found.pyramid,
        provenance=found.provenance,
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UpscaleError(ErrorCode.BAD_OPTIONS, None, message)


@cache
def _parser() -> _Parser:
    codes = [(0, "done"), (1, "some pictures of a folder failed")]
    codes += [(status, code.value.replace("-", " ")) for code, status in EXIT_CODES.items()]
    parser = _Parser(
        prog=PROGRAM,
        description="Makes pictures larger and sharper with Real-ESRGAN.",
        epilog="exit codes:\n" + "\n".join(f"  {status:3}  {meaning}" for status, meaning in codes),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("-i", dest="source", metavar="PATH", help="picture, or folder of pictures")
    add("-o", dest="target", metavar="PATH", help="picture (png, jpg, webp, tiff, avif, gif), or folder")
    add("-s", dest="scale", metavar="SCALE", type=_scale, default=4, help="2, 3, 4 (default), 8 or 16")
    size_help = "instead of -s: the picture keeps its shape and fits inside; one side may be left out"
    add("--size", metavar="WxH", type=_sides, help=size_help)
    add("--fill", action="store_true", help="fill --size and cut off what juts out on two sides")
    add("-t", dest="tile", metavar="SIZE", type=_tile, default=0, help="tile side, 32 or more; 0: automatic")
    add("-m", dest="models", metavar="FOLDER", help="folder of models")
    add("-n", dest="model", metavar="NAME", default=DEFAULT_MODEL, help=f"model (default: {DEFAULT_MODEL})")
    device_help = "auto (default), cpu or -1, or the numbers of Vulkan devices, such as 0 or 0,1"
    add("-g", dest="device", metavar="DEVICE", type=_device, default="auto", help=device_help)
    threads_help = "load:proc:save, of which proc sets the processor's threads; the others are accepted"
    add("-j", dest="threads", metavar="THREADS", type=_threads, default=0, help=threads_help)
    add("-x", dest="tta", action="store_true", help="average over eight orientations: eight times the work")
    format_help = "format of the results in a folder: png (default), jpg, webp, tiff, avif or gif"
    add("-f", dest="format", metavar="FORMAT", type=_format, default=OutputFormat.PNG, help=format_help)
    add(
        "-q",
        dest="quality",
        metavar="QUALITY",
        type=_quality,
        default=92,
        help="of jpg, webp and avif, 1 to 100",
    )
    levels = [level.value for level in Compression]
    add("--compression", choices=levels, default=levels[0], help="of png and tiff: fast by default")
    metadata_help = "EXIF and XMP of the source: keep (default), keep without location, or drop"
    kept = [choice.value for choice in Metadata]
    add("--metadata", choices=kept, default=kept[0], help=metadata_help)
    background_help = "what transparent parts become in a jpg: #rrggbb"
    add("-b", "--background", metavar="COLOUR", type=_background, help=background_help)
    add("-v", dest="verbose", action="store_true", help="name each finished picture on stderr")
    pyramid_help = "leave a copy of a huge result in the cache, as tiles for looking at"
    add("--pyramid", action="store_true", help=pyramid_help)
    provenance_help = "write program, model and scale into the result, as its EXIF's Software"
    add("--provenance", action="store_true", help=provenance_help)
    add("--devices", action="store_true", help="print what can do the work, as JSON")
    session_help = "make one picture after another, as asked for in JSON on stdin"
    add(SESSION, action="store_true", help=session_help)
    add(LOOK, action="store_true", help="decode pictures to be looked at, as asked for in JSON on stdin")
    add("--version", action="version", version=f"{PROGRAM} {__version__}")
    return parser


def _models(given: str | None) -> Path:
    """The models folder: what was given, there or beside the program, or else the user's."""
    program = Path(sys.executable if getattr(sys, "frozen", False) else sys.argv[0]).resolve()
    beside = program.parent / (given or "models")
    if given and (Path(given).is_dir() or not beside.is_dir()):
        return Path(given)
    return beside if beside.is_dir() else models_folder()


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is no number")
    return int(text)


def _scale(text: str) -> int:
    scale = _number(text)
    if scale not in SCALES:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(map(str, SCALES))}")
    return scale


def _sides(text: str) -> tuple[int, int]:
    """Width and height of `WxH`, `Wx` or `xH`, 0 for what is left out."""
    found = re.fullmatch(r"(\d{0,9})x(\d{0,9})", text.lower(), re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not like 1920x1080, 1920x or x1080")
    return int(found[1] or 0), int(found[2] or 0)


def _exact(parser: argparse.ArgumentParser, sides: tuple[int, int] | None, *, fill: bool) -> ExactSize | None:
    if sides is None:
        if fill:
            parser.error("--fill needs --size")
        return None
    try:
        return ExactSize(*sides, fill=fill)
    except ValueError as error:
        parser.error(str(error))


def _tile(text: str) -> int:
    tile = _number(text.split(",", maxsplit=1)[0])
    if 0 < tile < MIN_TILE:
        raise argparse.ArgumentTypeError(f"{text} is less than {MIN_TILE} and not 0")
    return tile


def _device(text: str) -> str:
    names = [name.strip() for name in text.split(",")]
    if names[0] in ("auto", "cpu"):
        return names[0]
    return "cpu" if names[0] == "-1" else ",".join(str(_number(name)) for name in names)


def _threads(text: str) -> int:
    stages = text.split(":")
    if len(stages) != 3:
        raise argparse.ArgumentTypeError(f"{text!r} is not load:proc:save")
    counts = [_number(count) for stage in stages for count in stage.split(",")]
    if min(counts) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} holds a 0")
    return counts[1]


def _format(text: str) -> OutputFormat:
    try:
        return _FORMATS[text.lower()]
    except KeyError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is none of png, jpg, webp, tiff, avif, gif") from error


def _quality(text: str) -> int:
    quality = _number(text)
    if not 1 <= quality <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not within 1 to 100")
    return quality


def _background(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not #rrggbb")
    return text
