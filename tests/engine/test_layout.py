from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from aresrgan_gui.engine.layout import Layout, Room, layout
from aresrgan_gui.engine.networks.ncnn import vulkan_layout
from aresrgan_gui.engine.tiling import MIN_TILE, spans

MEGABYTE = 1_000_000


def test_that_a_picture_whose_padding_would_cost_more_than_it_is_worth_stays_whole() -> None:
    room = Room(padding=40, edge=10, threads=2, memory=900 * MEGABYTE, pixel_bytes=10_000)
    assert layout((256, 256), room, 0) == Layout(tile=256, workers=1, threads=2)


def test_that_many_tiles_run_beside_each_other_with_a_thread_each() -> None:
    room = Room(padding=18, edge=10, threads=2, memory=900 * MEGABYTE, pixel_bytes=3_000)
    found = layout((1340, 1748), room, 0)
    assert (found.workers, found.threads) == (2, 1)


def test_that_windows_are_no_larger_than_is_worthwhile() -> None:
    wide = Room(18, 18, threads=2, memory=900 * MEGABYTE, pixel_bytes=3_000, shrinks=True)
    narrow = replace(wide, worthwhile=7)
    assert layout((1340, 1748), narrow, 0).tile < 0.6 * layout((1340, 1748), wide, 0).tile


def test_that_less_memory_makes_smaller_windows() -> None:
    large, small = (
        layout((4000, 4000), Room(28, 10, 2, memory * MEGABYTE, 10_000), 0) for memory in (900, 300)
    )
    assert small.tile < large.tile


def test_that_the_side_asked_for_is_kept_however_little_memory_there_is() -> None:
    room = Room(padding=40, edge=10, threads=4, memory=MEGABYTE, pixel_bytes=10_000)
    assert layout((4000, 4000), room, 500) == Layout(tile=500, workers=1, threads=4)


@given(
    st.integers(1, 6000),
    st.integers(1, 6000),
    st.integers(1, 64),
    st.sampled_from([(18, 3_000), (28, 10_000), (40, 10_000), (48, 53_000)]),
)
def test_that_all_windows_together_fit_the_memory(
    width: int, height: int, threads: int, need: tuple[int, int]
) -> None:
    padding, pixel_bytes = need
    memory = max(900 * MEGABYTE, pixel_bytes * (4 * padding) ** 2)
    found = layout((width, height), Room(padding, 10, threads, memory, pixel_bytes), 0)
    assert found.tile >= MIN_TILE
    assert 1 <= found.workers * found.threads <= threads
    across, down = (spans(length, found.tile, padding, 10)[0] for length in (width, height))
    window = (across.stop - across.start) * (down.stop - down.start)
    assert window * found.workers * pixel_bytes <= max(memory, pixel_bytes * (MIN_TILE + 2 * padding) ** 2)


def test_that_a_graphics_card_gets_what_its_memory_holds() -> None:
    assert vulkan_layout(10_000_000, 40, 12) == (12 * 40 - 80, 3)
    side, workers = vulkan_layout(300_000, 40, 12)
    assert workers == 3
    assert workers * (side + 80) ** 2 < 300_000
    side, workers = vulkan_layout(30_000, 40, 12)
    assert workers == 1
    assert (side + 80) ** 2 < 30_000
    assert vulkan_layout(10, 40, 12) == (MIN_TILE, 1)
