"""How long the compare view takes to open and to paint a huge result, and what memory that takes.

Run it with: python tests/benchmarks/compare_paint.py [--pixels MEGAPIXELS]. The pyramid is made in a child,
as the engine makes it, from a synthetic picture. Paint times are of a view of 1400 x 900 pixels, of every
paint until the picture is sharp: by the clock, which other programs slow down, and of all processors
together, as Qt shares a large paint among them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from math import isqrt
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PIL import Image
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.imaging.pixels import Picture
from aresrgan_gui.core.imaging.pyramid import find_pyramid
from aresrgan_gui.core.imaging.pyramid_making import make_pyramid
from aresrgan_gui.core.imaging.sources import source_of
from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.compare.scene import Mode
from aresrgan_gui.ui.compare.tiled_layer import TiledLayer
from aresrgan_gui.ui.compare.transform import Point, ViewTransform
from aresrgan_gui.ui.compare.view import WHEEL_STEP, CompareView
from aresrgan_gui.ui.compare.viewer import SIDES

SCALE = 4
VIEW = (1400, 900)
NOTCHES = 28
"""Of the wheel, from the whole picture to 1600 %."""


def make(folder: str, side: int) -> None:
    """In a child: a file that stands for the result, its pyramid, and the seconds and memory that took."""
    cell = Image.merge("RGB", [Image.effect_noise((1024, 1024), 90) for _ in "RGB"])
    image = Image.new("RGB", (side, side))
    for left in range(0, side, 1024):
        for top in range(0, side, 1024):
            image.paste(cell, (left, top))
    result = Path(folder) / "result"
    result.write_bytes(os.urandom(64))
    decoded = megabytes()
    began = time.perf_counter()
    pyramid = make_pyramid(result, source_of(Picture(image, None)))
    seconds = time.perf_counter() - began
    size = pyramid.path.stat().st_size
    print(f"pyramid: {seconds:.1f} s after decoding, {size / 1e6:.0f} MB on disk")
    print(f"the child's memory: {decoded:.0f} MB with the picture decoded, {megabytes():.0f} MB at the end")


def megabytes() -> float:
    """The memory of this process in MB."""
    return float(psutil.Process().memory_info().rss) / 1e6


class TimedView(CompareView):
    """Keeps the milliseconds of each paint: of all processors together, and by the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []
        self.clock: list[float] = []

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        began, at = time.process_time(), time.perf_counter()
        super().paintEvent(event)
        self.times.append((time.process_time() - began) * 1000)
        self.clock.append((time.perf_counter() - at) * 1000)


def paints(view: TimedView, steps: Sequence[Callable[[], None]]) -> str:
    """Median and worst milliseconds of the paints after each step, until the picture is sharp."""
    view.times.clear()
    view.clock.clear()
    for step in steps:
        step()
        view.repaint()
        while not view.is_sharp:
            QApplication.processEvents()
    return f"{len(view.times):3} paints: by the clock {spread(view.clock)}; processors {spread(view.times)}"


def spread(times: list[float]) -> str:
    """Median, nine of ten, and the worst."""
    tenths = statistics.quantiles(times, n=10)
    return (
        f"median {statistics.median(times):4.1f}, nine of ten {tenths[-1]:4.1f}, worst {max(times):4.1f} ms"
    )


def pans(view: CompareView, side: int, zoom: float) -> list[Callable[[], None]]:
    """A drag of 120 frames, 15 pixels of the screen each."""
    centres = [side / 3 + frame * 15 / zoom for frame in range(120)]
    return [partial(view.look, ViewTransform(zoom, Point(centre, centre / 2))) for centre in centres]


def turn_wheel(view: CompareView, factor: float) -> None:
    """One notch."""
    view.zoom_to(view.zoom * factor)


def main() -> None:
    """Make, open, pan and zoom."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pixels", type=int, default=600, help="of the result, in megapixels")
    side = isqrt(parser.parse_args().pixels * 1_000_000)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        child = multiprocessing.get_context("spawn").Process(target=make, args=(folder, side))
        child.start()
        child.join()
        source = Image.effect_noise((side // SCALE, side // SCALE), 90).convert("RGB")
        view = TimedView()
        view.resize(*VIEW)
        view.show()
        view.show_picture((side, side))
        for longest in SIDES:
            shown = source.copy()
            shown.thumbnail((longest, longest))
            pixels = QImage(shown.tobytes(), *shown.size, 3 * shown.width, QImage.Format.Format_RGB888)
            view.add_before(pixels.convertToFormat(QImage.Format.Format_RGB32))
        application.processEvents()
        before = megabytes()
        began = time.perf_counter()
        pyramid = find_pyramid(Path(folder) / "result")
        assert pyramid is not None
        view.set_after(TiledLayer(pyramid))
        view.repaint()
        print(f"{side} x {side} pixels opened in {(time.perf_counter() - began) * 1000:.0f} ms")
        notches = [WHEEL_STEP] * NOTCHES + [1 / WHEEL_STEP] * NOTCHES
        wheel = [partial(turn_wheel, view, factor) for factor in notches]
        jumps = [partial(view.zoom_to, zoom) for zoom in (5.0, 0.1, 1.0, 0.04, 16.0, 0.5)]
        for mode in Mode:
            view.set_mode(mode)
            view.fit()
            print(f"{mode.value:13} wheel fit..1600%..fit: {paints(view, wheel)}")
            print(f"{mode.value:13} jumps:                 {paints(view, jumps)}")
            for zoom in (0.25, 1.0, 5.0):
                print(f"{mode.value:13} pan at {zoom:4.0%}:           {paints(view, pans(view, side, zoom))}")
        print(f"the view's memory: {megabytes() - before:.0f} MB more than without the result")


if __name__ == "__main__":
    main()
