"""What the user brings to the window, on its way to where it is taken in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from aresrgan_gui.ui.queue.incoming import image_of, is_web_link, paths_of


@dataclass(frozen=True)
class Brought:
    """Files and folders, a picture without a file, the address of one on the web, or a wish for the sample.

    Among files that were dropped or pasted there `may_be_models`; what was chosen is meant to be pictures.
    """

    paths: tuple[Path, ...] = ()
    image: QImage | bytes | None = None
    is_link: bool = False
    is_sample: bool = False
    may_be_models: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing that could be added."""
        return not (self.paths or self.image is not None or self.is_link or self.is_sample)


def brought_by(data: QMimeData) -> Brought:
    """What `data` brings, which may be gone after this."""
    return Brought(tuple(paths_of(data)), image_of(data), is_link=is_web_link(data), may_be_models=True)
