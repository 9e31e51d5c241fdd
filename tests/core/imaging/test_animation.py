from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.animation import Timing
from aresrgan_gui.core.imaging.pictures import probe
from aresrgan_gui.core.imaging.sources import Source, animation
from tests.animated import DURATIONS, laid, moving, write


def animated(path: Path) -> Source:
    found = animation(path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "loop", "plays"),
    [
        ("a.webp", 0, 0), ("a.webp", 1, 1), ("a.webp", 3, 3),
        ("a.png", 0, 0), ("a.png", 1, 1), ("a.png", 3, 3),
        ("a.gif", 0, 0), ("a.gif", None, 1), ("a.gif", 2, 3),
    ],
)  # fmt: skip
def test_that_times_and_the_number_of_plays_are_read(
    tmp_path: Path, name: str, loop: int | None, plays: int
) -> None:
    source = animated(write(tmp_path / name, moving(), loop=loop))
    assert source.timing == Timing(DURATIONS, plays)
    assert probe(tmp_path / name).frames == len(DURATIONS)


@pytest.mark.parametrize("name", ["a.webp", "a.png", "a.gif"])
def test_that_each_frame_is_given_as_it_is_seen(tmp_path: Path, name: str) -> None:
    frames = moving(3)
    source = animated(write(tmp_path / name, frames, durations=(50, 50, 50)))
    assert (source.size, source.channels, source.count) == ((24, 20), 4, 3)
    for bands, frame in zip(source.frames(), frames, strict=True):
        found, wanted = np.concatenate(list(bands.rows)), np.asarray(frame)
        assert np.array_equal(found[..., 3], wanted[..., 3])
        assert np.array_equal(found[wanted[..., 3] > 0], wanted[wanted[..., 3] > 0])


KEEP, CLEAR, RESTORE = range(3)
SOURCE, OVER = range(2)


def seen(path: Path) -> list[list[tuple[int, ...]]]:
    """The pixels of each frame, row by row."""
    found = [np.concatenate(list(bands.rows)) for bands in animated(path).frames()]
    return [[tuple(map(int, pixel)) for row in frame for pixel in row] for frame in found]


def filled(*pixels: tuple[int, ...]) -> NDArray[np.uint8]:
    """A row of pixels."""
    return np.array([pixels], np.uint8)


def test_that_half_transparent_frames_lie_over_those_before(tmp_path: Path) -> None:
    under, over = filled((100, 100, 0, 255), (0, 0, 0, 0)), filled((200, 200, 0, 128), (200, 200, 0, 128))
    frames = [(under, (0, 0), KEEP, SOURCE), (over, (0, 0), KEEP, OVER), (over, (0, 0), KEEP, SOURCE)]
    assert seen(laid(tmp_path / "a.png", frames)) == [
        [(100, 100, 0, 255), (0, 0, 0, 0)],
        [(150, 150, 0, 255), (200, 200, 0, 128)],
        [(200, 200, 0, 128), (200, 200, 0, 128)],
    ]


@pytest.mark.parametrize(
    ("disposal", "left"), [(KEEP, (50, 255)), (CLEAR, (0, 0)), (RESTORE, (10, 255))], ids=str
)
def test_that_a_frame_is_left_cleared_or_taken_back(
    tmp_path: Path, disposal: int, left: tuple[int, int]
) -> None:
    """In grey of which one shade is transparent."""
    frames = [
        (filled((10,), (20,), (30,)), (0, 0), KEEP, SOURCE),
        (filled((50,)), (0, 0), disposal, OVER),
        (filled((99,), (60,)), (0, 0), KEEP, OVER),
    ]
    wanted: list[list[tuple[int, ...]]] = [
        [(10, 255), (20, 255), (30, 255)],
        [(50, 255), (20, 255), (30, 255)],
        [left, (60, 255), (30, 255)],
    ]
    # Where nothing shows through, no alpha is given.
    if disposal != CLEAR:
        wanted = [[pixel[:1] for pixel in frame] for frame in wanted]
    assert seen(laid(tmp_path / "a.png", frames, transparent=b"\0\x63")) == wanted


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_that_a_transparent_shade_of_grey_is_found_at_every_depth(tmp_path: Path, depth: int) -> None:
    """The darkest shade but for black, which is white where there are two."""
    white = 2**depth - 1
    shades = sorted({0, 1, white - 1, white})
    pixels = np.array(shades, np.uint16 if depth == 16 else np.uint8).reshape(1, -1, 1)
    frames = [(pixels, (0, 0), KEEP, SOURCE)] * 2
    path = laid(tmp_path / "a.png", frames, depth=depth, transparent=struct.pack(">H", 1))
    found = seen(path)
    assert [[alpha for _, alpha in frame] for frame in found] == [
        [255 * (shade != 1) for shade in shades]
    ] * 2
    greys = [grey for grey, alpha in found[0] if alpha]
    assert greys == [round(shade * 255 / white) for shade in shades if shade != 1]


def test_that_a_transparent_colour_of_16_bits_is_no_other_of_8(tmp_path: Path) -> None:
    pixels = np.array([[[512, 512, 512], [513, 512, 512], [65535, 0, 0]]], np.uint16)
    frames = [(pixels, (0, 0), KEEP, SOURCE)] * 2
    path = laid(tmp_path / "a.png", frames, depth=16, transparent=struct.pack(">HHH", 513, 512, 512))
    assert [[pixel[3] for pixel in frame] for frame in seen(path)] == [[255, 0, 255]] * 2


def test_that_a_frame_beyond_the_picture_is_damage(tmp_path: Path) -> None:
    frames = [(filled((1,), (2,)), (0, 0), KEEP, SOURCE), (filled((1,)), (2, 0), KEEP, SOURCE)]
    with pytest.raises(UpscaleError) as caught:
        animation(laid(tmp_path / "a.png", frames))
    assert caught.value.failure.code is ErrorCode.INPUT_DAMAGED


def test_that_fewer_frames_than_promised_are_damage(tmp_path: Path) -> None:
    frames = [(filled((1,)), (0, 0), KEEP, SOURCE), (filled((2,)), (0, 0), KEEP, SOURCE)]
    with pytest.raises(UpscaleError, match="2 of 3 frames") as caught:
        animation(laid(tmp_path / "a.png", frames, promised=3))
    assert caught.value.failure.code is ErrorCode.INPUT_DAMAGED


def test_that_a_frame_need_not_be_gone_through_to_its_end(tmp_path: Path) -> None:
    source = animated(write(tmp_path / "a.png", moving(2), durations=(50, 50)))
    tops = [next(frame.cut((0, 0, 24, 5)).rows) for frame in source.frames()]
    assert [top[4, at, 3] for top, at in zip(tops, (9, 9), strict=True)] == [0, 255]


def test_that_all_frames_get_colours_and_alpha_where_one_has_them(tmp_path: Path) -> None:
    grey, colour = Image.new("RGBA", (8, 8), (90, 90, 90, 255)), Image.new("RGBA", (8, 8), (90, 0, 0, 255))
    hole = grey.copy()
    hole.paste((0, 0, 0, 0), (0, 0, 4, 4))
    for frames, channels in (([grey, colour], 3), ([grey, colour, hole], 4)):
        path = write(tmp_path / "a.png", frames, durations=(50,) * len(frames))
        assert animated(path).channels == channels
    path = write(tmp_path / "a.png", [grey.convert("L"), colour.convert("L")], durations=(50, 50))
    assert animated(path).channels == 1


def test_that_a_picture_for_programs_without_animation_is_no_frame(tmp_path: Path) -> None:
    first, *rest = moving(3)
    Image.new("RGBA", first.size, "green").save(
        tmp_path / "a.png", save_all=True, append_images=[first, *rest], default_image=True, duration=50
    )
    source = animated(tmp_path / "a.png")
    assert source.timing == Timing((50, 50, 50), 0)
    assert probe(tmp_path / "a.png").frames == 3
    rows = next(iter(source.frames())).rows
    assert not np.concatenate(list(rows))[0, 0, 3]


def test_that_further_pictures_in_a_file_are_no_frames(tmp_path: Path) -> None:
    first, *rest = moving(3)
    first.save(tmp_path / "a.tiff", save_all=True, append_images=rest)
    first.save(tmp_path / "a.png")
    for name in ("a.tiff", "a.png"):
        assert animation(tmp_path / name) is None
        assert probe(tmp_path / name).frames == 1


def test_that_a_damaged_frame_is_told_before_any_is_given(corpora: Path) -> None:
    with pytest.raises(UpscaleError) as caught:
        animation(corpora / "animated" / "pillow-tests__sequence_repeat_chunk.png")
    assert caught.value.failure.code is ErrorCode.INPUT_DAMAGED


def test_that_an_animation_too_large_to_be_decoded_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UpscaleError) as caught:
        animation(write(tmp_path / "a.png", moving()), max_pixels=24 * 20 - 1)
    assert caught.value.failure.code is ErrorCode.PICTURE_TOO_LARGE


def test_that_rounded_times_drift_from_none() -> None:
    steps = Timing((1000 / 30,) * 30, 0).in_steps(10)
    assert set(steps) == {3, 4}
    assert sum(steps) == 100
    assert Timing((0, 20, 0, 655_350), 0).in_steps(10) == (0, 2, 0, 65_535)


def test_that_other_frames_times_and_plays_are_told_apart() -> None:
    wanted = Timing((33.3, 33.3, 33.4), 0)
    assert wanted.runs_as(Timing((30, 30, 40), 0))
    for other in (Timing((50, 50), 0), Timing((30, 30, 60), 0), Timing((30, 30, 40), 1)):
        assert not wanted.runs_as(other)
