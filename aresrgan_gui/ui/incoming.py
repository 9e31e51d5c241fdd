"""What is dropped or pasted, as paths."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl


def paths_of(data: QMimeData) -> list[Path]:
    """The local files and folders that `data` names, as links or as lines of text with whole paths.

    Nothing is looked up on disk: whether a path leads anywhere is found out when it is read.
    """
    if data.hasUrls():
        return [Path(local) for url in data.urls() if (local := url.toLocalFile())]
    if not data.hasText():
        return []
    lines = (line.strip().strip("\"'") for line in data.text().splitlines())
    return [path for line in lines if line and (path := _path_of(line)) is not None]


def _path_of(line: str) -> Path | None:
    if line.startswith("file:"):
        local = QUrl(line).toLocalFile()
        return Path(local) if local else None
    path = Path(os.path.expanduser(line))  # noqa: PTH111 - Path.expanduser raises for unknown users
    return path if path.is_absolute() and "\0" not in line else None
