"""Running the tiles of a picture through a network."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import numpy as np

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.engine.network import Kept, NetworkError
from aresrgan_gui.engine.tiling import EDGE, MIN_TILE, Tile, tiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aresrgan_gui.engine.network import Network, Pixels

    Bytes = NDArray[np.uint8]

_WAIT_SECONDS = 0.5
"""On Windows a signal is handled only between waits."""


def upscale_pixels(source: Bytes, network: Network, on_progress: Callable[[float], None]) -> Bytes:
    """Enlarge uint8 of shape (height, width, 3) by the network's scale.

    A device that fails gets tiles of half the side, down to MIN_TILE. `on_progress` gets the part that is
    done, from this thread. Raises UpscaleError(DEVICE_FAILED), MemoryError.
    """
    network = network.fitted(source.shape[1], source.shape[0])
    side = network.tile
    while True:
        try:
            return _run(source, network, side, on_progress)
        except NetworkError as error:
            if not error.smaller_may_help or side <= MIN_TILE:
                raise UpscaleError(ErrorCode.DEVICE_FAILED, None, f"the device failed: {error}") from error
            side = max(MIN_TILE, side // 2)


def _run(source: Bytes, network: Network, side: int, on_progress: Callable[[float], None]) -> Bytes:
    height, width, _ = source.shape
    work = tiles(width, height, side, network.padding)
    # A side of one pixel cannot be mirrored; numpy repeats it then.
    continued = np.pad(source, ((EDGE, EDGE), (EDGE, EDGE), (0, 0)), mode="reflect")
    result = np.empty((height * network.scale, width * network.scale, 3), np.uint8)
    pool = ThreadPoolExecutor(network.workers)
    try:
        pending = {pool.submit(_upscale_tile, continued, result, network, tile) for tile in work}
        while pending:
            done, pending = wait(pending, _WAIT_SECONDS, FIRST_COMPLETED)
            for future in done:
                future.result()
            on_progress(1 - len(pending) / len(work))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return result


def _upscale_tile(continued: Bytes, result: Bytes, network: Network, tile: Tile) -> None:
    """Enlarge one window of the continued picture and put its kept part into `result`."""
    rows, columns, scale = tile.rows, tile.columns, network.scale
    window = continued[rows.start + EDGE : rows.stop + EDGE, columns.start + EDGE : columns.stop + EDGE]
    kept = Kept(
        rows.keep_from - rows.start,
        rows.keep_to - rows.start,
        columns.keep_from - columns.start,
        columns.keep_to - columns.start,
    )
    enlarged = network.upscale_tile(_to_floats(window), kept)
    result[
        rows.keep_from * scale : rows.keep_to * scale, columns.keep_from * scale : columns.keep_to * scale
    ] = _to_bytes(enlarged)


def _to_floats(window: Bytes) -> Pixels:
    return np.ascontiguousarray(window.transpose(2, 0, 1), np.float32) / np.float32(255)


def _to_bytes(enlarged: Pixels) -> Bytes:
    """(3, height, width) to (height, width, 3), rounded half up as the original does."""
    rounded: Bytes = np.clip(enlarged * 255 + 0.5, 0, 255).astype(np.uint8)
    return rounded.transpose(1, 2, 0)
