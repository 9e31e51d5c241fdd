"""Putting our engine and the models on a host, into an environment that nothing else there uses."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import asyncssh

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.core.models.catalogue import installed
from aresrgan_gui.runners.remote.request import model_files, sha256_of
from aresrgan_gui.runners.remote.transport import host_error
from aresrgan_gui.runners.ssh.carrying import BLOCK, Models
from aresrgan_gui.runners.ssh.line import (
    FOLDER,
    EndlessError,
    Line,
    LineLostError,
    ScriptError,
    Session,
    noticing,
)
from aresrgan_gui.runners.ssh.progress import SetUpProgress, Step, Tell
from aresrgan_gui.runners.ssh.system import ENGINE, MARK
from aresrgan_gui.runners.ssh.wheel import WheelError, write_wheel

KEPT_LINES = 5

INSTALL_SECONDS = 3600.0
"""How long pip may take, which downloads what is a hundred megabytes in all."""


async def set_up(line: Line, host: str, models: Path, tell: Tell) -> None:
    """Install the engine of this very program on `host`, then bring the models of the folder `models`.

    What is there already is left alone; runs that are under way go on with the engine from before. Raises
    UpscaleError.
    """
    session = await line.open()
    try:
        with tempfile.TemporaryDirectory() as folder:
            wheel = await asyncio.to_thread(write_wheel, Path(folder))
            await _install(session, wheel, lambda said: tell(SetUpProgress(Step.INSTALLING, 0.0, said)))
        tell(SetUpProgress(Step.INSTALLING, 1.0))
        await _bring_models(session, models, lambda fraction: tell(SetUpProgress(Step.MODELS, fraction)))
    except LineLostError as error:
        raise host_error(ErrorCode.HOST_DOWN, host, "the line was lost; set it up again") from error
    except EndlessError as error:
        raise host_error(ErrorCode.HOST_DOWN, host, str(error)) from error
    except ScriptError as error:
        said = " ".join(str(error.args[0]).splitlines()[-KEPT_LINES:])
        raise host_error(ErrorCode.HOST_UNREADY, host, said or str(error.args[1])) from error
    except (WheelError, OSError, asyncssh.SFTPError) as error:
        raise host_error(ErrorCode.HOST_UNREADY, host, str(error)) from error


async def _install(session: Session, wheel: Path, say: Callable[[str], None]) -> None:
    mark = await asyncio.to_thread(sha256_of, wheel)
    try:
        if (await session.read(f"{FOLDER}/{ENGINE}/{MARK}")).decode().strip() == mark:
            return
    except asyncssh.SFTPNoSuchFile:
        pass
    # The name of a wheel says what is in it, and pip reads it.
    folder = f"{ENGINE}-{os.urandom(6).hex()}"
    with noticing(session.connection):
        await session.sftp.mkdir(f"{FOLDER}/{folder}.wheel")
        await session.sftp.put(str(wheel), f"{FOLDER}/{folder}.wheel/{wheel.name}", block_size=BLOCK)
    script = session.system.set_up(session.root, folder, wheel.name, mark)
    await session.script(script, say, seconds=INSTALL_SECONDS)


async def _bring_models(session: Session, folder: Path, tell: Callable[[float], None]) -> None:
    models = Models()
    present = installed(folder)
    for number, model in enumerate(present):
        tell(number / len(present))
        await models.bring(session, model_files(model))
    tell(1.0)
