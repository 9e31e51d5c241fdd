"""What overlap of tiles each model needs: tiled against whole output for several paddings.

Usage: python tests/benchmarks/seams.py CORPORA MODELS [MODEL...] [--tile N] [--paddings N...]

For each model and padding, over crops of two pictures: dB of the tiled against the whole result, the largest
difference, and by how much the mean step across the tile borders exceeds the whole result's own step at the
same places, in units of 1/255.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from aresrgan_gui.core.models.catalogue import InstalledModel, installed
from aresrgan_gui.engine.networks.backends import open_network
from aresrgan_gui.engine.tiling import spans
from tests.enlarging import enlarge

CROPS = (("photos/astronaut.png", (150, 20)), ("anime/*", (100, 100)))
SIDE = 160


def crops(corpora: Path) -> list[NDArray[np.uint8]]:
    """SIDE x SIDE pieces of a photo and of a drawing."""
    pieces = []
    for pattern, (left, top) in CROPS:
        with Image.open(min(corpora.glob(pattern))) as image:
            pieces.append(np.asarray(image.convert("RGB").crop((left, top, left + SIDE, top + SIDE))))
    return pieces


def enlarged(piece: NDArray[np.uint8], model: InstalledModel, scale: int, tile: int) -> NDArray[np.uint8]:
    """The piece by tiles of one size on the processor."""
    return enlarge(piece, open_network(model, scale, (), threads=1, tile=tile))


def mean_step(pixels: NDArray[np.uint8], borders: list[int]) -> float:
    """The mean absolute difference of neighbours across the borders, down and across."""
    values = pixels.astype(np.float64)
    across = [np.abs(values[:, at] - values[:, at - 1]).mean() for at in borders]
    down = [np.abs(values[at] - values[at - 1]).mean() for at in borders]
    return float(np.mean(across + down))


def measure(
    model: InstalledModel, scale: int, pieces: list[NDArray[np.uint8]], tile: int, paddings: list[int]
) -> None:
    """Print one line for each padding."""
    wholes = [enlarged(piece, model, scale, SIDE) for piece in pieces]
    borders = [span.keep_from * scale for span in spans(SIDE, tile, 0, 0)[1:]]
    for padding in paddings:
        padded = replace(model, spec=replace(model.spec, padding=padding))
        squares, largest, excess = [], 0, []
        for piece, whole in zip(pieces, wholes, strict=True):
            tiled = enlarged(piece, padded, scale, tile)
            difference = np.abs(tiled.astype(np.int16) - whole)
            squares.append(float((difference.astype(np.float64) ** 2).mean()))
            largest = max(largest, int(difference.max()))
            excess.append(mean_step(tiled, borders) - mean_step(whole, borders))
        each = " ".join(f"{10 * np.log10(255**2 / max(square, 1e-9)):5.1f}" for square in squares)
        chosen = "  <- in use" if padding == model.spec.padding else ""
        print(
            f"{model.spec.name} x{scale} tile {tile} padding {padding:2}: {each} dB, largest {largest:3},"
            f" step {' '.join(f'{step:+.3f}' for step in excess)}{chosen}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--tile", type=int, default=64)
    parser.add_argument("--paddings", type=int, nargs="+", default=[10, 16, 18, 24, 32, 40, 48])
    found = parser.parse_args()
    pieces = crops(found.corpora)
    for model in installed(found.models):
        if not found.names or model.spec.name in found.names:
            for scale in model.spec.scales:
                measure(model, scale, pieces, found.tile, found.paddings)


if __name__ == "__main__":
    main()
