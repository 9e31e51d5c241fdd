"""The viewer: which pictures it reads, and what it says about those that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import ExactSize, UpscaleOptions
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.ui.actions import Actions
from aresrgan_gui.ui.compare.viewer import OVERVIEW_SIDE, Viewer


class PlayedLoader(PreviewLoader):
    """Reads nothing: the test answers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, int]] = []

    def load(self, path: Path, side: int) -> None:
        self.asked.append((path.name, side))


@pytest.fixture
def loader(qapp: object) -> PlayedLoader:
    """A loader that the test plays."""
    return PlayedLoader()


@pytest.fixture
def viewer(loader: PlayedLoader, qtbot: QtBot) -> Iterator[Viewer]:
    """A viewer that looks at nothing yet."""
    window = QMainWindow()
    widget = Viewer(loader, Actions(window), window)
    window.setCentralWidget(widget)
    qtbot.addWidget(window)
    yield widget


def job(name: str, side: int = 40) -> Job:
    return Job(Path(f"/{name}.png"), Path(f"/{name}_4x.png"), UpscaleOptions(), (side, side))


def test_that_pictures_that_are_only_passed_over_are_not_read(viewer: Viewer, loader: PlayedLoader) -> None:
    jobs = [job(name) for name in ("one", "two", "three")]
    for passed in jobs:
        viewer.show_job(passed)
    loader.loaded.emit(jobs[0].source, QImage(40, 40, QImage.Format.Format_RGB32))
    assert loader.asked == [("one.png", OVERVIEW_SIDE), ("three.png", OVERVIEW_SIDE)]
    assert viewer.compare.accessibleDescription() == "No picture"


def test_that_a_large_picture_is_read_again_for_looking_closely(viewer: Viewer, loader: PlayedLoader) -> None:
    large = job("large", OVERVIEW_SIDE + 1)
    viewer.show_job(large)
    loader.loaded.emit(large.source, QImage(40, 40, QImage.Format.Format_RGB32))
    assert [name for name, _ in loader.asked] == ["large.png"] * 2
    assert loader.asked[0][1] < loader.asked[1][1]


def test_that_a_picture_that_cannot_be_read_stays_explained_and_stops_no_other(
    viewer: Viewer, loader: PlayedLoader
) -> None:
    damaged = job("damaged")
    viewer.show_job(damaged)
    loader.failed.emit(damaged.source, Failure(ErrorCode.INPUT_DAMAGED, damaged.source))
    viewer.refresh(replace(damaged, options=UpscaleOptions(scale=2)))
    assert not viewer.banner.isHidden()
    viewer.show_job(job("next"))
    assert viewer.banner.isHidden()
    assert loader.asked[-1] == ("next.png", OVERVIEW_SIDE)


def test_that_only_the_part_of_the_source_that_the_result_shows_is_compared(
    viewer: Viewer, loader: PlayedLoader, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QImage] = []
    monkeypatch.setattr(viewer.compare, "add_before", shown.append)
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF0000FF)
    image.setPixel(0, 5, 0xFFFF0000)
    whole = job("one")
    viewer.show_job(whole)
    loader.loaded.emit(whole.source, image)
    viewer.refresh(replace(whole, options=UpscaleOptions(exact=ExactSize(80, 40, fill=True))))
    loader.loaded.emit(whole.source, image)
    assert [part.size().toTuple() for part in shown] == [(20, 20), (20, 10)]
    assert shown[1].pixel(0, 0) == 0xFFFF0000
