"""The ways in which two pictures are compared, as they are painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from aresrgan_gui.ui.compare.differences import DOUBLINGS, Difference
from aresrgan_gui.ui.compare.layers import Looking, Side, paint_side, place_in_view
from aresrgan_gui.ui.compare.painting import paint_difference_scale, paint_frame, paint_handle, paint_label
from aresrgan_gui.ui.compare.transform import Extent, Rect, panes, split, visible_part


class Mode(str, Enum):
    """How two pictures are seen."""

    SLIDER = "slider"
    SIDE_BY_SIDE = "side-by-side"
    DIFFERENCE = "difference"
    RESULT = "result"


@dataclass(frozen=True)
class Scene:
    """One or two sides as they are looked at.

    `whole` is the widget's extent in device pixels; `fraction` is the handle's place; where it is the
    `difference` that is seen, `factor` are the words for how it is shown.
    """

    sides: tuple[Side, ...]
    mode: Mode
    looking: Looking
    whole: Extent
    fraction: float
    difference: Difference | None
    factor: str

    @property
    def part(self) -> Rect:
        """What of its view one picture covers."""
        return visible_part(self.looking.transform, self.looking.picture, self.looking.view)

    @property
    def places(self) -> list[tuple[Rect, float]]:
        """For each side: which part of the view it gets, and how far to the right that is painted."""
        if len(self.sides) == 1:
            return [(self.part, 0.0)]
        if self.mode is Mode.SIDE_BY_SIDE:
            return [(self.part, pane.left) for pane in panes(self.whole)]
        return [(half, 0.0) for half in split(self.part, self.fraction)]

    def in_widget(self, part: Rect, shift: float = 0.0) -> QRectF:
        """A part of the view in logical pixels, as far to the right as it is painted."""
        ratio = self.looking.ratio
        left, top = (part.left + shift) / ratio, part.top / ratio
        return QRectF(left, top, part.width / ratio, part.height / ratio)


def paint_scene(painter: QPainter, scene: Scene) -> bool:
    """Paint the pictures, on a painter that counts device pixels.

    Returns whether they are as sharp as they get.
    """
    if scene.difference is not None:
        return scene.difference.paint(painter, scene.looking, scene.part)
    is_whole = True
    for side, (place, shift) in zip(scene.sides, scene.places, strict=True):
        painter.translate(shift, 0)
        is_whole &= paint_side(painter, side, scene.looking, place)
        painter.translate(-shift, 0)
    return is_whole


def paint_signs(painter: QPainter, scene: Scene, ring: QColor | None) -> None:
    """Paint handle, frames and words over the pictures, on a painter that counts logical pixels."""
    shown = scene.in_widget(scene.part)
    if scene.difference is not None:
        paint_label(painter, shown, scene.factor.format(factor=2**DOUBLINGS))
        paint_difference_scale(painter, shown, 256 >> DOUBLINGS)
        return
    is_slider = len(scene.sides) == 2 and scene.mode is Mode.SLIDER
    if is_slider:
        paint_handle(painter, shown, shown.left() + shown.width() * scene.fraction, ring)
    for number, (side, (place, shift)) in enumerate(zip(scene.sides, scene.places, strict=True)):
        _paint_frame(painter, scene, side, place, shift)
        paint_label(painter, scene.in_widget(place, shift), side.label, on_right=is_slider and number == 1)


def _paint_frame(painter: QPainter, scene: Scene, side: Side, place: Rect, shift: float) -> None:
    """Around what is tried, with its name."""
    if side.patch is None:
        return
    framed = place_in_view(side.patch.place, scene.looking)
    painter.save()
    painter.setClipRect(scene.in_widget(place, shift))
    paint_frame(painter, scene.in_widget(framed, shift))
    painter.restore()
    paint_label(painter, scene.in_widget(framed.intersected(place), shift), side.patch.label, low=True)
