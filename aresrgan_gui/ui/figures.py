"""Amounts as people say them."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication

from aresrgan_gui.messages import QT_TRANSLATE_NOOP

_GAP = "\N{NO-BREAK SPACE}"
_UNITS = ("B", "kB", "MB", "GB", "TB")


def bytes_text(count: float) -> str:
    """An amount of bytes with two or three figures: `640 MB`, `1.8 GB`."""
    unit = 0
    while count >= 999.5 and unit < len(_UNITS) - 1:
        count /= 1000
        unit += 1
    figures = 1 if unit > 2 and count < 10 else 0
    return f"{count:.{figures}f}{_GAP}{_UNITS[unit]}"


def megapixels_text(megapixels: float) -> str:
    """An amount of megapixels: `0.3 MP`, `480 MP`."""
    return f"{megapixels:.{1 if megapixels < 9.95 else 0}f}{_GAP}MP"


def left_text(seconds: float, *, is_rough: bool) -> str:
    """A time to come, no finer than it can be known: `under 10 s`, `25 s`, `3 min`, `1 h 20 min`."""
    if seconds < 7.5:
        return _text(QT_TRANSLATE_NOOP("figures", "under 10 s"))
    if seconds < 52.5:
        said = f"{round(seconds / 5) * 5} s"
    elif seconds < 3570:
        said = f"{max(1, ceil(seconds / 60 - 0.25))} min"
    else:
        said = _hours(ceil(seconds / 600) * 10)
    return _text(QT_TRANSLATE_NOOP("figures", "about {duration}")).format(duration=said) if is_rough else said


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest and hours < 10 else f"{hours} h"


def _text(source: str) -> str:
    return QCoreApplication.translate("figures", source)
