from __future__ import annotations

from dataclasses import replace

import pytest

from aresrgan_gui.core.ladder import SMALL_TILE, Rung, next_try, tries
from aresrgan_gui.core.options import UpscaleOptions

OPTIONS = UpscaleOptions()


def steps(options: UpscaleOptions, *devices: str) -> list[tuple[str, str, int]]:
    return [(one.rung.value, one.options.device, one.options.tile) for one in tries(options, devices)]


def test_that_a_graphics_card_gives_way_to_small_tiles_the_other_card_and_the_processor() -> None:
    assert steps(replace(OPTIONS, device="0"), "0", "1", "2") == [
        ("small-tiles", "0", SMALL_TILE),
        ("other-device", "1", SMALL_TILE),
        ("processor", "cpu", 0),
    ]


def test_that_automatic_means_the_first_card() -> None:
    assert steps(OPTIONS, "0", "1") == [
        ("small-tiles", "auto", SMALL_TILE),
        ("other-device", "1", SMALL_TILE),
        ("processor", "cpu", 0),
    ]


def test_that_cards_that_failed_together_give_way_to_one_of_them() -> None:
    assert steps(replace(OPTIONS, device="0,1"), "0", "1") == [
        ("small-tiles", "0,1", SMALL_TILE),
        ("other-device", "0", SMALL_TILE),
        ("processor", "cpu", 0),
    ]


@pytest.mark.parametrize("device", ["cpu", "auto"])
def test_that_the_processor_alone_has_only_smaller_tiles(device: str) -> None:
    assert steps(replace(OPTIONS, device=device)) == [("small-tiles", device, SMALL_TILE)]


def test_that_what_failed_already_is_not_tried_again() -> None:
    assert steps(replace(OPTIONS, device="cpu", tile=48)) == []
    assert [one[0] for one in steps(replace(OPTIONS, device="0", tile=SMALL_TILE), "0")] == ["processor"]


def test_that_everything_else_stays_as_the_user_asked() -> None:
    asked = replace(OPTIONS, device="1", quality=55, tta=True, model="other")
    for one in tries(asked, ("0", "1")):
        assert replace(one.options, device=asked.device, tile=asked.tile) == asked


def test_that_the_ladder_is_climbed_rung_by_rung_and_ends() -> None:
    asked, climbed, last = replace(OPTIONS, device="0"), [], None
    while (step := next_try(asked, last, ("0", "1"))) is not None:
        climbed.append(last := step.rung)
    assert climbed == [Rung.SMALL_TILES, Rung.OTHER_DEVICE, Rung.PROCESSOR]


def test_that_the_processor_is_tried_where_nobody_knows_the_cards() -> None:
    found = [(one.rung.value, one.options.device) for one in tries(OPTIONS, None)]
    assert found == [("small-tiles", "auto"), ("processor", "cpu")]
