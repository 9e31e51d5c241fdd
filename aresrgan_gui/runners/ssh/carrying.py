"""Files to a host and back, never taken for whole before their content was compared."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import asyncssh

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, output_error
from aresrgan_gui.runners.remote.request import known_sha256, sha256_of
from aresrgan_gui.runners.ssh.line import FOLDER, MODELS, PRIVATE, WORK, Session, noticing
from aresrgan_gui.runners.ssh.system import Work

TRIES = 3
"""How often a file is carried that arrives damaged."""

BLOCK = 1 << 16
"""How much of a file is asked for or acknowledged at a time.

Over a slow line a host is silent for as long as a block takes, and one that is silent counts as lost soon:
the quarter of a megabyte that servers allow takes seconds on the way out of many homes.
"""

Fraction = Callable[[float], None]


async def send_picture(session: Session, work: Work, source: Path, tell: Fraction) -> None:
    """Put `source` into the folder of `work`, under its name there only when it is whole.

    Raises LineLostError, SFTPError for what the host cannot store, and UpscaleError(INPUT_UNREADABLE).
    """
    for _ in range(TRIES):
        sha256 = await _sum(source)
        part = f"{_random()}.part"
        await _put(session, source, work.at(part), tell)
        if await session.script(session.system.receive(work, part, sha256)) == "whole":
            return
    raise UpscaleError(
        ErrorCode.INPUT_UNREADABLE, source, "it changes, or arrives damaged, each time it is sent"
    )


async def fetch_result(
    session: Session, work: Work, output: Path, *, size: int, sha256: str, tell: Fraction
) -> None:
    """Write the result of `work` to `output`, whole or not at all.

    Raises LineLostError, SFTPError, and UpscaleError: OUTPUT_WRONG, or why it cannot be written.
    """
    part = output.with_name(f".{_random()}.part")
    try:
        for _ in range(TRIES):
            await _get(session, work.at(work.output), part, tell)
            if part.stat().st_size == size and await asyncio.to_thread(sha256_of, part) == sha256:
                part.replace(output)
                return
    except OSError as error:
        raise output_error(error, output) from error
    finally:
        part.unlink(missing_ok=True)
    raise UpscaleError(ErrorCode.OUTPUT_WRONG, output, "the result arrived damaged each time it was fetched")


class Models:
    """The models that have been brought to a host, each into a folder that its content names."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def bring(self, session: Session, files: Sequence[Path]) -> str:
        """The folder over there that has all of `files`, as programs there know it.

        Raises LineLostError, SFTPError, and UpscaleError where a file cannot be read or arrives damaged.
        """
        async with self._lock:
            name = await _name_of(files)
            place = f"{FOLDER}/{MODELS}/{name}"
            with noticing(session.connection):
                is_there = await session.sftp.isdir(place)
            if not is_there:
                await _send_folder(session, files, name, place)
            return f"{session.root}/{MODELS}/{name}"


async def _name_of(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(f"{file.name}\0{await _sum(file, known_sha256)}\0".encode())
    return digest.hexdigest()[:32]


async def _send_folder(session: Session, files: Sequence[Path], name: str, place: str) -> None:
    # Where it is swept away in time, should the line be lost.
    part = f"{WORK}/{name}.{_random()}.part"
    with noticing(session.connection):
        await session.sftp.mkdir(f"{FOLDER}/{part}", PRIVATE)
    for file in files:
        await _put(session, file, f"{FOLDER}/{part}/{file.name}", lambda _: None)
        path = f"{session.root}/{part}/{file.name}"
        if await session.script(session.system.checksum(path)) != await _sum(file):
            raise UpscaleError(ErrorCode.MODEL_DAMAGED, file, "it arrived damaged over there")
    with noticing(session.connection):
        try:
            await session.sftp.rename(f"{FOLDER}/{part}", place)
        except asyncssh.SFTPFailure:
            # Somebody else was faster.
            if not await session.sftp.isdir(place):
                raise
            await session.sftp.rmtree(f"{FOLDER}/{part}")


async def _put(session: Session, source: Path, target: str, tell: Fraction) -> None:
    with noticing(session.connection):
        try:
            await session.sftp.put(
                str(source), target, follow_symlinks=True, block_size=BLOCK, progress_handler=_told(tell)
            )
        except FileNotFoundError as error:
            raise UpscaleError(ErrorCode.INPUT_MISSING, source, str(error)) from error


async def _get(session: Session, source: str, target: Path, tell: Fraction) -> None:
    with noticing(session.connection):
        await session.sftp.get(source, str(target), block_size=BLOCK, progress_handler=_told(tell))


def _told(tell: Fraction) -> Callable[[bytes, bytes, int, int], None]:
    return lambda _source, _target, done, total: tell(done / total if total else 1.0)


async def _sum(file: Path, sha256: Callable[[Path], str] = sha256_of) -> str:
    try:
        return await asyncio.to_thread(sha256, file)
    except FileNotFoundError as error:
        raise UpscaleError(ErrorCode.INPUT_MISSING, file, str(error)) from error
    except OSError as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, file, str(error)) from error


def _random() -> str:
    return os.urandom(6).hex()
