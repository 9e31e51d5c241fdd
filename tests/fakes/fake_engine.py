"""An engine that enlarges by repeating pixels and can misbehave like the real ones.

Usage: fake_engine.py MODE -i IN -o OUT -s SCALE -m FOLDER -n NAME [...], like upstream's, or
fake_engine.py MODE --session, like ours. MODE is one mode, or `ok,crash` for one after another in a session.
Every start appends its process id and its arguments as a line of JSON to the file in FAKE_ENGINE_LOG, where
that is set. The mode `slow` goes on when the file in FAKE_ENGINE_GATE exists, and a session is ready when the
one in FAKE_ENGINE_START_GATE does. Where FAKE_ENGINE_POISON is set, only pictures of that width are treated
badly; where FAKE_ENGINE_CURE is, only runs without these words among their arguments.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from aresrgan_gui.core.errors import CODE_OF_EXIT

Mode = Callable[[argparse.Namespace], int]

PATIENCE = 30.0
"""Seconds after which a fake that was forgotten ends by itself."""


def main() -> int:
    mode, arguments = sys.argv[1], sys.argv[2:]
    log = os.environ.get("FAKE_ENGINE_LOG")
    if log:
        with Path(log).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"pid": os.getpid(), "arguments": arguments}) + "\n")
    if arguments == ["--session"]:
        return session([MODES[name] for name in mode.split(",")])
    return _do(MODES[mode], arguments)


def _do(mode: Mode, arguments: list[str]) -> int:
    """Treat a picture as the mode does, or well where that is wanted of it."""
    request = _request(arguments)
    poison, cure = os.environ.get("FAKE_ENGINE_POISON"), os.environ.get("FAKE_ENGINE_CURE")
    if cure and f" {cure} " in f" {' '.join(arguments)} ":
        return ok(request)
    if poison:
        with Image.open(request.i) as picture:
            if picture.width != int(poison):
                return ok(request)
    return mode(request)


def session(modes: list[Mode]) -> int:
    """Answer requests, the last of `modes` those that are left; a mode that returns 7 ends the program."""
    if gate := os.environ.get("FAKE_ENGINE_START_GATE"):
        _wait_for(Path(gate))
    _tell(event="ready", version="fake")
    threading.Thread(target=_listen, daemon=True).start()
    status = 0
    while status != 7 and (request := _requests.get()) is not None:
        _current.update(request)
        mode = modes.pop(0) if len(modes) > 1 else modes[0]
        status = _do(mode, request["arguments"])
        if status == 0:
            _tell(event="done", id=request["id"], width=0, height=0)
        elif status != 7:
            code = CODE_OF_EXIT[status].value
            _tell(event="failed", id=request["id"], code=code, path=None, detail="as told to")
    return status


def _listen() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        if "cancel" in request:
            _cancelled.set()
        else:
            _requests.put(request)
    _requests.put(None)


_requests: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
_current: dict[str, Any] = {}
"""The request of a session that is being served."""
_cancelled = threading.Event()


def _tell(**event: object) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def ok(request: argparse.Namespace) -> int:
    for percentage in ("0.00", "25.00", "50.00", "75.00"):
        _say(f"{percentage}%\n")
    _enlarged(request).save(request.o)
    return 0


def slow(request: argparse.Namespace) -> int:
    _say("0.00%\n50.00%\n")
    _wait_for(Path(os.environ["FAKE_ENGINE_GATE"]))
    if _cancelled.is_set():
        _cancelled.clear()
        return 130
    _enlarged(request).save(request.o)
    return 0


def hang(request: argparse.Namespace) -> int:
    _say("12.50%\n")
    Path(request.o).write_bytes(b"half a pict")
    threading.Event().wait(PATIENCE)
    return 1


def silent(request: argparse.Namespace) -> int:
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


def empty(request: argparse.Namespace) -> int:
    _say("0.00%\n")
    Path(request.o).touch()
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


def device_fails(request: argparse.Namespace) -> int:
    _say("0.00%\n")
    return 18


def memory_runs_out(request: argparse.Namespace) -> int:
    _say("0.00%\n")
    return 16


def disk_is_full(request: argparse.Namespace) -> int:
    _say("0.00%\n")
    return 15


def leaves(request: argparse.Namespace) -> int:
    """A session whose memory is used up."""
    _tell(event="ending")
    _requests.put(None)
    return ok(request)


def tells_nonsense(request: argparse.Namespace) -> int:
    """Lines of JSON in a session that are no event, or not of this run."""
    for event in ({}, {"event": "done"}, {"event": "done", "id": "0"}, {"event": "progress", "id": "1"}):
        _tell(**event)
    sys.stdout.write("[]\n17\n")
    return ok(request)


MODES: dict[str, Mode] = {
    function.__name__: function
    for function in (
        ok,
        slow,
        hang,
        silent,
        crash,
        garbage,
        comma,
        backwards,
        no_newline,
        nothing,
        empty,
        undecodable,
        truncated,
        black,
        wrong_size,
        no_device,
        out_of_memory,
        device_lost,
        no_model,
        exits_with_7,
        device_fails,
        memory_runs_out,
        disk_is_full,
        leaves,
        tells_nonsense,
    )
}


def _wait_for(gate: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not gate.exists() and not _cancelled.is_set():
        if time.monotonic() > deadline:
            sys.exit(1)
        time.sleep(0.005)


def _request(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for option in "iosmntgf":
        parser.add_argument(f"-{option}")
    parser.add_argument("-x", action="store_true")
    return parser.parse_known_args(arguments)[0]


def _enlarged(request: argparse.Namespace) -> Image.Image:
    scale = int(request.s)
    with Image.open(request.i) as picture:
        size = (picture.width * scale, picture.height * scale)
        return picture.resize(size, Image.Resampling.NEAREST)


def _say(text: str) -> None:
    """Percentages are events in a session."""
    if not _current:
        sys.stderr.write(text)
    for line in text.splitlines() if _current else ():
        if line.endswith("%"):
            _tell(event="progress", id=_current["id"], fraction=float(line.rstrip("%")) / 100)
        else:
            sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
