"""What an engine says, chunk by chunk, as percentages and lines of text."""

from __future__ import annotations

import re

MAX_LINE_BYTES = 8192
"""Longer lines are cut: an engine gone mad must not fill the memory."""

KEPT_LINES = 200
"""Of what an engine says, the last so many."""

_LINE_END = re.compile(rb"[\r\n]")
_PERCENTAGES = re.compile(r"(?:\d{1,3}[.,]\d\d%?\s*)+")
_PERCENTAGE = re.compile(r"(\d{1,3})[.,](\d\d)")


class OutputParser:
    """Turns bytes into entries: a float is a percentage from 0 to 100, a str a line of text.

    The result does not depend on how the bytes were cut into chunks. Engines write `12.50%`, in some locales
    `12,50%`, some `100.00` without the sign; text and line end may come apart, two workers may put two
    percentages on one line, and encodings are mixed.
    """

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> list[float | str]:
        """The entries that `chunk` completes."""
        data, start = self._rest + chunk, 0
        entries: list[float | str] = []
        while cut := _next_cut(data, start):
            entries += _entries(data[start : cut[0]])
            start = cut[1]
        self._rest = data[start:]
        return entries

    def close(self) -> list[float | str]:
        """The entries of a last line that never ended."""
        line, self._rest = self._rest, b""
        return _entries(line)


def _next_cut(data: bytes, start: int) -> tuple[int, int] | None:
    """Where the line from `start` ends and where the next begins; None while it may still grow."""
    end = _LINE_END.search(data, start, start + MAX_LINE_BYTES + 1)
    if end:
        return end.span()
    too_long = start + MAX_LINE_BYTES
    return (too_long, too_long) if len(data) > too_long else None


def _entries(line: bytes) -> list[float | str]:
    text = line.decode("utf-8", errors="replace").replace("\0", "").strip()
    if _PERCENTAGES.fullmatch(text):
        percentages = [float(f"{whole}.{part}") for whole, part in _PERCENTAGE.findall(text)]
        if max(percentages) <= 100.0:
            return list(percentages)
    return [text] if text else []
