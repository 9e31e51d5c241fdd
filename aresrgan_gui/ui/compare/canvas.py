"""One picture before and after, seen in one of several ways."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.compare.differences import Difference, prepare
from aresrgan_gui.ui.compare.layers import ImageLayer, Layer, Looking, Patch, Side
from aresrgan_gui.ui.compare.painting import paint_notice
from aresrgan_gui.ui.compare.scene import Mode, Scene, paint_scene, paint_signs
from aresrgan_gui.ui.compare.transform import Extent, Point, Rect, ViewTransform, panes
from aresrgan_gui.ui.compare.zoomable import ZoomableCanvas
from aresrgan_gui.ui.parts.text_layout import breakable
from aresrgan_gui.ui.theme import theme_of


@dataclass(frozen=True)
class Pointed:
    """The pixel of the result under the cursor, and the colours of both pictures there, where known."""

    x: int
    y: int
    before: QColor | None
    after: QColor | None


class CompareCanvas(ZoomableCanvas):
    """Shows a source and its result, both at the result's size; before the run, a plain enlargement.

    Only what is in view is painted.
    """

    pointed = Signal(object)
    """What is under the cursor, as Pointed, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Layer | None = None
        self._after: Layer | None = None
        self._patch: Patch | None = None
        self._difference: Difference | None = None
        self._notice = ""
        self._mode = Mode.SLIDER
        self._exact = False
        self._held = False
        self._pointer: QPointF | None = None
        self._fraction = 0.5
        self._is_sharp = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Before and after"))
        self._describe()

    @property
    def fraction(self) -> float:
        """Where the handle stands, from 0.0 (left) to 1.0 (right) of what is seen of the picture."""
        return self._fraction

    @property
    def can_compare(self) -> bool:
        """Whether the source is there, with its result or, until there is one, its plain enlargement."""
        return self._before is not None

    @property
    def has_result(self) -> bool:
        """Whether the result is there."""
        return self._after is not None

    @property
    def has_trial(self) -> bool:
        """Whether a part that was tried is there."""
        return self._patch is not None and self._patch.layer is not None

    @property
    def is_sharp(self) -> bool:
        """Whether what was painted last is as sharp as it gets; if not, it is about to be painted again."""
        return self._is_sharp

    @property
    def has_handle(self) -> bool:
        """Whether there is a handle to move."""
        return self.can_compare and self._mode is Mode.SLIDER and not self._held

    @property
    def mode(self) -> Mode:
        """How the pictures are seen."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """See the pictures in another way."""
        self._mode = mode
        self._difference = None
        self._look(self._transform, fits=self._fits)

    def set_exact(self, exact: bool) -> None:
        """Show enlarged pixels as squares, or smoothly."""
        self._exact = exact
        self.update()

    def hold(self, held: bool) -> None:
        """See the source alone for as long as it is held."""
        self._held = held
        self.update()

    def set_patch(self, patch: Patch | None) -> None:
        """Show a part that is tried, on the side of the result."""
        self._patch = patch
        self._tell_pointed()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._before = self._after = self._patch = self._difference = None
        self._notice = ""
        self._describe()
        self.update()

    def explain(self, notice: str) -> None:
        """Say why there is no picture to see, for as long as there is none."""
        self._notice = notice
        self._describe()
        self.update()

    def show_picture(self, size: tuple[int, int]) -> None:
        """Begin with another picture whose result has `size` pixels; its images follow."""
        self.clear()
        self._picture = Extent(*size)
        self.fit()

    def add_before(self, image: QImage) -> None:
        """The source, upright, in any size."""
        self.set_before(_with_image(self._before, image))

    def add_after(self, image: QImage) -> None:
        """The result, in any size."""
        self.set_after(_with_image(self._after, image))

    def set_before(self, layer: Layer) -> None:
        """The source."""
        self._before = layer
        self._look(self._transform, fits=self._fits)

    def set_after(self, layer: Layer) -> None:
        """The result."""
        prepare()
        self._after = layer
        self._look(self._transform, fits=self._fits)

    def drop_after(self) -> None:
        """Forget the result, of which there is none any more."""
        self._after = self._patch = None
        self._describe()
        self._tell_pointed()
        self.update()

    def set_fraction(self, fraction: float) -> None:
        """Move the handle."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self._describe()
        self.update()

    @property
    def handle_position(self) -> QPointF:
        """The middle of the handle's knob in the widget."""
        part = self._visible
        x = part.left + part.width * self._fraction
        return QPointF(x / self._ratio, (part.top + part.height / 2) / self._ratio)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = theme_of(self.palette())
        painter.fillRect(self.rect(), theme.canvas)
        scene = self._scene()
        if scene.sides and not scene.part.is_empty:
            painter.save()
            painter.scale(1 / self._ratio, 1 / self._ratio)
            self._is_sharp = paint_scene(painter, scene)
            painter.restore()
            if not self._is_sharp:
                self.update()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_signs(painter, scene, theme.accent if self.hasFocus() else None)
        elif self._notice and not scene.sides:
            paint_notice(painter, QRectF(self.rect()), breakable(self._notice), theme.faint)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _sides(self) -> tuple[Side, ...]:
        """What is to be seen: nothing, one picture or two."""
        if self._before is None:
            return (Side(self._after, self.tr("After"), self._exact),) if self._after else ()
        if self._after is None:
            before = Side(self._before, self.tr("Source"), exact=True)
            after = Side(self._before, self.tr("Plain enlargement"), exact=False, patch=self._patch)
        else:
            before = Side(self._before, self.tr("Before"), self._exact)
            after = Side(self._after, self.tr("After"), self._exact, self._patch)
        if self._held:
            return (before, before) if self._mode is Mode.SIDE_BY_SIDE else (before,)
        return (after,) if self._mode is Mode.RESULT else (before, after)

    def _scene(self) -> Scene:
        sides = self._sides()
        return Scene(
            sides,
            self._mode,
            Looking(self._transform, self._picture, self._view, self._ratio),
            self._whole,
            self._fraction,
            self._difference_of(sides),
            self.tr("Difference × {factor}"),
        )

    def _difference_of(self, sides: tuple[Side, ...]) -> Difference | None:
        """Where the difference is to be seen: the one that is there, for as long as it is of these sides."""
        if len(sides) != 2 or self._mode is not Mode.DIFFERENCE:
            return None
        if self._difference is None or not self._difference.is_of(sides):
            self._difference = Difference(sides, self._picture, self._ratio)
        return self._difference

    @property
    @override
    def _view(self) -> Extent:
        if self._mode is Mode.SIDE_BY_SIDE and self.can_compare:
            pane, _ = panes(self._whole)
            return Extent(pane.width, pane.height)
        return self._whole

    @override
    def _in_pixels(self, point: QPointF) -> Point:
        """A point of the widget in the view that it lies in."""
        x = point.x() * self._ratio
        if self._view != self._whole:
            _, right = panes(self._whole)
            x -= right.left if x >= right.left else 0.0
        return Point(x, point.y() * self._ratio)

    @override
    def _look(self, transform: ViewTransform, *, fits: bool) -> None:
        super()._look(transform, fits=fits)
        self._describe()
        self._tell_pointed()

    def _tell_pointed(self) -> None:
        """Say what is under the cursor."""
        if self._pointer is None:
            self.pointed.emit(None)
            return
        point = self._transform.to_picture(self._in_pixels(self._pointer), self._view)
        if not Rect(0, 0, *self._picture).contains(point):
            self.pointed.emit(None)
            return
        under = self._after or (self._before if self.has_trial else None)
        after = Side(under, "", exact=False, patch=self._patch) if under else None
        before = self._before.colour_at(point, self._picture) if self._before else None
        colour = after.colour_at(point, self._picture) if after else None
        self.pointed.emit(Pointed(int(point.x), int(point.y), before, colour))

    def _describe(self) -> None:
        """Keep what a screen reader says in step with what is seen."""
        zoom = round(self.zoom * 100)
        if self.has_handle:
            text = self.tr("Handle at {position} %, zoom {zoom} %")
            text = text.format(position=round(self._fraction * 100), zoom=zoom)
        elif self.can_compare or self.has_result:
            text = self.tr("Zoom {zoom} %").format(zoom=zoom)
        else:
            text = self._notice or self.tr("No picture")
        self.setAccessibleDescription(text)


def _with_image(layer: Layer | None, image: QImage) -> ImageLayer:
    return layer.with_image(image) if isinstance(layer, ImageLayer) else ImageLayer((image,))
