"""Files and folders that are nobody else's business: what they hold tells where the user's pictures lie.

On Windows the user's folders are private by their access lists, and modes mean nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def make_private_folder(folder: Path) -> None:
    """Make `folder` and its missing parents for the user alone, as the XDG base directories want it.

    Folders that are there keep their modes. Raises OSError.
    """
    if not folder.is_dir():
        make_private_folder(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def private_opener(path: str, flags: int) -> int:
    """Opens as `open` does; a file that it makes is for the user alone."""
    return os.open(path, flags, FILE_MODE)
