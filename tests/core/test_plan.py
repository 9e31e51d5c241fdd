from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from aresrgan_gui.core.options import MAX_SIDE, SCALES, ExactSize, OutputFormat, Target
from aresrgan_gui.core.plan import finished, fits_format, limit_detail, plan, result_size, used


@pytest.mark.parametrize(
    ("scale", "model_scales", "passes"),
    [
        (4, (4,), (4,)),
        (2, (4,), (4,)),
        (3, (4,), (4,)),
        (8, (4,), (4, 4)),
        (16, (4,), (4, 4)),
        (2, (2, 3, 4), (2,)),
        (3, (2, 3, 4), (3,)),
        (8, (2, 3, 4), (2, 4)),
        (16, (2, 3, 4), (4, 4)),
    ],
)
def test_that_the_cheapest_passes_are_chosen(
    scale: int, model_scales: tuple[int, ...], passes: tuple[int, ...]
) -> None:
    assert plan((10, 10), scale, model_scales).passes == passes


@given(
    size=st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    scale=st.sampled_from(SCALES),
    model_scales=st.sets(st.integers(2, 8), min_size=1),
)
def test_that_passes_reach_the_wanted_scale_and_the_size_is_exact(
    size: tuple[int, int], scale: int, model_scales: set[int]
) -> None:
    made = plan(size, scale, model_scales)
    assert math.prod(made.passes) >= scale
    assert (made.width, made.height) == (size[0] * scale, size[1] * scale)
    assert sum(made.pass_weights()) == pytest.approx(1.0)


def test_that_a_later_pass_weighs_as_many_times_more_as_it_has_more_pixels() -> None:
    first, second = plan((10, 10), 16, (4,)).pass_weights()
    assert second == pytest.approx(16 * first)


def test_that_a_model_that_enlarges_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="enlarges"):
        plan((10, 10), 4, (1,))


@pytest.mark.parametrize(
    ("side", "output_format", "fits"),
    [
        (16_383, OutputFormat.WEBP, True),
        (16_384, OutputFormat.WEBP, False),
        (65_500, OutputFormat.JPG, True),
        (65_501, OutputFormat.JPG, False),
        (200_000, OutputFormat.PNG, True),
        (200_000, OutputFormat.TIFF, True),
        (32_768, OutputFormat.AVIF, True),
        (32_769, OutputFormat.AVIF, False),
        (65_535, OutputFormat.GIF, True),
        (65_536, OutputFormat.GIF, False),
    ],
)
def test_that_the_limits_of_formats_are_known(side: int, output_format: OutputFormat, fits: bool) -> None:
    assert fits_format((8, side), output_format) is fits


def test_that_a_format_may_hold_only_so_many_pixels() -> None:
    assert fits_format((16_384, 16_384), OutputFormat.AVIF)
    assert not fits_format((16_385, 16_384), OutputFormat.AVIF)
    assert "268 megapixels" in limit_detail((16_385, 16_384), OutputFormat.AVIF)


@pytest.mark.parametrize(
    ("target", "size"),
    [
        (3, (1200, 900)),
        (ExactSize(1000, 0), (1000, 750)),
        (ExactSize(0, 1000), (1333, 1000)),
        (ExactSize(1000, 1000), (1000, 750)),
        (ExactSize(5000, 600), (800, 600)),
        (ExactSize(1000, 1000, fill=True), (1000, 1000)),
        (ExactSize(100, 100), (100, 75)),
        (ExactSize(1, 0), (1, 1)),
    ],
)
def test_that_every_way_to_ask_for_a_size_has_one_result(target: Target, size: tuple[int, int]) -> None:
    assert result_size((400, 300), target) == size


sides = st.integers(1, 5000)
exact_sizes = (
    st.builds(ExactSize, sides, sides, st.booleans())
    | st.builds(ExactSize, sides, st.just(0))
    | st.builds(ExactSize, st.just(0), sides)
)


@given(st.tuples(sides, sides), exact_sizes, st.sets(st.integers(2, 8), min_size=1))
def test_that_passes_reach_an_exact_size_without_a_needless_one(
    size: tuple[int, int], exact: ExactSize, model_scales: set[int]
) -> None:
    made = plan(size, exact, model_scales)
    left, top, right, bottom = made.view
    reached = math.prod(made.passes)
    assert reached * (right - left) >= made.width * 0.999 - 1
    assert reached * (bottom - top) >= made.height * 0.999 - 1
    assert math.prod(made.passes[:-1]) < max(made.width / (right - left), made.height / (bottom - top)) + 1
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    if exact.fill:
        assert (right - left) / (bottom - top) == pytest.approx(exact.width / exact.height, rel=1e-6)
    else:
        assert list(made.view) == [0, 0, *size]
        assert made.width <= (exact.width or MAX_SIDE * 10**4)
        assert made.height <= (exact.height or MAX_SIDE * 10**4)


def test_that_a_smaller_target_takes_no_model() -> None:
    made = plan((400, 300), ExactSize(200, 0), (4,))
    assert (made.passes, made.pass_weights(), made.width, made.height) == ((), (), 200, 150)


def test_that_an_enormous_target_is_planned_at_once() -> None:
    assert math.prod(plan((1, 1), ExactSize(MAX_SIDE, MAX_SIDE), (2, 3, 4)).passes) >= MAX_SIDE


def test_that_filling_uses_and_shows_the_middle() -> None:
    source = Image.new("RGB", (90, 30), "red")
    source.paste("blue", (30, 0, 60, 30))
    made = plan(source.size, ExactSize(60, 60, fill=True), (2,))
    part = used(source, made)
    assert part.size == (30, 30)
    result = finished(part.resize((60, 60)), made)
    assert (result.size, result.getcolors()) == ((60, 60), [(3600, (0, 0, 255))])


def test_that_a_part_of_a_pixel_is_cut_off_after_the_work() -> None:
    made = plan((5, 3), ExactSize(8, 6, fill=True), (2,))
    assert (made.view, made.crop) == ((0.5, 0, 4.5, 3), (0, 0, 5, 3))
    assert finished(Image.new("L", (10, 6)), made).size == (8, 6)


@pytest.mark.parametrize(
    ("width", "height", "fill"), [(0, 0, False), (-1, 5, False), (5, 0, True), (MAX_SIDE + 1, 1, False)]
)
def test_that_what_is_no_size_is_refused(width: int, height: int, fill: bool) -> None:
    with pytest.raises(ValueError, match="size"):
        ExactSize(width, height, fill)
