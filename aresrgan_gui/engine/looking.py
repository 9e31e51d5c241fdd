"""Decoding for the window and the command line, which decode nothing that somebody else made.

Requests come on stdin and answers go to stdout, each a JSON object on a line of its own, one after another.

    {"do": "show", "path": "a.png", "side": 96, "max_pixels": 1000, "into": "pixels/1"}

    {"done": {"width": 96, "height": 64, "channels": 3}}
    {"failed": {"code": "input-damaged", "path": "a.png", "detail": "damaged picture: ..."}}

What `do` can be, and with which values, are the functions in `_WORK`. Pixels are handed over in a file: rows
of 8-bit sRGB, or sRGB and alpha, each filled up with zeros to a multiple of 4 bytes, as Qt has them. The end
of stdin ends the program, also in the middle of a picture. Everything else that is said goes to stderr.
"""

from __future__ import annotations

import json
import os
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, NoReturn

from PIL import Image

from aresrgan_gui.core.errors import EXIT_OK, Failure, UpscaleError, failure_of, writing
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.imaging.pixels import Picture, load, load_reduced, to_srgb
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.options import OutputFormat
from aresrgan_gui.core.paths import pyramids_folder
from aresrgan_gui.core.private import make_private_folder, private_opener
from aresrgan_gui.engine.around import check, finish, judge, prepare
from aresrgan_gui.engine.pipes import private_pipes

_ROWS = 256
"""So many are turned into bytes at a time."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""

Answer = dict[str, int]


def serve() -> NoReturn:
    """Answer until stdin ends, which ends the program."""
    requests, answers = private_pipes()
    waiting: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    while True:
        line = json.dumps(_answered(waiting.get())) + "\n"
        with suppress(OSError):
            answers.write(line.encode("ascii"))


def _listen(requests: BinaryIO, waiting: SimpleQueue[bytes]) -> None:
    for line in requests:
        waiting.put(line)
    # Nobody waits for what is under way, and a decoder cannot be interrupted.
    os._exit(EXIT_OK)


def _answered(line: bytes) -> dict[str, Mapping[str, object]]:
    try:
        request = json.loads(line)
        return {"done": _WORK[request.pop("do")](**request)}
    except Exception as error:
        if not isinstance(error, (UpscaleError, MemoryError)):
            traceback.print_exc()
        failure = failure_of(error)
        return {"failed": {"code": failure.code.value, "path": _text(failure), "detail": failure.detail}}


def _text(failure: Failure) -> str | None:
    return None if failure.path is None else str(failure.path)


def show(path: str, side: int, max_pixels: int | None, into: str) -> Answer:
    """Hand over a picture, shrunk where its longer side is over `side` pixels."""
    source = Path(path)
    info = probe(source, max_pixels=max_pixels)
    if max(info.width, info.height) > side:
        return _handed_over(load_reduced(source, side, max_pixels=max_pixels), into)
    return _handed_over(to_srgb(load(source, max_pixels=max_pixels)), into)


def show_part(path: str, part: Box, into: str) -> Answer:
    """Hand over a part of a result."""
    picture = load(Path(path), max_pixels=None)
    return _handed_over(to_srgb(_cropped(picture, part)), into)


def cut_out(path: str, part: Box, around: Box, target: str, into: str) -> Answer:
    """Write the part `around` of a source as the PNG `target`, and hand over `part`."""
    picture = load(Path(path))
    with writing(Path(target)):
        save(_cropped(picture, around), Path(target), OutputFormat.PNG, 100)
    return _handed_over(to_srgb(_cropped(picture, part)), into)


def make_tiles(path: str) -> Answer:
    """Make the pyramid of a picture."""
    from aresrgan_gui.core.imaging.pyramid_making import make_pyramid
    from aresrgan_gui.core.imaging.sources import opened_source

    source = Path(path)
    with writing(Path(path)):
        make_private_folder(pyramids_folder())
        with opened_source(source, pyramids_folder(), max_pixels=None) as opened:
            make_pyramid(source, opened)
    return {}


_WORK: dict[str, Callable[..., Answer]] = {
    work.__name__: work for work in (show, show_part, cut_out, make_tiles, prepare, check, finish, judge)
}


def _handed_over(image: Image.Image, into: str) -> Answer:
    """Write an RGB or RGBA picture as rows of bytes; what is to be known of them."""
    channels = len(image.mode)
    row_bytes = -(-image.width * channels // 4) * 4
    with writing(Path(into)), open(into, "xb", opener=private_opener) as stream:
        for top in range(0, image.height, _ROWS):
            strip = image.crop((0, top, image.width, min(top + _ROWS, image.height)))
            stream.write(strip.tobytes("raw", image.mode, row_bytes))
    return {"width": image.width, "height": image.height, "channels": channels}


def _cropped(picture: Picture, box: Box) -> Picture:
    left, top, right, bottom = box
    return replace(picture, image=picture.image.crop((left, top, right, bottom)), exif=b"", xmp=b"")
