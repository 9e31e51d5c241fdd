"""Enlarging a picture: its colours and its transparency through the passes of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from aresrgan_gui.core.pictures import Picture
from aresrgan_gui.core.plan import Plan, finished, used
from aresrgan_gui.engine.tiles import upscale_pixels

if TYPE_CHECKING:
    from aresrgan_gui.engine.network import Network

Progress = Callable[[float], None]


def upscale(picture: Picture, plan: Plan, networks: Mapping[int, Network], on_progress: Progress) -> Picture:
    """The picture brought to the size of `plan`, with `networks` by scale; grey stays grey.

    A fully opaque alpha channel is dropped. `on_progress` gets the part
    that is done, from 0.0 to 1.0. Raises UpscaleError(DEVICE_FAILED), MemoryError.
    """
    image = used(picture.image, plan)
    is_grey = image.mode in ("L", "LA")
    if not picture.has_transparency:
        colour = _through_passes(image.convert("RGB"), plan, networks, on_progress)
        return replace(picture, image=colour.convert("L") if is_grey else colour)
    rgba = image.convert("RGBA")
    alpha = rgba.getchannel("A")
    colour = _through_passes(bled(rgba), plan, networks, lambda part: on_progress(part / 2))
    result = colour.convert("L") if is_grey else colour
    shape = _through_passes(alpha.convert("RGB"), plan, networks, lambda part: on_progress(0.5 + part / 2))
    result.putalpha(_within(shape.convert("L"), alpha, plan))
    return replace(picture, image=result)


def bled(image: Image.Image) -> Image.Image:
    """RGB of an RGBA picture in which the colours of what shows are continued under what does not.

    Where nothing shows, the colour comes from the picture at half the size, in which less is empty.
    """
    colour, alpha = image.convert("RGB"), image.getchannel("A")
    shows = alpha.point(lambda value: 255 if value else 0)
    if image.size == (1, 1) or shows.getextrema() == (255, 255):
        return colour
    half = ((image.width + 1) // 2, (image.height + 1) // 2)
    # Pillow weighs the colours of RGBA by their alpha.
    under = bled(image.resize(half, Image.Resampling.BOX)).resize(image.size, Image.Resampling.BILINEAR)
    under.paste(colour, mask=shows)
    return under


def _within(alpha: Image.Image, source: Image.Image, plan: Plan) -> Image.Image:
    """New alpha held between the least and the most around each source pixel: opaque stays opaque."""
    if not plan.passes:
        return alpha
    box = plan.box(source.size)
    least = source.filter(ImageFilter.MinFilter(3)).resize(alpha.size, Image.Resampling.NEAREST, box)
    most = source.filter(ImageFilter.MaxFilter(3)).resize(alpha.size, Image.Resampling.NEAREST, box)
    return ImageChops.darker(ImageChops.lighter(alpha, least), most)


def _through_passes(
    image: Image.Image, plan: Plan, networks: Mapping[int, Network], on_progress: Progress
) -> Image.Image:
    pixels = np.asarray(image)
    done = 0.0
    for scale, weight in zip(plan.passes, plan.pass_weights(), strict=True):
        pixels = upscale_pixels(
            pixels,
            networks[scale],
            lambda part, done=done, weight=weight: on_progress(done + part * weight),  # type: ignore[misc]
        )
        done += weight
    return finished(Image.fromarray(pixels), plan)
