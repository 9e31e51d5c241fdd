"""What the program remembers between runs: one typed record, stored as JSON without its defaults."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.naming import check_template
from aresrgan_gui.core.options import MAX_THREADS, SCALES, ExactSize, UpscaleOptions
from aresrgan_gui.core.stored import read_json, write_json

VERSION = 1


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
class Settings:
    """The user's choices: the options for new jobs, how the program looks, and what it works with.

    `language` is a code such as `ja`, empty for the system's; `engine` None means ours; `notify` and `sound`
    tell whether the end of the work is told by a message and a sound; the work waits for `patience` while the
    computer is used.
    """

    options: UpscaleOptions = field(default_factory=UpscaleOptions)
    language: str = field(default="", metadata={"page": Page.LOOKS})
    colours: ColourScheme = field(default=ColourScheme.SYSTEM, metadata={"page": Page.LOOKS})
    engine: Path | None = field(default=None, metadata={"page": Page.ENGINE})
    patience: Patience = field(default=Patience.NONE, metadata={"page": Page.ENGINE})
    updates: Updates = field(default=Updates.UNDECIDED, metadata={"page": Page.UPDATES})
    notify: bool = True
    sound: bool = False
    window: str = ""
    """Qt's saved geometry and state of the window, base64."""


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
    raw = read_json(path)
    if not isinstance(raw, dict) or raw.get("version") != VERSION:
        raise ValueError("not a settings file of this version")
    settings = _merged(Settings(), {key: value for key, value in raw.items() if key != "options"})
    return replace(settings, options=options_from(raw.get("options")))


def options_from(stored: object) -> UpscaleOptions:
    """Options from JSON; anything unknown or unusable falls back to its default."""
    options = _merged(UpscaleOptions(), stored if isinstance(stored, dict) else {})
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


_Record = TypeVar("_Record", Settings, UpscaleOptions)


def _merged(record: _Record, stored: dict[str, Any]) -> _Record:
    """`record` with each stored value that has its field's type."""
    hints = get_type_hints(type(record))
    known = {}
    for name, value in stored.items():
        if name in hints:
            try:
                known[name] = _typed(value, hints[name])
            except (LookupError, TypeError, ValueError):
                continue
    return replace(record, **known)


def _typed(value: Any, hint: Any) -> Any:
    """`value` from JSON as the field's type. Raises LookupError, TypeError or ValueError for what is none."""
    options = getattr(hint, "__args__", (hint,))
    if value is None and type(None) in options:
        return None
    wanted: Any = next(option for option in options if option is not type(None))
    if issubclass(wanted, Enum):
        return wanted(value)
    if issubclass(wanted, Path):
        return _path(value)
    if wanted is ExactSize:
        return ExactSize(**{name: _typed(value[name], part) for name, part in get_type_hints(wanted).items()})
    if type(value) is not wanted:
        raise TypeError(f"{value!r} is not {wanted.__name__}")
    return value


def _path(value: Any) -> Path:
    """A path that the system can be asked for. Raises TypeError and ValueError."""
    if b"\0" in os.fsencode(value):
        raise ValueError("no path has a zero in it")
    return Path(value)


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
