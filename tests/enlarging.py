"""A picture in memory through a network, by the engine's own tiles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from aresrgan_gui.core.imaging.bands import EIGHT_BITS, Bands
from aresrgan_gui.engine.enlarging.crew import Crew
from aresrgan_gui.engine.enlarging.passes import Samples, enlarged
from aresrgan_gui.engine.networks.network import Network


def enlarge(pixels: NDArray[np.uint8], network: Network) -> NDArray[np.uint8]:
    """Uint8 of (height, width, 3), enlarged by the network's scale."""
    height, width, channels = pixels.shape
    fitted = network.fitted(width, height)
    with ThreadPoolExecutor(fitted.workers) as executor:
        crew = Crew(executor, lambda _done, _under_way: None)
        bands = enlarged(Bands(width, height, channels, iter([pixels])), fitted, Samples(3, EIGHT_BITS), crew)
        return np.concatenate(list(bands.rows))
