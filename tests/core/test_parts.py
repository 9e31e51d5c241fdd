"""What the program says that it is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aresrgan_gui.core import parts


def test_that_every_required_package_is_among_the_installed_parts_with_its_licence() -> None:
    found = {part.name: part for part in parts.parts()}
    assert {"PySide6-Essentials", "ncnn", "pyvips", "pyvips-binary", "isal"} <= set(found)
    assert all(part.version and part.licence and part.text() for part in found.values())
    assert found["pyvips-binary"].licence.startswith("LGPL")


def test_that_a_release_shows_the_parts_of_its_index_with_all_their_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        {"name": "one", "version": "1.0", "licence": "MIT", "texts": 2, "purl": ""},
        {"name": "Qt 6", "version": "", "licence": "LGPL", "texts": 1, "purl": ""},
    ]
    (tmp_path / parts.INDEX).write_text(json.dumps(entries), encoding="utf-8")
    for name in ("one", "one-2", "Qt 6"):
        (tmp_path / f"{name}.txt").write_text(f"text of {name}", encoding="utf-8")
    monkeypatch.setattr(parts, "bundled_licences", lambda: tmp_path)
    assert [(part.name, part.version, part.licence, part.text()) for part in parts.parts()] == [
        ("one", "1.0", "MIT", "text of one\n\ntext of one-2"),
        ("Qt 6", "", "LGPL", "text of Qt 6"),
    ]
