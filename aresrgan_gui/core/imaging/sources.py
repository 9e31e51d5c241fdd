"""A picture to be gone through by bands, upright, whatever it is and however large.

Pillow decodes what is small, and what only it can read; libvips streams what is large, and what Pillow would
not keep whole, such as 16 bits a channel. Of a file whose checksums are wrong Pillow shows what it can.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from PIL import ImageFile

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, lacks_memory
from aresrgan_gui.core.imaging import vips
from aresrgan_gui.core.imaging.animation import Timing, frame_numbers, plays_of
from aresrgan_gui.core.imaging.apng import composed
from aresrgan_gui.core.imaging.bands import Band, Bands, slices, white
from aresrgan_gui.core.imaging.metadata import read_exif, read_xmp
from aresrgan_gui.core.imaging.pictures import (
    MAX_PIXELS,
    MAX_WHOLE_PIXELS,
    can_stream,
    is_deep,
    loses_in_pillow,
    opened,
    orientation_of,
    refuse_too_large,
)
from aresrgan_gui.core.imaging.pixels import Picture, cmyk_to_srgb, describes, picture_of, pixels_of
from aresrgan_gui.core.imaging.upright import TURNS, spooled

WHOLE_PIXELS = 4_000_000
"""What has no more pixels is decoded whole, without the time that loading libvips takes."""

_MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


@dataclass(frozen=True)
class Source:
    """An upright picture; `exif` and `xmp` are what `core.imaging.metadata` takes over of them.

    Channels are grey, grey and alpha, RGB or RGBA, and the profile is for these. An animation has a `timing`;
    the size is then that of each frame.
    """

    width: int
    height: int
    channels: int
    is_deep: bool
    icc_profile: bytes | None
    exif: bytes
    xmp: bytes
    begin: Callable[[], Iterator[Band]]
    """Goes through the rows, uint8 or uint16, from the top, of one frame after another.

    Raises UpscaleError(INPUT_DAMAGED, OUT_OF_MEMORY), MemoryError.
    """
    timing: Timing | None = None
    loses_depth: bool = False
    """Whether the file has 16 bits a channel, of which 8 are read."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height

    @property
    def count(self) -> int:
        """How many frames there are: 1 where it is no animation."""
        return len(self.timing.durations) if self.timing else 1

    def frames(self) -> Iterator[Bands]:
        """The frames, each to be gone through before the next is asked for."""
        rows = self.begin()
        for _ in range(self.count):
            frame = _frame(rows, self.height)
            yield Bands(self.width, self.height, self.channels, frame)
            # What nobody wanted, such as what is cut off below.
            deque(frame, maxlen=0)

    def through(self, change: Callable[[Band], Band], channels: int) -> Source:
        """Each band changed by itself, into one of as many rows and of `channels`."""
        return replace(self, channels=channels, begin=lambda: map(change, self.begin()))

    @cached_property
    def has_transparency(self) -> bool:
        """Whether any pixel lets the background through; goes through the whole picture to see."""
        if self.channels in (1, 3):
            return False
        return any(bool((band[..., -1] < white(band.dtype)).any()) for band in self.begin())


def _frame(rows: Iterator[Band], height: int) -> Iterator[Band]:
    at = 0
    while at < height:
        band = next(rows)
        at += len(band)
        yield band


def source_of(picture: Picture) -> Source:
    """A picture in memory as a source."""
    pixels = pixels_of(picture.image)
    return Source(
        *picture.image.size, pixels.shape[2], False,
        picture.icc_profile, picture.exif, picture.xmp,
        lambda: slices(pixels),
    )  # fmt: skip


@contextmanager
def opened_source(
    path: Path, folder: Path | None = None, *, max_pixels: int | None = MAX_PIXELS
) -> Iterator[Source]:
    """The picture at `path`, for as long as the block lasts.

    What has to wait on disk to be turned upright does so in `folder`. Raises UpscaleError.
    """
    with opened(path, max_pixels) as image:
        is_large = can_stream(image) and image.width * image.height > WHOLE_PIXELS
        streams = is_large or loses_in_pillow(image)
        source = _streamed(path, image) if streams else source_of(picture_of(image))
        turn = TURNS[orientation_of(image)]
    if not streams or turn == TURNS[1]:
        yield source
        return
    with spooled(next(source.frames()), turn, folder) as spool:
        size = (source.height, source.width) if turn.is_transposed else source.size
        yield Source(
            *size, source.channels, source.is_deep,
            source.icc_profile, source.exif, source.xmp, spool.rows,
        )  # fmt: skip


def animation(
    path: Path,
    *,
    max_pixels: int | None = MAX_WHOLE_PIXELS,
    tell: Callable[[int], None] = lambda _frames: None,
) -> Source | None:
    """The animation at `path`, of 8 bits a channel; None for any other picture.

    All frames are looked at, so that a damaged one is told here and all get the same channels. One frame is
    in memory at a time; `tell` hears how many were looked at so far. Raises UpscaleError, and what `tell`
    raises.
    """
    with opened(path, None) as image:
        if len(frame_numbers(image)) < 2:
            return None
        refuse_too_large(image, max_pixels, path)
        plays, loses_depth = plays_of(image), is_deep(image)
    durations: list[float] = []
    modes: set[str] = set()
    with closing(_shown(path)) as shown:
        for milliseconds, picture in shown:
            if not durations:
                first = replace(picture, image=picture.image.crop((0, 0, 0, 0)))
                size = picture.image.size
            durations.append(milliseconds)
            modes.add(picture.image.mode if picture.has_transparency else picture.image.mode.rstrip("A"))
            tell(len(durations))
    mode = ("RGB" if any("RGB" in found for found in modes) else "L") + "A" * any(
        "A" in found for found in modes
    )

    def begin() -> Iterator[Band]:
        with closing(_shown(path)) as shown:
            for _, picture in shown:
                # A GIF's later frames may reach beyond its first.
                yield from slices(pixels_of(picture.image.convert(mode).crop((0, 0, *size))))

    profile = first.icc_profile
    return Source(
        *size, len(mode), False,
        profile if profile and describes(profile, mode) else None, first.exif, first.xmp,
        begin, Timing(tuple(durations), plays), loses_depth,
    )  # fmt: skip


def _shown(path: Path) -> Generator[tuple[float, Picture]]:
    """Each frame as it is seen, and its milliseconds. Raises UpscaleError."""
    with opened(path, None) as image:
        numbers = frame_numbers(image)
        if image.format != "PNG":
            for number in numbers:
                image.seek(number)
                picture = picture_of(image)
                yield float(image.info.get("duration") or 0), picture
            return
        count = 0
        for milliseconds, seen in islice(composed(path), len(numbers)):
            count += 1
            seen.info = {name: value for name, value in image.info.items() if name != "transparency"}
            yield milliseconds, picture_of(seen)
        if count < len(numbers):
            raise ValueError(f"{count} of {len(numbers)} frames")


def _streamed(path: Path, image: ImageFile.ImageFile) -> Source:
    """The picture that Pillow has opened, as it lies, through libvips."""
    pillow_format = image.format or ""
    profile = image.info.get("icc_profile") or None
    is_cmyk = image.mode == "CMYK"
    channels = 3 if is_cmyk else int(vips.opened(path, pillow_format).bands)

    def begin() -> Iterator[Band]:
        rows = _guarded(path, vips.rows(path, pillow_format))
        return (cmyk_to_srgb(band, profile) for band in rows) if is_cmyk else rows

    is_kept = profile and not is_cmyk and describes(profile, _MODES[channels])
    return Source(
        *image.size, channels, is_deep(image),
        profile if is_kept else None, read_exif(image), read_xmp(image),
        begin,
    )  # fmt: skip


def _guarded(path: Path, rows: Iterator[Band]) -> Iterator[Band]:
    try:
        yield from rows
    except vips.library().Error as error:
        if lacks_memory(error):
            raise MemoryError from error
        detail = " ".join(error.detail.split()) or error.message
        raise UpscaleError(ErrorCode.INPUT_DAMAGED, path, f"damaged picture: {detail}") from error
