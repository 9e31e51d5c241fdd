"""A run of an engine, freed from this machine's paths so that another machine can do it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.models.catalogue import InstalledModel, find

INPUT, OUTPUT, MODELS = "{input}", "{output}", "{models}"
"""What stands in `RemoteRequest.arguments` in place of local paths, each as an argument of its own."""

_PLACEHOLDERS = {"-i": INPUT, "-o": OUTPUT, "-m": MODELS}


@dataclass(frozen=True)
class RemoteRequest:
    """One run that is to be made elsewhere.

    `key` names the work for ever, in hexadecimal: the same picture for the same job with the same arguments
    and the same files of the model has the same one. `source` is to be sent, `output` is where the result is
    to be written, here. The `model_files` are all that the model has, to be put into one folder. `arguments`
    follow the engine's leading ones. `kept_part` is the `part` where that is found by whoever asks for the
    same again.
    """

    key: str
    source: Path
    output: Path
    model_files: tuple[Path, ...]
    arguments: tuple[str, ...]
    kept_part: Path | None = None

    @property
    def part(self) -> Path:
        """Where what has come of the result may stand, in the same file system as `output`."""
        return self.kept_part or self.output.with_name(f".{self.output.name}.part")

    def command(self, *, source: str, output: str, models: str, gpu: int | None = None) -> list[str]:
        """The arguments with paths of the machine that does the work, on its graphics card `gpu` if given.

        The user's wish to compute on the processor goes before `gpu`.
        """
        paths = {INPUT: source, OUTPUT: output, MODELS: models}
        filled = [paths.get(argument, argument) for argument in self.arguments]
        return filled if gpu is None or "-g" in filled else [*filled, "-g", str(gpu)]


def request_for(job_id: str, arguments: Sequence[str]) -> RemoteRequest:
    """The request behind the `arguments` of a run for a job; reads the whole source.

    Of the model it reads what has changed since the last time. The choice of one of this machine's graphics
    cards is left out. Raises UpscaleError: MODEL_MISSING or MODEL_DAMAGED where the model is not here,
    INPUT_UNREADABLE.
    """
    portable: list[str] = []
    local: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if argument in _PLACEHOLDERS:
            local[argument] = next(rest)
            portable += [argument, _PLACEHOLDERS[argument]]
        elif argument == "-g":
            device = next(rest)
            portable += ["-g", device] if device == "cpu" else []
        else:
            portable.append(argument)
    source, output = Path(local["-i"]), Path(local["-o"])
    name = portable[portable.index("-n") + 1]
    files = model_files(find(Path(local["-m"]), name))
    suffixes = [source.suffix, output.suffix]
    try:
        content = sha256_of(source)
    except OSError as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, source, error.strerror or str(error)) from error
    work = [job_id, content, portable, suffixes, [(file.name, _model_sha256(file)) for file in files]]
    key = hashlib.sha256(json.dumps(work).encode("ascii"))
    return RemoteRequest(key.hexdigest(), source, output, files, tuple(portable))


def model_files(model: InstalledModel) -> tuple[Path, ...]:
    """All that a model has."""
    scales = model.spec.scales
    return tuple(path for scale in scales for path in (model.param(scale), model.weights(scale)))


def _model_sha256(file: Path) -> str:
    """Raises UpscaleError(MODEL_MISSING)."""
    try:
        return known_sha256(file)
    except OSError as error:
        raise UpscaleError(ErrorCode.MODEL_MISSING, file, error.strerror or str(error)) from error


def sha256_of(path: Path) -> str:
    """A file's SHA-256 in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def known_sha256(path: Path) -> str:
    """As `sha256_of`, remembered for as long as the file's time and size stay the same. Raises OSError."""
    status = path.stat()
    return _remembered_sha256(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _remembered_sha256(path: Path, _mtime_ns: int, _size: int) -> str:
    return sha256_of(path)
