from __future__ import annotations

import sys
from pathlib import Path

import pytest

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.report import log_tail, report_text

FAILURE = Failure(
    ErrorCode.DISK_FULL, Path("/media/Anna Meier/holiday in Rome.jpg").absolute(), "no space: 28"
)


def report(log: str, *, with_paths: bool = False) -> str:
    return report_text({"Qt": "6.9", "engine": "/opt/my engine/run"}, FAILURE, log, with_paths=with_paths)


def test_that_a_report_holds_facts_failure_and_log() -> None:
    text = report("INFO started", with_paths=True)
    for part in (
        "Qt: 6.9",
        "disk-full",
        str(FAILURE.path),
        "no space: 28",
        "INFO started",
        "/opt/my engine/run",
    ):
        assert part in text


@pytest.mark.parametrize(
    "line",
    [
        "cannot read /home/anna/Secret Trip/beach.png: denied",
        "starting ['-i', '/home/anna/beach.png', '-s', '4']",
        r"cannot read C:\Users\Anna\Secret Trip\beach.png",
        r"starting ['C:\\Users\\Anna\\beach.png']",
        r"cannot read \\server\anna\beach.png",
        "cannot read ~/anna/beach.png",
        "Finished(output=PosixPath('/home/anna/beach.png'), seconds=4.1)",
        "holiday in Rome.jpg: gone",
    ],
)
def test_that_no_personal_path_is_in_a_report_unless_it_is_wanted(line: str) -> None:
    text = report(line)
    for personal in ("anna", "Anna", "Secret", "beach", "Rome", "my engine"):
        assert personal not in text
    assert line in report(line, with_paths=True)


def test_that_a_report_still_says_where_in_the_program_it_happened() -> None:
    line = (
        f'File "{Path(sys.prefix) / "lib" / "x.py"}", line 3, in run: 12/14 done, see https://example.org/a'
    )
    assert "<python>" in report(line)
    assert "x.py" in report(line)
    assert "line 3, in run: 12/14 done, see https://example.org/a" in report(line)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_that_the_tail_of_a_log_begins_with_a_whole_line(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.log"
    path.write_text("first line\nsecond line\nthird line\n", newline=end)
    assert log_tail(path, 15) == "third line\n"
    assert log_tail(path).startswith("first")
    assert log_tail(tmp_path / "none") == ""
