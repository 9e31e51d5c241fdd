"""What a job will need: work for the network, memory, and room on the disk, from sizes and options alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import ModelKind, ModelSpec
from aresrgan_gui.core.plan import plan

TTA_RUNS = 8

_TFLOP = {
    ModelKind.VIDEO: 1.24,
    ModelKind.DRAWING: 11.4,
    ModelKind.PHOTO: 35.9,
    ModelKind.OWN: 35.9,
}
"""Counted from the official networks, for each megapixel that goes in; of others the heaviest is assumed."""

_NETWORK_BYTES = {
    ModelKind.VIDEO: 220_000_000,
    ModelKind.DRAWING: 500_000_000,
    ModelKind.PHOTO: 750_000_000,
    ModelKind.OWN: 750_000_000,
}
"""Measured on our engine, on the processor: its peak beside the picture."""

_STREAM_BYTES = 250_000_000
"""What the bands of the largest results take at most, measured; small ones take _BYTES_PER_PIXEL."""

_BYTES_PER_PIXEL = 6
_WHOLE_BYTES_PER_PIXEL = {".webp": 10, ".avif": 10}
"""These formats' encoders want the whole picture: itself, and about twice as much for their own use."""

_FILE_BYTES = {".jpg": 0.5, ".jpeg": 0.5, ".webp": 0.3, ".avif": 0.3, ".gif": 1.0}
_LARGEST_FILE_BYTES = 2.5
"""For each pixel of a result; what is not listed is reckoned as a PNG of a detailed photo, which is large."""


@dataclass(frozen=True)
class Needs:
    """`megapixels` go through the network in all passes and cost `tflop`; `memory` and `disk` are bytes."""

    megapixels: float
    tflop: float
    output_pixels: int
    memory: int
    disk: int


def needs(job: Job, spec: ModelSpec) -> Needs:
    """What `job` needs when it is made with the model `spec`."""
    (width, height), (new_width, new_height) = job.size, job.output_size
    fed, largest = _growth(ceil(max(new_width / width, new_height / height)), spec.scales)
    pixels = width * height
    output_pixels = new_width * new_height
    fed *= job.frames_made
    runs = TTA_RUNS if job.options.tta else 1
    return Needs(
        megapixels=pixels * fed / 1e6,
        tflop=pixels * fed / 1e6 * tflop_per_megapixel(spec) * runs,
        output_pixels=output_pixels * job.frames_made,
        memory=_NETWORK_BYTES[spec.kind] + _picture_bytes(job, round(pixels * largest), output_pixels),
        disk=disk_bytes(job),
    )


def disk_bytes(job: Job) -> int:
    """About how many bytes the result takes on the disk, rather too many."""
    width, height = job.output_size
    pixels = width * height * job.frames_made
    return ceil(pixels * _FILE_BYTES.get(job.target.suffix.lower(), _LARGEST_FILE_BYTES))


def _picture_bytes(job: Job, largest: int, output_pixels: int) -> int:
    """Memory for the picture on its way: its bands, and all of it for encoders that want it whole."""
    whole = _WHOLE_BYTES_PER_PIXEL.get(job.target.suffix.lower(), 0) * output_pixels
    return whole + min(_STREAM_BYTES, largest * _BYTES_PER_PIXEL)


def tflop_per_megapixel(spec: ModelSpec) -> float:
    """What a megapixel costs that goes through the network once."""
    return _TFLOP[spec.kind]


@lru_cache(maxsize=256)
def _growth(factor: int, model_scales: tuple[int, ...]) -> tuple[float, float]:
    """For each source pixel: the pixels fed to the network in all passes, and those of the largest result."""
    fed, reached = 0, 1
    for step in plan((1, 1), factor, model_scales).passes:
        fed += reached
        reached *= step * step
    return float(fed), float(reached)
