"""Typed records from what JSON says; a single value that cannot be used costs only itself."""

from __future__ import annotations

import os
from dataclasses import is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

_Record = TypeVar("_Record")


def merged(record: _Record, stored: dict[str, Any]) -> _Record:
    """The dataclass `record` with each stored value that has its field's type."""
    hints = get_type_hints(type(record))
    known: dict[str, Any] = {}
    for name, value in stored.items():
        if name in hints:
            try:
                known[name] = _typed(value, hints[name])
            except (LookupError, TypeError, ValueError):
                continue
    return replace(record, **known)  # type: ignore[type-var]


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
    if is_dataclass(wanted) and isinstance(wanted, type):
        return wanted(**{name: _typed(value[name], part) for name, part in get_type_hints(wanted).items()})
    if type(value) is not wanted:
        raise TypeError(f"{value!r} is not {wanted.__name__}")
    return value


def _path(value: Any) -> Path:
    """A path that the system can be asked for. Raises TypeError and ValueError."""
    if b"\0" in os.fsencode(value):
        raise ValueError("no path has a zero in it")
    return Path(value)
