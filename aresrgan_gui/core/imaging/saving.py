"""Writing a picture that is whole in memory, in every format."""

from __future__ import annotations

import io
import time
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, PngImagePlugin

from aresrgan_gui.core.imaging.metadata import MAX_XMP_BYTES, sized
from aresrgan_gui.core.imaging.packing import LEVELS, Head
from aresrgan_gui.core.imaging.pixels import Picture, pixels_of
from aresrgan_gui.core.options import Compression, OutputFormat

_FOR_AOM = {"enable-palette": "0", "enable-intrabc": "0"}
"""libaom (3.14) tries what suits screens in any picture with some flat parts. With 11 enlarged photos,
drawings and screens at 2 qualities, that took up to twice the time for files no smaller and up to 15% larger,
at the same signal to noise within 0.1 dB; for a page of text, 0.5."""


def save(
    picture: Picture,
    path: Path,
    output_format: OutputFormat,
    quality: int,
    compression: Compression = Compression.FAST,
) -> None:
    """Encode to `path`, whatever its extension. Raises OSError as the file system gives it.

    `quality` (1 to 100) counts for jpg, webp and avif, `compression` for png and tiff; a fully opaque alpha
    channel is dropped for jpg, and a gif takes nothing but colours.
    """
    image, profile, xmp = picture.image, picture.icc_profile, picture.xmp
    exif = sized(picture.exif, image.size)
    level = LEVELS[compression]
    if output_format is OutputFormat.PNG:
        texts = PngImagePlugin.PngInfo()
        if xmp:
            texts.add_itxt("XML:com.adobe.xmp", xmp)
        image.save(path, "PNG", compress_level=level, icc_profile=profile, exif=exif, pnginfo=texts)
    elif output_format is OutputFormat.TIFF:
        from aresrgan_gui.core.imaging.tiff import write_tiff

        pixels = pixels_of(image)
        write_tiff(
            pixels, path, Head(image.size, pixels.shape[2], False, profile or b"", exif, xmp), level=level
        )
    elif output_format is OutputFormat.GIF:
        from aresrgan_gui.core.imaging.gif import write_gif

        pixels = pixels_of(image)
        write_gif(pixels, path, Head(image.size, pixels.shape[2], False, profile or b"", exif, xmp))
    elif output_format is OutputFormat.JPG:
        image = image.convert(image.mode.rstrip("A"))
        xmp = xmp if len(xmp) <= MAX_XMP_BYTES else b""
        # Pillow, writing a JPEG itself, overlooks that the disk took only a part.
        encoded = io.BytesIO()
        image.save(
            encoded, "JPEG",
            quality=quality, subsampling=_subsampling(quality), icc_profile=profile, exif=exif, xmp=xmp,
        )  # fmt: skip
        path.write_bytes(encoded.getbuffer())
    else:
        _save_whole(image, path, output_format, quality, icc_profile=profile or b"", exif=exif, xmp=xmp)


def seconds_to_save(image: Image.Image, output_format: OutputFormat, quality: int) -> float:
    """Seconds of the processor that it takes to make a WebP or an AVIF of a picture, by one thread."""
    began = time.thread_time()
    _save_whole(image, io.BytesIO(), output_format, quality, max_threads=1)
    return time.thread_time() - began


def _save_whole(
    image: Image.Image, target: Path | BinaryIO, output_format: OutputFormat, quality: int, **others: Any
) -> None:
    options: dict[str, Any] = {"method": 4, "exact": True}
    if output_format is OutputFormat.AVIF:
        options = {"subsampling": _subsampling(quality), "advanced": _avif_options()}
    image.save(target, output_format.name, quality=quality, **options, **others)


@cache
def _avif_options() -> dict[str, str]:
    """What the encoder is told beside the quality; nothing where it is another one, which would refuse it."""
    from PIL import AvifImagePlugin

    return _FOR_AOM if AvifImagePlugin.get_codec_version("aom") else {}


def _subsampling(quality: int) -> str:
    return "4:4:4" if keeps_colours(quality) else "4:2:0"


def keeps_colours(quality: int) -> bool:
    """Whether colours are kept at full resolution: their subsampling costs fine red lines their edges."""
    return quality >= 90
