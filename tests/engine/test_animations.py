"""Animations through the engine: every frame, its time, how often they are played, and transparency."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms

from aresrgan_gui.core.errors import EXIT_CODES, ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.animation import Timing
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.sources import animation
from aresrgan_gui.core.options import FORMAT_OF_SUFFIX, Compression, OutputFormat
from aresrgan_gui.core.plan import plan
from aresrgan_gui.engine import result
from aresrgan_gui.engine.encoding import encoder
from aresrgan_gui.engine.networks.network import Kept
from aresrgan_gui.engine.result import Wanted, make_result
from tests.animated import DURATIONS, moving, shown, write

RunEngine = Callable[..., "subprocess.CompletedProcess[str]"]


@dataclass
class Repeating:
    """A network that repeats each pixel."""

    scale: int = 2
    padding: int = 4
    edge: int = 10
    tile: int = 32
    workers: int = 2
    shapes: set[tuple[int, ...]] = field(default_factory=set)

    def fitted(self, _width: int, _height: int) -> Repeating:
        return self

    def upscale_tile(
        self, window: NDArray[np.float32], kept: Kept, _tell: object = None
    ) -> NDArray[np.float32]:
        self.shapes.add(window.shape)
        return kept.of(window).repeat(self.scale, axis=1).repeat(self.scale, axis=2)


@dataclass
class Told:
    """A listener that remembers, and gives up beyond `most`."""

    most: float = 2.0
    fractions: list[float] = field(default_factory=list)

    def start(self) -> None: ...

    def reached(self, fraction: float) -> None:
        self.fractions.append(fraction)
        if fraction > self.most:
            raise UpscaleError(ErrorCode.CANCELLED, None, "given up")


def enlarge(source: Path, target: Path, network: Repeating | None = None, told: Told | None = None) -> None:
    """Twice as large, in the format of the target's extension."""
    found = animation(source)
    assert found is not None
    steps = plan(found.size, 2, (2,))
    size = (steps.width, steps.height)
    head = Head(size, found.channels, False, b"", Image.Exif(), b"", found.timing)
    output_format = FORMAT_OF_SUFFIX[target.suffix]
    wanted = Wanted(target, head, output_format, 95, Compression.FAST, leaves_pyramid=False)
    networks = {2: network or Repeating()}
    make_result(
        found, steps, networks, wanted, told or Told(), began=time.monotonic(), on_enlarged=lambda: None
    )


@pytest.mark.parametrize("made", ["b.png", "b.webp", "b.gif"])
@pytest.mark.parametrize("given", ["a.png", "a.webp", "a.gif"])
@pytest.mark.parametrize("plays", [0, 1, 3])
def test_that_frames_times_plays_and_transparency_are_kept(
    tmp_path: Path, given: str, made: str, plays: int
) -> None:
    frames = moving()
    loop = plays if not given.endswith("gif") else {0: 0, 1: None, 3: 2}[plays]
    enlarge(write(tmp_path / given, frames, loop=loop), tmp_path / made)
    found = animation(tmp_path / made)
    assert found is not None
    assert found.timing is not None
    assert (found.timing.durations, found.timing.plays) == (DURATIONS, plays)
    for pixels, frame in zip(shown(tmp_path / made), frames, strict=True):
        wanted = np.asarray(frame).repeat(2, axis=0).repeat(2, axis=1)
        seen = wanted[..., 3] > 0
        assert np.array_equal(pixels[..., 3] > 0, seen)
        off = np.abs(pixels[seen].astype(int) - wanted[seen])
        # WebP has colours at half the resolution.
        assert off.mean() < (15 if made.endswith("webp") else 0.01)


@pytest.mark.parametrize("made", ["b.png", "b.webp", "b.gif"])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_that_equal_frames_stay_frames(tmp_path: Path, made: str, channels: int) -> None:
    path, timing = tmp_path / made, Timing((50, 20, 30), 2)
    head = Head((24, 20), channels, False, b"", Image.Exif(), b"", timing)
    pixels = np.full((20, 24, channels), 200, np.uint8)
    with encoder(path, head, FORMAT_OF_SUFFIX[path.suffix], 90, Compression.FAST) as out:
        for _ in timing.durations:
            out.write(pixels[:7])
            out.write(pixels[7:])
        out.finish()
    found = animation(path)
    assert found is not None
    assert found.timing == timing
    for frame in shown(path):
        assert np.abs(frame[..., :3].astype(int) - 200).max() <= 2


@pytest.mark.parametrize("made", ["b.png", "b.webp"])
def test_that_an_animation_keeps_profile_and_metadata(tmp_path: Path, made: str) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Somebody"
    head = Head((24, 20), 3, False, srgb, exif, b"<x:xmpmeta/>", Timing((50, 50), 0))
    path = tmp_path / made
    with encoder(path, head, FORMAT_OF_SUFFIX[path.suffix], 90, Compression.FAST) as out:
        for _ in range(2):
            out.write(np.zeros((20, 24, 3), np.uint8))
        out.finish()
    found = animation(path)
    assert found is not None
    assert (found.icc_profile, found.xmp) == (srgb, b"<x:xmpmeta/>")
    with Image.open(path) as image:
        assert image.getexif()[ExifTags.Base.Artist] == "Somebody"


def test_that_soft_edges_become_a_gifs_without_fringes(tmp_path: Path) -> None:
    alpha = np.clip(12 - np.hypot(*np.mgrid[-10:10, -12:12]), 0, 1)
    pixels = np.zeros((20, 24, 4), np.uint8)
    pixels[alpha > 0] = (220, 60, 40, 0)
    pixels[..., 3] = alpha * 255
    disc = Image.fromarray(pixels)
    enlarge(write(tmp_path / "a.png", [disc, disc.rotate(180), disc]), tmp_path / "b.gif")
    for frame in shown(tmp_path / "b.gif"):
        assert set(np.unique(frame[..., 3])) == {0, 255}
        assert np.abs(frame[frame[..., 3] > 0][:, :3].astype(int) - (220, 60, 40)).max() <= 2


def test_that_a_time_between_a_gifs_steps_keeps_the_whole_as_long(tmp_path: Path) -> None:
    frames = moving(4)
    enlarge(write(tmp_path / "a.png", frames, durations=(33, 33, 33, 34)), tmp_path / "b.gif")
    found = animation(tmp_path / "b.gif")
    assert found is not None
    assert found.timing is not None
    assert sum(found.timing.durations) == 130
    assert set(found.timing.durations) <= {30, 40}


def test_that_all_frames_go_through_tiles_of_one_shape(tmp_path: Path) -> None:
    network = Repeating(tile=8)
    enlarge(write(tmp_path / "a.gif", moving(size=(50, 37))), tmp_path / "b.png", network)
    assert len(network.shapes) == 1


def test_that_progress_covers_all_frames_evenly(tmp_path: Path) -> None:
    told = Told()
    enlarge(write(tmp_path / "a.png", moving(size=(40, 40))), tmp_path / "b.png", Repeating(tile=8), told)
    assert told.fractions == sorted(told.fractions)
    assert 0.5 < told.fractions[-1] < 1
    assert len(set(told.fractions)) > 2 * len(DURATIONS)


def test_that_an_animation_can_be_given_up_and_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.png", moving(size=(40, 40)))
    for made in ("b.png", "b.webp", "b.gif"):
        with pytest.raises(UpscaleError) as caught:
            enlarge(tmp_path / "a.png", tmp_path / made, told=Told(most=0.3))
        assert caught.value.failure.code is ErrorCode.CANCELLED
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_that_a_result_of_other_frames_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = write(tmp_path / "other.webp", moving(3, (48, 40)), durations=(50, 50, 50))

    def written(_bands: object, part: Path, _wanted: Wanted, _meter: object, **_told: object) -> None:
        part.write_bytes(other.read_bytes())

    monkeypatch.setattr(result, "_write", written)
    with pytest.raises(UpscaleError) as caught:
        enlarge(write(tmp_path / "a.png", moving()), tmp_path / "b.webp")
    assert caught.value.failure.code is ErrorCode.OUTPUT_WRONG
    assert not (tmp_path / "b.webp").exists()


@pytest.mark.parametrize("made", ["b.png", "b.webp", "b.gif"])
def test_that_the_real_program_enlarges_every_frame(
    upscale: RunEngine, corpora: Path, tmp_path: Path, made: str
) -> None:
    source = corpora / "animated" / "wuffs-data__muybridge.apng"
    ended = upscale(source, tmp_path / made, "-s", "2", "-n", "realesr-animevideov3-x2")
    assert ended.returncode == 0, ended.stderr
    found, given = animation(tmp_path / made), animation(source)
    assert found is not None
    assert given is not None
    assert found.timing == given.timing
    pairs = list(zip(shown(tmp_path / made), shown(source), strict=True))
    assert len(pairs) == 15
    for large, small in pairs:
        assert large.shape == (40, 60, 4)
        halved = Image.fromarray(large).convert("L").resize((30, 20), Image.Resampling.BOX)
        shown_both = small[..., 3] == 255
        off = np.asarray(halved, int) - np.asarray(Image.fromarray(small).convert("L"), int)
        assert np.abs(off[shown_both]).mean() < 12


def test_that_a_format_without_animation_gets_the_first_frame_and_says_so(
    upscale: RunEngine, tmp_path: Path
) -> None:
    source = write(tmp_path / "a.gif", [frame.convert("RGB") for frame in moving()])
    ended = upscale(source, tmp_path / "b.jpg", "-s", "2")
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"warning: .*a\.gif: only the first of 5 frames: jpg holds no animations", ended.stderr)
    with Image.open(tmp_path / "b.jpg") as image:
        assert image.size == (48, 40)
        assert image.getpixel((4, 12)) == pytest.approx((200, 40, 30), abs=40)


def test_that_an_animation_of_16_bits_is_made_with_8_and_says_so(upscale: RunEngine, tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    head = Head((24, 20), 3, True, b"", Image.Exif(), b"", Timing((50, 50), 0))
    with encoder(path, head, OutputFormat.PNG, 90, Compression.FAST) as out:
        for _ in range(2):
            out.write(np.full((20, 24, 3), 40_000, np.uint16))
        out.finish()
    ended = upscale(path, tmp_path / "b.png", "-s", "2")
    assert ended.returncode == 0
    assert re.search(r"warning: .*deep\.png: .* 8 bits a channel, and this one has 16", ended.stderr)
    assert len(shown(tmp_path / "b.png")) == 2


def test_that_a_damaged_animation_fails_as_a_damaged_picture(
    upscale: RunEngine, corpora: Path, tmp_path: Path
) -> None:
    damaged = corpora / "animated" / "pillow-tests__sequence_repeat_chunk.png"
    ended = upscale(damaged, tmp_path / "b.webp")
    assert ended.returncode == EXIT_CODES[ErrorCode.INPUT_DAMAGED]
    assert not (tmp_path / "b.webp").exists()
