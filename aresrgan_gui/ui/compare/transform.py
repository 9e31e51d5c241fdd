"""The geometry of the compare view: where a picture lies in a view, as plain numbers.

Sizes and points of the *view* are in device pixels, those of the *picture* in the result's pixels. A zoom of
1.0 shows one pixel of the picture on one pixel of the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

MAX_ZOOM = 16.0
PANE_GAP = 2.0
"""Between two pictures side by side, in device pixels."""


class Point(NamedTuple):
    """A place, or a distance, in pixels."""

    x: float
    y: float


class Extent(NamedTuple):
    """A width and a height in pixels."""

    width: float
    height: float


class Rect(NamedTuple):
    """An upright rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def is_empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def contains(self, point: Point) -> bool:
        """Whether a point lies in it; of its borders, only on the left and the upper one."""
        return self.left <= point.x < self.right and self.top <= point.y < self.bottom

    def intersected(self, other: Rect) -> Rect:
        """What both have in common; empty where that is nothing."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Rect(left, top, min(self.right, other.right) - left, min(self.bottom, other.bottom) - top)


@dataclass(frozen=True)
class ViewTransform:
    """How a picture is seen: the zoom, and the point of the picture that lies in the middle of the view."""

    zoom: float
    centre: Point

    def to_view(self, point: Point, view: Extent) -> Point:
        """Where a point of the picture lies in the view."""
        return Point(
            (point.x - self.centre.x) * self.zoom + view.width / 2,
            (point.y - self.centre.y) * self.zoom + view.height / 2,
        )

    def to_picture(self, point: Point, view: Extent) -> Point:
        """Which point of the picture lies at a point of the view."""
        return Point(
            (point.x - view.width / 2) / self.zoom + self.centre.x,
            (point.y - view.height / 2) / self.zoom + self.centre.y,
        )


def fit_zoom(picture: Extent, view: Extent) -> float:
    """The largest zoom that shows the whole picture."""
    return min(view.width / picture.width, view.height / picture.height, MAX_ZOOM)


def fitted(picture: Extent, view: Extent) -> ViewTransform:
    """The whole picture in the middle of the view."""
    return ViewTransform(fit_zoom(picture, view), Point(picture.width / 2, picture.height / 2))


def clamped(transform: ViewTransform, picture: Extent, view: Extent) -> ViewTransform:
    """The nearest transform without needless margins, zoomed from fit (100% if less) to `MAX_ZOOM`."""
    zoom = min(max(transform.zoom, min(fit_zoom(picture, view), 1.0)), MAX_ZOOM)
    centre = Point(
        _clamped_centre(transform.centre.x, picture.width, view.width / zoom),
        _clamped_centre(transform.centre.y, picture.height, view.height / zoom),
    )
    return ViewTransform(zoom, centre)


def zoomed(
    transform: ViewTransform, zoom: float, anchor: Point, picture: Extent, view: Extent
) -> ViewTransform:
    """Another zoom, with the point of the picture under `anchor` (in the view) staying there if it can."""
    zoom = clamped(ViewTransform(zoom, transform.centre), picture, view).zoom
    kept = transform.to_picture(anchor, view)
    centre = Point(
        kept.x - (anchor.x - view.width / 2) / zoom,
        kept.y - (anchor.y - view.height / 2) / zoom,
    )
    return clamped(ViewTransform(zoom, centre), picture, view)


def panned(transform: ViewTransform, by: Point, picture: Extent, view: Extent) -> ViewTransform:
    """The picture moved by a distance in the view, as far as it goes."""
    centre = Point(transform.centre.x - by.x / transform.zoom, transform.centre.y - by.y / transform.zoom)
    return clamped(ViewTransform(transform.zoom, centre), picture, view)


def visible_part(transform: ViewTransform, picture: Extent, view: Extent) -> Rect:
    """The part of the view that the picture covers."""
    left, top = transform.to_view(Point(0, 0), view)
    right, bottom = transform.to_view(Point(picture.width, picture.height), view)
    left, top = max(left, 0.0), max(top, 0.0)
    return Rect(left, top, min(right, view.width) - left, min(bottom, view.height) - top)


def picture_part(transform: ViewTransform, part: Rect, view: Extent) -> Rect:
    """The part of the picture that lies under a part of the view."""
    left, top = transform.to_picture(Point(part.left, part.top), view)
    return Rect(left, top, part.width / transform.zoom, part.height / transform.zoom)


def split(part: Rect, fraction: float) -> tuple[Rect, Rect]:
    """What lies left and right of a handle that stands at `fraction` (0.0 to 1.0) of the part's width."""
    width = part.width * fraction
    return (
        Rect(part.left, part.top, width, part.height),
        Rect(part.left + width, part.top, part.width - width, part.height),
    )


def panes(whole: Extent) -> tuple[Rect, Rect]:
    """The halves of a view for two pictures side by side, of one size, with `PANE_GAP` between."""
    width = max(1.0, float(int((whole.width - PANE_GAP) / 2)))
    return Rect(0, 0, width, whole.height), Rect(width + PANE_GAP, 0, width, whole.height)


def handle_fraction(x: float, part: Rect) -> float:
    """The fraction of the part's width at which a handle stands that was dragged to `x`."""
    return min(max((x - part.left) / part.width, 0.0), 1.0) if part.width > 0 else 0.5


def _clamped_centre(centre: float, picture: float, shown: float) -> float:
    """The middle of a picture that is shown whole; otherwise as close to its border as leaves no margin."""
    if shown >= picture:
        return picture / 2
    return min(max(centre, shown / 2), picture - shown / 2)
