from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from aresrgan_gui.engine.tiling import MIN_TILE, shape_for, spans

LENGTHS = st.integers(1, 2000)
TILES = st.integers(32, 400)
EDGES = range(3, 19)
PADDINGS = st.integers(EDGES[-1], 60)


@given(LENGTHS, TILES, PADDINGS, st.sampled_from(EDGES))
def test_that_kept_parts_cover_an_axis_once_and_in_order(
    length: int, tile: int, padding: int, edge: int
) -> None:
    kept = [(span.keep_from, span.keep_to) for span in spans(length, tile, padding, edge)]
    assert kept[0][0] == 0
    assert kept[-1][1] == length
    assert all(before[1] == after[0] for before, after in pairwise(kept))
    assert all(0 < stop - start <= tile for start, stop in kept)


@given(LENGTHS, TILES, PADDINGS, st.sampled_from(EDGES))
def test_that_all_windows_have_one_length_and_lie_on_the_continued_picture(
    length: int, tile: int, padding: int, edge: int
) -> None:
    found = spans(length, tile, padding, edge)
    assert len({span.stop - span.start for span in found}) == 1
    assert all(span.start >= -edge and span.stop <= length + edge for span in found)


@given(LENGTHS, TILES, PADDINGS, st.sampled_from(EDGES))
def test_that_kept_parts_lie_behind_the_padding_or_the_edge(
    length: int, tile: int, padding: int, edge: int
) -> None:
    for span in spans(length, tile, padding, edge):
        assert min(span.keep_from - span.start, span.stop - span.keep_to) >= edge
        assert span.start == -edge or span.keep_from - span.start >= padding
        assert span.stop == length + edge or span.stop - span.keep_to >= padding


@given(LENGTHS, TILES, TILES, PADDINGS, st.data())
def test_that_smaller_tiles_from_some_row_on_need_no_rows_above_those_of_the_larger(
    length: int, tile: int, smaller: int, padding: int, data: st.DataObject
) -> None:
    before = data.draw(st.sampled_from(spans(length, max(tile, smaller), padding, EDGES[-1])))
    after = spans(length, min(tile, smaller), padding, EDGES[-1], before.keep_from)
    assert after[0].keep_from == before.keep_from
    assert after[0].start >= before.start
    assert after[-1].keep_to == length


def test_that_a_small_picture_is_one_window_with_its_edge() -> None:
    (span,) = spans(7, 200, 48, 10)
    assert (span.start, span.stop) == (-10, 7 + 10)


@example(size=(1, 1), tile=32, padding=33, most_rows=0, workers=2)
@given(st.tuples(LENGTHS, LENGTHS), TILES, PADDINGS, st.integers(0, 400), st.integers(1, 16))
def test_that_windows_are_no_larger_than_square_ones_and_bands_no_higher_than_memory_allows(
    size: tuple[int, int], tile: int, padding: int, most_rows: int, workers: int
) -> None:
    shape = shape_for(size, tile, padding, most_rows=most_rows, workers=workers)
    assert (shape.rows + 2 * padding) * (shape.columns + 2 * padding) <= (tile + 2 * padding) ** 2
    assert shape.rows <= max(most_rows, MIN_TILE)


def test_that_a_small_picture_is_work_for_all_workers() -> None:
    shape = shape_for((128, 128), 192, 18, most_rows=500, workers=2)
    assert len(spans(128, shape.rows, 18, 18)) * len(spans(128, shape.columns, 18, 18)) == 2
