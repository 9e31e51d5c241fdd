"""Which executable enlarges the pictures."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.paths import bundled_engine, drop_in_folder

DROP_IN_NAMES = ("realesrgan-ncnn-vulkan", "upscayl-bin")
"""Upstream-compatible executables that are used when they lie in the drop-in folder."""


LANES = 2
"""Pictures that a session of our engine takes at a time."""


@dataclass(frozen=True)
class Engine:
    """An executable with its leading arguments; one that is not ours behaves like upstream's."""

    program: str
    arguments: tuple[str, ...] = ()
    is_ours: bool = False


def find_engine(chosen: Path | None) -> Engine:
    """The executable that the user chose, else a dropped-in one, else ours.

    Raises UpscaleError(ENGINE_MISSING) where the chosen one is not a file that can be run.
    """
    if chosen is not None:
        if not _can_run(chosen):
            raise UpscaleError(ErrorCode.ENGINE_MISSING, chosen, "not a file that can be run")
        return Engine(str(chosen.absolute()))
    suffix = ".exe" if sys.platform == "win32" else ""
    for name in DROP_IN_NAMES:
        dropped_in = drop_in_folder() / f"{name}{suffix}"
        if dropped_in != bundled_engine() and _can_run(dropped_in):
            return Engine(str(dropped_in))
    return our_engine()


def our_engine() -> Engine:
    """The engine that the program brings."""
    bundled = bundled_engine()
    if bundled is not None:
        return Engine(str(bundled), is_ours=True)
    return Engine(sys.executable, ("-m", "aresrgan_gui.engine"), is_ours=True)


def _can_run(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
