"""The folders of the program: what it ships with and where it keeps the user's things."""

from __future__ import annotations

import ntpath
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from platformdirs import PlatformDirs

    return PlatformDirs(APP_NAME, appauthor=False)


RESERVED_NAME = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)", re.IGNORECASE
)
"""A name that Windows takes for a device, whatever its extension (Microsoft, "Naming Files, Paths, and
Namespaces"; `ntpath.isreserved` in Python)."""

MAX_PLAIN = 200
"""Characters of a path that Windows takes as it is. Its limits are 260 for a file and 248 for a folder; a
result needs a working folder beside it with files in it."""


def reachable(path: Path) -> Path:
    """An absolute path so that the system takes it whatever its length and its names are."""
    return Path(extended(str(path))) if sys.platform == "win32" else path


def extended(path: str) -> str:
    """An absolute Windows path, with the prefix that switches its limits off where it exceeds them.

    These are its length, names that end in a dot or a space, and names of devices. What begins with the
    prefix is not worked on by Windows any more, so that `..` and slashes are resolved here.
    """
    clean = ntpath.normpath(path)
    if clean.startswith(("\\\\?\\", "\\\\.\\")):
        return clean
    drive, rest = ntpath.splitdrive(clean)
    names = rest.split("\\")
    is_odd = any(name.endswith((" ", ".")) or RESERVED_NAME.match(name) for name in names)
    if not drive or (len(clean) <= MAX_PLAIN and not is_odd):
        return clean
    return f"\\\\?\\UNC{clean[1:]}" if clean.startswith("\\\\") else f"\\\\?\\{clean}"


def plain(path: Path) -> str:
    """A path as people know it, without the prefix of `extended`."""
    text = str(path)
    if text.startswith("\\\\?\\UNC\\"):
        return f"\\{text[7:]}"
    return text.removeprefix("\\\\?\\")


def data_folder() -> Path:
    """Where the program keeps what must outlive an upgrade."""
    return _dirs().user_data_path


def journal_file() -> Path:
    """The queue's truth, a SQLite file."""
    return data_folder() / "queue.sqlite3"


def models_folder() -> Path:
    """Where fetched and imported models are kept; they outlive upgrades of the program."""
    return _dirs().user_data_path / "models"


def pasted_folder() -> Path:
    """Where pictures are kept that were pasted without a file."""
    return _dirs().user_data_path / "pasted"


def sample_file() -> Path:
    """A small picture to try the program with."""
    return resources() / "sample.jpg"


def speeds_file() -> Path:
    """What was learnt about this machine's speed, as JSON."""
    return _dirs().user_data_path / "speeds.json"


def settings_file() -> Path:
    """The user's settings, as JSON."""
    return _dirs().user_config_path / "settings.json"


def presets_file() -> Path:
    """The user's presets, as JSON."""
    return _dirs().user_config_path / "presets.json"


def hosts_file() -> Path:
    """The other machines that the user has set up, as JSON."""
    return _dirs().user_config_path / "hosts.json"


def known_hosts_file() -> Path:
    """The keys of SSH hosts that the user trusts."""
    return _dirs().user_config_path / "known_hosts"


def backends_file() -> Path:
    """Which backend was found to be the fastest for each model, as JSON; it may be removed at any time."""
    return _dirs().user_cache_path / "backends.json"


def pyramids_folder() -> Path:
    """Where huge pictures are kept as tiles for looking at; it may be emptied at any time."""
    return _dirs().user_cache_path / "pyramids"


def samples_folder() -> Path:
    """Where the samples of the user's models are kept; it may be emptied at any time."""
    return _dirs().user_cache_path / "samples"


def log_file() -> Path:
    """The newest log; older ones stand beside it with a number."""
    return _dirs().user_log_path / "aresrgan.log"
