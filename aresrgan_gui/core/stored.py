"""JSON files that the program keeps, or that one user passes on to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aresrgan_gui.core.publish import written_whole

MAX_BYTES = 10_000_000
"""Far more than all settings, presets and speeds of anybody."""


def read_json(path: Path) -> Any:
    """What a file says. Raises OSError, and ValueError for what is no JSON or too much of it."""
    with path.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES:,} bytes")
    try:
        return json.loads(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def write_json(document: object, path: Path) -> None:
    """Write a file that only the user can read, whole or not at all. Raises OSError."""
    with written_whole(path, overwrite=True, private=True) as part:
        text = json.dumps(document, indent=2, ensure_ascii=False)
        # Names that are no text hold lone surrogates; so written they are JSON's own escapes of them.
        part.write_text(text, encoding="utf-8", errors="backslashreplace")
