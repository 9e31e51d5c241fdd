"""The options of `aresrgan upscale` and `aresrgan resume`, and the typed request each becomes."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from aresrgan_gui.cli.arguments.values import UsageError, add_engine, add_json, whole_number
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

AS_SOURCE = "source"
"""Said instead of a format."""


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
class ResumeRequest:
    """`aresrgan resume`."""

    json: bool
    engine: Path | None


def add_upscale(parser: argparse.ArgumentParser) -> None:
    """Give the verb its options."""
    usual = UpscaleOptions()
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a picture or a folder of pictures"
    )
    parser.add_argument("--recursive", action="store_true", help="go into the folders of folders")
    parser.add_argument(
        "--model", default=usual.model, help="a name from `aresrgan models list` (%(default)s)"
    )
    parser.add_argument("--tta", action="store_true", help="average eight turned versions: 8 times slower")
    _add_size(parser.add_argument_group("how large"))
    _add_names(parser.add_argument_group("where to, and under which name"), usual)
    _add_format(parser.add_argument_group("in which form"), usual)
    _add_device(parser.add_argument_group("on what"), usual)
    add_json(parser)


def add_resume(parser: argparse.ArgumentParser) -> None:
    """Give the verb its options."""
    add_json(parser)
    add_engine(parser)


def _add_size(group: argparse._ArgumentGroup) -> None:
    sizes = group.add_mutually_exclusive_group()
    sizes.add_argument("--scale", type=int, choices=SCALES, default=4, help="%(default)s by default")
    sizes.add_argument("--longest", type=_side, metavar="PIXELS", help="the longest side of the result")
    group.add_argument(
        "--width", type=_side, metavar="PIXELS",
        help="exact width of the result; with --height as well, it fits inside unless --fill is given",
    )  # fmt: skip
    group.add_argument("--height", type=_side, metavar="PIXELS", help="exact height of the result")
    rules = group.add_mutually_exclusive_group()
    rules.add_argument("--fit", action="store_true", help="fit inside --width and --height (the usual way)")
    rules.add_argument(
        "--fill", action="store_true", help="fill --width and --height and cut off what juts out"
    )


def _add_names(group: argparse._ArgumentGroup, usual: UpscaleOptions) -> None:
    group.add_argument(
        "-o", "--output", type=Path, metavar="PATH",
        help="where results go: a file if it has a picture's extension, otherwise a folder; "
        "usually beside each picture",
    )  # fmt: skip
    group.add_argument(
        "--subfolder", default="", metavar="NAME", help="put results into this folder beside each picture"
    )
    group.add_argument(
        "--name", default=DEFAULT_TEMPLATE, metavar="TEMPLATE",
        help=f"the results' names, made with {' '.join(f'{{{token}}}' for token in TOKENS)} (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--existing", choices=[entry.value for entry in Existing], default=usual.existing.value,
        help="where a result is there already: use a new name, skip it, or replace it (%(default)s)",
    )  # fmt: skip


def _add_format(group: argparse._ArgumentGroup, usual: UpscaleOptions) -> None:
    group.add_argument(
        "--format", choices=[*(entry.value for entry in OutputFormat), AS_SOURCE],
        help="png by default; as the source is png where the source's own format is not written",
    )  # fmt: skip
    group.add_argument(
        "--quality", type=_quality, default=usual.quality, help="1 to 100, for jpg, webp, avif (%(default)s)"
    )
    group.add_argument(
        "--compression", choices=[entry.value for entry in Compression], default=usual.compression.value,
        help="for png and tiff, which lose nothing: smaller files take longer to write (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--metadata", choices=[entry.value for entry in Metadata], default=usual.metadata.value,
        help="what becomes of EXIF and XMP; the colour profile is always kept (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--provenance",
        action="store_true",
        help="note in the result what made it: program, model and scale",
    )
    group.add_argument(
        "--background",
        metavar="#RRGGBB",
        type=_colour,
        help="fills transparent parts where the format has none",
    )


def _add_device(group: argparse._ArgumentGroup, usual: UpscaleOptions) -> None:
    group.add_argument(
        "--on", dest="place", default=HERE, metavar="NAME",
        help=f"a host from `aresrgan hosts list`, or `{ANYWHERE}` for wherever there is room (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--device", default=usual.device, type=_devices, metavar="auto|cpu|N[,N]",
        help="the graphics cards' numbers from `aresrgan doctor`, or the processor (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--threads", type=_threads, default=usual.threads, metavar="N",
        help="how many threads of the processor work; 0 is automatic",
    )  # fmt: skip
    group.add_argument(
        "--tile", type=_tile, default=usual.tile, help="side of a tile in pixels, from 32; 0 is automatic"
    )
    add_engine(group)


def upscale_request(values: argparse.Namespace) -> UpscaleRequest:
    """The request in `values`. Raises UsageError for options that do not fit together."""
    output: Path | None = values.output
    output_format = OutputFormat.PNG if values.format is None else _format(values.format)
    target = output if output is not None and output.suffix.lower() in FORMAT_OF_SUFFIX else None
    if target is not None:
        named = FORMAT_OF_SUFFIX[target.suffix.lower()]
        if values.format and named is not output_format:
            raise UsageError(f"-o {target} and --format {values.format} do not fit together")
        if len(values.paths) > 1 or os.path.isdir(values.paths[0]):  # noqa: PTH112 - raises nothing
            raise UsageError(f"-o {target} is one file, but there may be several results; give a folder")
        if sys.platform == "win32" and portable(target.stem) != target.stem:
            raise UsageError(f"-o {target} is no name that Windows allows")
        output_format = named
    if output is not None and values.subfolder:
        raise UsageError("-o and --subfolder do not fit together")
    try:
        check_template(values.name)
    except UpscaleError as error:
        raise UsageError(error.failure.detail) from error
    options = UpscaleOptions(
        model=values.model,
        scale=values.scale,
        exact=_exact(values),
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


def resume_request(values: argparse.Namespace) -> ResumeRequest:
    """The request in `values`."""
    return ResumeRequest(values.json, values.engine)


def _exact(values: argparse.Namespace) -> ExactSize | None:
    width, height = values.width or 0, values.height or 0
    if not width and not height:
        if values.fit or values.fill:
            raise UsageError("--fit and --fill need --width and --height")
        return ExactSize(values.longest, values.longest) if values.longest else None
    if values.longest or values.scale != UpscaleOptions().scale:
        raise UsageError("--width and --height do not go with --scale or --longest")
    if values.fill and not (width and height):
        raise UsageError("--fill needs both --width and --height")
    return ExactSize(width, height, fill=values.fill)


def _format(text: str) -> OutputFormat | None:
    return None if text == AS_SOURCE else OutputFormat(text)


_side = whole_number(1, MAX_SIDE, f"a side has 1 to {MAX_SIDE:,} pixels")
_quality = whole_number(1, 100, "quality is a number from 1 to 100")
_threads = whole_number(0, MAX_THREADS, f"0 to {MAX_THREADS} threads can be asked for")
_tile_side = whole_number(32, MAX_SIDE, f"a tile has 32 to {MAX_SIDE:,} pixels a side (0 is automatic)")


def _tile(text: str) -> int:
    return 0 if text == "0" else _tile_side(text)


def _devices(text: str) -> str:
    names = text.split(",")
    if text not in ("auto", "cpu") and not all(name.isascii() and name.isdecimal() for name in names):
        raise argparse.ArgumentTypeError("a device is auto, cpu, or numbers such as 0 or 0,1")
    return text


def _colour(text: str) -> str:
    digits = text.removeprefix("#")
    if len(digits) != 6 or not all(digit in "0123456789abcdefABCDEF" for digit in digits):
        raise argparse.ArgumentTypeError("a colour is written like #ffffff")
    return f"#{digits.lower()}"
