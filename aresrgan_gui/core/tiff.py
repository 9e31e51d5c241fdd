"""Writing TIFF files packed by Deflate with the horizontal predictor.

Pillow packs through libtiff, which then loses EXIF and location, takes no level, and ends at 4 GiB.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, TiffImagePlugin, TiffTags

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

STRIP_BYTES = 1 << 20
"""About as much of the picture is packed at a time."""

CLASSIC_BYTES = 2**32 - 2**24
"""Above it, offsets could pass 32 bits even if nothing can be packed: such a file becomes a BigTIFF."""

_CLASSIC, _BIG = b"II*\0\x08\0\0\0", b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0"

_DEFLATE = 8
_PREDICTOR_HORIZONTAL = 2
_UNASSOCIATED_ALPHA = 2
_ICC_PROFILE, _XMP, _PREDICTOR, _EXTRA_SAMPLES = 34675, 700, 317, 338
"""Adobe Photoshop TIFF Technical Notes (Deflate is 8), TIFF 6.0 sections 14 and 18 for the others."""


def write_tiff(
    image: Image.Image, path: Path, *, level: int, icc_profile: bytes, exif: Image.Exif, xmp: bytes
) -> None:
    """Write an L, LA, RGB or RGBA picture; `level` is zlib's, 1 to 9. Raises OSError.

    The packed picture is held in memory until it is written.
    """
    channels = len(image.getbands())
    rows = min(image.height, max(1, STRIP_BYTES // (image.width * channels)))
    strips = [zlib.compress(strip.tobytes(), level) for strip in _strips(image, rows)]
    is_big = image.width * image.height * channels > CLASSIC_BYTES
    directory = TiffImagePlugin.ImageFileDirectory_v2(_BIG if is_big else _CLASSIC)
    for tag, value in exif.items():
        directory[tag] = exif.get_ifd(tag) if tag in TiffTags.TAGS_V2_GROUPS else value
    directory[TiffImagePlugin.IMAGEWIDTH] = image.width
    directory[TiffImagePlugin.IMAGELENGTH] = image.height
    directory[TiffImagePlugin.BITSPERSAMPLE] = (8,) * channels
    directory[TiffImagePlugin.COMPRESSION] = _DEFLATE
    directory[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] = 1 if channels < 3 else 2
    directory[TiffImagePlugin.SAMPLESPERPIXEL] = channels
    directory[TiffImagePlugin.ROWSPERSTRIP] = rows
    directory[TiffImagePlugin.PLANAR_CONFIGURATION] = 1
    directory[_PREDICTOR] = _PREDICTOR_HORIZONTAL
    if image.mode in ("LA", "RGBA"):
        directory[_EXTRA_SAMPLES] = _UNASSOCIATED_ALPHA
    if icc_profile:
        directory[_ICC_PROFILE] = icc_profile
    if xmp:
        directory[_XMP] = xmp
    lengths = [len(strip) for strip in strips]
    for tag in (TiffImagePlugin.STRIPOFFSETS, TiffImagePlugin.STRIPBYTECOUNTS):
        directory.tagtype[tag] = TiffTags.LONG8 if is_big else TiffTags.LONG
    directory[TiffImagePlugin.STRIPBYTECOUNTS] = tuple(lengths)
    # Counted from the end of the directory, which Pillow adds.
    directory[TiffImagePlugin.STRIPOFFSETS] = tuple(accumulate(lengths[:-1], initial=0))
    with path.open("wb") as stream:
        directory.save(stream)
        stream.writelines(strips)


def _strips(image: Image.Image, rows: int) -> Iterator[NDArray[uint8]]:
    """The picture, `rows` at a time, each value but a row's first as its difference from the one before."""
    import numpy as np

    for top in range(0, image.height, rows):
        part = image.crop((0, top, image.width, min(top + rows, image.height)))
        pixels = np.asarray(part).reshape(part.height, part.width, -1)
        differences = pixels.copy()
        differences[:, 1:] -= pixels[:, :-1]
        yield differences
