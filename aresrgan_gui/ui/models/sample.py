"""A model's sample: a small picture before and after, with a line between that can be moved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.services.models.samples import result_of, source_of

MIDDLE = 0.5
RADIUS = 4.0


@dataclass(frozen=True)
class Sample:
    """The source, and what the model makes of it: no picture where that was not made yet."""

    before: QImage
    after: QImage

    @property
    def is_made(self) -> bool:
        """Whether there is something to compare."""
        return not self.after.isNull()


def sample_of(model: InstalledModel) -> Sample:
    """The sample of a model as far as it is there."""
    try:
        result: Path | None = result_of(model)
    except OSError:
        result = None
    after = QImage(str(result)) if result is not None and result.exists() else QImage()
    return Sample(QImage(str(source_of(model.spec.kind))), after)


def paint_sample(painter: QPainter, sample: Sample, place: QRectF, split: float) -> None:
    """Paint before on the left and after on the right of `split`, a share of the width of `place`."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    frame = QPainterPath()
    frame.addRoundedRect(place, RADIUS, RADIUS)
    painter.setClipPath(frame)
    painter.drawImage(place, sample.before)
    if sample.is_made:
        x = place.left() + place.width() * split
        right = QRectF(QPointF(x, place.top()), place.bottomRight())
        painter.save()
        painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
        painter.drawImage(place, sample.after)
        painter.restore()
        line = QLineF(x, place.top(), x, place.bottom())
        for colour, width in ((QColor(0, 0, 0, 110), 3.0), (QColor("white"), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(line)
    painter.restore()
