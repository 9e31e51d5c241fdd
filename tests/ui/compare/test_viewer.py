"""The viewer: which pictures it reads, and what it says about those that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.options import ExactSize, UpscaleOptions
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.ui.actions import Actions
from aresrgan_gui.ui.compare.viewer import SIDES, Viewer


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
    assert loader.asked == [("one.png", SIDES[0]), ("three.png", SIDES[0])]
    assert viewer.compare.accessibleDescription() == "No picture"


def test_that_a_large_picture_is_read_again_for_looking_closely(viewer: Viewer, loader: PlayedLoader) -> None:
    large = job("large", SIDES[0] + 1)
    viewer.show_job(large)
    loader.loaded.emit(large.source, QImage(40, 40, QImage.Format.Format_RGB32))
    assert [name for name, _ in loader.asked] == ["large.png"] * 2
    assert loader.asked[0][1] < loader.asked[1][1]


def test_that_a_very_large_picture_is_read_in_sizes_that_are_never_halved_by_painting(
    viewer: Viewer, loader: PlayedLoader
) -> None:
    large = job("large", SIDES[-1])
    viewer.show_job(large)
    for _ in SIDES:
        loader.loaded.emit(large.source, QImage(40, 40, QImage.Format.Format_RGB32))
    assert loader.asked == [("large.png", side) for side in SIDES]
    assert all(larger == 2 * smaller for smaller, larger in pairwise(SIDES))


def test_that_a_picture_that_cannot_be_read_stays_explained_and_stops_no_other(
    viewer: Viewer, loader: PlayedLoader
) -> None:
    damaged = job("damaged {1}")
    viewer.show_job(damaged)
    loader.failed.emit(damaged.source, Failure(ErrorCode.INPUT_DAMAGED, damaged.source))
    viewer.refresh(replace(damaged, options=UpscaleOptions(scale=2)))
    assert "damaged {1}.png" in viewer.compare.accessibleDescription()
    viewer.show_job(job("next"))
    assert viewer.compare.accessibleDescription() == "No picture"
    assert loader.asked[-1] == ("next.png", SIDES[0])


@pytest.mark.parametrize("code", [ErrorCode.INPUT_DAMAGED, ErrorCode.OUT_OF_MEMORY, ErrorCode.INTERNAL])
def test_that_the_place_of_a_picture_that_cannot_be_read_says_which_and_why(
    viewer: Viewer, loader: PlayedLoader, code: ErrorCode
) -> None:
    viewer.resize(600, 500)
    damaged = job("damaged")
    viewer.show_job(damaged)
    empty = viewer.compare.grab().toImage()
    loader.failed.emit(damaged.source, Failure(code, None, "no such thing"))
    assert "damaged.png" in viewer.compare.accessibleDescription()
    assert viewer.compare.grab().toImage() != empty
    viewer.compare.add_before(QImage(40, 40, QImage.Format.Format_RGB32))
    assert "damaged.png" not in viewer.compare.accessibleDescription()


def test_that_a_job_that_failed_tells_its_own_reason_above_a_picture_that_cannot_be_read(
    viewer: Viewer, loader: PlayedLoader
) -> None:
    failed = job("damaged").moved(JobState.FAILED, failure=Failure(ErrorCode.ENGINE_CRASHED))
    viewer.show_job(failed)
    said = viewer.banner.text
    loader.failed.emit(failed.source, Failure(ErrorCode.INPUT_DAMAGED, failed.source))
    assert viewer.banner.text == said
    assert "damaged.png" in viewer.compare.accessibleDescription()


def test_that_a_result_is_shown_though_its_source_is_gone_and_that_is_said(
    viewer: Viewer, loader: PlayedLoader
) -> None:
    done = job("gone").moved(JobState.RUNNING).moved(JobState.DONE)
    viewer.show_job(done)
    loader.failed.emit(done.source, Failure(ErrorCode.INPUT_MISSING, done.source))
    loader.loaded.emit(done.target, QImage(160, 160, QImage.Format.Format_RGB32))
    assert viewer.compare.has_result
    assert "gone.png" in viewer.banner.text


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
