"""A short turn of what `tests/benchmarks/fuzz.py` does for as long as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.untrusted import NESTED, Reader, readers

EXAMPLES = 50


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)
def test_that_bad_input_meets_declared_errors_only(reader: Reader, tmp_path: Path) -> None:
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(reader.inputs)
    def take(given: object) -> None:
        reader.take(given, tmp_path)

    take()


@pytest.mark.parametrize("reader", [reader for reader in readers() if "loader" in reader.name])
def test_that_a_file_nested_without_end_is_no_crash_at_the_start(reader: Reader, tmp_path: Path) -> None:
    reader.take(NESTED, tmp_path)
