from __future__ import annotations

from aresrgan_gui.core.tables import markdown_table, text_table

ROWS = [["one", "1"], ["twenty-one", ""]]


def test_that_columns_stand_below_each_other() -> None:
    assert text_table(["name", "count"], ROWS).splitlines() == [
        "name        count",
        "one         1",
        "twenty-one",
    ]


def test_that_a_markdown_table_has_a_line_below_its_headings() -> None:
    assert markdown_table(["name", "count"], ROWS).splitlines() == [
        "| name | count |",
        "| --- | --- |",
        "| one | 1 |",
        "| twenty-one |  |",
    ]


def test_that_no_cell_breaks_a_markdown_table() -> None:
    assert markdown_table(["name"], [["a|b\nc"]]).splitlines()[2] == "| a\\|b c |"
