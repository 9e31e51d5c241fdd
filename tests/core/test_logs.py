"""What the program logs ends in files that do not grow for ever."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aresrgan_gui.core.logs import MAX_BYTES, start_logging

Fill = Callable[[int], None]


@pytest.fixture
def fill(tmp_path: Path) -> Iterator[Fill]:
    """Logs something with a number that fills a file."""
    root = logging.getLogger("aresrgan_gui")
    before = root.handlers[:]
    start_logging(tmp_path / "aresrgan.log")
    yield lambda number: root.info("%d%s", number, "x" * MAX_BYTES)
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()


def numbers(folder: Path) -> dict[str, list[str]]:
    """By file, what was logged."""
    return {path.name: re.findall(r": (\d)x", path.read_text("utf-8")) for path in folder.iterdir()}


def test_that_the_newest_file_and_three_before_it_are_kept_whole(fill: Fill, tmp_path: Path) -> None:
    for number in range(7):
        fill(number)
    assert numbers(tmp_path) == {
        "aresrgan.log": ["6"],
        "aresrgan.log.1": ["5"],
        "aresrgan.log.2": ["4"],
        "aresrgan.log.3": ["3"],
    }


def test_that_nothing_is_lost_while_the_newest_is_held(
    fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(1)
    fill(2)
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "aresrgan.log":
            raise PermissionError(path)
        return replace(path, target)

    with monkeypatch.context() as held:
        held.setattr(Path, "replace", refuse)
        fill(3)
        fill(4)
    assert numbers(tmp_path) == {"aresrgan.log": ["2", "3", "4"], "aresrgan.log.1": ["1"]}
    fill(5)
    assert numbers(tmp_path)["aresrgan.log"] == ["5"]
