"""Thumbnails and previews."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.pictures import MAX_PIXELS
from aresrgan_gui.runners.local.engines import Engine
from aresrgan_gui.runners.local.looking import Looker
from aresrgan_gui.services.pictures import thumbnails as thumbnails_module
from aresrgan_gui.services.pictures.images import read_image
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails

TREACHEROUS = Engine(
    sys.executable, (str(Path(__file__).resolve().parents[2] / "fakes" / "treacherous_pictures.py"),)
)

PATIENCE = 30_000
"""Milliseconds: a process has to start, on a machine that may be busy."""


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
    with qtbot.waitSignal(thumbnails.ready, timeout=PATIENCE) as ready:
        thumbnails.request(red)
    assert ready.args is not None
    path, image = ready.args
    assert path == red
    assert (image.width(), image.height()) == (96, 48)
    assert image.pixelColor(50, 47) == QColor(200, 10, 20)


def test_that_a_thumbnail_is_made_once_and_told_each_time(
    thumbnails: Thumbnails, red: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thumbnails.ready, timeout=PATIENCE):
        thumbnails.request(red)
    red.unlink()
    with qtbot.waitSignal(thumbnails.ready, timeout=PATIENCE) as ready:
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
        with qtbot.waitSignal(thumbnails.ready, timeout=PATIENCE):
            thumbnails.request(path)
    Image.new("RGB", (20, 40)).save(red)
    with qtbot.waitSignal(thumbnails.ready, timeout=PATIENCE) as ready:
        thumbnails.request(red)
    assert ready.args is not None
    assert ready.args[1].height() == 40


def test_that_what_cannot_be_read_gives_no_thumbnail_and_no_trouble(
    thumbnails: Thumbnails, red: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[Path] = []
    thumbnails.ready.connect(lambda path, _: told.append(path))
    thumbnails.request(tmp_path / "gone.png")
    with qtbot.waitSignal(thumbnails.ready, timeout=PATIENCE):
        thumbnails.request(red)
    assert told == [red]


def preview(loader: PreviewLoader, path: Path, side: int, qtbot: QtBot) -> QImage:
    with qtbot.waitSignal(loader.loaded, timeout=PATIENCE) as loaded:
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


def test_that_a_result_larger_than_any_source_can_be_seen_but_no_source_is_decoded_for_a_thumbnail(
    red: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def ask(_looker: Looker, _what: str, _then: object, values: dict[str, object]) -> None:
        asked.append(values["max_pixels"])

    monkeypatch.setattr(Looker, "ask", ask)
    PreviewLoader().load(red, 100)
    Thumbnails().request(red)
    assert asked == [None, MAX_PIXELS]


def test_that_the_tiles_of_a_huge_picture_are_made_once(
    loader: PreviewLoader, red: Path, qtbot: QtBot
) -> None:
    for _ in range(2):
        with qtbot.waitSignal(loader.tiled, timeout=PATIENCE) as tiled:
            loader.load_tiled(red)
        # What is found again is not made anew, which could not work.
        loader.stop()
        assert tiled.args is not None
        assert (tiled.args[0], tiled.args[1].size) == (red, (301, 150))


def test_that_a_picture_that_crashes_the_decoder_gives_no_thumbnail_and_the_next_one_comes(
    red: Path, qtbot: QtBot
) -> None:
    thumbnails = Thumbnails(looker=Looker(TREACHEROUS))
    told: list[Path] = []
    thumbnails.ready.connect(lambda path, _: told.append(path))
    (crash := red.with_name("crash.png")).write_bytes(red.read_bytes())
    for _ in range(2):
        thumbnails.request(crash)
        with qtbot.waitSignal(thumbnails.ready, timeout=PATIENCE):
            thumbnails.request(red)
        red = red.rename(red.with_name("another.png"))
    assert [path.name for path in told] == ["red.png", "another.png"]
    thumbnails.stop()


def test_that_nothing_is_left_of_pixels_on_their_way(
    thumbnails: Thumbnails, red: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (folder := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    other = red.with_name("other.png")
    other.write_bytes(red.read_bytes())
    with qtbot.waitSignals([thumbnails.ready] * 2, timeout=PATIENCE):
        thumbnails.request(red)
        thumbnails.request(other)
        (way,) = folder.iterdir()
        if sys.platform != "win32":
            assert way.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []


def test_that_without_room_for_pixels_there_is_no_thumbnail_and_no_trouble(
    loader: PreviewLoader, red: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with qtbot.waitSignal(loader.failed, timeout=PATIENCE) as failed:
        loader.load(red, 100)
    assert failed.args is not None
    assert failed.args[1].code is ErrorCode.OUTPUT_UNWRITABLE
    monkeypatch.undo()
    assert preview(loader, red, 100, qtbot).width() == 100


def test_that_a_picture_that_crashes_the_decoder_is_said_to_who_looks_at_it(red: Path, qtbot: QtBot) -> None:
    loader = PreviewLoader(looker=Looker(TREACHEROUS))
    (crash := red.with_name("crash.png")).write_bytes(red.read_bytes())
    with qtbot.waitSignal(loader.failed, timeout=PATIENCE) as failed:
        loader.load(crash, 2048)
    assert failed.args is not None
    assert (failed.args[0], failed.args[1].code) == (crash, ErrorCode.INPUT_DAMAGED)
    assert preview(loader, red, 2048, qtbot).width() == 301
    loader.stop()


@pytest.mark.parametrize(
    ("layout", "count"),
    [
        ({"width": 3, "height": 2, "channels": 3}, 23),
        ({"width": 3, "height": 2, "channels": 5}, 24),
        ({"width": 0, "height": 2, "channels": 3}, 24),
        ({"width": 1 << 20, "height": 1 << 20, "channels": 4}, 24),
        ({"width": "wide", "height": 2, "channels": 3}, 24),
        ({}, 24),
    ],
)
def test_that_what_hands_pixels_over_is_not_believed(
    layout: dict[str, object], count: int, tmp_path: Path
) -> None:
    (raw := tmp_path / "raw").write_bytes(bytes(count))
    with pytest.raises(UpscaleError):
        read_image(raw, layout)


def test_that_pixels_come_as_they_were_handed_over(tmp_path: Path) -> None:
    (raw := tmp_path / "raw").write_bytes(bytes(range(24)))
    image = read_image(raw, {"width": 3, "height": 2, "channels": 3})
    assert image.pixelColor(2, 1) == QColor(18, 19, 20)


def test_that_a_preview_that_fails_says_why(loader: PreviewLoader, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(loader.failed, timeout=PATIENCE) as failed:
        loader.load(tmp_path / "gone.png", 100)
    assert failed.args is not None
    assert failed.args[0] == tmp_path / "gone.png"
    assert failed.args[1].code is ErrorCode.INPUT_MISSING
