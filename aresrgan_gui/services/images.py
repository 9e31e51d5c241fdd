"""Pictures as Qt shows them."""

from __future__ import annotations

from PIL import Image
from PySide6.QtGui import QImage


def to_qimage(image: Image.Image) -> QImage:
    """An RGB or RGBA picture in sRGB as a QImage of its own memory, laid out as Qt paints it fastest.

    What is transparent keeps its colours exactly, and is laid out as it was.
    """
    has_alpha = image.mode == "RGBA"
    data = image.tobytes()
    layout = QImage.Format.Format_RGBA8888 if has_alpha else QImage.Format.Format_RGB888
    bytes_per_line = image.width * (4 if has_alpha else 3)
    found = QImage(data, image.width, image.height, bytes_per_line, layout)
    return found.copy() if has_alpha else found.convertToFormat(QImage.Format.Format_RGB32)
