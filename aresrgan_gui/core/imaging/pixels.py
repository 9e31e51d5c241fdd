"""Pixels out of files: decoding and colours, for the engine's process alone.

What decodes a picture that somebody else made may crash, hang or be taken over: it is done in a process that
can be spared. A `Picture` is whole in memory and has 8 bits a channel; `sources` goes through larger and
deeper ones.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageColor

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.metadata import read_exif, read_xmp
from aresrgan_gui.core.imaging.pictures import (
    MAX_PIXELS,
    MAX_WHOLE_PIXELS,
    READABLE_FORMATS,
    can_stream,
    opened,
    orientation_of,
    refuse_other_size,
)

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    from aresrgan_gui.core.imaging.bands import Band


@dataclass(frozen=True)
class Picture:
    """A decoded picture: upright, of mode L, LA, RGB or RGBA, with the colour profile for that mode.

    `exif` and `xmp` are what `core.imaging.metadata` takes over of them, empty for none.
    """

    image: Image.Image
    icc_profile: bytes | None
    exif: bytes = b""
    xmp: bytes = b""

    @property
    def has_transparency(self) -> bool:
        """Whether any pixel lets the background through."""
        if self.image.mode not in ("LA", "RGBA"):
            return False
        lowest, _ = self.image.getchannel("A").getextrema()
        return isinstance(lowest, (int, float)) and lowest < 255


def load(path: Path, *, max_pixels: int | None = MAX_WHOLE_PIXELS) -> Picture:
    """Decode the first frame. Raises UpscaleError for what is no picture, is damaged or is too large.

    Here and below: `max_pixels` None is for results of ours, which may be larger than any source.
    """
    with opened(path, max_pixels) as image:
        return picture_of(image)


def picture_of(image: Image.Image) -> Picture:
    """What Pillow has opened, decoded. Raises what Pillow raises, and UpscaleError(PICTURE_TOO_LARGE)."""
    image.load()
    return replace(_normalized(_upright(image)), exif=read_exif(image), xmp=read_xmp(image))


def load_reduced(path: Path, side: int, *, max_pixels: int | None = MAX_PIXELS) -> Image.Image:
    """The picture in sRGB for showing, shrunk so that its longer side is at most `side` pixels."""
    with opened(path, max_pixels) as image:
        image.draft(None, (side, side))
        if can_stream(image) and image.width * image.height > MAX_WHOLE_PIXELS:
            from aresrgan_gui.core.imaging.vips import reduced

            return reduced(path, image.format or "", side)
        image.load()
        if image.mode in ("L", "RGB", "CMYK"):
            image.thumbnail((side, side), Image.Resampling.BOX, reducing_gap=2.0)
        shown = to_srgb(_normalized(_upright(image)))
    shown.thumbnail((side, side), Image.Resampling.LANCZOS)
    return shown


def to_srgb(picture: Picture) -> Image.Image:
    """The picture as RGB or RGBA in sRGB, for showing on a screen."""
    image = picture.image
    colour = image.convert(image.mode.rstrip("A"))
    if picture.icc_profile:
        colour = _through_profile(colour, picture.icc_profile) or colour
    colour = colour.convert("RGB")
    if image.mode.endswith("A"):
        colour.putalpha(image.getchannel("A"))
    return colour


def flatten(picture: Picture, background: str) -> Picture:
    """The picture without alpha, over a `#rrggbb` background; grey stays grey over grey."""
    red, green, blue = ImageColor.getrgb(background)[:3]
    stays_grey = picture.image.mode in ("L", "LA") and red == green == blue
    top = picture.image.convert("RGBA")
    flat = Image.alpha_composite(Image.new("RGBA", top.size, (red, green, blue, 255)), top)
    profile = picture.icc_profile if stays_grey or picture.image.mode in ("RGB", "RGBA") else None
    return replace(picture, image=flat.convert("L" if stays_grey else "RGB"), icc_profile=profile)


def pixels_of(image: Image.Image) -> NDArray[uint8]:
    """The samples of an L, LA, RGB or RGBA picture as (height, width, channels)."""
    import numpy as np

    pixels = np.asarray(image)
    return pixels.reshape(*pixels.shape[:2], -1)


def image_of(band: Band) -> Image.Image:
    """The samples of (rows, width, channels), uint8 or uint16, as a picture of 8 bits a channel."""
    from aresrgan_gui.core.imaging.bands import EIGHT_BITS, as_samples

    pixels = as_samples(band, EIGHT_BITS)
    return Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)


def verify(path: Path, size: tuple[int, int]) -> None:
    """Decode `path` whole. Raises UpscaleError(OUTPUT_WRONG) unless it is a picture of `size` in pixels."""
    try:
        with Image.open(path, formats=READABLE_FORMATS) as image:
            image.load()
            found = image.size
    except MemoryError:
        raise
    except Exception as error:
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, path, f"cannot be read back: {error}") from error
    refuse_other_size(path, found, size)


_TURNS: dict[int, Image.Transpose | None] = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture of each EXIF orientation is set upright (EXIF 2.32, tag 0x0112)."""


def _upright(image: Image.Image) -> Image.Image:
    turn = _TURNS[orientation_of(image)]
    if turn is None:
        return image
    info = image.info
    turned = image.transpose(turn)
    turned.info = info
    return turned


def _normalized(image: Image.Image) -> Picture:
    """The picture in one of the four modes, with its profile only where that still describes the colours."""
    profile = image.info.get("icc_profile") or None
    transparent = "transparency" in image.info
    if image.mode in ("CMYK", "LAB"):
        converted = _through_profile(image, profile if image.mode == "CMYK" else None) or image.convert("RGB")
        return Picture(converted, None)
    if image.mode.startswith("I") or image.mode == "F":
        result = _deep_grey(image)
    elif image.mode in ("1", "L"):
        result = image.convert("LA" if transparent else "L")
    elif image.mode in ("LA", "La"):
        result = image.convert("LA")
    elif image.mode in ("PA", "RGBA", "RGBa") or transparent:
        result = image.convert("RGBA")
    else:
        result = image.convert("RGB")
    return Picture(result, profile if profile and describes(profile, result.mode) else None)


def _deep_grey(image: Image.Image) -> Image.Image:
    """Grey of more than 8 bits as mode L; its range is 16 bits unless the values say otherwise."""
    import numpy as np

    values = np.nan_to_num(np.asarray(image).astype(np.float32))
    peak = float(values.max(initial=0.0))
    if image.mode == "F" and peak <= 1.0:
        white = 1.0
    elif image.mode in ("I", "F") and peak <= 255.0:
        white = 255.0
    else:
        white = max(65535.0, peak)
    return Image.fromarray(np.clip(values * (255.0 / white) + 0.5, 0, 255).astype(np.uint8))


def describes(profile: bytes, mode: str) -> bool:
    """Whether a colour profile is for pictures of `mode`."""
    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space.strip()
    except (OSError, ImageCms.PyCMSError, ValueError, TypeError):
        return False
    return space == ("GRAY" if mode in ("L", "LA") else "RGB")


def cmyk_to_srgb(pixels: NDArray[uint8], profile: bytes | None) -> NDArray[uint8]:
    """(rows, width, 4) as (rows, width, 3) in sRGB, by the profile where there is a sound one."""
    import numpy as np

    height, width, _ = pixels.shape
    image = Image.frombuffer("CMYK", (width, height), np.ascontiguousarray(pixels), "raw", "CMYK", 0, 1)
    return np.asarray(_through_profile(image, profile) or image.convert("RGB"))


def _through_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """The picture in sRGB by its own profile (for LAB by the standard one); None where that fails."""
    try:
        if profile:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        elif image.mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        else:
            return None
        target = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (OSError, ImageCms.PyCMSError, ValueError):
        return None
