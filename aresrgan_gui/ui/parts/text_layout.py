"""Text of several lines in a narrow place."""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_LONG = re.compile(r"(\S{12})(?=\S)")


def breakable(text: str) -> str:
    """`text` with invisible places in long words, such as file names, where a label may break them."""
    return _LONG.sub("\\1\N{ZERO WIDTH SPACE}", text)


@lru_cache(maxsize=512)
def wrapped(text: str, font: QFont, width: float, lines: int) -> tuple[str, ...]:
    """`text` broken into at most `lines` lines of `width` logical pixels, the last one elided if need be.

    What was broken is kept: layouts ask for the same text many times over. `font` must not change afterwards.
    """
    # Qt counts in units of UTF-16, of which a character outside the basic plane takes two.
    units = text.encode("utf-16-le", "surrogatepass")
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart() * 2)
    layout.endLayout()
    ends = [*starts[1:], len(units)]
    parts = [
        units[start:end].decode("utf-16-le", "surrogatepass").strip()
        for start, end in zip(starts, ends, strict=False)
    ]
    if parts:
        parts[-1] = QFontMetricsF(font).elidedText(parts[-1], Qt.TextElideMode.ElideRight, width)
    return tuple(parts)
