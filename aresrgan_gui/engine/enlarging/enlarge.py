"""Enlarging a picture: its colours and its transparency through the passes of a plan, all as bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import tee
from typing import TYPE_CHECKING

import numpy as np

from aresrgan_gui.core.imaging.bands import Band, Bands, Window, as_samples
from aresrgan_gui.core.plan import Plan
from aresrgan_gui.engine.enlarging.crew import Crew
from aresrgan_gui.engine.enlarging.passes import Samples, cost, enlarged
from aresrgan_gui.engine.enlarging.resizing import resized
from aresrgan_gui.engine.enlarging.transparency import bled, within

if TYPE_CHECKING:
    from typing import Any

    from aresrgan_gui.engine.networks.network import Network

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


def work(plan: Plan, channels: int, networks: Mapping[int, Network], kind: np.dtype[Any]) -> float:
    """What `upscale` gives the crew to do in all; what has alpha goes through the networks twice."""
    left, top, right, bottom = plan.crop
    total = 0.0
    for part in (channels,) if channels in (1, 3) else (channels - 1, 1):
        width, height = right - left, bottom - top
        for network, made in _steps((width, height), part, plan, networks, kind):
            total += cost((width, height), network, made)
            width, height = width * network.scale, height * network.scale
    return total


def _through_passes(
    source: Bands, plan: Plan, networks: Mapping[int, Network], kind: np.dtype[Any], crew: Crew
) -> Bands:
    size = source.width, source.height
    for network, made in _steps(size, source.channels, plan, networks, kind):
        source = enlarged(source, network, made, crew)
    if not _is_exact(size, plan):
        source = resized(source, (plan.width, plan.height), plan.box((source.width, source.height)))
    return source.through(lambda band: as_samples(band, kind), source.channels)


def _steps(
    size: tuple[int, int],
    channels: int,
    plan: Plan,
    networks: Mapping[int, Network],
    kind: np.dtype[Any],
) -> list[tuple[Network, Samples]]:
    """The network of each pass over `size` (width, height), and what it makes: floats for a further step."""
    last = kind if _is_exact(size, plan) else _FLOATS
    kinds = [*[_FLOATS] * (len(plan.passes) - 1), last]
    return [
        (networks[scale], Samples(channels, made)) for scale, made in zip(plan.passes, kinds, strict=False)
    ]


def _is_exact(size: tuple[int, int], plan: Plan) -> bool:
    """Whether the passes over `size` (width, height) make the result, with nothing left to resize."""
    made = (size[0] * plan.factor, size[1] * plan.factor)
    return made == (plan.width, plan.height) and plan.box(made) == (0, 0, *made)


def _alpha(band: Band) -> Band:
    return band[..., -1:]


def _joined(colours: Bands, alpha: Bands) -> Iterator[Band]:
    window = Window(alpha.rows)
    at = 0
    for band in colours.rows:
        window.forget(at)
        yield np.concatenate([band, window.rows(at, at + len(band))], axis=2)
        at += len(band)
