"""What the user asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

SCALES = (2, 3, 4, 8, 16)
"""The enlargements on offer, as factors of width and height."""

DEFAULT_TEMPLATE = "{stem}_{scale}x"


class OutputFormat(str, Enum):
    """A file format that results can be written in; the value is its usual extension."""

    PNG = "png"
    JPG = "jpg"
    WEBP = "webp"


FORMAT_OF_SUFFIX: dict[str, OutputFormat] = {
    ".png": OutputFormat.PNG,
    ".jpg": OutputFormat.JPG,
    ".jpeg": OutputFormat.JPG,
    ".webp": OutputFormat.WEBP,
}


class Existing(str, Enum):
    """What happens where the output's name is taken. The source itself is never written to."""

    RENAME = "rename"
    SKIP = "skip"
    REPLACE = "replace"


@dataclass(frozen=True)
class UpscaleOptions:
    """How one picture is to be enlarged and where the result goes.

    `device` is `auto`, `cpu` or the index of a Vulkan device; `tile` is the side of a tile in source pixels,
    0 for automatic; `quality` (1 to 100) counts for jpg and webp; `background` (`#rrggbb`) fills what is
    transparent where the format has no alpha; `folder` None means beside the source.
    """

    model: str = "realesrgan-x4plus"
    scale: int = 4
    format: OutputFormat = OutputFormat.PNG
    quality: int = 92
    background: str | None = None
    device: str = "auto"
    tile: int = 0
    tta: bool = False
    folder: Path | None = None
    template: str = DEFAULT_TEMPLATE
    existing: Existing = Existing.RENAME
