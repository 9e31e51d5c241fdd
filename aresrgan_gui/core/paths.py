"""The folders of the program: what it ships with and where it keeps the user's things."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from platformdirs import PlatformDirs

APP_NAME = "aresrgan"

_package = Path(__file__).resolve().parent.parent


@cache
def resources() -> Path:
    """The folder of icons, manifest and samples, in a wheel, a frozen bundle or a source checkout."""
    packed = _package / "resources"
    return packed if packed.is_dir() else _package.parent / "resources"


@cache
def drop_in_folder() -> Path:
    """The folder where users of a source checkout or a release may drop another engine."""
    return _package.parent / "bin"


def _dirs() -> PlatformDirs:
    return PlatformDirs(APP_NAME, appauthor=False)


def models_folder() -> Path:
    """Where fetched and imported models are kept; they outlive upgrades of the program."""
    return _dirs().user_data_path / "models"


def pasted_folder() -> Path:
    """Where pictures are kept that were pasted without a file."""
    return _dirs().user_data_path / "pasted"


def speeds_file() -> Path:
    """What was learnt about this machine's speed, as JSON."""
    return _dirs().user_data_path / "speeds.json"


def settings_file() -> Path:
    """The user's settings, as JSON."""
    return _dirs().user_config_path / "settings.json"


def presets_file() -> Path:
    """The user's presets, as JSON."""
    return _dirs().user_config_path / "presets.json"


def backends_file() -> Path:
    """Which backend was found to be the fastest for each model, as JSON; it may be removed at any time."""
    return _dirs().user_cache_path / "backends.json"


def pyramids_folder() -> Path:
    """Where huge pictures are kept as tiles for looking at; it may be emptied at any time."""
    return _dirs().user_cache_path / "pyramids"


def log_file() -> Path:
    """The newest log; older ones stand beside it with a number."""
    return _dirs().user_log_path / "aresrgan.log"
