"""Huge pictures in the compare view."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.imaging.pixels import Picture
from aresrgan_gui.core.imaging.pyramid import TILE, Pyramid
from aresrgan_gui.core.imaging.pyramid_making import make_pyramid
from aresrgan_gui.core.imaging.sources import source_of
from aresrgan_gui.ui.compare import mosaic
from aresrgan_gui.ui.compare.layers import ImageLayer
from aresrgan_gui.ui.compare.scene import Mode
from aresrgan_gui.ui.compare.tiled_layer import TiledLayer
from aresrgan_gui.ui.compare.transform import Extent, Point, ViewTransform
from aresrgan_gui.ui.compare.view import CompareView

SIZE = (2300, 1700)


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the first paint show all, also on a busy machine."""
    monkeypatch.setattr(mosaic, "FIRST_SECONDS", inf)


@pytest.fixture
def image() -> Image.Image:
    noise = Image.effect_noise((230, 170), 80).resize(SIZE, Image.Resampling.BICUBIC)
    return Image.merge(
        "RGB",
        (noise, Image.linear_gradient("L").resize(SIZE), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
    )


@pytest.fixture
def pyramid(image: Image.Image, tmp_path: Path) -> Pyramid:
    path = tmp_path / "a.png"
    image.save(path, compress_level=1)
    return make_pyramid(path, source_of(Picture(image, None)))


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    widget = CompareView()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show_picture(SIZE)
    widget.set_mode(Mode.RESULT)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def seen(view: CompareView) -> Image.Image:
    shot = view.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    whole = Image.frombytes("RGBA", (shot.width(), shot.height()), bytes(shot.constBits())).convert("RGB")
    return whole.crop((0, 50, 400, 300))


def tiles_read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """The level, column and row of each tile that is read from now on."""
    read: list[tuple[int, int, int]] = []
    tile_of = Pyramid.tile

    def tile(pyramid: Pyramid, level: int, column: int, row: int) -> bytes:
        read.append((level, column, row))
        return tile_of(pyramid, level, column, row)

    monkeypatch.setattr(Pyramid, "tile", tile)
    return read


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("zoom", [0.9, 1.0, 3.0, 16.0])
def test_that_tiles_look_like_the_whole_picture(
    view: CompareView, image: Image.Image, pyramid: Pyramid, zoom: float, exact: bool
) -> None:
    view.set_exact(exact)
    view.look(ViewTransform(zoom, Point(1024.3, 511.7)))
    whole = QImage(image.tobytes(), *image.size, 3 * image.width, QImage.Format.Format_RGB888).copy()
    view.set_after(ImageLayer((whole,)))
    expected = seen(view)
    view.set_after(TiledLayer(pyramid))
    difference = ImageChops.difference(seen(view), expected).convert("L")
    assert max(difference.tobytes()) <= 3


def test_that_what_has_the_size_that_is_seen_but_for_a_part_of_a_pixel_is_copied(
    view: CompareView, image: Image.Image
) -> None:
    half = image.resize((1150, 850))
    shown = QImage(half.tobytes(), *half.size, 3 * half.width, QImage.Format.Format_RGB888).copy()
    view.show_picture((2299, 1699))
    view.set_after(ImageLayer((shown,)))
    view.look(ViewTransform(0.5, Point(1031.3, 711.7)))
    # The outermost pixels show that the view has the focus.
    inner = (1, 1, 399, 249)
    assert seen(view).crop(inner).tobytes() == half.crop((316, 256, 716, 506)).crop(inner).tobytes()


def test_that_the_fitted_picture_is_made_of_small_tiles(view: CompareView, pyramid: Pyramid) -> None:
    layer = TiledLayer(pyramid)
    view.set_after(layer)
    view.fit()
    view.grab()
    assert layer.held_bytes <= 9 * TILE * TILE * 4


def test_that_looking_around_keeps_only_what_is_in_view(view: CompareView, pyramid: Pyramid) -> None:
    layer = TiledLayer(pyramid)
    view.set_after(layer)
    for x in range(0, 2300, 300):
        view.look(ViewTransform(1.0, Point(x, 800)))
        view.grab()
    assert layer.held_bytes <= 9 * TILE * TILE * 4


@pytest.mark.parametrize("steps", [(0.15, 1.0), (3.0, 0.15), (1.0, 0.45), (0.15, 16.0), (0.3, 0.28)])
def test_that_after_a_step_to_another_level_no_paint_waits_for_many_tiles_and_the_last_is_sharp(
    view: CompareView,
    pyramid: Pyramid,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    steps: tuple[float, float],
) -> None:
    monkeypatch.setattr(mosaic, "TILES_SECONDS", 0)
    monkeypatch.setattr(mosaic, "OVERVIEW_TILES", 1)
    at_once = TiledLayer(pyramid)
    view.look(ViewTransform(steps[1], Point(1024.3, 811.7)))
    view.set_after(at_once)
    expected = seen(view)
    view.look(ViewTransform(steps[0], Point(1024.3, 811.7)))
    view.set_after(TiledLayer(pyramid))
    view.grab()
    read = tiles_read(monkeypatch)
    view.look(ViewTransform(steps[1], Point(1024.3, 811.7)))
    first = seen(view)
    assert len(read) <= 2
    assert max(ImageChops.difference(first, expected).convert("L").resize((8, 5)).tobytes()) < 60
    qtbot.waitUntil(lambda: view.is_sharp)
    assert seen(view).tobytes() == expected.tobytes()
    assert len(read) == len(set(read))
    assert view.is_sharp


def test_that_tiles_that_are_in_view_already_are_not_read_again(
    view: CompareView, pyramid: Pyramid, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.look(ViewTransform(1.0, Point(900, 800)))
    view.set_after(TiledLayer(pyramid))
    view.grab()
    read = tiles_read(monkeypatch)
    view.look(ViewTransform(1.0, Point(1100, 800)))
    view.grab()
    assert read
    assert {column for _, column, _ in read} == {(1100 + 199) // TILE}


def test_that_a_colour_is_read_from_its_tile(image: Image.Image, pyramid: Pyramid) -> None:
    colour = TiledLayer(pyramid).colour_at(Point(1500.5, 900.5), Extent(*SIZE))
    assert colour is not None
    assert (
        bytes((colour.red(), colour.green(), colour.blue())) == image.crop((1500, 900, 1501, 901)).tobytes()
    )
    assert TiledLayer(pyramid).colour_at(Point(2300, 0), Extent(*SIZE)) is None


def test_that_a_pyramid_that_went_away_shows_nothing_and_harms_nothing(
    view: CompareView, pyramid: Pyramid
) -> None:
    layer = TiledLayer(pyramid)
    pyramid.path.unlink()
    view.set_after(layer)
    assert seen(view).crop((100, 50, 300, 150)).getbbox() is None


def test_that_a_first_paint_that_takes_long_shows_the_overview_first(
    view: CompareView, pyramid: Pyramid, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.look(ViewTransform(1.0, Point(1024.3, 811.7)))
    view.set_after(TiledLayer(pyramid))
    expected = seen(view)
    for name, value in (("FIRST_SECONDS", 0), ("TILES_SECONDS", 0), ("OVERVIEW_TILES", 1)):
        monkeypatch.setattr(mosaic, name, value)
    read = tiles_read(monkeypatch)
    view.set_after(TiledLayer(pyramid))
    first = seen(view)
    assert len(read) <= 3
    assert max(ImageChops.difference(first, expected).convert("L").resize((8, 5)).tobytes()) < 60
    qtbot.waitUntil(lambda: view.is_sharp)
    assert seen(view).tobytes() == expected.tobytes()
