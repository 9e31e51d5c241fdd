"""The compare view's geometry, without a window."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aresrgan_gui.ui.compare.transform import (
    MAX_ZOOM,
    Extent,
    Point,
    Rect,
    ViewTransform,
    clamped,
    fitted,
    handle_fraction,
    panned,
    picture_part,
    split,
    visible_part,
    zoomed,
)

sides = st.integers(1, 30_000).map(float)
extents = st.builds(Extent, sides, sides)
views = st.builds(Extent, st.integers(50, 4000).map(float), st.integers(50, 4000).map(float))
zooms = st.floats(0.001, 100)


def test_that_a_fitted_picture_touches_two_borders_and_is_centred() -> None:
    part = visible_part(fitted(Extent(2000, 1000), Extent(500, 500)), Extent(2000, 1000), Extent(500, 500))
    assert part == Rect(0, 125, 500, 250)


@given(picture=extents, view=views)
def test_that_fitting_shows_the_whole_picture(picture: Extent, view: Extent) -> None:
    part = visible_part(fitted(picture, view), picture, view)
    zoom = fitted(picture, view).zoom
    assert part.width == pytest.approx(picture.width * zoom, rel=1e-6, abs=1e-6)
    assert part.height == pytest.approx(picture.height * zoom, rel=1e-6, abs=1e-6)


@given(picture=extents, view=views, zoom=zooms, x=st.floats(0, 1), y=st.floats(0, 1))
def test_that_zooming_in_keeps_the_point_under_the_cursor(
    picture: Extent, view: Extent, zoom: float, x: float, y: float
) -> None:
    start = clamped(ViewTransform(3.0, Point(picture.width / 2, picture.height / 2)), picture, view)
    assume(picture.width * start.zoom >= view.width and picture.height * start.zoom >= view.height)
    assume(zoom >= start.zoom)
    anchor = Point(view.width * x, view.height * y)
    before = start.to_picture(anchor, view)
    after = zoomed(start, zoom, anchor, picture, view).to_picture(anchor, view)
    assert after.x == pytest.approx(before.x, abs=1e-3)
    assert after.y == pytest.approx(before.y, abs=1e-3)


@given(picture=extents, view=views, zoom=zooms)
def test_that_the_zoom_stays_between_fit_and_the_largest(picture: Extent, view: Extent, zoom: float) -> None:
    reached = clamped(ViewTransform(zoom, Point(0, 0)), picture, view).zoom
    assert min(fitted(picture, view).zoom, 1.0) <= reached <= MAX_ZOOM


@given(picture=extents, view=views, zoom=zooms, x=st.floats(-1e5, 1e5), y=st.floats(-1e5, 1e5))
def test_that_panning_leaves_no_margin_beside_a_picture_larger_than_the_view(
    picture: Extent, view: Extent, zoom: float, x: float, y: float
) -> None:
    moved = panned(clamped(ViewTransform(zoom, Point(0, 0)), picture, view), Point(x, y), picture, view)
    part = visible_part(moved, picture, view)
    assert part.width == pytest.approx(min(view.width, picture.width * moved.zoom), rel=1e-6)
    assert part.height == pytest.approx(min(view.height, picture.height * moved.zoom), rel=1e-6)


def test_that_panning_moves_the_picture_with_the_cursor() -> None:
    picture, view = Extent(1000, 1000), Extent(100, 100)
    start = ViewTransform(2.0, Point(500, 500))
    moved = panned(start, Point(20, -10), picture, view)
    assert moved.to_view(Point(500, 500), view) == Point(70, 40)


@given(picture=extents, view=views, zoom=zooms)
def test_that_the_part_of_the_picture_lies_in_the_picture(picture: Extent, view: Extent, zoom: float) -> None:
    transform = clamped(ViewTransform(zoom, Point(picture.width, 0)), picture, view)
    part = picture_part(transform, visible_part(transform, picture, view), view)
    assert part.left >= -1e-6 * picture.width
    assert part.top >= -1e-6 * picture.height
    assert part.right <= picture.width * (1 + 1e-6)
    assert part.bottom <= picture.height * (1 + 1e-6)


@pytest.mark.parametrize(("x", "fraction"), [(50, 0.0), (100, 0.0), (150, 0.25), (300, 1.0), (999, 1.0)])
def test_that_the_handle_follows_the_cursor_as_far_as_the_picture_goes(x: float, fraction: float) -> None:
    assert handle_fraction(x, Rect(100, 0, 200, 50)) == fraction


def test_that_the_handle_parts_what_is_seen() -> None:
    assert split(Rect(10, 5, 100, 50), 0.25) == (Rect(10, 5, 25, 50), Rect(35, 5, 75, 50))
