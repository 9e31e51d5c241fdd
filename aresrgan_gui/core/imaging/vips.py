"""libvips, which decodes and encodes pictures by bands; loaded only where it is needed, in 0.05 s."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from aresrgan_gui.core.imaging.bands import rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOADERS = {"PNG": "pngload", "JPEG": "jpegload", "MPO": "jpegload", "TIFF": "tiffload"}
"""By Pillow's format names: libvips never guesses what a file is."""

THREADS = 2
"""Of libvips, each with rows of its own. A thread for each core, which is its default, doubles the memory for
a wide picture on 16 cores (534 MB against 294 for a JPEG of 20,000 x 4,000), and is no faster."""


@cache
def library() -> Any:
    """The module pyvips, which keeps nothing of what it has done."""
    # What libvips warns of is said on stderr otherwise.
    logging.getLogger("pyvips").setLevel(logging.CRITICAL)
    import pyvips

    pyvips.cache_set_max(0)
    pyvips.concurrency_set(THREADS)
    return pyvips


def opened(path: Path, pillow_format: str) -> Any:
    """The picture at `path` with its header read, to be gone through once. Raises what pyvips raises.

    Damage in the pixels raises as well. What libvips only warns of, it shows as Pillow does.
    """
    load = getattr(library().Image, _LOADERS[pillow_format])
    return load(str(path), access="sequential", fail_on="error")


def reduced(path: Path, pillow_format: str, side: int) -> Image.Image:
    """The upright picture in sRGB, shrunk by bands so that its longer side is at most `side` pixels.

    Raises what pyvips raises.
    """
    shown = opened(path, pillow_format).thumbnail_image(side, height=side, size="down", output_profile="srgb")
    pixels = shown.colourspace("srgb").cast("uchar").numpy()
    image = Image.fromarray(pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels)
    return image.convert("RGBA" if shown.hasalpha() else "RGB")


def decoded_png(file: bytes) -> NDArray[Any]:
    """The pixels of a PNG: (height, width, channels), uint8 or uint16. Raises what pyvips raises."""
    image = library().Image.pngload_buffer(file, fail_on="error")
    pixels: NDArray[Any] = image.numpy().reshape(image.height, image.width, image.bands)
    return pixels


def rows(path: Path, pillow_format: str) -> Iterator[NDArray[Any]]:
    """The bands of the picture at `path`, uint8 or uint16. Raises what pyvips raises."""
    image = opened(path, pillow_format)
    kind = {"uchar": np.uint8, "ushort": np.uint16}[image.format]
    region = library().Region.new(image)
    step = rows_of(image.width, image.bands * np.dtype(kind).itemsize)
    for top in range(0, image.height, step):
        count = min(step, image.height - top)
        data = region.fetch(0, top, image.width, count)
        yield np.frombuffer(data, kind).reshape(count, image.width, image.bands)
