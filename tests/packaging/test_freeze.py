"""What is made for the frozen program beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6
from binding import FILES, write_modules
from freeze import make_engine_wheel, origin

from aresrgan_gui import __version__
from aresrgan_gui.core.updates import Origin, read_origin

WORKFLOW = {"GITHUB_SERVER_URL": "https://host.invalid", "GITHUB_REPOSITORY": "ours/program"}


def test_that_a_workflow_builds_a_program_that_looks_for_updates_where_it_was_built(tmp_path: Path) -> None:
    (tmp_path / "origin.txt").write_text(origin(WORKFLOW))
    assert read_origin(tmp_path / "origin.txt") == Origin("https://host.invalid/ours/program")


@pytest.mark.parametrize("lacking", WORKFLOW)
def test_that_what_is_built_elsewhere_looks_for_none(lacking: str, tmp_path: Path) -> None:
    (tmp_path / "origin.txt").write_text(origin({**WORKFLOW, lacking: ""}))
    assert read_origin(tmp_path / "origin.txt") is None


def test_that_the_engine_is_made_for_other_machines(tmp_path: Path) -> None:
    make_engine_wheel(tmp_path / "engine-wheel")
    assert [path.name for path in (tmp_path / "engine-wheel").iterdir()] == [
        f"aresrgan_gui-{__version__}-py3-none-any.whl"
    ]


def test_that_the_binding_to_qt_takes_its_modules_compiled_from_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "shiboken6"
    shutil.copytree(Path(shiboken6.__file__).parent, package, ignore=shutil.ignore_patterns(FILES))
    write_modules(package / FILES)
    code = "import PySide6.QtCore, shibokensupport.signature.parser as parser; print(parser.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert Path(ended.stdout.strip()) == package / FILES / "shibokensupport" / "signature" / "parser.pyc"
