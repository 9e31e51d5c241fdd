"""How far tiles of real pictures are from their sources: what the engine's test of tiles is calibrated on.

Usage: python tests/benchmarks/tiles.py CORPORA MODELS [--side 96] [--tiles 3] [--every 1] [--only NAME]

From each picture, and from patterns that are hard for networks, tiles are cut and enlarged with each model.
For each model: the tiles, the largest differences between a cell's level and its source's, how little the
levels differ in a cell that is as far off as a broken one has to be, how far off cells of one value are at
most, and the false alarms, of which there must be none. The same tiles made black and made grey are what has
to be found, where there is anything to be seen in them. Exits with 1 where there was a false alarm.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aresrgan_gui.core.errors import UpscaleError
from aresrgan_gui.core.imaging.bands import as_floats
from aresrgan_gui.core.imaging.sources import opened_source
from aresrgan_gui.core.models.catalogue import InstalledModel, installed
from aresrgan_gui.engine.enlarging.plausible import (
    FLAT,
    MOST_DIFFERENCE,
    VARIED,
    differences,
    spreads,
    variety,
    what_is_wrong,
)
from aresrgan_gui.engine.networks.backends import open_network
from aresrgan_gui.engine.networks.network import Kept

Pixels = NDArray[np.float32]
MOST_PIXELS = 40_000_000


def pictures(corpora: Path) -> Iterator[tuple[str, Pixels]]:
    """Every picture that can be read, colours and transparency each, as (3, height, width)."""
    for path in sorted(corpora.rglob("*")):
        try:
            with opened_source(path, max_pixels=MOST_PIXELS) as source:
                band = as_floats(np.concatenate(list(source.begin())))
        except (UpscaleError, OSError):
            continue
        parts = {"": band[..., : 1 if band.shape[2] < 3 else 3]}
        if band.shape[2] in (2, 4):
            parts[" (alpha)"] = band[..., -1:]
        for what, part in parts.items():
            yield f"{path.parent.name}/{path.name}{what}", planes(part)


def planes(band: NDArray[np.float32]) -> Pixels:
    """(height, width, 1 or 3) as (3, height, width)."""
    return np.ascontiguousarray(np.broadcast_to(band.transpose(2, 0, 1), (3, *band.shape[:2])), np.float32)


def patterns(side: int) -> Iterator[tuple[str, Pixels]]:
    """Black, nearly black, and what alternates faster than any photo."""
    rows, columns = np.indices((side, side))
    grids = {
        "black": np.zeros((side, side)),
        "white": np.ones((side, side)),
        "one white pixel": (rows == side // 2) & (columns == side // 2),
        "stars": np.random.default_rng(1).random((side, side)) > 0.995,
        "nearly black noise": np.random.default_rng(2).random((side, side)) * 0.03,
        "noise": np.random.default_rng(3).random((side, side)),
        "checkers of 1": (rows + columns) % 2,
        "checkers of 2": (rows // 2 + columns // 2) % 2,
        "lines of 1": rows % 2,
        "columns of 1 in 3": columns % 3 == 0,
        "dots of 1 in 4": (rows % 2 == 0) & (columns % 2 == 0),
        "holes of 1 in 4": ~((rows % 2 == 0) & (columns % 2 == 0)),
        "an edge": columns < side // 2,
    }
    bayer = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
    for level in range(1, 10):
        grids[f"dither of 0.{level}"] = np.random.default_rng(level).random((side, side)) < level / 10
        grids[f"ordered dither of 0.{level}"] = bayer[rows % 4, columns % 4] < level * 1.6
    for name, grid in grids.items():
        yield name, planes(grid[..., np.newaxis].astype(np.float32))
    for channel in range(3):
        colour = planes(grids["checkers of 1"][..., np.newaxis].astype(np.float32)).copy()
        colour[channel] = 0
        yield f"coloured checkers {channel}", colour


def tiles(picture: Pixels, side: int, count: int) -> Iterator[Pixels]:
    """Up to `count` parts of at most `side`: the middle one, the most varied and the darkest."""
    height, width = picture.shape[1:]
    tops = range(0, max(1, height - side + 1), side)
    lefts = range(0, max(1, width - side + 1), side)
    parts = [picture[:, top : top + side, left : left + side] for top in tops for left in lefts]
    chosen = [parts[len(parts) // 2], max(parts, key=_spread), min(parts, key=_level)]
    yield from {id(part): part for part in chosen[:count]}.values()


def _spread(tile: Pixels) -> float:
    return float(tile.std())


def _level(tile: Pixels) -> float:
    return float(tile.mean())


def through(network_of: InstalledModel, scale: int, samples: list[tuple[str, Pixels]]) -> bool:
    """Print what one network makes of all samples; whether there was a false alarm."""
    network = open_network(network_of, scale, ()).fitted(96, 96)
    off: list[tuple[float, str]] = []
    nearest, flattest = (1.0, "none"), (0.0, "none")
    alarms, spoilt, found, middle = [], 0, 0, scale // 2
    for name, tile in samples:
        edge = network.padding
        window = np.pad(tile, ((0, 0), (edge, edge), (edge, edge)), mode="symmetric")
        kept = Kept(edge, edge + tile.shape[1], edge, edge + tile.shape[2])
        enlarged = network.upscale_tile(window, kept)
        sampled = enlarged[:, middle::scale, middle::scale]
        different, spread = differences(tile, sampled), spreads(sampled)
        off.append((float(different.max()), name))
        nearest = min(nearest, (float(spread[different > MOST_DIFFERENCE].min(initial=1)), name))
        flattest = max(flattest, (float(different[spread <= FLAT].max(initial=0)), name))
        if wrong := what_is_wrong(tile, enlarged, scale):
            alarms.append(f"{name}: {wrong}")
        if variety(tile) >= VARIED:
            for bad in (np.zeros_like(enlarged), np.full_like(enlarged, 0.5)):
                spoilt += 1
                found += bool(what_is_wrong(tile, bad, scale))
    off.sort(reverse=True)
    print(
        f"{network_of.param(scale).stem} x{scale}: {len(samples)} tiles\n"
        f"  differences {'; '.join(f'{value:.3f} {name}' for value, name in off[:6])}\n"
        f"  levels of cells that are off differ by at least {nearest[0]:.5f} ({nearest[1]})\n"
        f"  cells of one value are off by at most {flattest[0]:.3f} ({flattest[1]})\n"
        f"  found {found} of {spoilt} spoilt tiles, false alarms: {alarms or 'none'}",
        flush=True,
    )
    return bool(alarms)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("--side", type=int, default=96)
    parser.add_argument("--tiles", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, help="so many pictures after the last")
    parser.add_argument("--only", help="a part of a model's name")
    asked = parser.parse_args()
    samples = list(patterns(asked.side))
    for name, picture in islice(pictures(asked.corpora), 0, None, asked.every):
        samples += [(name, part.copy()) for part in tiles(picture, asked.side, asked.tiles)]
    has_alarms = False
    for model in installed(asked.models):
        if not asked.only or asked.only in model.spec.name:
            for scale in model.spec.scales:
                has_alarms |= through(model, scale, samples)
    return int(has_alarms)


if __name__ == "__main__":
    sys.exit(main())
