"""What a measurement of this machine consists of, and the picture that it is made with."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageOps

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.paths import resources


@dataclass(frozen=True)
class BenchRequest:
    """What is to be measured: no `devices` means all of them.

    `size` is the side of the square source in pixels; what would take more than `limit` seconds is left out.
    """

    devices: tuple[str, ...] = ()
    scales: tuple[int, ...] = (4, 16)
    size: int = 256
    limit: float = 60.0


@dataclass(frozen=True)
class BenchDevice:
    """A device as it is asked for (`auto`, `cpu` or a number), its name, and its bytes of memory if known."""

    wanted: str
    name: str
    memory: int | None = None


@dataclass(frozen=True)
class BenchRow:
    """One model at one scale on one device, and what came of it; nothing yet where all that is None.

    `seconds` are the whole job's, from the file to the file; `peak_memory` are the bytes of main memory that
    the engine took at most; `predicted` are the seconds for which it was left out.
    """

    device: BenchDevice
    model: str
    scale: int
    size: tuple[int, int]
    seconds: float | None = None
    peak_memory: int | None = None
    predicted: float | None = None
    failure: Failure | None = None

    @property
    def output_size(self) -> tuple[int, int]:
        """Width and height of the result in pixels."""
        return self.size[0] * self.scale, self.size[1] * self.scale

    @property
    def speed(self) -> float | None:
        """Megapixels of the result in a second."""
        if self.seconds is None:
            return None
        width, height = self.output_size
        return width * height / 1e6 / self.seconds

    @property
    def is_known(self) -> bool:
        """Whether anything came of it."""
        return any(found is not None for found in (self.seconds, self.predicted, self.failure))


def bench_picture(side: int) -> Image.Image:
    """A square RGB picture of `side` pixels, always the same one: a photo, mirrored again and again."""
    with Image.open(resources() / "selftest" / "source.png") as image:
        photo = image.convert("RGB")
    width, height = photo.size
    picture = Image.new("RGB", (side, side))
    for row in range(-(-side // height)):
        for column in range(-(-side // width)):
            piece = ImageOps.mirror(photo) if column % 2 else photo
            picture.paste(ImageOps.flip(piece) if row % 2 else piece, (column * width, row * height))
    return picture
