"""Enlarging a picture: its colours and its transparency through the passes of a plan, all as bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import tee
from typing import TYPE_CHECKING

import numpy as np

from aresrgan_gui.core.bands import Band, Bands, Window, as_samples
from aresrgan_gui.core.plan import Plan
from aresrgan_gui.engine.passes import Crew, Samples, enlarged
from aresrgan_gui.engine.resizing import resized
from aresrgan_gui.engine.transparency import bled, within

if TYPE_CHECKING:
    from typing import Any

    from aresrgan_gui.engine.network import Network

_FLOATS = np.dtype(np.float32)


def upscale(
    source: Bands, plan: Plan, networks: Mapping[int, Network], kind: np.dtype[Any], crew: Crew
) -> Bands:
    """The picture, cut to `plan.crop`, brought to the size of `plan` with `networks` by scale.

    The result has the channels of the source and samples of `kind`, uint8 or uint16. Going through its rows
    raises UpscaleError(DEVICE_FAILED), MemoryError, and what `source` and `crew` raise.
    """

    def through_passes(bands: Bands) -> Bands:
        return _through_passes(bands, plan, networks, kind, crew)

    if source.channels in (1, 3):
        return through_passes(source)
    for_colour, for_alpha, for_limits = tee(source.rows, 3)
    alpha = replace(source, rows=for_alpha).through(_alpha, 1)
    limits = replace(source, rows=for_limits).through(_alpha, 1)
    colours = through_passes(bled(replace(source, rows=for_colour)))
    shape = within(through_passes(alpha), limits, plan)
    return Bands(plan.width, plan.height, source.channels, _joined(colours, shape))


def work(plan: Plan, channels: int) -> int:
    """How many pixels go through a network for `plan`; what has alpha goes through twice."""
    left, top, right, bottom = plan.crop
    pixels, total = (right - left) * (bottom - top), 0
    for scale in plan.passes:
        total += pixels
        pixels *= scale * scale
    return total if channels in (1, 3) else 2 * total


def _through_passes(
    source: Bands, plan: Plan, networks: Mapping[int, Network], kind: np.dtype[Any], crew: Crew
) -> Bands:
    scale = plan.factor
    size = (source.width * scale, source.height * scale)
    box = plan.box(size)
    is_exact = size == (plan.width, plan.height) and box == (0, 0, *size)
    for number, step in enumerate(plan.passes, 1):
        is_last = is_exact and number == len(plan.passes)
        made = Samples(source.channels, kind if is_last else _FLOATS)
        source = enlarged(source, networks[step], made, crew)
    if not is_exact:
        source = resized(source, (plan.width, plan.height), box)
    return source.through(lambda band: as_samples(band, kind), source.channels)


def _alpha(band: Band) -> Band:
    return band[..., -1:]


def _joined(colours: Bands, alpha: Bands) -> Iterator[Band]:
    window = Window(alpha.rows)
    at = 0
    for band in colours.rows:
        window.forget(at)
        yield np.concatenate([band, window.rows(at, at + len(band))], axis=2)
        at += len(band)
