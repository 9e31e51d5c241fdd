"""Where releases are published, and what the feed says about the newest one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

MAX_FEED_BYTES = 100_000
MAX_NOTES = 20_000
"""Characters."""

_VERSION = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}", re.ASCII)

_ADDRESS = re.compile(r"https://[\w.-]+(:\d+)?(/[\w.-]+)+", re.ASCII)


@dataclass(frozen=True)
class Origin:
    """The repository that a release was built in: its https address, without a slash at the end.

    The paths below it are GitHub's (its documentation, "Linking to releases").
    """

    address: str

    @property
    def feed(self) -> str:
        """Where `packaging/release.py`'s description of the newest release is published."""
        return f"{self.page}/download/release.json"

    @property
    def page(self) -> str:
        """Where people get the newest release. It is not taken from the feed, which only tells."""
        return f"{self.address}/releases/latest"


def read_origin(file: Path | None) -> Origin | None:
    """The origin that a release carries in `file`; None where it was built elsewhere than in a repository.

    None for `file` is what carries none.
    """
    if file is None:
        return None
    try:
        address = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Origin(address) if _ADDRESS.fullmatch(address) else None


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
