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
    TIFF = "tiff"
    AVIF = "avif"
    GIF = "gif"


FORMAT_OF_SUFFIX: dict[str, OutputFormat] = {
    ".png": OutputFormat.PNG,
    ".jpg": OutputFormat.JPG,
    ".jpeg": OutputFormat.JPG,
    ".webp": OutputFormat.WEBP,
    ".tif": OutputFormat.TIFF,
    ".tiff": OutputFormat.TIFF,
    ".avif": OutputFormat.AVIF,
    ".gif": OutputFormat.GIF,
}

ANIMATED_FORMATS = frozenset({OutputFormat.PNG, OutputFormat.WEBP, OutputFormat.GIF})
"""Formats that hold animations, png as APNG; in the others their first frame is written."""


class Existing(str, Enum):
    """What happens where the output's name is taken. The source itself is never written to."""

    RENAME = "rename"
    SKIP = "skip"
    REPLACE = "replace"


class Compression(str, Enum):
    """How hard png and tiff are packed, both without loss; what is packed well takes longer to write."""

    FAST = "fast"
    BALANCED = "balanced"
    SMALL = "small"


class Metadata(str, Enum):
    """What the result takes over of the source's EXIF and XMP. The colour profile is always kept."""

    KEEP = "keep"
    NO_LOCATION = "no-location"
    DROP = "drop"


MAX_SIDE = 1_000_000
"""Longest side in pixels that can be asked for."""

MAX_THREADS = 256
"""Most threads of the processor that can be asked for."""


@dataclass(frozen=True)
class ExactSize:
    """A size in pixels to reach, whatever the factor.

    The picture keeps its shape: it becomes as large as fits inside, or with `fill` just large enough to cover
    the size, and what then juts out on two sides is cut off. A side of 0 follows from the other one; the same
    number twice, without `fill`, is the longest side. Raises ValueError for what is no size.
    """

    width: int
    height: int
    fill: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.width <= MAX_SIDE and 0 <= self.height <= MAX_SIDE and (self.width or self.height)):
            raise ValueError(f"{self.width} x {self.height} is no size of 1 to {MAX_SIDE:,} pixels a side")
        if self.fill and not (self.width and self.height):
            raise ValueError("to fill a size takes both its width and its height")


Target = int | ExactSize
"""What a picture is enlarged to: a factor of its width and height, or an exact size."""


@dataclass(frozen=True)
class UpscaleOptions:
    """How one picture is to be enlarged and where the result goes.

    `exact` goes before `scale`; `format` None is the source's own, or png where that is not written;
    `quality` (1 to 100) counts for jpg, webp and avif, `compression` for png and tiff; `background`
    (`#rrggbb`) fills what is transparent where the format has no alpha; `device` is `auto`, `cpu` or the
    indexes of Vulkan devices that share the work (`0` or `0,1`); `tile` is the side of a tile in source
    pixels and `threads` how many of the processor's work, both 0 for automatic; `provenance` has our engine
    write into the result what made it; `place` is empty for wherever there is room, `here`, or the name of a
    host. Results go into `folder`, or else into the folder named `subfolder` beside the source, or else
    beside the source.
    """

    model: str = "realesrgan-x4plus"
    scale: int = 4
    exact: ExactSize | None = None
    format: OutputFormat | None = OutputFormat.PNG
    quality: int = 92
    compression: Compression = Compression.FAST
    metadata: Metadata = Metadata.KEEP
    background: str | None = None
    device: str = "auto"
    tile: int = 0
    threads: int = 0
    tta: bool = False
    provenance: bool = False
    folder: Path | None = None
    subfolder: str = ""
    template: str = DEFAULT_TEMPLATE
    existing: Existing = Existing.RENAME
    place: str = ""

    @property
    def target(self) -> Target:
        """What the picture is enlarged to."""
        return self.exact or self.scale

    def format_for(self, source: Path) -> OutputFormat:
        """The format of the result of `source`."""
        return self.format or FORMAT_OF_SUFFIX.get(source.suffix.lower(), OutputFormat.PNG)
