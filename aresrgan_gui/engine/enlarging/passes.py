"""One pass of a picture through a network, band by band.

A band is what one row of tiles makes. While it is used, the tiles of the next one are under way, so that
workers never wait at its end; the workers are shared by all passes of a picture.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.bands import Bands, Window, as_floats, as_samples
from aresrgan_gui.engine import tiling
from aresrgan_gui.engine.enlarging.plausible import what_is_wrong
from aresrgan_gui.engine.networks.network import Kept, NetworkError
from aresrgan_gui.engine.tiling import MIN_TILE, Span, shape_for, spans

if TYPE_CHECKING:
    from typing import Any

    from aresrgan_gui.core.imaging.bands import Band
    from aresrgan_gui.engine.enlarging.crew import Crew
    from aresrgan_gui.engine.networks.network import Network, Pixels, Tell

_WAIT_SECONDS = 0.2
"""How long at most nobody hears of progress; on Windows a signal is handled only between waits as well."""

_GREY = np.array([0.299, 0.587, 0.114], np.float32)
"""What colours weigh in grey (ITU-R BT.601), as Pillow has it."""


@dataclass(frozen=True)
class Samples:
    """What a pass makes: 1 channel of grey or 3 of colour, in samples of `kind`."""

    channels: int
    kind: np.dtype[Any]

    @property
    def pixel_bytes(self) -> int:
        """Bytes that a pixel takes."""
        return self.channels * self.kind.itemsize

    @property
    def band_bytes(self) -> int:
        """Bytes that a band may take: floats are for a further pass or a resize."""
        return tiling.BETWEEN_BYTES if self.kind.kind == "f" else tiling.BAND_BYTES


def cost(size: tuple[int, int], network: Network, made: Samples) -> float:
    """The work of a pass over a picture of `size` (width, height): pixels of all its tiles' windows.

    Of a window that shrinks on its way, about as many as are there halfway.
    """
    network = network.fitted(*size)
    lost = network.padding if network.padding == network.edge else 0
    return sum(
        (down.stop - down.start - lost) * (one.stop - one.start - lost)
        for down, across in _grid(size, network, made, 0, network.tile)
        for one in across
    )


def _grid(
    size: tuple[int, int], network: Network, made: Samples, first: int, side: int
) -> deque[tuple[Span, tuple[Span, ...]]]:
    """The bands from the source's row `first` on, and the columns of each."""
    width, height = size
    most_rows = made.band_bytes // (width * made.pixel_bytes * network.scale**2)
    shape = shape_for(
        (width, height - first), side, network.padding, most_rows=most_rows, workers=network.workers
    )
    across = spans(width, shape.columns, network.padding, network.edge)
    rows = spans(height, shape.rows, network.padding, network.edge, first)
    return deque((down, across) for down in rows)


def enlarged(source: Bands, network: Network, made: Samples, crew: Crew) -> Bands:
    """The picture, grey or RGB, enlarged by the network's scale and held within 0 to 1.

    A device that fails gets tiles of half the side, down to MIN_TILE, from the band that failed. Going
    through the rows raises UpscaleError(DEVICE_FAILED), MemoryError, and what `source` and `crew` raise.
    """
    scale = network.scale
    rows = _Pass(source, network, made, crew).rows()
    return Bands(source.width * scale, source.height * scale, made.channels, rows)


@dataclass(frozen=True)
class _Row:
    """A band that is being made, from `span` of the source's rows."""

    span: Span
    result: Band
    tiles: list[Future[None]]


class _Pass:
    """One pass at work."""

    def __init__(self, source: Bands, network: Network, made: Samples, crew: Crew) -> None:
        self._size = source.width, source.height
        self._window = Window(source.rows)
        self._network = network.fitted(source.width, source.height)
        self._made = made
        self._crew = crew
        self._pixel_work = cost(self._size, network, made) / (source.width * source.height)
        self._under_way: deque[_Row] = deque()

    def rows(self) -> Iterator[Band]:
        """The finished bands."""
        under_way = self._under_way
        first, side = 0, self._network.tile
        to_do = _grid(self._size, self._network, self._made, first, side)
        while first < self._size[1]:
            while to_do and self._could_run_dry():
                under_way.append(self._begun(*to_do.popleft()))
            try:
                self._wait_for(under_way[0])
            except NetworkError as error:
                if not error.smaller_may_help or side <= MIN_TILE:
                    detail = f"the device failed: {error}"
                    raise UpscaleError(ErrorCode.DEVICE_FAILED, None, detail) from error
                self._abandon()
                side = max(MIN_TILE, side // 2)
                to_do = _grid(self._size, self._network, self._made, first, side)
                continue
            first = under_way[0].span.keep_to
            if len(under_way) > 1:
                self._window.forget(under_way[1].span.start)
            yield under_way.popleft().result

    def _could_run_dry(self) -> bool:
        """Whether the workers could run out of tiles while the first band is finished and used."""
        tiles = sum(len(row.tiles) for row in self._under_way)
        return len(self._under_way) < 2 or tiles < 2 * self._network.workers

    def _begun(self, down: Span, across: tuple[Span, ...]) -> _Row:
        """Give the tiles of a band to the crew."""
        width, height = self._size
        network, made, scale = self._network, self._made, self._network.scale
        strip = _continued(self._window, down, height, network.edge)
        rows = down.keep_to - down.keep_from
        result = np.empty((rows * scale, width * scale, made.channels), made.kind)

        def make(columns: Span, tell: Tell) -> None:
            kept = Kept(
                down.keep_from - down.start,
                down.keep_to - down.start,
                columns.keep_from - columns.start,
                columns.keep_to - columns.start,
            )
            seen = _to_network(strip[:, columns.start + network.edge : columns.stop + network.edge])
            tile = network.upscale_tile(seen, kept, tell)
            if wrong := what_is_wrong(kept.of(seen), tile, scale):
                raise NetworkError(wrong, smaller_may_help=True)
            result[:, columns.keep_from * scale : columns.keep_to * scale] = _samples(tile, made)

        tiles = [
            self._crew.begin(make, columns, rows * (columns.keep_to - columns.keep_from) * self._pixel_work)
            for columns in across
        ]
        return _Row(down, result, tiles)

    def _wait_for(self, row: _Row) -> None:
        """Wait for a band. Raises what its tiles raised."""
        pending = set(row.tiles)
        while pending:
            done, pending = wait(pending, _WAIT_SECONDS, FIRST_COMPLETED)
            for tile in done:
                tile.result()
            self._crew.tell()

    def _abandon(self) -> None:
        """Wait for the tiles that cannot be stopped any more, so that smaller ones find the device free."""
        wait([tile for row in self._under_way for tile in row.tiles if not tile.cancel()])
        self._under_way.clear()


def _continued(window: Window, down: Span, height: int, edge: int) -> Band:
    """Rows `down.start` to before `down.stop`, mirrored by `edge` at the sides and beyond top and bottom.

    A side of one pixel cannot be mirrored; numpy repeats it then.
    """
    rows = window.rows(max(0, down.start), min(height, down.stop))
    above, below = max(0, -down.start), max(0, down.stop - height)
    return np.pad(rows, ((above, below), (edge, edge), (0, 0)), mode="reflect")


def _to_network(window: Band) -> Pixels:
    """(height, width, 1 or 3) to float32 of (3, height, width)."""
    floats = as_floats(window).transpose(2, 0, 1)
    return np.ascontiguousarray(np.broadcast_to(floats, (3, *window.shape[:2])))


def _samples(pixels: Pixels, made: Samples) -> Band:
    """(3, height, width) to (height, width, channels); held within 0 to 1, rounded half up."""
    if made.channels == 1:
        pixels = np.tensordot(_GREY, pixels, 1)[np.newaxis]
    held = np.clip(pixels, 0, 1) if made.kind.kind == "f" else as_samples(pixels, made.kind)
    return held.transpose(1, 2, 0)
