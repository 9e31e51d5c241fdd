"""What is done around another engine: it is given plain pictures, and what it makes is not believed."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, writing
from aresrgan_gui.core.imaging.metadata import chosen
from aresrgan_gui.core.imaging.packing import LEVELS
from aresrgan_gui.core.imaging.pixels import Picture, flatten, load, verify
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.options import Compression, Metadata, OutputFormat
from aresrgan_gui.core.plan import Plan, finished, used
from aresrgan_gui.engine.sanity import cells, what_is_wrong


def prepare(
    *, source: str, target: str, notes: str, plan: Mapping[str, Any], background: str | None, opaque: bool,
    metadata: str,
) -> dict[str, int]:  # fmt: skip
    """Write what another engine is to enlarge as the PNG `target`, upright and plain; its size and channels.

    `opaque` is for results that hold no transparency. What that engine cannot carry goes into `notes`.
    """
    picture = load(Path(source))
    if opaque and picture.has_transparency:
        if background is None:
            raise UpscaleError(
                ErrorCode.ALPHA_NEEDS_BACKGROUND, Path(source), "jpg cannot hold its transparency"
            )
        picture = flatten(picture, background)
    mode = "RGBA" if picture.has_transparency else "RGB"
    colour = used(picture.image, _plan(plan)).convert(mode)
    exif, xmp = chosen(picture.exif, picture.xmp, Metadata(metadata))
    noted = {
        "size": colour.size,
        "cells": cells(colour, colour.size).tolist(),
        "is_grey": picture.image.mode in ("L", "LA"),
        "icc_profile": _as_text(picture.icc_profile or b""),
        "exif": _as_text(exif),
        "xmp": _as_text(xmp),
    }
    with writing(Path(target)):
        Path(notes).write_text(json.dumps(noted), encoding="ascii")
        colour.save(target, "PNG", compress_level=LEVELS[Compression.FAST])
    return {"width": colour.width, "height": colour.height, "channels": len(mode)}


def check(path: str, width: int, height: int) -> dict[str, int]:
    """Decode what another engine made."""
    verify(Path(path), (width, height))
    return {}


def finish(
    *, picture: str, notes: str, target: str, plan: Mapping[str, Any], format: str, quality: int,  # noqa: A002
    compression: str,
) -> dict[str, int]:  # fmt: skip
    """Compare what another engine made with what it was given, and write it as the result `target`."""
    noted = json.loads(Path(notes).read_text(encoding="ascii"))
    image = load(Path(picture), max_pixels=None).image
    given = np.asarray(noted["cells"], dtype=np.float32)
    if wrong := what_is_wrong(given, cells(image, tuple(noted["size"]))):
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, Path(target), wrong)
    if noted["is_grey"]:
        image = image.convert("LA" if image.mode == "RGBA" else "L")
    steps = _plan(plan)
    profile, exif, xmp = (base64.b64decode(noted[name]) for name in ("icc_profile", "exif", "xmp"))
    result = Picture(finished(image, steps), profile or None, exif, xmp)
    with writing(Path(target)):
        save(result, Path(target), OutputFormat(format), quality, Compression(compression))
    verify(Path(target), (steps.width, steps.height))
    return {}


def judge(source: str, result: str) -> dict[str, int]:
    """Refuse a result that does not show what its source shows."""
    given = load(Path(source)).image
    if wrong := what_is_wrong(cells(given, given.size), cells(load(Path(result)).image, given.size)):
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, Path(result), wrong)
    return {}


def _plan(values: Mapping[str, Any]) -> Plan:
    return Plan(tuple(values["passes"]), values["width"], values["height"], tuple(values["view"]))


def _as_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
