"""What is dropped or pasted, as paths or as a picture."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

_PNG = "image/png"

_WEB = ("http", "https", "ftp", "data", "blob")
"""Schemes of addresses that are no files."""


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


def image_of(data: QMimeData) -> QImage | bytes | None:
    """The picture that comes without a file, as from a browser or a screenshot: a whole PNG or its pixels.

    A PNG is taken as it is: nothing of it is lost, and nobody's picture is decoded here.
    """
    if paths_of(data):
        return None
    if data.hasFormat(_PNG) and (encoded := bytes(data.data(_PNG).data())):
        return encoded
    if not data.hasImage():
        return None
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def is_web_link(data: QMimeData) -> bool:
    """Whether `data` is but the address of something on the web, as browsers give for some pictures."""
    if data.hasImage() or paths_of(data):
        return False
    urls = data.urls() or [QUrl(data.text().strip())]
    return any(url.scheme().lower() in _WEB for url in urls)


def brings_picture(data: QMimeData) -> bool:
    """Whether there is something to add, or to say why not, without having the pixels made."""
    return data.hasImage() or bool(paths_of(data)) or is_web_link(data)


def _path_of(line: str) -> Path | None:
    if line.startswith("file:"):
        local = QUrl(line).toLocalFile()
        return Path(local) if local else None
    path = Path(os.path.expanduser(line))  # noqa: PTH111 - Path.expanduser raises for unknown users
    return path if path.is_absolute() and "\0" not in line else None
