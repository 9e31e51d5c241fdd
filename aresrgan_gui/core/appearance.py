"""What the window has to know of the settings before it can be seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from aresrgan_gui.core.records import merged
from aresrgan_gui.core.stored import read_json

VERSION = 1
"""Of the file of settings."""


class ColourScheme(str, Enum):
    """Whether the window is light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Page(str, Enum):
    """Where the settings dialog shows a field: its metadata `page`. A field without one is not shown."""

    LOOKS = "looks"
    ENGINE = "engine"
    UPDATES = "updates"


@dataclass(frozen=True)
class Appearance:
    """How the program looks; `language` is a code such as `ja`, empty for the system's."""

    language: str = field(default="", metadata={"page": Page.LOOKS})
    colours: ColourScheme = field(default=ColourScheme.SYSTEM, metadata={"page": Page.LOOKS})
    window: str = ""
    """The shape that the window had: the text of a `Shape`."""


def load_appearance(path: Path) -> Appearance:
    """The part of the stored settings that is needed first; what is unusable falls back to its default."""
    try:
        return merged(Appearance(), read_stored(path))
    except (OSError, ValueError):
        return Appearance()


def read_stored(path: Path) -> dict[str, Any]:
    """A file of settings as JSON knows it.

    Raises OSError, and ValueError for a file that holds no settings of this version.
    """
    raw = read_json(path)
    if not isinstance(raw, dict) or raw.get("version") != VERSION:
        raise ValueError("not a settings file of this version")
    return raw
