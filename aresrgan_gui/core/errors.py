"""Every kind of failure that a user can meet, and the engine's exit code for each."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class ErrorCode(str, Enum):
    """What went wrong. Texts for people are made from these in `aresrgan_gui.messages`."""

    BAD_OPTIONS = "bad-options"
    INPUT_MISSING = "input-missing"
    INPUT_UNREADABLE = "input-unreadable"
    NOT_A_PICTURE = "not-a-picture"
    INPUT_DAMAGED = "input-damaged"
    PICTURE_TOO_LARGE = "picture-too-large"
    MODEL_MISSING = "model-missing"
    MODEL_DAMAGED = "model-damaged"
    MODELS_UNAVAILABLE = "models-unavailable"
    NOT_A_MODEL = "not-a-model"
    MODEL_INCOMPLETE = "model-incomplete"
    MODEL_UNSUITABLE = "model-unsuitable"
    MODEL_NAME_TAKEN = "model-name-taken"
    MODEL_IS_OFFICIAL = "model-is-official"
    ALPHA_NEEDS_BACKGROUND = "alpha-needs-background"
    FORMAT_LIMIT = "format-limit"
    OUTPUT_UNWRITABLE = "output-unwritable"
    OUTPUT_IS_SOURCE = "output-is-source"
    OUTPUT_WRONG = "output-wrong"
    DISK_FULL = "disk-full"
    OUT_OF_MEMORY = "out-of-memory"
    DEVICE_MISSING = "device-missing"
    DEVICE_FAILED = "device-failed"
    ENGINE_MISSING = "engine-missing"
    ENGINE_CRASHED = "engine-crashed"
    ENGINE_HUNG = "engine-hung"
    HOST_DOWN = "host-down"
    HOST_KEY_UNKNOWN = "host-key-unknown"
    HOST_KEY_CHANGED = "host-key-changed"
    HOST_REFUSED = "host-refused"
    HOST_UNREADY = "host-unready"
    HOST_UNKNOWN = "host-unknown"
    JOURNAL_DAMAGED = "journal-damaged"
    JOURNAL_UNWRITABLE = "journal-unwritable"
    CANCELLED = "cancelled"
    INTERNAL = "internal"


HOST_TROUBLES = frozenset(
    {
        ErrorCode.HOST_DOWN,
        ErrorCode.HOST_KEY_UNKNOWN,
        ErrorCode.HOST_KEY_CHANGED,
        ErrorCode.HOST_REFUSED,
        ErrorCode.HOST_UNREADY,
    }
)
"""Failures of another machine, which say nothing of the picture."""

EXIT_OK = 0
EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
"""A command line that cannot be understood, as `argparse` ends."""
EXIT_INTERRUPTED = 130
"""Ended by Ctrl+C, as shells have it: 128 and the signal's number."""
EXIT_CODES: dict[ErrorCode, int] = {
    ErrorCode.BAD_OPTIONS: 2,
    ErrorCode.INPUT_MISSING: 3,
    ErrorCode.INPUT_UNREADABLE: 4,
    ErrorCode.NOT_A_PICTURE: 5,
    ErrorCode.INPUT_DAMAGED: 6,
    ErrorCode.PICTURE_TOO_LARGE: 7,
    ErrorCode.MODEL_MISSING: 8,
    ErrorCode.MODEL_DAMAGED: 9,
    ErrorCode.ALPHA_NEEDS_BACKGROUND: 10,
    ErrorCode.FORMAT_LIMIT: 11,
    ErrorCode.OUTPUT_UNWRITABLE: 12,
    ErrorCode.OUTPUT_IS_SOURCE: 13,
    ErrorCode.OUTPUT_WRONG: 14,
    ErrorCode.DISK_FULL: 15,
    ErrorCode.OUT_OF_MEMORY: 16,
    ErrorCode.DEVICE_MISSING: 17,
    ErrorCode.DEVICE_FAILED: 18,
    ErrorCode.INTERNAL: 70,
    ErrorCode.CANCELLED: 130,
}
"""Exit codes of `aresrgan-engine`; 1 means that some pictures of a folder failed."""

CODE_OF_EXIT: dict[int, ErrorCode] = {status: code for code, status in EXIT_CODES.items()}


@dataclass(frozen=True)
class Failure:
    """Why a job ended without a picture: a code, the file concerned and the cause in the engine's words."""

    code: ErrorCode
    path: Path | None = None
    detail: str = ""


class UpscaleError(Exception):
    """A failure on its way up; `failure` says which."""

    def __init__(self, code: ErrorCode, path: Path | None = None, detail: str = "") -> None:
        super().__init__(": ".join(part for part in (str(path or ""), detail or code.value) if part))
        self.failure = Failure(code, path, detail)


def output_error(error: OSError, path: Path) -> UpscaleError:
    """The failure behind an operating-system error met while writing `path`."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    code = ErrorCode.DISK_FULL if full else ErrorCode.OUTPUT_UNWRITABLE
    return UpscaleError(code, path, error.strerror or str(error))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What turns an OSError of the block, which writes `path`, into its failure."""
    try:
        yield
    except OSError as error:
        raise output_error(error, path) from error


_NO_MEMORY = ("out of memory", "can't start new thread", "create thread", "creating thread")
"""What libvips, Pillow and its libraries, and Python itself say where there is none."""


def lacks_memory(error: Exception) -> bool:
    """Whether that is what an exception tells of, whatever its kind."""
    said = str(error).lower()
    return isinstance(error, MemoryError) or any(words in said for words in _NO_MEMORY)


def unexpected_error(error: Exception) -> UpscaleError:
    """The failure behind an exception that no code foresaw."""
    if lacks_memory(error):
        return UpscaleError(ErrorCode.OUT_OF_MEMORY, None, "not enough memory")
    return UpscaleError(ErrorCode.INTERNAL, None, f"unexpected {type(error).__name__}: {error}")


def failure_of(error: Exception) -> Failure:
    """What an exception tells of, whether it was foreseen or not."""
    return (error if isinstance(error, UpscaleError) else unexpected_error(error)).failure
