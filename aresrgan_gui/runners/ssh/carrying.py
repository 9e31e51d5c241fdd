"""Files to a host and back, gone on with where the line was lost and never taken for whole before their
content was compared."""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import asyncssh

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, output_error
from aresrgan_gui.runners.remote.request import known_sha256, sha256_of
from aresrgan_gui.runners.ssh.line import FOLDER, MODELS, PRIVATE, WORK, ScriptError, Session, noticing
from aresrgan_gui.runners.ssh.system import Work

TRIES = 3
"""How often a file is carried that arrives damaged; what is there of it is gone on with the first time."""

BLOCK = 1 << 16
"""How much of a file is asked for or acknowledged at a time.

Over a slow line a host is silent for as long as a block takes, and one that is silent counts as lost soon:
the quarter of a megabyte that servers allow takes seconds on the way out of many homes.
"""

UNDER_WAY = 64
"""So many blocks at a time, so that a line which takes long to answer is full all the same."""

NAME_DIGITS = 32
"""Those of a SHA-256 that name what it is of."""

Fraction = Callable[[float], None]

T = TypeVar("T")


async def send_picture(session: Session, work: Work, source: Path, tell: Fraction) -> None:
    """Put `source` into the folder of `work`, under its name there only when it is whole.

    What came of it before is gone on with. Raises LineLostError, SFTPError for what the host cannot store,
    and UpscaleError(INPUT_UNREADABLE).
    """
    for _ in range(TRIES):
        sha256 = await _sum(source)
        # Whoever else sends the same picture writes the same bytes to the same places.
        part = f"{sha256[:NAME_DIGITS]}.part"
        await _put(session, source, work.at(part), tell)
        if await session.script(session.system.receive(work, part, sha256)) == "whole":
            return
    raise UpscaleError(
        ErrorCode.INPUT_UNREADABLE, source, "it changes, or arrives damaged, each time it is sent"
    )


async def fetch_result(
    session: Session, work: Work, part: Path, output: Path, *, size: int, sha256: str, tell: Fraction
) -> None:
    """Write the result of `work` to `output`, whole or not at all.

    What came of it before is gone on with: it is in `part`, and stays there when the line is lost, or this is
    cancelled. Raises LineLostError, SFTPError, and UpscaleError: OUTPUT_WRONG, or why it cannot be written.
    """
    try:
        for _ in range(TRIES):
            await _get(session, work.at(work.output), part, size, tell)
            if part.stat().st_size == size and await asyncio.to_thread(sha256_of, part) == sha256:
                part.replace(output)
                return
            part.unlink()
    except OSError as error:
        # Such as a full disk, whose room others need meanwhile.
        with suppress(OSError):
            part.unlink()
        raise output_error(error, output) from error
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
            if not await _is_folder(session, place):
                await _send_folder(session, files, name, place)
            return f"{session.root}/{MODELS}/{name}"


async def _name_of(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(f"{file.name}\0{await _sum(file, known_sha256)}\0".encode())
    return digest.hexdigest()[:NAME_DIGITS]


async def _send_folder(session: Session, files: Sequence[Path], name: str, place: str) -> None:
    # Where it is swept away in time, should nobody go on with it.
    part = f"{WORK}/{name}.part"
    try:
        with noticing(session.connection):
            await session.sftp.makedirs(f"{FOLDER}/{part}", PRIVATE, exist_ok=True)
        for file in files:
            await _send_model(session, file, f"{part}/{file.name}")
        with noticing(session.connection):
            await session.sftp.rename(f"{FOLDER}/{part}", place)
    except (asyncssh.SFTPError, ScriptError):
        # Somebody else may have been faster.
        if not await _is_folder(session, place):
            raise
        with noticing(session.connection):
            await session.sftp.rmtree(f"{FOLDER}/{part}", ignore_errors=True)


async def _send_model(session: Session, file: Path, target: str) -> None:
    for _ in range(TRIES):
        await _put(session, file, f"{FOLDER}/{target}", lambda _: None)
        said = await session.script(session.system.checksum(f"{session.root}/{target}"))
        if said == await _sum(file):
            return
        with noticing(session.connection):
            await session.sftp.remove(f"{FOLDER}/{target}")
    raise UpscaleError(ErrorCode.MODEL_DAMAGED, file, "it arrives damaged over there each time it is sent")


async def _is_folder(session: Session, place: str) -> bool:
    with noticing(session.connection):
        return await session.sftp.isdir(place)


async def _put(session: Session, source: Path, target: str, tell: Fraction) -> None:
    """Send what `target` lacks of `source`."""
    with noticing(session.connection):
        try:
            with source.open("rb") as stream:
                # Not for appending: a server would put there what another one has put there already.
                flags = asyncssh.FXF_WRITE | asyncssh.FXF_CREAT
                async with session.sftp.open(target, flags, encoding=None, block_size=0) as file:
                    await _send_rest(session, stream, file, tell)
        except FileNotFoundError as error:
            raise UpscaleError(ErrorCode.INPUT_MISSING, source, str(error)) from error


async def _send_rest(
    session: Session, stream: BinaryIO, file: asyncssh.SFTPClientFile, tell: Fraction
) -> None:
    size = stream.seek(0, 2)
    done = (await file.stat()).size or 0
    if done > size:
        await file.truncate(0)
        done = 0
    stream.seek(done)

    def blocks(offset: int) -> Iterator[Coroutine[Any, Any, int]]:
        while block := stream.read(BLOCK):
            yield file.write(block, offset)
            offset += len(block)

    def count(written: int) -> None:
        nonlocal done
        done += written
        session.carried += written
        tell(done / size if size else 1.0)

    await _in_order(blocks(done), count)


async def _get(session: Session, source: str, target: Path, size: int, tell: Fraction) -> None:
    """Fetch what `target` lacks of `source`, which has `size` bytes."""
    with noticing(session.connection), target.open("ab") as stream:
        done = stream.tell()
        async with session.sftp.open(source, "rb", block_size=0) as file:

            def keep(block: bytes) -> None:
                nonlocal done
                stream.write(block)
                done += len(block)
                session.carried += len(block)
                tell(done / size)

            blocks = (_read(file, min(BLOCK, size - at), at) for at in range(done, size, BLOCK))
            await _in_order(blocks, keep)


async def _read(file: asyncssh.SFTPClientFile, size: int, offset: int) -> bytes:
    """So many bytes, less only where the file ends: a server may give less at a time."""
    block = b""
    while len(block) < size:
        more = cast(bytes, await file.read(size - len(block), offset + len(block)))
        if not more:
            break
        block += more
    return block


async def _in_order(steps: Iterator[Coroutine[Any, Any, T]], then: Callable[[T], None]) -> None:
    """Take steps, several at a time and begun in their order, so that what is done of them has no gap."""
    begun: deque[asyncio.Task[T]] = deque()
    try:
        for step in steps:
            begun.append(asyncio.ensure_future(step))
            if len(begun) == UNDER_WAY:
                then(await begun.popleft())
        while begun:
            then(await begun.popleft())
    finally:
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)


async def _sum(file: Path, sha256: Callable[[Path], str] = sha256_of) -> str:
    try:
        return await asyncio.to_thread(sha256, file)
    except FileNotFoundError as error:
        raise UpscaleError(ErrorCode.INPUT_MISSING, file, str(error)) from error
    except OSError as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, file, str(error)) from error
