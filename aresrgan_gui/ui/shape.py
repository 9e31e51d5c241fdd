"""What a window remembers of itself from one time to the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QMargins

FIRST_FRAME = QMargins(0, 70, 301, 25)


@dataclass(frozen=True)
class Shape:
    """Qt's saved geometry of the window and state of its columns, and the room around the middle one.

    So the middle stands in its place before that is there which stands around it: the tools above, the queue
    on the left where there are pictures, the options on the right and the counts below.
    """

    geometry: QByteArray = field(default_factory=QByteArray)
    columns: QByteArray = field(default_factory=QByteArray)
    frame: QMargins = field(default_factory=lambda: FIRST_FRAME)


def shape_text(shape: Shape) -> str:
    """The shape as the settings keep it."""
    frame = shape.frame
    sides = (frame.left(), frame.top(), frame.right(), frame.bottom())
    states = (bytes(part.toBase64().data()).decode("ascii") for part in (shape.geometry, shape.columns))
    return ".".join([*states, ",".join(map(str, sides))])


def shape_of(text: str) -> Shape:
    """The shape that is kept as `text`; what is missing or damaged is as at first."""
    geometry, columns, frame, *_ = (*text.split("."), "", "", "")
    try:
        left, top, right, bottom = (max(int(side), 0) for side in frame.split(","))
    except ValueError:
        margins = FIRST_FRAME
    else:
        margins = QMargins(left, top, right, bottom)
    return Shape(QByteArray.fromBase64(geometry.encode()), QByteArray.fromBase64(columns.encode()), margins)
