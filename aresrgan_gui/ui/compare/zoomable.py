"""A widget that shows a part of a picture: where it lies, how large, and how that changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.compare.transform import (
    Extent,
    Point,
    Rect,
    ViewTransform,
    clamped,
    fitted,
    panned,
    picture_part,
    visible_part,
    zoomed,
)


class ZoomableCanvas(QWidget):
    """Keeps a picture in view, in device pixels, while the widget and the picture change their size."""

    zoom_changed = Signal(float)
    looked = Signal(object)
    """The ViewTransform, whenever another part may be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Extent(1, 1)
        self._transform = ViewTransform(1.0, Point(0.5, 0.5))
        self._fits = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the result."""
        return self._transform.zoom

    @property
    def transform(self) -> ViewTransform:
        """How the picture lies in the view at the moment."""
        return self._transform

    @property
    def seen(self) -> Rect:
        """The part of the picture that is in view, in the result's pixels."""
        return picture_part(self._transform, self._visible, self._view)

    def look(self, transform: ViewTransform) -> None:
        """See another part, as far as it can be seen."""
        if transform != self._transform:
            self._look(transform, fits=False)

    def set_size(self, size: tuple[int, int]) -> None:
        """Another enlargement of the picture shown; what is in view stays in view."""
        picture = Extent(*size)
        if picture == self._picture:
            return
        ratio = picture.width / self._picture.width
        centre = Point(self._transform.centre.x * ratio, self._transform.centre.y * ratio)
        self._picture = picture
        self._look(ViewTransform(self._transform.zoom / ratio, centre), fits=self._fits)

    def fit(self) -> None:
        """Show the whole picture, also when the view changes its size."""
        self._look(self._transform, fits=True)

    def zoom_to(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom around a point of the widget, or around its middle."""
        where = self._in_pixels(anchor) if anchor else Point(self._view.width / 2, self._view.height / 2)
        self._look(zoomed(self._transform, zoom, where, self._picture, self._view), fits=False)

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

    @property
    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    @property
    def _whole(self) -> Extent:
        return Extent(max(1.0, self.width() * self._ratio), max(1.0, self.height() * self._ratio))

    @property
    def _view(self) -> Extent:
        """The room of one picture."""
        return self._whole

    @property
    def _visible(self) -> Rect:
        return visible_part(self._transform, self._picture, self._view)

    def _in_pixels(self, point: QPointF) -> Point:
        """A point of the widget in the view."""
        return Point(point.x() * self._ratio, point.y() * self._ratio)

    def _look(self, transform: ViewTransform, *, fits: bool) -> None:
        self._fits = fits
        if fits:
            self._transform = fitted(self._picture, self._view)
        else:
            self._transform = clamped(transform, self._picture, self._view)
        self.update()
        self.zoom_changed.emit(self.zoom)
        self.looked.emit(self._transform)

    def _pan(self, by: Point) -> None:
        self._look(panned(self._transform, by, self._picture, self._view), fits=self._fits)
