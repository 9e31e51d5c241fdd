"""Our engine's eyes, looking at pictures that do to it what their names say.

Usage: treacherous_pictures.py --look

What is called crash... ends the process, what is called hang... keeps it for ever.
"""

from __future__ import annotations

import os
import time
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from PIL.ImageFile import ImageFile

from aresrgan_gui.core.imaging import pixels
from aresrgan_gui.core.imaging.pictures import opened
from aresrgan_gui.engine import looking


def treacherous(path: Path, max_pixels: int | None) -> AbstractContextManager[ImageFile]:
    if path.name.startswith("crash"):
        os._exit(139)
    while path.name.startswith("hang"):
        time.sleep(60)
    return opened(path, max_pixels)


with patch.object(pixels, "opened", treacherous):
    looking.serve()
