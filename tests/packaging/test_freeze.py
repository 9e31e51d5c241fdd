"""What is made for the frozen program beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
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
