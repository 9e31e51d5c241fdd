"""How far two pictures are apart, as a picture."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter


def difference(one: QImage, other: QImage, doublings: int) -> QImage:
    """The absolute difference of each channel of two RGB32 images of one size, doubled so many times.

    Qt's own composition by difference takes four times as long, which is seen while a picture is dragged.
    """
    # Here: the window opens a tenth of a second sooner without.
    import numpy as np

    result = QImage(one)
    first, second = (np.frombuffer(image.bits(), np.uint8) for image in (result, other))
    darker = np.minimum(first, second)
    np.maximum(first, second, out=first)
    np.subtract(first, darker, out=first)
    pixels = np.frombuffer(result.bits(), np.uint32)
    np.bitwise_or(pixels, 0xFF000000, out=pixels)
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    for _ in range(doublings):
        # Each pixel is read before it is written: no copy is needed.
        painter.drawImage(0, 0, result)
    painter.end()
    return result
