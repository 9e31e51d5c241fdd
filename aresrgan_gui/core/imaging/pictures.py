"""Picture files by their headers: which are taken, how large they are, and how their pixels can be had.

Nothing here decodes pixels, which `pixels` does in the engine's process alone. The list of formats is an
allow-list: some of Pillow's readers start other programs. Pillow's own limit of pixels is lifted for the
results, which may well exceed it; sources are held to `MAX_PIXELS` as soon as their header is read, or to
`MAX_WHOLE_PIXELS` where they cannot be decoded by bands.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from aresrgan_gui.core.errors import ErrorCode, UpscaleError, lacks_memory
from aresrgan_gui.core.imaging.animation import frame_numbers
from aresrgan_gui.core.imaging.metadata import early_metadata, late_metadata

READABLE_FORMATS = (
    "PNG", "JPEG", "GIF", "BMP", "PPM", "AVIF", "JPEG2000", "PCX", "QOI", "TGA", "TIFF", "WEBP",
)  # fmt: skip
"""In the order in which they are tried: Pillow loads the readers of the first five, and then all at once."""

SUFFIXES = frozenset(
    {
        ".avif", ".bmp", ".dib", ".gif", ".jpg", ".jpeg", ".jpe", ".jfif", ".jp2", ".j2k", ".jpx", ".mpo",
        ".pcx", ".png", ".apng", ".pbm", ".pgm", ".ppm", ".pnm", ".qoi", ".tga", ".tif", ".tiff", ".webp",
    }
)  # fmt: skip
"""Extensions that are looked for in folders; a file named directly is judged by its content."""

MAX_PIXELS = 1_000_000_000
"""Largest source in pixels."""

MAX_WHOLE_PIXELS = 178_956_970
"""Largest source that is decoded whole: beyond it Pillow, left alone, holds a file for a bomb."""

STREAMED_FORMATS = ("PNG", "JPEG", "MPO", "TIFF")
_STREAMED_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I;16B")
_UNEVEN_ALPHA = ("RGBX", "RGBa")


Image.MAX_IMAGE_PIXELS = None
warnings.filterwarnings("ignore", module=r"PIL\.")


@dataclass(frozen=True)
class PictureInfo:
    """What the header says: upright width and height in pixels, Pillow's format name, number of frames.

    Only an animation has more than one.
    """

    width: int
    height: int
    format: str
    frames: int


def probe(path: Path, *, max_pixels: int | None = MAX_PIXELS) -> PictureInfo:
    """Read the header only. Raises UpscaleError for what is no picture, is damaged or is too large.

    `max_pixels` None is for results of ours, which may be larger than any source.
    """
    with opened(path, max_pixels) as image:
        width, height = image.size
        if orientation_of(image) >= 5:
            width, height = height, width
        return PictureInfo(width, height, image.format or "", max(1, len(frame_numbers(image))))


def measure(path: Path, size: tuple[int, int]) -> None:
    """Raise UpscaleError(OUTPUT_WRONG) unless the header of `path` is that of a picture of `size`."""
    try:
        found = probe(path, max_pixels=None)
    except UpscaleError as error:
        detail = f"cannot be read back: {error.failure.detail}"
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, path, detail) from error
    refuse_other_size(path, (found.width, found.height), size)


def refuse_other_size(path: Path, found: tuple[int, int], size: tuple[int, int]) -> None:
    """Raise UpscaleError(OUTPUT_WRONG) where the picture at `path` is not of `size`."""
    if found != size:
        detail = f"{found[0]} x {found[1]} pixels instead of {size[0]} x {size[1]}"
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, path, detail)


@contextmanager
def opened(path: Path, max_pixels: int | None) -> Iterator[ImageFile.ImageFile]:
    """The picture at `path` with its header read; every failure in the block leaves as an UpscaleError.

    On damaged files Pillow's readers raise whatever their code happens to, such as struct.error or KeyError.
    """
    try:
        with Image.open(path, formats=READABLE_FORMATS) as image:
            refuse_too_large(image, max_pixels, path)
            if image.format == "PNG" and "exif" not in image.info:
                # Pillow decodes a PNG whole to see whether its EXIF comes last.
                image.info.update(early_metadata(image.info) | late_metadata(path))
            yield image
    except UpscaleError:
        raise
    except FileNotFoundError as error:
        raise UpscaleError(ErrorCode.INPUT_MISSING, path, "no such file") from error
    except (PermissionError, IsADirectoryError) as error:
        raise UpscaleError(ErrorCode.INPUT_UNREADABLE, path, error.strerror or str(error)) from error
    except UnidentifiedImageError as error:
        raise UpscaleError(ErrorCode.NOT_A_PICTURE, path, "not a picture in a known format") from error
    except Exception as error:
        if lacks_memory(error):
            raise UpscaleError(ErrorCode.OUT_OF_MEMORY, path, "not enough memory to decode it") from error
        raise UpscaleError(ErrorCode.INPUT_DAMAGED, path, f"damaged picture: {error}") from error


def refuse_too_large(image: ImageFile.ImageFile, max_pixels: int | None, path: Path) -> None:
    """Raise UpscaleError(PICTURE_TOO_LARGE) for what has more pixels, or cannot be decoded in its parts."""
    if max_pixels is None:
        return
    most = max_pixels if can_stream(image) else min(max_pixels, MAX_WHOLE_PIXELS)
    if image.width * image.height > most:
        detail = f"{image.width} x {image.height} pixels are more than the limit of {most:,}"
        raise UpscaleError(ErrorCode.PICTURE_TOO_LARGE, path, detail)


def can_stream(image: ImageFile.ImageFile) -> bool:
    """Whether libvips decodes what Pillow has opened by bands, into the same pixels.

    Interlaced and progressive files are decoded whole by any library; premultiplied alpha, LAB, and what has
    32 bits a channel only Pillow reads as it is meant.
    """
    if image.format not in STREAMED_FORMATS or image.mode not in _STREAMED_MODES or not image.tile:
        return False
    raw_mode = _raw_mode(image)
    if image.mode == "CMYK" and "16" in raw_mode:
        return False
    return not (raw_mode in _UNEVEN_ALPHA or image.info.get("interlace") or image.info.get("progressive"))


def is_deep(image: ImageFile.ImageFile) -> bool:
    """Whether what Pillow has opened has 16 bits a channel that libvips can keep."""
    return image.format in ("PNG", "TIFF") and "16" in _raw_mode(image) and can_stream(image)


def loses_in_pillow(image: ImageFile.ImageFile) -> bool:
    """Whether libvips keeps more of what Pillow has opened than Pillow does: 16 bits, or what shows through.

    Pillow looks for the transparent shade of grey of 1 to 4 bits among those of 8.
    """
    is_shallow = image.format == "PNG" and _raw_mode(image) in ("1", "L;2", "L;4")
    return is_deep(image) or (is_shallow and "transparency" in image.info)


def _raw_mode(image: ImageFile.ImageFile) -> str:
    """How the samples lie in the file, in Pillow's words."""
    arguments = image.tile[0].args if image.tile else ""
    return str(arguments[0] if isinstance(arguments, tuple) else arguments)


def orientation_of(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; a damaged EXIF block loses the orientation, not the picture."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        return 1
    return value if value in range(1, 9) else 1
