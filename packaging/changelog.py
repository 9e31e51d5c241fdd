"""Reads `CHANGELOG.md`: versions with their dates and what changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from places import PACKAGING

FILE = PACKAGING / "CHANGELOG.md"
_HEADING = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) \((?P<date>\d{4}-\d{2}-\d{2})\)$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """What one version brings; `notes` are Markdown."""

    version: str
    date: date
    notes: str


def entries(text: str) -> list[Entry]:
    """The versions in a changelog, in its order. Raises ValueError for a date that is none."""
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return [
        Entry(heading["version"], date.fromisoformat(heading["date"]), text[heading.end() : end].strip())
        for heading, end in zip(headings, ends, strict=True)
    ]


def newest() -> Entry:
    """What the version at the top brings. Raises SystemExit where there is none."""
    known = entries(FILE.read_text(encoding="utf-8"))
    if not known:
        raise SystemExit(f"{FILE} names no version")
    return known[0]
