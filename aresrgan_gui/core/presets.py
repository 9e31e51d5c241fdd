"""Options under a name: kept in one file, and passed on in files of the same form."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.settings import options_from, plain_options
from aresrgan_gui.core.stored import read_json, write_json

VERSION = 1

Presets = dict[str, UpscaleOptions]


def load_presets(path: Path) -> Presets:
    """The presets in a file, in its order.

    Raises OSError, and ValueError for a file that holds no presets of this version.
    """
    raw = read_json(path)
    stored = raw.get("presets") if isinstance(raw, dict) and raw.get("version") == VERSION else None
    if not isinstance(stored, dict):
        raise ValueError("not a file of presets of this version")  # noqa: TRY004 - it is the file's content
    return {name: options_from(options) for name, options in stored.items() if name.strip()}


def save_presets(presets: Mapping[str, UpscaleOptions], path: Path) -> None:
    """Write presets, whole or not at all. Raises OSError.

    Defaults are written too: a preset means the same when a later version has others.
    """
    stored = {"version": VERSION, "presets": {name: plain_options(presets[name]) for name in presets}}
    write_json(stored, path)
