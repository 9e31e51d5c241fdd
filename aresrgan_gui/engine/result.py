"""Making the file of a result: written band by band, then read back whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.bands import EIGHT_BITS, SIXTEEN_BITS, Band
from aresrgan_gui.core.imaging.packing import DamageError, Head
from aresrgan_gui.core.imaging.pictures import refuse_other_size
from aresrgan_gui.core.imaging.pyramid import HUGE_PIXELS, is_huge
from aresrgan_gui.core.imaging.pyramid_making import pyramid_of
from aresrgan_gui.core.imaging.sources import Source, animation, opened_source
from aresrgan_gui.core.options import Compression, OutputFormat
from aresrgan_gui.core.plan import Plan
from aresrgan_gui.core.publish import written_whole
from aresrgan_gui.engine.devices import cpu_threads
from aresrgan_gui.engine.encoding import WHOLE_FORMATS, effort, encoder, reading_seconds
from aresrgan_gui.engine.enlarging.crew import Crew
from aresrgan_gui.engine.enlarging.enlarge import upscale, work
from aresrgan_gui.engine.heaps import give_back
from aresrgan_gui.engine.progress import Listener, Meter

if TYPE_CHECKING:
    from aresrgan_gui.core.imaging.animation import Timing
    from aresrgan_gui.core.imaging.packing import TellEncoded
    from aresrgan_gui.engine.networks.network import Network

_UNPACKED = (OutputFormat.PNG, OutputFormat.TIFF)
"""Formats of which still pictures are packed in pieces."""

_MOST_WHOLE_PIXELS = 16_000_000
"""A result of so many is encoded beside another picture where the encoder wants it whole: 10 bytes each."""


@dataclass(frozen=True)
class Wanted:
    """The file to make: what stands in it beside the pixels, and how these are written.

    `leaves_pyramid` has what a huge result is looked at through made as well.
    """

    target: Path
    head: Head
    format: OutputFormat
    quality: int
    compression: Compression
    leaves_pyramid: bool

    @property
    def wants_pyramid(self) -> bool:
        """Whether a pyramid is made of the result."""
        return self.leaves_pyramid and is_huge(self.head.size) and not self.head.timing

    @property
    def unpacks(self) -> bool:
        """Whether the pieces in which the file is packed are unpacked to read it back."""
        return self.format in _UNPACKED and not self.head.timing and not self.wants_pyramid

    @property
    def ends_small(self) -> bool:
        """Whether encoding and reading back take little memory once the last band is there."""
        width, height = self.head.size
        most = _MOST_WHOLE_PIXELS if self.format in WHOLE_FORMATS else HUGE_PIXELS
        return width * height <= most


def make_result(
    source: Source,
    plan: Plan,
    networks: Mapping[int, Network],
    wanted: Wanted,
    listener: Listener,
    *,
    began: float,
    on_enlarged: Callable[[], None],
) -> None:
    """Bring the picture to its size, cut to `plan.crop`, in a file that appears whole or not at all.

    Of an animation each frame is. The listener heard of its begin when the monotonic clock stood at `began`.
    `on_enlarged` is called when somebody else may have the networks: what is left to do takes little memory,
    or is done as well.
    Raises UpscaleError(DEVICE_FAILED, OUTPUT_WRONG, OUT_OF_MEMORY), OSError about the target's file system,
    MemoryError, and what `source` and `listener` raise.
    """
    kind = SIXTEEN_BITS if wanted.head.is_deep else EIGHT_BITS
    work_to_do = work(plan, source.channels, networks, kind) * source.count
    meter = Meter(
        listener,
        work_to_do or plan.height * source.count,
        before=time.monotonic() - began,
        effort=effort(wanted.head, wanted.format, wanted.compression),
        checking=reading_seconds(wanted.head, wanted.format, unpacks=wanted.unpacks),
        threads=cpu_threads(),
    )
    workers = ThreadPoolExecutor(max((network.workers for network in networks.values()), default=1))
    crew = Crew(workers, meter.made)

    def on_encoded(part: float, seconds: float | None) -> None:
        meter.encoded(part, seconds)
        if work_to_do:
            crew.tell()

    try:
        result = (upscale(frame.cut(plan.crop), plan, networks, kind, crew).rows for frame in source.frames())
        on_rows = (lambda _rows: None) if work_to_do else meter.made
        with written_whole(wanted.target, overwrite=True) as part:
            rows = chain.from_iterable(result)
            _write(rows, part, wanted, meter, on_rows=on_rows, on_encoded=on_encoded, on_enlarged=on_enlarged)
            _check(part, wanted, meter)
    finally:
        workers.shutdown(wait=False, cancel_futures=True)


def _write(
    result: Iterator[Band],
    part: Path,
    wanted: Wanted,
    meter: Meter,
    *,
    on_rows: Callable[[int], None],
    on_encoded: TellEncoded,
    on_enlarged: Callable[[], None],
) -> None:
    rows = 0
    with encoder(
        part,
        wanted.head,
        wanted.format,
        wanted.quality,
        wanted.compression,
        expects=meter.expects,
        tell=on_encoded,
    ) as out:
        meter.begins()
        for band in result:
            out.write(band)
            rows += len(band)
            on_rows(rows)
            del band  # else it stays in memory until the next one is there
        if wanted.ends_small:
            on_enlarged()
        else:
            give_back()
        with meter.encodes():
            out.finish()


def _check(part: Path, wanted: Wanted, meter: Meter) -> None:
    """Read the file back whole, for the pyramid as well where one is wanted."""
    try:
        if wanted.head.timing:
            _read_frames(part, wanted.head.timing, wanted.head.size, meter)
        else:
            _read_still(part, wanted, meter)
    except UpscaleError as error:
        if error.failure.code in (ErrorCode.OUT_OF_MEMORY, ErrorCode.CANCELLED):
            raise
        is_other = error.failure.code is ErrorCode.OUTPUT_WRONG
        detail = error.failure.detail if is_other else f"cannot be read back: {error.failure.detail}"
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, wanted.target, detail) from error


def _read_frames(part: Path, timing: Timing, size: tuple[int, int], meter: Meter) -> None:
    """Read an animation. Raises UpscaleError, for other frames than those wanted as well."""
    found = animation(
        part, max_pixels=None, tell=lambda frames: meter.checked(frames / len(timing.durations))
    )
    if found is None or not (found.timing and found.timing.runs_as(timing)):
        raise UpscaleError(ErrorCode.OUTPUT_WRONG, None, "not the frames that were to be written")
    refuse_other_size(part, found.size, size)


def _read_still(part: Path, wanted: Wanted, meter: Meter) -> None:
    """Read a picture. Raises UpscaleError, and what the meter's listener raises."""
    if wanted.unpacks:
        try:
            _unpack(part, wanted, meter)
        except DamageError as error:
            raise UpscaleError(ErrorCode.OUTPUT_WRONG, None, f"cannot be read back: {error}") from error
        return
    with opened_source(part, max_pixels=None) as found:
        refuse_other_size(part, found.size, wanted.head.size)
        if not (wanted.wants_pyramid and _leave_pyramid(part, found, meter)):
            _read(found, meter, lambda _band: None)


def _unpack(part: Path, wanted: Wanted, meter: Meter) -> None:
    if wanted.format is OutputFormat.PNG:
        from aresrgan_gui.core.imaging.png import unpack
    else:
        from aresrgan_gui.core.imaging.tiff import unpack
    height = wanted.head.size[1]
    unpack(part, wanted.head, lambda rows: meter.checked(rows / height))


def _leave_pyramid(part: Path, found: Source, meter: Meter) -> bool:
    """Read the file for its pyramid; false where none can be kept, without which a result is as good."""
    try:
        with pyramid_of(part, found) as take:
            _read(found, meter, take)
    except OSError:
        return False
    return True


def _read(found: Source, meter: Meter, take: Callable[[Band], None]) -> None:
    rows = 0
    for band in found.begin():
        take(band)
        rows += len(band)
        meter.checked(rows / found.height)
