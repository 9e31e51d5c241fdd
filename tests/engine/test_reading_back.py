"""What is read back of a result before it appears."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aresrgan_gui.core.errors import ErrorCode, UpscaleError
from aresrgan_gui.core.imaging.packing import Head
from aresrgan_gui.core.imaging.pixels import Picture
from aresrgan_gui.core.imaging.sources import source_of
from aresrgan_gui.core.options import Compression, OutputFormat
from aresrgan_gui.core.plan import plan
from aresrgan_gui.engine import result
from aresrgan_gui.engine.encoding import encoder
from aresrgan_gui.engine.progress import Meter
from aresrgan_gui.engine.result import Wanted, make_result
from tests.engine.enlarging.test_passes import Repeating

STILL = [format_ for format_ in OutputFormat if format_ is not OutputFormat.GIF]


class Told:
    """A listener that remembers, and raises `error` once it `hears_checks`."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.fractions: list[float] = []
        self.hears_checks = False
        self._error = error

    def start(self) -> None: ...

    def reached(self, fraction: float) -> None:
        self.fractions.append(fraction)
        if self.hears_checks and self._error:
            raise self._error


def make(target: Path, output_format: OutputFormat, told: Told | None = None) -> None:
    source = source_of(Picture(Image.effect_noise((40, 30), 80).convert("RGB"), None))
    head = Head((80, 60), 3, False, b"", Image.Exif(), b"")
    make_result(
        source,
        plan((40, 30), 2, (2,)),
        {2: Repeating()},
        Wanted(target, head, output_format, 90, Compression.FAST, leaves_pyramid=False),
        told or Told(),
        began=time.monotonic(),
        on_enlarged=lambda: None,
    )


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Path], None]], None]:
    """Has something done to each result once it is written."""
    write = result._write

    def change(then: Callable[[Path], None]) -> None:
        def changed(rows: object, part: Path, *others: object, **named: object) -> None:
            write(rows, part, *others, **named)  # type: ignore[arg-type]
            then(part)

        monkeypatch.setattr(result, "_write", changed)

    return change


@pytest.mark.parametrize("output_format", STILL)
def test_that_a_result_that_lost_its_end_is_found(
    tmp_path: Path, written: Callable[[Callable[[Path], None]], None], output_format: OutputFormat
) -> None:
    def shorten(part: Path) -> None:
        part.write_bytes(part.read_bytes()[: part.stat().st_size * 2 // 3])

    written(shorten)
    with pytest.raises(UpscaleError) as caught:
        make(tmp_path / "a", output_format)
    assert caught.value.failure.code is ErrorCode.OUTPUT_WRONG
    assert caught.value.failure.path == tmp_path / "a"
    assert caught.value.failure.detail.startswith("cannot be read back: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output_format", STILL)
def test_that_a_result_of_another_size_is_found(
    tmp_path: Path, written: Callable[[Callable[[Path], None]], None], output_format: OutputFormat
) -> None:
    def smaller(part: Path) -> None:
        head = Head((80, 59), 3, False, b"", Image.Exif(), b"")
        with encoder(part, head, output_format, 90, Compression.FAST) as out:
            out.write(np.zeros((59, 80, 3), np.uint8))
            out.finish()

    written(smaller)
    with pytest.raises(UpscaleError) as caught:
        make(tmp_path / "a", output_format)
    assert caught.value.failure.code is ErrorCode.OUTPUT_WRONG
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output_format", STILL)
@pytest.mark.parametrize(
    "error",
    [
        BrokenPipeError(32, "Broken pipe"),
        ValueError("write to closed file"),
        KeyboardInterrupt(),
        UpscaleError(ErrorCode.CANCELLED, None, "given up"),
    ],
)
def test_that_what_the_listener_raises_meanwhile_is_not_told_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output_format: OutputFormat, error: BaseException
) -> None:
    check, told = result._check, Told(error)

    def begin(part: Path, wanted: Wanted, meter: Meter) -> None:
        told.hears_checks = True
        check(part, wanted, meter)

    monkeypatch.setattr(result, "_check", begin)
    with pytest.raises(type(error)) as caught:
        make(tmp_path / "a", output_format, told)
    assert caught.value is error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output_format", STILL)
def test_that_progress_rises_and_the_end_is_left_for_the_name(
    tmp_path: Path, output_format: OutputFormat
) -> None:
    told = Told()
    make(tmp_path / "a", output_format, told)
    assert told.fractions == sorted(told.fractions)
    assert 0.5 < told.fractions[-1] < 1.0
