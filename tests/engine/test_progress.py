from __future__ import annotations

import io

from aresrgan_gui.engine.progress import Percentages


def test_that_percentages_rise_and_are_said_once() -> None:
    stream = io.StringIO()
    percentages = Percentages(stream)
    percentages.start()
    for fraction in (0.0, 1 / 3, 0.2, 1 / 3, 0.99999, 1.0, 1.0, 1.5):
        percentages.reached(fraction)
    assert stream.getvalue() == "0.00%\n33.33%\n99.99%\n100.00%\n"


def test_that_each_picture_starts_again() -> None:
    stream = io.StringIO()
    percentages = Percentages(stream)
    for _ in range(2):
        percentages.start()
        percentages.reached(1.0)
    assert stream.getvalue() == "0.00%\n100.00%\n" * 2
