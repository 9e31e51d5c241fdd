from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from aresrgan_gui.engine.tiling import EDGE, spans, tiles

LENGTHS = st.integers(1, 2000)
TILES = st.integers(32, 400)
PADDINGS = st.integers(EDGE, 60)


@given(LENGTHS, TILES, PADDINGS)
def test_that_kept_parts_cover_an_axis_once_and_in_order(length: int, tile: int, padding: int) -> None:
    kept = [(span.keep_from, span.keep_to) for span in spans(length, tile, padding)]
    assert kept[0][0] == 0
    assert kept[-1][1] == length
    assert all(before[1] == after[0] for before, after in pairwise(kept))
    assert all(0 < stop - start <= tile for start, stop in kept)


@given(LENGTHS, TILES, PADDINGS)
def test_that_all_windows_have_one_length_and_lie_on_the_continued_picture(
    length: int, tile: int, padding: int
) -> None:
    found = spans(length, tile, padding)
    assert len({span.stop - span.start for span in found}) == 1
    assert all(span.start >= -EDGE and span.stop <= length + EDGE for span in found)


@given(LENGTHS, TILES, PADDINGS)
def test_that_kept_parts_lie_behind_the_padding_or_the_edge(length: int, tile: int, padding: int) -> None:
    for span in spans(length, tile, padding):
        assert span.start == -EDGE or span.keep_from - span.start >= padding
        assert span.stop == length + EDGE or span.stop - span.keep_to >= padding


def test_that_a_small_picture_is_one_window_with_its_edge() -> None:
    (tile,) = tiles(7, 1, 200, 48)
    assert (tile.columns.start, tile.columns.stop) == (-EDGE, 7 + EDGE)
    assert (tile.rows.start, tile.rows.stop) == (-EDGE, 1 + EDGE)


def test_that_tiles_are_as_many_as_rows_times_columns() -> None:
    assert len(tiles(100, 65, 32, 18)) == 4 * 3
