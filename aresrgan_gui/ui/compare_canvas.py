"""One picture before and after, with a handle between."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from aresrgan_gui.ui.compare_painting import Layer, Looking, paint_handle, paint_label, paint_layer
from aresrgan_gui.ui.theme import theme_of
from aresrgan_gui.ui.view_transform import (
    EXACT_ZOOM,
    Extent,
    Point,
    Rect,
    ViewTransform,
    clamped,
    fitted,
    panned,
    split,
    visible_part,
    zoomed,
)


class CompareCanvas(QWidget):
    """Shows a source and, once there is one, its result, both at the result's size.

    Only what is in view is painted.
    """

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Layer | None = None
        self._after: Layer | None = None
        self._picture = Extent(1, 1)
        self._transform = ViewTransform(1.0, Point(0.5, 0.5))
        self._fits = True
        self._fraction = 0.5
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Before and after"))
        self._describe()

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the result."""
        return self._transform.zoom

    @property
    def fraction(self) -> float:
        """Where the handle stands, from 0.0 (left) to 1.0 (right) of what is seen of the picture."""
        return self._fraction

    @property
    def transform(self) -> ViewTransform:
        """How the picture lies in the view at the moment."""
        return self._transform

    @property
    def can_compare(self) -> bool:
        """Whether both pictures are there, so that there is a handle."""
        return self._before is not None and self._after is not None

    def clear(self) -> None:
        """Show nothing."""
        self._before = self._after = None
        self._describe()
        self.update()

    def show_picture(self, size: tuple[int, int]) -> None:
        """Begin with another picture whose result has `size` pixels; its images follow."""
        self.clear()
        self._picture = Extent(*size)
        self.fit()

    def set_size(self, size: tuple[int, int]) -> None:
        """Another enlargement of the picture shown; what is in view stays in view."""
        picture = Extent(*size)
        if picture == self._picture:
            return
        ratio = picture.width / self._picture.width
        centre = Point(self._transform.centre.x * ratio, self._transform.centre.y * ratio)
        self._picture = picture
        self._look(ViewTransform(self._transform.zoom / ratio, centre), fits=self._fits)

    def add_before(self, image: QImage) -> None:
        """The source, upright, in any size."""
        self._before = self._before.with_image(image) if self._before else Layer((image,))
        self._describe()
        self.update()

    def add_after(self, image: QImage) -> None:
        """The result, in any size."""
        self._after = self._after.with_image(image) if self._after else Layer((image,))
        self._describe()
        self.update()

    def drop_after(self) -> None:
        """Forget the result, of which there is none any more."""
        self._after = None
        self._describe()
        self.update()

    def fit(self) -> None:
        """Show the whole picture, also when the view changes its size."""
        self._look(self._transform, fits=True)

    def zoom_to(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom around a point of the widget, or around its middle."""
        where = self._in_pixels(anchor) if anchor else Point(self._view.width / 2, self._view.height / 2)
        self._look(zoomed(self._transform, zoom, where, self._picture, self._view), fits=False)

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
    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._look(self._transform, fits=self._fits)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._look(self._transform, fits=self._fits)

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
        part = self._visible
        if (self._before or self._after) and not part.is_empty:
            painter.save()
            painter.scale(1 / self._ratio, 1 / self._ratio)
            if self._before and self._after:
                left, right = split(part, self._fraction)
                paint_layer(painter, self._before, self._looking, left, smooth=True)
                paint_layer(painter, self._after, self._looking, right, smooth=self.zoom < EXACT_ZOOM)
            elif layer := self._before or self._after:
                paint_layer(painter, layer, self._looking, part, smooth=True)
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not part.is_empty:
            self._paint_signs(painter, part)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_signs(self, painter: QPainter, part: Rect) -> None:
        """The handle and the words over the picture."""
        ratio = self._ratio
        shown = QRectF(part.left / ratio, part.top / ratio, part.width / ratio, part.height / ratio)
        edge = self.handle_position.x()
        if self.can_compare:
            paint_handle(painter, shown, edge, theme_of(self.palette()).accent if self.hasFocus() else None)
            paint_label(painter, QRectF(shown.topLeft(), QPointF(edge, shown.bottom())), self.tr("Before"))
            after = QRectF(QPointF(edge, shown.top()), shown.bottomRight())
            paint_label(painter, after, self.tr("After"), on_right=True)
        elif self._before:
            paint_label(painter, shown, self.tr("Before"))

    @property
    def _looking(self) -> Looking:
        return Looking(self._transform, self._picture, self._view, self._ratio)

    @property
    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    @property
    def _view(self) -> Extent:
        return Extent(max(1.0, self.width() * self._ratio), max(1.0, self.height() * self._ratio))

    @property
    def _visible(self) -> Rect:
        return visible_part(self._transform, self._picture, self._view)

    def _in_pixels(self, point: QPointF) -> Point:
        return Point(point.x() * self._ratio, point.y() * self._ratio)

    def _look(self, transform: ViewTransform, *, fits: bool) -> None:
        self._fits = fits
        if fits:
            self._transform = fitted(self._picture, self._view)
        else:
            self._transform = clamped(transform, self._picture, self._view)
        self._describe()
        self.update()
        self.zoom_changed.emit(self.zoom)

    def _pan(self, by: Point) -> None:
        self._look(panned(self._transform, by, self._picture, self._view), fits=self._fits)

    def _describe(self) -> None:
        """Keep what a screen reader says in step with what is seen."""
        zoom = round(self.zoom * 100)
        if self.can_compare:
            text = self.tr("Handle at {position} %, zoom {zoom} %")
        elif self._before or self._after:
            text = self.tr("Zoom {zoom} %")
        else:
            text = self.tr("No picture")
        self.setAccessibleDescription(text.format(position=round(self._fraction * 100), zoom=zoom))
