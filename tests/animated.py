"""Animations for tests: made by Pillow, and looked at frame by frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

DURATIONS = (100, 70, 30, 30, 1000)


def moving(count: int = len(DURATIONS), size: tuple[int, int] = (24, 20)) -> list[Image.Image]:
    """RGBA frames: an opaque square of two colours that moves over nothing."""
    frames = []
    for number in range(count):
        at = 3 * number
        frame = Image.new("RGBA", size, (0, 0, 0, 0))
        frame.paste((200, 40, 30, 255), (at, 4, at + 8, 12))
        frame.paste((20, 60, 220, 255), (at + 4, 6, at + 8, 12))
        frames.append(frame)
    return frames


def write(
    path: Path, frames: list[Image.Image], *, loop: int | None = 0, durations: tuple[int, ...] = DURATIONS
) -> Path:
    """An animation that Pillow writes in the format of the extension."""
    options: dict[str, Any] = {} if loop is None else {"loop": loop}
    if frames[0].mode == "RGBA":
        options["disposal"] = 2
    first, *rest = frames
    first.save(path, save_all=True, append_images=rest, duration=list(durations), lossless=True, **options)
    return path


def shown(path: Path) -> list[NDArray[np.uint8]]:
    """What Pillow shows of each frame, as RGBA of (height, width, 4)."""
    with Image.open(path) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(np.asarray(image.convert("RGBA")))
        return found
