"""The real program, started as a user starts it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import models_folder, settings_file
from aresrgan_gui.core.settings import Settings, save_settings
from aresrgan_gui.desk.start import Start
from aresrgan_gui.runners.local.engines import our_engine
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.main_window import MainWindow

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


@pytest.fixture
def start(qapp: QApplication, real_models: Path, qtbot: QtBot) -> Iterator[Start]:
    """A start of the program as it is put together, with the official models in a fresh home."""
    shutil.copytree(real_models, models_folder())
    options = UpscaleOptions(model="realesr-animevideov3", scale=2, device="cpu")
    save_settings(Settings(options=options), settings_file())
    start = Start(qapp, lambda _chosen: our_engine(), lambda _settings: None, [])
    yield start
    start.window.close()
    start.clear()
    start.window.deleteLater()
    for child in qapp.children():
        if type(child).__module__.startswith("aresrgan_gui"):
            child.deleteLater()


@pytest.fixture
def window(start: Start) -> MainWindow:
    """Its window, as soon as it can be worked with."""
    return start.desk.contents.window


@pytest.fixture
def contents(start: Start) -> Contents:
    """What the window holds."""
    return start.desk.contents
