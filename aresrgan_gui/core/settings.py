"""What the program remembers between runs: one typed record, stored as JSON without its defaults."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any

from aresrgan_gui.core.appearance import VERSION, Appearance, Page, read_stored
from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.naming import check_template
from aresrgan_gui.core.options import MAX_THREADS, SCALES, ExactSize, UpscaleOptions
from aresrgan_gui.core.records import merged
from aresrgan_gui.core.stored import write_json


class Patience(int, Enum):
    """For how many seconds keyboard and mouse must be left alone before the work goes on."""

    NONE = 0
    SECONDS = 10
    MINUTE = 60
    MINUTES = 300


class Updates(str, Enum):
    """Whether to look for newer releases."""

    UNDECIDED = "undecided"
    NEVER = "never"
    AT_START = "at_start"


@dataclass(frozen=True)
class Settings(Appearance):
    """The user's choices: how the program looks, the options for new jobs, and what it works with.

    `engine` None means ours; `notify` and `sound` tell whether the end of the work is told by a message and a
    sound; the work waits for `patience` while the computer is used.
    """

    options: UpscaleOptions = field(default_factory=UpscaleOptions)
    engine: Path | None = field(default=None, metadata={"page": Page.ENGINE})
    patience: Patience = field(default=Patience.NONE, metadata={"page": Page.ENGINE})
    updates: Updates = field(default=Updates.UNDECIDED, metadata={"page": Page.UPDATES})
    notify: bool = True
    sound: bool = False


def load_settings(path: Path) -> Settings:
    """The stored settings; anything unknown or unusable in the file falls back to its default."""
    try:
        return read_settings(path)
    except (OSError, ValueError):
        return Settings()


def read_settings(path: Path) -> Settings:
    """The settings in a file, single values that cannot be used at their defaults.

    Raises OSError, and ValueError for a file that holds no settings of this version.
    """
    raw = read_stored(path)
    settings = merged(Settings(), {key: value for key, value in raw.items() if key != "options"})
    return replace(settings, options=options_from(raw.get("options")))


def options_from(stored: object) -> UpscaleOptions:
    """Options from JSON; anything unknown or unusable falls back to its default."""
    options = merged(UpscaleOptions(), stored if isinstance(stored, dict) else {})
    return _within_limits(options)


def plain_options(options: UpscaleOptions) -> dict[str, Any]:
    """All options as JSON knows them."""
    return {entry.name: _plain(getattr(options, entry.name)) for entry in fields(options)}


def save_settings(settings: Settings, path: Path) -> None:
    """Write what differs from the defaults, whole or not at all. Raises OSError."""
    stored = {"version": VERSION, **_changed(settings, Settings())}
    write_json(stored, path)


def _changed(record: Any, default: Any) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for entry in fields(record):
        value, usual = getattr(record, entry.name), getattr(default, entry.name)
        if isinstance(value, UpscaleOptions):
            value, usual = _changed(value, usual), {}
        if value != usual:
            changes[entry.name] = _plain(value)
    return changes


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, ExactSize):
        return asdict(value)
    return str(value) if isinstance(value, Path) else value


def _within_limits(options: UpscaleOptions) -> UpscaleOptions:
    """The options with what no version of the program could have stored set back."""
    usual = UpscaleOptions()
    return replace(
        options,
        scale=options.scale if options.scale in SCALES else usual.scale,
        quality=min(max(options.quality, 1), 100),
        tile=max(options.tile, 0),
        threads=min(max(options.threads, 0), MAX_THREADS),
        device=options.device if _DEVICE.fullmatch(options.device) else usual.device,
        background=options.background if _COLOUR.fullmatch(options.background or "") else None,
        template=options.template if _names_files(options.template) else usual.template,
    )


_DEVICE = re.compile(r"auto|cpu|[0-9]{1,3}(,[0-9]{1,3})*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _names_files(template: str) -> bool:
    try:
        check_template(template)
    except UpscaleError:
        return False
    return True
