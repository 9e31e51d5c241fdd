from __future__ import annotations

import io
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Condition

import numpy as np
import pytest
from PIL import Image

from aresrgan_gui.core.imaging import saving
from aresrgan_gui.core.imaging.animation import Timing
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.pixels import Picture
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.imaging.sources import source_of
from aresrgan_gui.core.options import Compression, OutputFormat
from aresrgan_gui.core.plan import plan
from aresrgan_gui.engine import encoding, progress
from aresrgan_gui.engine.progress import Effort, Meter, Percentages
from aresrgan_gui.engine.result import Wanted, make_result
from tests.engine.enlarging.test_passes import Repeating


@dataclass
class Told:
    """A listener that remembers."""

    fractions: list[float] = field(default_factory=list)
    _hears: Condition = field(default_factory=Condition)

    def start(self) -> None: ...

    def reached(self, fraction: float) -> None:
        with self._hears:
            self.fractions.append(fraction)
            self._hears.notify_all()

    def grows_by(self, count: int) -> bool:
        """Wait for so many fractions more; whether they came."""
        with self._hears:
            wanted = len(self.fractions) + count
            return self._hears.wait_for(lambda: len(self.fractions) >= wanted, 20)


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    monkeypatch.setattr(progress, "_ENDING", 0.0)
    return clock


def test_that_percentages_rise_and_are_said_once() -> None:
    stream = io.StringIO()
    percentages = Percentages(stream)
    percentages.start()
    for fraction in (0.0, 1 / 3, 0.2, 1 / 3, 0.99999, 1.0, 1.0, 1.5):
        percentages.reached(fraction)
    assert stream.getvalue() == "0.00%\n33.33%\n99.99%\n100.00%\n"


def test_that_each_picture_starts_again() -> None:
    stream = io.StringIO()
    percentages = Percentages(stream)
    for _ in range(2):
        percentages.start()
        percentages.reached(1.0)
    assert stream.getvalue() == "0.00%\n100.00%\n" * 2


def behind(seconds: float) -> Effort:
    """An encoder that begins when all is made."""
    return Effort(0.0, 1, seconds)


NONE = behind(0.0)


def test_that_progress_is_the_part_of_the_time_that_is_over(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=2.0, effort=behind(5.0), checking=3.0)
    for done in range(1, 11):
        clock.now += 1.0
        meter.made(4 * done)
    with meter.encodes():
        clock.now += 5.0
    for part in (0.0, 0.5, 1.0):
        meter.checked(part)
        clock.now += 1.5
    seconds = [*range(3, 13), 17, 18.5, 20]
    assert told.fractions == pytest.approx([each / 20 for each in seconds])


def test_that_what_is_prepared_before_the_making_is_no_part_of_it(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=2.0, effort=NONE, checking=0.0)
    clock.now += 6.0
    meter.begins()
    clock.now += 1.0
    meter.made(10)
    assert told.fractions == pytest.approx([9 / 12])


def test_that_what_was_lost_says_nothing_of_the_rest(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=NONE, checking=0.0)
    clock.now += 3.0
    meter.made(10, lost=2.0)
    assert told.fractions == pytest.approx([3 / 6])


def test_that_what_is_encoded_beside_slows_the_making_as_it_comes(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=Effort(8.0, 2, 0.0), checking=0.0, threads=2)
    clock.now += 5.0
    meter.made(20)
    clock.now += 3.0
    meter.encoded(0.5)
    meter.made(24)
    # Half was made with nothing encoded beside it, and then a tenth with 4 seconds on two threads.
    assert told.fractions == pytest.approx([5 / (10 + 4), 8 / (8 + 4 + 2)])


def test_that_what_encoding_takes_is_learnt_from_what_is_encoded(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=Effort(1.0, 2, 0.0), checking=0.0, threads=2)
    clock.now += 10.0
    meter.encoded(0.25, 4.0)
    meter.made(20)
    assert told.fractions == pytest.approx([10 / (10 + 8 + 6)])


def test_that_an_encoder_slower_than_the_making_is_waited_for(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=Effort(80.0, 1, 0.0), checking=0.0, threads=16)
    clock.now += 20.0
    meter.encoded(0.25)
    meter.made(20)
    assert told.fractions == pytest.approx([20 / (20 + 60)])


def test_that_more_encoding_than_time_still_lets_progress_grow(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=Effort(120.0, 1, 0.0), checking=0.0)
    for step in range(1, 9):
        clock.now += 1.0
        meter.encoded(step / 8)
        meter.made(5 * step)
    assert told.fractions == sorted(set(told.fractions))
    assert told.fractions[-1] == 1.0


def test_that_progress_waits_where_a_tile_is_taken_back(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=NONE, checking=0.0)
    for seconds, done in ((1.0, 20), (9.0, 10), (20.0, 30)):
        clock.now += seconds
        meter.made(done)
    assert told.fractions == pytest.approx([0.5, 0.5, 0.75])


@pytest.mark.parametrize("slower", [1, 3, 10])
def test_that_progress_goes_on_however_much_longer_than_guessed_the_checking_takes(
    clock: Clock, slower: int
) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=NONE, checking=20.0)
    clock.now += 600.0
    meter.made(40)
    with meter.encodes():
        pass
    for hundredths in range(1, 101):
        clock.now += 0.2 * slower
        meter.checked(hundredths / 100)
    steps = [later - earlier for earlier, later in pairwise(told.fractions)]
    left = [1 - fraction for fraction in told.fractions]
    assert all(step >= 0.004 * rest for step, rest in zip(steps, left, strict=False))
    assert told.fractions[-1] == 1.0


def test_that_progress_goes_on_where_much_more_encoding_turns_out_to_be_left(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "TICK", 0.001)
    told = Told()
    meter = Meter(told, 100, before=0.0, effort=behind(1.0), checking=0.0)
    for done in range(1, 101):
        clock.now += 1.0
        meter.made(done)
        if done == 50:
            meter.expects(1000.0)
    steps = [later - earlier for earlier, later in pairwise(told.fractions)]
    assert min(steps) > 0.0001
    with meter.encodes():
        for _ in range(5):
            before = told.fractions[-1]
            clock.now += 10.0
            assert told.grows_by(2)
            assert told.fractions[-1] > before + 0.001


def test_that_a_clock_that_stands_still_tells_nothing(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 100, before=0.5, effort=NONE, checking=0.0)
    meter.made(5)
    clock.now += 1.0
    meter.made(6, lost=1.0)
    assert not told.fractions


def test_that_more_rows_than_wanted_are_no_more_than_all(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 100, before=0.5, effort=NONE, checking=1.0)
    with meter.encodes():
        clock.now += 1.0
    meter.checked(1.5)
    assert told.fractions == [1.0]


def test_that_once_all_is_made_only_the_encoding_tells(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=NONE, checking=1.0)
    clock.now += 1.0
    with meter.encodes():
        meter.made(40)
    assert not told.fractions


def test_that_checking_tells_by_its_own_pace_what_is_left_of_it(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, effort=NONE, checking=1.0)
    clock.now += 10.0
    with meter.encodes():
        pass
    clock.now += 8.0
    meter.checked(0.8)
    # Ten seconds at that pace, of which the guess still has a fifth of the weight.
    assert told.fractions == pytest.approx([18 / (18 + 8.2 * 0.2)])


def test_that_time_goes_on_while_the_result_is_encoded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(progress, "TICK", 0.001)
    monkeypatch.setitem(encoding._ENCODED_PER_SECOND, OutputFormat.WEBP, 1000.0)
    told = Told()

    def slowly(picture: Picture, path: Path, output_format: OutputFormat, quality: int) -> None:
        assert told.grows_by(5)
        save(picture, path, output_format, quality)

    monkeypatch.setattr(encoding, "save", slowly)
    source = source_of(Picture(Image.new("RGB", (20, 20), "red"), None))
    wanted = Wanted(
        tmp_path / "out.webp",
        Head((40, 40), 3, False, b"", Image.Exif(), b""),
        OutputFormat.WEBP,
        90,
        Compression.FAST,
        leaves_pyramid=False,
    )
    make_result(
        source,
        plan((20, 20), 2, (2,)),
        {2: Repeating()},
        wanted,
        told,
        began=time.monotonic(),
        on_enlarged=lambda: None,
    )
    assert told.fractions == sorted(told.fractions)
    assert 0.5 < told.fractions[-1] < 1


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("output_format", [OutputFormat.WEBP, OutputFormat.AVIF])
def test_that_the_time_of_encoding_is_tried_on_pieces_of_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output_format: OutputFormat, channels: int
) -> None:
    monkeypatch.setattr(encoding, "_WORTH_TRYING", 1)
    tried: list[tuple[int, int]] = []
    samples = 0

    def seconds(piece: Image.Image, found: OutputFormat, quality: int) -> float:
        nonlocal samples
        assert (found, quality) == (output_format, 70)
        saving.seconds_to_save(piece, found, quality)
        if piece.size == encoding._sample().size:
            samples += 1
            # The first one is prepared for, three are made alone, the others beside networks that halve all.
            return 99.0 if samples == 1 else 5.0 if samples <= 4 else 10.0
        tried.append(piece.size)
        return len(tried)

    monkeypatch.setattr(encoding, "seconds_to_save", seconds)
    monkeypatch.setattr(encoding, "cpu_threads", lambda: 4)
    at_once, in_pieces = (1.8, 1.15) if output_format is OutputFormat.AVIF else (1, 1.0)
    in_pieces *= 1.2 if channels == 4 else 1.0
    pixels = np.zeros((1000, 300, channels), np.uint8)
    head, expected = Head((300, 1000), channels, False, b"", Image.Exif(), b""), list[float]()
    with encoding.encoder(
        tmp_path / "a", head, output_format, 70, Compression.FAST, expects=expected.append
    ) as out:
        for top in range(0, 1000, 40):
            out.write(pixels[top : top + 40])
        out.finish()
    assert tried == [(256, 128)] * 8
    seconds_a_pixel = [sum(range(1, 2 + number)) / (number + 1) / (256 * 128) for number in range(8)]
    assert expected == pytest.approx([300_000 * each / 2 / in_pieces / at_once for each in seconds_a_pixel])


def test_that_the_time_of_encoding_is_guessed_where_the_clock_sees_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_WORTH_TRYING", 0)
    monkeypatch.setattr(encoding, "seconds_to_save", lambda *_: 0.0)
    head, expected = Head((300, 300), 3, False, b"", Image.Exif(), b""), list[float]()
    with encoding.encoder(
        tmp_path / "a", head, OutputFormat.WEBP, 70, Compression.FAST, expects=expected.append
    ) as out:
        out.write(np.zeros((300, 300, 3), np.uint8))
    assert expected == [0.0] * 8


def head_of(size: tuple[int, int], *, is_deep: bool = False, frames: int = 1) -> Head:
    """Of RGB, an animation where there are several frames."""
    timing = Timing((50,) * frames, 0) if frames > 1 else None
    return Head(size, 3, is_deep, b"", Image.Exif(), b"", timing)


def test_that_deep_pictures_are_known_to_take_twice_as_long() -> None:
    one, two = head_of((1000, 1000)), head_of((1000, 1000), is_deep=True)
    for unpacks in (True, False):
        seconds = encoding.reading_seconds(one, OutputFormat.TIFF, unpacks=unpacks)
        deep = encoding.reading_seconds(two, OutputFormat.TIFF, unpacks=unpacks)
        assert deep == pytest.approx(2 * seconds)
    seconds, deep = (encoding.effort(head, OutputFormat.PNG, Compression.SMALL).beside for head in (one, two))
    assert deep == pytest.approx(2 * seconds)


@pytest.mark.parametrize("output_format", [OutputFormat.PNG, OutputFormat.GIF, OutputFormat.WEBP])
def test_that_each_frame_of_an_animation_is_encoded_beside_and_read(output_format: OutputFormat) -> None:
    few, many = (head_of((1000, 1000), frames=frames) for frames in (2, 8))
    efforts = [encoding.effort(head, output_format, Compression.FAST) for head in (few, many)]
    assert [each.behind for each in efforts] == [0.0, 0.0]
    assert efforts[1].beside == pytest.approx(4 * efforts[0].beside)
    seconds = [encoding.reading_seconds(head, output_format, unpacks=False) for head in (few, many)]
    assert seconds[1] == pytest.approx(4 * seconds[0])


@pytest.mark.parametrize("output_format", [OutputFormat.WEBP, OutputFormat.AVIF])
def test_that_time_is_set_aside_for_encoders_that_begin_with_the_last_row(
    output_format: OutputFormat,
) -> None:
    assert encoding.effort(head_of((1000, 1000)), output_format, Compression.FAST).behind > 0.05


@pytest.mark.parametrize(
    ("output_format", "frames"),
    [
        (OutputFormat.PNG, 1),
        (OutputFormat.TIFF, 1),
        (OutputFormat.JPG, 1),
        (OutputFormat.PNG, 4),
        (OutputFormat.WEBP, 4),
        (OutputFormat.GIF, 4),
    ],
)
def test_that_encoders_tell_how_much_is_encoded(
    tmp_path: Path, output_format: OutputFormat, frames: int
) -> None:
    told: list[tuple[float, float | None]] = []
    rows = np.random.default_rng(1).integers(0, 255, (700, 1000, 3), np.uint8)
    with encoding.encoder(
        tmp_path / "a",
        head_of((1000, 7000), frames=frames),
        output_format,
        90,
        Compression.FAST,
        tell=lambda part, seconds: told.append((part, seconds)),
    ) as out:
        for _ in range(10 * frames):
            out.write(rows)
        assert told
        out.finish()
    parts = [part for part, _ in told]
    assert parts == sorted(parts)
    if output_format in (OutputFormat.GIF, OutputFormat.JPG):
        assert 0 < parts[-1] <= 1
    else:
        assert parts[-1] == pytest.approx(1.0)
        assert told[-1][1]


def test_that_the_meter_goes_by_the_newest_guess(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=2.0, effort=behind(500.0), checking=3.0)
    clock.now += 10.0
    meter.expects(5.0)
    meter.made(40)
    assert told.fractions == pytest.approx([12 / 20])


def test_that_what_takes_longer_than_guessed_goes_on_ever_more_slowly() -> None:
    parts = [progress.expected(tenths / 10) for tenths in range(1000)]
    steps = [later - earlier for earlier, later in pairwise(parts)]
    assert parts[:9] == pytest.approx([tenths / 10 for tenths in range(9)])
    assert min(steps) > 0
    assert steps[9:] == sorted(steps[9:], reverse=True)
    assert parts[-1] < 1
