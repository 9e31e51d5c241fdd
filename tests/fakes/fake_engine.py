"""An upstream-compatible engine that enlarges by repeating pixels and can misbehave like the real ones.

Usage: fake_engine.py MODE -i IN -o OUT -s SCALE -m FOLDER -n NAME [...]. Every start appends its process id
and its arguments as a line of JSON to the file in FAKE_ENGINE_LOG, where that is set. The mode `slow` goes on
when the file in FAKE_ENGINE_GATE exists.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

PATIENCE = 30.0
"""Seconds after which a fake that was forgotten ends by itself."""


def main() -> int:
    mode, arguments = sys.argv[1], sys.argv[2:]
    log = os.environ.get("FAKE_ENGINE_LOG")
    if log:
        with Path(log).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"pid": os.getpid(), "arguments": arguments}) + "\n")
    return MODES[mode](_request(arguments))


def ok(request: argparse.Namespace) -> int:
    for percentage in ("0.00", "25.00", "50.00", "75.00"):
        _say(f"{percentage}%\n")
    _enlarged(request).save(request.o)
    return 0


def slow(request: argparse.Namespace) -> int:
    _say("0.00%\n50.00%\n")
    gate = Path(os.environ["FAKE_ENGINE_GATE"])
    deadline = time.monotonic() + PATIENCE
    while not gate.exists():
        if time.monotonic() > deadline:
            return 1
        time.sleep(0.005)
    _enlarged(request).save(request.o)
    return 0


def hang(request: argparse.Namespace) -> int:
    _say("12.50%\n")
    Path(request.o).write_bytes(b"half a pict")
    threading.Event().wait(PATIENCE)
    return 1


def crash(request: argparse.Namespace) -> int:
    _say("0.00%\nabout to crash\n")
    faulthandler.disable()
    os.abort()


def garbage(request: argparse.Namespace) -> int:
    noise = bytes(range(256)) * 2000
    for pipe in (sys.stdout.buffer, sys.stderr.buffer):
        pipe.write(noise)
        pipe.flush()
    return ok(request)


def comma(request: argparse.Namespace) -> int:
    _say("0,00%\r\n64,29%\r\n")
    _enlarged(request).save(request.o)
    return 0


def backwards(request: argparse.Namespace) -> int:
    _say("50.00%\n25.00%\n50.00%\n75.00%\n")
    _enlarged(request).save(request.o)
    return 0


def no_newline(request: argparse.Namespace) -> int:
    _say("0.00%")
    _say("\n")
    _enlarged(request).save(request.o)
    _say("99.00")
    return 0


def nothing(request: argparse.Namespace) -> int:
    _say("0.00%\n")
    return 0


def undecodable(request: argparse.Namespace) -> int:
    _say(f"decode image {request.i} failed\n")
    return 0


def truncated(request: argparse.Namespace) -> int:
    output = Path(request.o)
    _enlarged(request).save(output)
    content = output.read_bytes()
    output.write_bytes(content[: len(content) // 2])
    return 0


def black(request: argparse.Namespace) -> int:
    Image.new("RGB", _enlarged(request).size).save(request.o)
    return 0


def wrong_size(request: argparse.Namespace) -> int:
    picture = _enlarged(request)
    picture.resize((picture.width + 1, picture.height)).save(request.o)
    return 0


def no_device(request: argparse.Namespace) -> int:
    _say("vkCreateInstance failed -9\ninvalid gpu device\n")
    return 255


def out_of_memory(request: argparse.Namespace) -> int:
    _say("0.00%\nvkAllocateMemory failed -2\n")
    return black(request)


def device_lost(request: argparse.Namespace) -> int:
    _say("0.00%\nvkWaitForFences failed -4\n")
    return black(request)


def no_model(request: argparse.Namespace) -> int:
    _say(f"fopen {request.m}/{request.n}.param failed\n")
    return black(request)


def exits_with_7(request: argparse.Namespace) -> int:
    _say("something else\n")
    return 7


MODES: dict[str, Callable[[argparse.Namespace], int]] = {
    function.__name__: function
    for function in (
        ok,
        slow,
        hang,
        crash,
        garbage,
        comma,
        backwards,
        no_newline,
        nothing,
        undecodable,
        truncated,
        black,
        wrong_size,
        no_device,
        out_of_memory,
        device_lost,
        no_model,
        exits_with_7,
    )
}


def _request(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for option in "iosmntgf":
        parser.add_argument(f"-{option}")
    parser.add_argument("-x", action="store_true")
    return parser.parse_args(arguments)


def _enlarged(request: argparse.Namespace) -> Image.Image:
    scale = int(request.s)
    with Image.open(request.i) as picture:
        size = (picture.width * scale, picture.height * scale)
        return picture.resize(size, Image.Resampling.NEAREST)


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
