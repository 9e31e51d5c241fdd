"""Moving some of many things within their order."""

from __future__ import annotations

import pytest

from aresrgan_gui.core.ordering import placed


@pytest.mark.parametrize(
    ("chosen", "row", "result"),
    [
        ("c", 0, "cabde"),
        ("c", 1, "acbde"),
        ("c", 2, "abcde"),
        ("c", 3, "abcde"),
        ("c", 5, "abdec"),
        ("db", 0, "bdace"),
        ("db", 5, "acebd"),
        ("bd", 3, "acbde"),
        ("x", 2, "abcde"),
    ],
)
def test_that_what_is_chosen_stands_together_before_the_row(chosen: str, row: int, result: str) -> None:
    assert "".join(placed("abcde", chosen, row)) == result
