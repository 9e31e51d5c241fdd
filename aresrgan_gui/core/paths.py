"""The folders of the program: what it ships with and where it keeps the user's things."""

from __future__ import annotations

import ntpath
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
def bundle() -> Path | None:
    """The folder of a frozen release, which holds the program; None in a wheel or a source checkout."""
    packed = getattr(sys, "_MEIPASS", None)
    return Path(packed).resolve().parent if packed else None


@cache
def bundled_engine() -> Path | None:
    """The engine of a frozen release."""
    root = bundle()
    if root is None:
        return None
    # An application of macOS keeps all its programs in one folder.
    folder = root / ("MacOS" if sys.platform == "darwin" else "bin")
    return folder / f"realesrgan-ncnn-vulkan{'.exe' if sys.platform == 'win32' else ''}"


def bundled_licences() -> Path | None:
    """The folder of the licences in a frozen release, with an index of all that it is made of."""
    return _package.parent / "licences" if bundle() else None


@cache
def bundled_models() -> Path | None:
    """The folder of the official models in a frozen release."""
    return _package.parent / "models" if bundle() else None


@cache
def origin_file() -> Path | None:
    """What a frozen release says of where it was built; nothing else has releases to look for."""
    return _package.parent / "origin.txt" if bundle() else None


@cache
def drop_in_folder() -> Path:
    """The folder where users of a source checkout or a release may drop another engine."""
    return (bundle() or _package.parent) / "bin"


HOME_VARIABLE = "ARESRGAN_HOME"
"""Names a folder that keeps everything of the user's, instead of the system's folders."""

PORTABLE_MARK = "portable.txt"
"""A release with this file beside the program keeps everything of the user's in `data` beside it."""


class _OneFolder(NamedTuple):
    """Everything of the user's below one folder; named as in PlatformDirs."""

    user_data_path: Path
    user_config_path: Path
    user_cache_path: Path
    user_log_path: Path


def _dirs() -> PlatformDirs | _OneFolder:
    home = _home()
    if home is not None:
        return _OneFolder(home, home, home / "cache", home / "log")
    from platformdirs import PlatformDirs

    return PlatformDirs(APP_NAME, appauthor=False)


def _home() -> Path | None:
    """The one folder for everything of the user's, where that is asked for."""
    if named := os.environ.get(HOME_VARIABLE):
        return Path(named).absolute()
    root = bundle()
    return root / "data" if root is not None and (root / PORTABLE_MARK).is_file() else None


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
    """Where pictures are kept that were pasted without a file: results go beside, where users find them."""
    home = _home()
    if home is not None:
        return home / "pasted"
    from platformdirs import user_pictures_path

    return user_pictures_path() / "ARESRGAN"


def sample_file() -> Path:
    """A small picture to try the program with."""
    return resources() / "sample.jpg"


def chime_file() -> Path:
    """The sound at the end of the work."""
    return resources() / "chime.wav"


def speeds_file() -> Path:
    """What was learnt about this machine's speed, as JSON."""
    return _dirs().user_data_path / "speeds.json"


def paces_file() -> Path:
    """What was learnt about the speed of this machine and of others, for sharing jobs, as JSON."""
    return _dirs().user_data_path / "places.json"


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


def farm_folder() -> Path:
    """Where a worker of a farm keeps pictures while it works on them; each process has a folder in it."""
    return _dirs().user_cache_path / "farm"


def log_file() -> Path:
    """The newest log; older ones stand beside it with a number."""
    return _dirs().user_log_path / "aresrgan.log"
