"""Nobody else reads what the program keeps."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aresrgan_gui.core.logs import MAX_BYTES, start_logging
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.presets import save_presets
from aresrgan_gui.core.settings import Settings, save_settings
from aresrgan_gui.services.queue.estimator import save_samples

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the user's folders private")


@pytest.fixture(autouse=True)
def open_mask() -> Iterator[None]:
    """Files are made for everyone unless the program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> set[str]:
    kinds = {True: "folder", False: "file"}
    return {f"{kinds[path.is_dir()]} {path.stat().st_mode & 0o777:o}" for path in folder.rglob("*")}


def test_that_what_is_kept_of_the_user_is_the_users_alone(tmp_path: Path) -> None:
    save_settings(Settings(language="ja"), tmp_path / "config" / "aresrgan" / "settings.json")
    save_presets({"mine": UpscaleOptions()}, tmp_path / "config" / "aresrgan" / "presets.json")
    save_samples({}, tmp_path / "data" / "speeds.json")
    assert modes(tmp_path) == {"folder 700", "file 600"}


def test_that_logs_are_the_users_alone_also_after_they_were_rotated(tmp_path: Path) -> None:
    path = tmp_path / "log" / "aresrgan.log"
    start_logging(path)
    root = logging.getLogger("aresrgan_gui")
    for _ in range(3):
        root.info("x" * (MAX_BYTES // 2))
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    assert len(list(path.parent.iterdir())) > 1
    assert modes(tmp_path) == {"folder 700", "file 600"}
