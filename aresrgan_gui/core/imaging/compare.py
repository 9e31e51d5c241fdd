"""How alike two pictures are."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageStat

IDENTICAL = math.inf


def psnr(one: Image.Image, other: Image.Image) -> float:
    """Peak signal-to-noise ratio in dB of two 8-bit pictures of one size and mode; `IDENTICAL` if equal.

    It is 10 log10(255^2 / MSE), the mean taken over all pixels and channels. Raises ValueError where size or
    mode differ.
    """
    if one.size != other.size or one.mode != other.mode:
        raise ValueError(f"{one.mode} {one.size} and {other.mode} {other.size} cannot be compared")
    channels = ImageStat.Stat(ImageChops.difference(one, other)).rms
    mean_square = sum(rms * rms for rms in channels) / len(channels)
    return 10 * math.log10(255**2 / mean_square) if mean_square else IDENTICAL
