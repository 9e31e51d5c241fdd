"""`aresrgan-engine`: a drop-in for `realesrgan-ncnn-vulkan` with honest exit codes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from aresrgan_gui import __version__
from aresrgan_gui.core.errors import (
    EXIT_CODES,
    EXIT_OK,
    EXIT_SOME_FAILED,
    ErrorCode,
    UpscaleError,
    unexpected_error,
)
from aresrgan_gui.engine.arguments import LOOK, PROGRAM, SESSION, Request, parse
from aresrgan_gui.engine.progress import Percentages

_STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")


def main() -> NoReturn:
    """Run the program; the exit code is one of `EXIT_CODES`, `EXIT_OK` or `EXIT_SOME_FAILED`."""
    # numpy's library for matrices would start threads as it is loaded, for the little that is asked of it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _speak_utf8()
    _stop_on_signals()
    status = _status(sys.argv[1:])
    with suppress(OSError):
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    # Nothing is left to do, but Python would take a while to take itself apart; and a tile under way in
    # another thread cannot be stopped, only left behind.
    os._exit(status)


def _status(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for, and tell what failed; the exit code for it."""
    try:
        if SESSION in arguments:
            from aresrgan_gui.engine.session import run

            return run([argument for argument in arguments if argument != SESSION])
        if LOOK in arguments:
            from aresrgan_gui.engine.looking import serve

            serve()
        request = parse(arguments)
        return _print_devices() if request is None else _run(request)
    except UpscaleError as error:
        return _report(error)
    except KeyboardInterrupt:
        _say("stopped")
        return EXIT_CODES[ErrorCode.CANCELLED]
    except SystemExit as end:
        # Help or version have been printed.
        return int(end.code or EXIT_OK)
    except Exception as error:
        if "-v" in arguments:
            import traceback

            traceback.print_exc()
        return _report(unexpected_error(error))


def _run(request: Request) -> int:
    from aresrgan_gui.engine.heaps import share_heaps
    from aresrgan_gui.engine.last_resort import end_with_any_thread
    from aresrgan_gui.engine.networks.kept import Networks
    from aresrgan_gui.engine.work import Upscaler, folder_tasks, is_folder, single_task

    share_heaps()
    end_with_any_thread()
    in_folder = is_folder(request)
    tasks = folder_tasks(request) if in_folder else [single_task(request)]
    sources = [task.source for task in tasks]
    upscaler = Upscaler(request, sources, Percentages(sys.stderr), Networks().loader(request), nullcontext())
    status = EXIT_OK
    for task in tasks:
        try:
            upscaler.make(task)
        except UpscaleError as error:
            if not in_folder or error.failure.code in _FATAL:
                raise
            _report(error)
            status = EXIT_SOME_FAILED
        else:
            if request.verbose:
                print(f"{task.source} -> {task.target} done", file=sys.stderr, flush=True)
    return status


_FATAL = (ErrorCode.MODEL_MISSING, ErrorCode.MODEL_DAMAGED, ErrorCode.DEVICE_MISSING)
"""Failures that every other picture of a folder would meet as well."""


def _print_devices() -> int:
    import json

    from aresrgan_gui.engine.devices import cpu_threads, memory_of, vulkan_devices

    devices = [
        {
            "index": device.index,
            "name": device.name,
            "is_software": device.is_software,
            "memory": memory_of(device),
        }
        for device in vulkan_devices()
    ]
    print(json.dumps({"version": __version__, "cpu": {"threads": cpu_threads()}, "vulkan": devices}))
    return EXIT_OK


def _report(error: UpscaleError) -> int:
    """Say in one line what failed; the exit code for it."""
    _say(f"error: {error}")
    return EXIT_CODES[error.failure.code]


def _say(text: str) -> None:
    """Say something, unless nobody can hear it, as where a log lies on a full disk."""
    with suppress(OSError):
        print(f"{PROGRAM}: {' '.join(text.split())}", file=sys.stderr, flush=True)


def _speak_utf8() -> None:
    """Whoever reads the messages need not guess their encoding, and no name can break them."""
    # Where stderr was closed, this takes its number, which a picture's file would get otherwise.
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _stop_on_signals() -> None:
    """Let the first signal to stop end the work with temporary files removed, and ignore the others."""
    known = [getattr(signal, name) for name in _STOP_SIGNALS if hasattr(signal, name)]
    numbers = [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, stop)


if __name__ == "__main__":
    main()
