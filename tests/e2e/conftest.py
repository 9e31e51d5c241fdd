"""The real program, started as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

Program = Callable[..., "subprocess.CompletedProcess[str]"]


def environment() -> dict[str, str]:
    """This process's environment, with the program importable from any folder."""
    repository = str(Path(__file__).resolve().parent.parent.parent)
    return {**os.environ, "PYTHONPATH": repository, "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"}


@pytest.fixture
def aresrgan(tmp_path: Path) -> Program:
    """Runs `aresrgan` in `tmp_path` to its end."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "aresrgan_gui", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=120, check=False
        )

    return run


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small photo-like picture with a name that is not ASCII."""
    path = tmp_path / "фото 猫.png"
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(path)
    return path
