from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aresrgan_gui.core.options import SCALES, OutputFormat
from aresrgan_gui.core.plan import fits_format, plan


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
    ],
)
def test_that_the_limits_of_formats_are_known(side: int, output_format: OutputFormat, fits: bool) -> None:
    assert fits_format((8, side), output_format) is fits
