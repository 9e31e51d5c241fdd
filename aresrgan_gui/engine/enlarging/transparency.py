"""Transparency on its way: what lies under it, and how far it may change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from aresrgan_gui.core.imaging.bands import Bands, Window, as_floats, as_samples

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.core.imaging.sources import Source
    from aresrgan_gui.core.plan import Plan
    from aresrgan_gui.engine.networks.network import Pixels

_HALVINGS = 6
_SPREADS = 2
"""Colours go on under what does not show for 2**6 pixels at least, which is further than a network looks."""

_BLOCK = 4 * 2**_HALVINGS
"""Rows at a time; as many above and below decide of their colours where a network may see them."""


def bled(source: Bands) -> Bands:
    """Colours (or grey) of a picture with alpha, in float32, those that show continued under the rest.

    Where nothing shows, the colour comes from the picture at half the size, in which less is empty, and so on
    a few times. There it spreads a little further, and what is still empty keeps the colour that it has.
    """
    return Bands(source.width, source.height, source.channels - 1, _bled_rows(source))


def _bled_rows(source: Bands) -> Iterator[Band]:
    window = Window(source.rows)
    for top in range(0, source.height, _BLOCK):
        bottom = min(top + _BLOCK, source.height)
        start, stop = max(0, top - _BLOCK), min(source.height, bottom + _BLOCK)
        rows = window.rows(start, stop)
        window.forget(max(0, bottom - _BLOCK))
        yield _bleed(as_floats(rows), _HALVINGS)[top - start : bottom - start]


def _bleed(pixels: Pixels, halvings: int) -> Pixels:
    """The colours of (rows, width, colours and alpha), those that show at all as they are."""
    colour, alpha = pixels[..., :-1], pixels[..., -1:]
    shows = alpha > 0
    if shows.all():
        return colour
    if halvings == 0:
        return _spread(colour, shows)
    under = _bleed(_halved(pixels), halvings - 1)
    planes = [Image.fromarray(np.ascontiguousarray(plane)) for plane in np.moveaxis(under, 2, 0)]
    height, width = shows.shape[:2]
    # Of an odd side, the last pixel of the half stands for one pixel and one that is not there.
    box = (0, 0, width / 2, height / 2)
    size = (width, height)
    made = [np.asarray(plane.resize(size, Image.Resampling.BILINEAR, box)) for plane in planes]
    return np.where(shows, colour, np.stack(made, axis=2))


def _spread(colour: Pixels, shows: NDArray[np.bool_]) -> Pixels:
    """The colours with what does not show made the mean of its neighbours that do, from these outwards."""
    height, width = shows.shape[:2]
    for _ in range(_SPREADS):
        weighed = np.pad(np.concatenate([colour * shows, shows], axis=2), ((1, 1), (1, 1), (0, 0)))
        near = [weighed[y : y + height, x : x + width] for y in range(3) for x in range(3)]
        total = np.sum(near, axis=0)
        count = total[..., -1:]
        colour = np.where(shows | (count == 0), colour, total[..., :-1] / np.maximum(count, 1))
        shows = count > 0
    return colour.astype(np.float32)


def _halved(pixels: Pixels) -> Pixels:
    """Half the size, each pixel the mean of four; colours count by their alpha."""
    height, width, _ = pixels.shape
    even = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    weighed = even.copy()
    weighed[..., :-1] *= even[..., -1:]

    def mean(values: Pixels) -> Pixels:
        quarters = [values[y::2, x::2] for y in (0, 1) for x in (0, 1)]
        found: Pixels = np.mean(quarters, axis=0, dtype=np.float32)
        return found

    means = mean(weighed)
    alpha = means[..., -1:]
    plain = mean(even)[..., :-1]
    means[..., :-1] = np.where(alpha > 0, means[..., :-1] / np.maximum(alpha, np.float32(1e-9)), plain)
    return means


def within(alpha: Bands, source: Bands, plan: Plan) -> Bands:
    """New alpha held between the least and the most around each source pixel: opaque stays opaque.

    `source` is the alpha that the passes of `plan` began with.
    """
    if not plan.passes:
        return alpha
    return Bands(alpha.width, alpha.height, 1, _held_rows(alpha, source, plan))


def _held_rows(alpha: Bands, source: Bands, plan: Plan) -> Iterator[Band]:
    left, top, right, bottom = plan.box((source.width, source.height))
    columns = _nearest(np.arange(alpha.width), left, (right - left) / alpha.width, source.width)
    window = Window(source.rows)
    at = 0
    for band in alpha.rows:
        rows = _nearest(np.arange(at, at + len(band)), top, (bottom - top) / alpha.height, source.height)
        start, stop = max(0, int(rows[0]) - 1), min(source.height, int(rows[-1]) + 2)
        around = as_samples(window.rows(start, stop), band.dtype)[..., 0]
        window.forget(start)
        near = np.pad(around, 1, mode="edge")
        least, most = _extreme(np.minimum, near), _extreme(np.maximum, near)
        places = np.ix_(rows - start, columns)
        yield np.clip(band, least[places][..., np.newaxis], most[places][..., np.newaxis])
        at += len(band)


def _nearest(pixels: NDArray[Any], first: float, step: float, length: int) -> NDArray[Any]:
    """The source pixels under the middles of pixels of the result."""
    return np.minimum(np.floor(first + (pixels + 0.5) * step).astype(np.intp), length - 1)


def _extreme(chosen: Any, near: Band) -> Band:
    """The least or the most of each pixel and its eight neighbours; `near` has a pixel more on each side."""
    rows = chosen(chosen(near[:-2], near[1:-1]), near[2:])
    found: Band = chosen(chosen(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])
    return found


def over(source: Source, background: tuple[int, int, int]) -> Source:
    """A picture with alpha without it, over red, green and blue of 0 to 255; grey stays grey over grey."""
    stays_grey = source.channels == 2 and len(set(background)) == 1
    under = np.array(background[:1] if stays_grey else background, np.float32) / np.float32(255)

    def flat(band: Band) -> Band:
        pixels = as_floats(band)
        alpha = pixels[..., -1:]
        return as_samples(pixels[..., :-1] * alpha + under * (1 - alpha), band.dtype)

    return source.through(flat, len(under))
