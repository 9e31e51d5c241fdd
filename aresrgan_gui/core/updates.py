"""What the feed of releases says about the newest one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

FEED_URL = "https://github.com/aresrgan/aresrgan-gui/releases/latest/download/release.json"
"""Where `packaging/release.py`'s description of the newest release is published."""

PAGE_URL = "https://github.com/aresrgan/aresrgan-gui/releases/latest"
"""Where people get it. It is not taken from the feed, which only tells."""

MAX_FEED_BYTES = 100_000
MAX_NOTES = 20_000
"""Characters."""

_VERSION = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}", re.ASCII)


@dataclass(frozen=True)
class Release:
    """A version such as `1.2.3`, and what it brings, as Markdown."""

    version: str
    notes: str


def read_feed(content: bytes) -> Release:
    """The release that a feed tells of. Raises ValueError for what is no feed."""
    try:
        feed = json.loads(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    version, notes = (feed.get("version"), feed.get("notes")) if isinstance(feed, dict) else (None, None)
    if not isinstance(version, str) or not _VERSION.fullmatch(version) or not isinstance(notes, str):
        raise ValueError("no release with a version and notes")
    return Release(version, notes[:MAX_NOTES])


def is_newer(version: str, than: str) -> bool:
    """Whether a version comes after another; both are three numbers."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
