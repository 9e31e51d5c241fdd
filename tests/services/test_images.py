"""Thumbnails and previews."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode
from aresrgan_gui.services import thumbnails as thumbnails_module
from aresrgan_gui.services.previews import PreviewLoader
from aresrgan_gui.services.thumbnails import Thumbnails


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Thumbnails:
    return Thumbnails()


@pytest.fixture
def loader(qtbot: QtBot) -> PreviewLoader:
    return PreviewLoader()


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A picture of a width whose rows Qt would pad."""
    path = tmp_path / "red.png"
    Image.new("RGB", (301, 150), (200, 10, 20)).save(path)
    return path


def test_that_a_thumbnail_is_small_and_has_the_colours(
    thumbnails: Thumbnails, red: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thumbnails.ready) as ready:
        thumbnails.request(red)
    assert ready.args is not None
    path, image = ready.args
    assert path == red
    assert (image.width(), image.height()) == (96, 48)
    assert image.pixelColor(50, 47) == QColor(200, 10, 20)


def test_that_a_thumbnail_is_made_once_and_told_each_time(
    thumbnails: Thumbnails, red: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.request(red)
    red.unlink()
    with qtbot.waitSignal(thumbnails.ready) as ready:
        thumbnails.request(red)
        assert not ready.signal_triggered
    assert ready.args is not None
    assert ready.args[0] == red


def test_that_only_the_latest_thumbnails_are_kept(
    thumbnails: Thumbnails, red: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails_module, "KEPT", 1)
    other = tmp_path / "other.png"
    Image.new("RGB", (10, 10)).save(other)
    for path in (red, other):
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.request(path)
    Image.new("RGB", (20, 40)).save(red)
    with qtbot.waitSignal(thumbnails.ready) as ready:
        thumbnails.request(red)
    assert ready.args is not None
    assert ready.args[1].height() == 40


def test_that_what_cannot_be_read_gives_no_thumbnail_and_no_trouble(
    thumbnails: Thumbnails, red: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[Path] = []
    thumbnails.ready.connect(lambda path, _: told.append(path))
    thumbnails.request(tmp_path / "gone.png")
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.request(red)
    assert told == [red]


def preview(loader: PreviewLoader, path: Path, side: int, qtbot: QtBot) -> QImage:
    with qtbot.waitSignal(loader.loaded) as loaded:
        loader.load(path, side)
    assert loaded.args is not None
    assert loaded.args[0] == path
    image: QImage = loaded.args[1]
    return image


def test_that_a_preview_is_whole_up_to_a_size(loader: PreviewLoader, red: Path, qtbot: QtBot) -> None:
    image = preview(loader, red, 301, qtbot)
    assert (image.width(), image.height()) == (301, 150)
    assert image.pixelColor(300, 149) == QColor(200, 10, 20)


def test_that_a_preview_over_the_size_is_shrunk(loader: PreviewLoader, red: Path, qtbot: QtBot) -> None:
    image = preview(loader, red, 100, qtbot)
    assert (image.width(), image.height()) == (100, 50)


def test_that_a_preview_keeps_transparency(loader: PreviewLoader, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "glass.png"
    Image.new("RGBA", (4, 4), (1, 2, 3, 77)).save(path)
    assert preview(loader, path, 100, qtbot).pixelColor(1, 1) == QColor(1, 2, 3, 77)


def test_that_a_result_larger_than_any_source_can_be_seen(
    loader: PreviewLoader, red: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aresrgan_gui.core.pictures.MAX_PIXELS", 100)
    assert preview(loader, red, 100, qtbot).width() == 100


def test_that_a_preview_that_fails_says_why(loader: PreviewLoader, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(loader.failed) as failed:
        loader.load(tmp_path / "gone.png", 100)
    assert failed.args is not None
    assert failed.args[0] == tmp_path / "gone.png"
    assert failed.args[1].code is ErrorCode.INPUT_MISSING
