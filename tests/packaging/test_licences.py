"""Who owns what is frozen, and under which licence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import licences
import numpy as np
import PySide6
import pytest


def test_that_packages_are_found_by_their_files_with_their_texts(tmp_path: Path) -> None:
    files = [Path(np.__file__), Path(PySide6.__file__), Path(json.__file__), Path(licences.__file__)]
    licences.write_licences(files, tmp_path / "licences")
    index = (tmp_path / "licences" / "index.txt").read_text(encoding="utf-8")
    for name in ("numpy", "PySide6_Essentials", "Python", "Real-ESRGAN models"):
        assert f"\n{name} " in index or f"\n{name}:" in index
        assert (tmp_path / "licences" / f"{name}.txt").stat().st_size > 500
    named = {part["name"]: part for part in json.loads((tmp_path / "licences" / "index.json").read_text())}
    assert named["numpy"]["purl"] == f"pkg:pypi/numpy@{np.__version__}"


def test_that_a_file_that_nobody_owns_ends_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "stray.so"
    stray.touch()
    with pytest.raises(SystemExit, match="stray"):
        licences.write_licences([stray], tmp_path / "licences")


def test_that_a_part_without_a_text_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "owners", lambda _files: [licences.Part("mute", "1", "MIT")])
    with pytest.raises(SystemExit, match="mute"):
        licences.write_licences([Path(sys.executable)], tmp_path / "licences")


def test_that_every_text_that_the_table_names_is_there() -> None:
    named = [
        *licences.table()["texts"].values(),
        *(texts[1:] for texts in licences.table()["carried"].values()),
    ]
    for text in {text for texts in named for text in texts}:
        assert (licences.TEXTS / f"{text}.txt").is_file()
