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
from aresrgan_gui.core.imaging.fed import FedEncoder
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.pixels import Picture
from aresrgan_gui.core.imaging.saving import save
from aresrgan_gui.core.imaging.sources import source_of
from aresrgan_gui.core.options import Compression, OutputFormat
from aresrgan_gui.core.plan import plan
from aresrgan_gui.engine import encoding, progress
from aresrgan_gui.engine.progress import Meter, Percentages
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


def test_that_progress_is_the_part_of_the_time_that_is_over(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=2.0, encoding=5.0, checking=3.0)
    for done in range(1, 11):
        clock.now += 1.0
        meter.made(4 * done)
    meter.checked(0.0)
    meter.checked(1.0)
    parts = [*range(3, 13), 17, 20]
    assert told.fractions == pytest.approx([seconds / 20 for seconds in parts])


def test_that_what_is_prepared_before_the_making_is_no_part_of_it(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=2.0, encoding=0.0, checking=0.0)
    clock.now += 6.0
    meter.begins()
    clock.now += 1.0
    meter.made(10)
    assert told.fractions == pytest.approx([9 / 12])


def test_that_frames_take_longer_once_the_one_before_is_encoded_beside(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=1.0, encoding=2.0, checking=1.0, frames=8.0, threads=2)
    for step in range(1, 9):
        clock.now += 1.0 if step <= 2 else 1.5
        meter.made(5 * step)
    meter.checked(0.0)
    seconds = [2, 3, 4.5, 6, 7.5, 9, 10.5, 12, 14]
    assert told.fractions == pytest.approx([each / 15 for each in seconds])


def test_that_a_single_picture_is_slowed_by_nothing(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 1.0, before=0.0, encoding=5.0, checking=5.0)
    clock.now += 10.0
    meter.made(1.0 + 1e-9)
    assert told.fractions == pytest.approx([0.5])


def test_that_what_slows_less_than_guessed_still_lets_progress_grow(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, encoding=30.0, checking=0.0, frames=120.0)
    for step in range(1, 9):
        clock.now += 1.0
        meter.made(5 * step)
    assert told.fractions == sorted(set(told.fractions))
    assert told.fractions[-1] == pytest.approx(8 / 38)


def test_that_what_the_encoder_is_behind_has_not_slowed_the_making_yet(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, encoding=2.0, checking=0.0, frames=8.0, threads=2)
    meter.expects(4.0)
    clock.now += 5.0
    meter.made(20)
    meter.expects(2.0)
    clock.now += 1.0
    meter.made(24)
    # Half was made with nothing encoded beside it, and then 0.6 with 2.8 seconds on one of two threads.
    assert told.fractions == pytest.approx([5 / (10 + 2 + 4), 6 / (4.6 / 0.6 + 3 + 2)])


def test_that_a_tile_under_way_counts_half_once_one_is_done(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=0.0, encoding=0.0, checking=0.0)
    meter.made(0, 8)
    assert not told.fractions
    clock.now += 1.0
    meter.made(4, 8)
    meter.made(4, 12)
    assert told.fractions == pytest.approx([8 / 40, 10 / 40])


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
    assert told.fractions[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("output_format", [OutputFormat.WEBP, OutputFormat.AVIF])
def test_that_the_time_of_encoding_is_tried_on_pieces_of_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output_format: OutputFormat
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
    pixels = np.zeros((1000, 300, 3), np.uint8)
    head, expected = Head((300, 1000), 3, False, b"", Image.Exif(), b""), list[float]()
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


@pytest.mark.parametrize("output_format", [OutputFormat.PNG, OutputFormat.GIF, OutputFormat.WEBP])
def test_that_an_animation_is_known_to_be_read_twice(output_format: OutputFormat) -> None:
    picture = encoding.reading_seconds(1_000_000, output_format)
    assert encoding.reading_seconds(1_000_000, output_format, 5) > 1.5 * 5 * picture


def test_that_deep_pictures_are_known_to_be_read_more_slowly() -> None:
    picture = encoding.reading_seconds(1_000_000, OutputFormat.TIFF)
    assert encoding.reading_seconds(1_000_000, OutputFormat.TIFF, is_deep=True) == pytest.approx(2 * picture)


@pytest.mark.parametrize("output_format", [OutputFormat.GIF, OutputFormat.WEBP, OutputFormat.AVIF])
def test_that_time_is_set_aside_for_encoders_that_begin_with_the_last_row(
    output_format: OutputFormat,
) -> None:
    assert encoding.encoding_seconds(1_000_000, output_format) > 0.05


def test_that_a_gif_is_expected_to_encode_what_it_is_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FedEncoder, "waiting", 3_000_000)
    head, expected = Head((40, 30), 3, False, b"", Image.Exif(), b""), list[float]()
    with encoding.encoder(
        tmp_path / "a", head, OutputFormat.GIF, 90, Compression.FAST, expects=expected.append
    ) as out:
        out.write(np.zeros((30, 40, 3), np.uint8))
        out.finish()
    assert expected == [encoding.encoding_seconds(1_000_000 + 40 * 30, OutputFormat.GIF)]


def test_that_the_meter_goes_by_the_newest_guess(clock: Clock) -> None:
    told = Told()
    meter = Meter(told, 40, before=2.0, encoding=500.0, checking=3.0)
    clock.now += 10.0
    meter.expects(5.0)
    meter.made(40)
    assert told.fractions == pytest.approx([12 / 20])


def test_that_what_takes_longer_than_guessed_goes_on_ever_more_slowly() -> None:
    parts = [progress._expected(tenths / 10) for tenths in range(1000)]
    steps = [later - earlier for earlier, later in pairwise(parts)]
    assert parts[:9] == pytest.approx([tenths / 10 for tenths in range(9)])
    assert min(steps) > 0
    assert steps[9:] == sorted(steps[9:], reverse=True)
    assert parts[-1] < 1
