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
    """An amount of megapixels, never none: `0.01 MP`, `0.3 MP`, `480 MP`."""
    figures = 0 if megapixels >= 9.95 else 1 if megapixels >= 0.095 else 2
    return f"{max(megapixels, 0.01):.{figures}f}{_GAP}MP"


def left_text(seconds: float, *, is_rough: bool) -> str:
    """A time to come, no finer than it can be known: `under 10 s`, `25 s`, `3 min`, `1 h 20 min`."""
    if seconds < 7.5:
        return _text(QT_TRANSLATE_NOOP("figures", "under 10 s"))
    if seconds < 52.5:
        said = _seconds(str(round(seconds / 5) * 5))
    elif seconds < 3570:
        said = _minutes(max(1, ceil(seconds / 60 - 0.25)))
    else:
        said = _hours(*divmod(ceil(seconds / 600) * 10, 60))
    return _text(QT_TRANSLATE_NOOP("figures", "about {duration}")).format(duration=said) if is_rough else said


def duration_text(seconds: float) -> str:
    """A duration as people say it: `4.2 s`, `3 min 7 s`, `1 h 2 min`."""
    if seconds < 59.95:
        return _seconds(f"{seconds:.1f}")
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        text = _text(QT_TRANSLATE_NOOP("figures", "{minutes} min {seconds} s"))
        return text.format(minutes=minutes, seconds=rest)
    return _hours(*divmod(minutes, 60))


def speed_text(megapixels: float) -> str:
    """Megapixels a second, in two figures where they are few: `0.04 MP/s`, `4.1 MP/s`."""
    text = _text(QT_TRANSLATE_NOOP("figures", "{speed} MP/s"))
    return text.format(speed=f"{megapixels:.{1 if megapixels >= 0.95 else 2}f}")


def _seconds(count: str) -> str:
    return _text(QT_TRANSLATE_NOOP("figures", "{seconds} s")).format(seconds=count)


def _minutes(count: int) -> str:
    return _text(QT_TRANSLATE_NOOP("figures", "{minutes} min")).format(minutes=count)


def _hours(hours: int, minutes: int) -> str:
    if minutes and hours < 10:
        text = _text(QT_TRANSLATE_NOOP("figures", "{hours} h {minutes} min"))
        return text.format(hours=hours, minutes=minutes)
    return _text(QT_TRANSLATE_NOOP("figures", "{hours} h")).format(hours=hours)


def _text(source: str) -> str:
    return QCoreApplication.translate("figures", source)
