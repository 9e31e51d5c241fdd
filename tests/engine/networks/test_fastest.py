from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from aresrgan_gui.engine.networks.fastest import fastest, processor_name
from aresrgan_gui.engine.networks.network import Kept, Network, UnsupportedError


class Timed:
    """A network that takes as long as it is told to, and makes every pixel of one brightness."""

    scale, padding, edge, tile, workers = 2, 18, 10, 64, 1

    def __init__(self, seconds: float, brightness: float = 0.5) -> None:
        self._seconds = seconds
        self._brightness = brightness

    def fitted(self, _width: int, _height: int) -> Network:
        return self

    def upscale_tile(
        self, _window: NDArray[np.float32], _kept: Kept, _tell: object = None
    ) -> NDArray[np.float32]:
        Event().wait(self._seconds)
        return np.full((3, 2, 2), self._brightness, np.float32)


@pytest.fixture
def openers() -> tuple[list[str], dict[str, Callable[[], Network]]]:
    """Three backends, and the names of those that were opened."""
    opened: list[str] = []

    def opener(name: str, seconds: float) -> Callable[[], Network]:
        def open_it() -> Network:
            opened.append(name)
            return Timed(seconds)

        return open_it

    return opened, {"slow": opener("slow", 0.3), "fast": opener("fast", 0.0), "middle": opener("middle", 0.2)}


def test_that_the_fastest_is_measured_once_and_then_remembered(
    openers: tuple[list[str], dict[str, Callable[[], Network]]], tmp_path: Path
) -> None:
    opened, choices = openers
    store = tmp_path / "cache" / "backends.json"
    for _ in range(2):
        fastest(choices, "this machine", store)
    assert opened == ["slow", "fast", "middle", "fast"]
    fastest(choices, "another machine", store)
    fastest(choices, "this machine", store)
    assert opened[4:] == ["slow", "fast", "middle", "fast"]


@pytest.mark.parametrize(("brightness", "is_taken"), [(0.505, True), (0.506, False), (np.nan, False)])
def test_that_a_backend_is_taken_where_its_picture_is_that_of_the_first_within_45_db(
    brightness: float, *, is_taken: bool, tmp_path: Path
) -> None:
    first, faster = Timed(0.1), Timed(0.0, brightness)
    found = fastest({"first": lambda: first, "faster": lambda: faster}, "here", tmp_path / "backends.json")
    assert found is (faster if is_taken else first)


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"this machine": "gone"}', '{"this machine": 1}'])
def test_that_a_damaged_memory_only_costs_the_measuring(
    openers: tuple[list[str], dict[str, Callable[[], Network]]], tmp_path: Path, content: str
) -> None:
    opened, choices = openers
    store = tmp_path / "backends.json"
    store.write_text(content, encoding="utf-8")
    fastest(choices, "this machine", store)
    fastest(choices, "this machine", store)
    assert opened == ["slow", "fast", "middle", "fast"]


def test_that_a_memory_that_cannot_be_written_is_no_failure(
    openers: tuple[list[str], dict[str, Callable[[], Network]]], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    fastest(openers[1], "this machine", tmp_path / "file" / "backends.json")


def test_that_the_processor_has_a_name() -> None:
    assert processor_name()


def test_that_a_backend_that_fails_is_passed_over(tmp_path: Path) -> None:
    def fail() -> Network:
        raise UnsupportedError("Sigmoid")

    first, last = Timed(0.1), Timed(0.0)
    openers = {"first": lambda: first, "failing": fail, "last": lambda: last}
    assert fastest(openers, "here", tmp_path / "backends.json") is last
