"""How long the compare view takes to open and to paint a huge result, and what memory that takes.

Run it with: python tests/benchmarks/compare_paint.py [--pixels MEGAPIXELS]. The pyramid is made in a child,
as the engine makes it, from a synthetic picture. Paint times are of a view of 1400 x 900 pixels: of all
processors together, as Qt shares a large paint among them, and by the clock, which other programs slow down.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from math import isqrt
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from aresrgan_gui.core.imaging.pixels import Picture
from aresrgan_gui.core.imaging.pyramid import find_pyramid
from aresrgan_gui.core.imaging.pyramid_making import make_pyramid
from aresrgan_gui.core.imaging.sources import source_of
from aresrgan_gui.ui.compare.scene import Mode
from aresrgan_gui.ui.compare.tiled_layer import TiledLayer
from aresrgan_gui.ui.compare.transform import Point, ViewTransform
from aresrgan_gui.ui.compare.view import CompareView

SCALE = 4
VIEW = (1400, 900)


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


def paints(view: CompareView, steps: Iterable[Callable[[], None]]) -> str:
    """Median and worst milliseconds of the paints after each step, and the median by the clock."""
    times, clock = [], []
    for step in steps:
        step()
        began, at = time.process_time(), time.perf_counter()
        view.repaint()
        times.append((time.process_time() - began) * 1000)
        clock.append((time.perf_counter() - at) * 1000)
    return (
        f"median {statistics.median(times):5.1f} ms, worst {max(times):5.1f} ms, of {len(times)} paints; "
        f"by the clock {statistics.median(clock):5.1f} ms"
    )


def pans(view: CompareView, side: int, zoom: float) -> list[Callable[[], None]]:
    """A drag of 120 frames, 15 pixels of the screen each."""

    def look(frame: int) -> None:
        centre = side / 3 + frame * 15 / zoom
        view.look(ViewTransform(zoom, Point(centre, centre / 2)))

    return [lambda frame=frame: look(frame) for frame in range(120)]  # type: ignore[misc]


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
        view = CompareView()
        view.resize(*VIEW)
        view.show()
        view.show_picture((side, side))
        row_bytes = 3 * source.width
        view.add_before(QImage(source.tobytes(), *source.size, row_bytes, QImage.Format.Format_RGB888).copy())
        application.processEvents()
        before = megabytes()
        began = time.perf_counter()
        pyramid = find_pyramid(Path(folder) / "result")
        assert pyramid is not None
        view.set_after(TiledLayer(pyramid))
        view.repaint()
        print(f"{side} x {side} pixels opened in {(time.perf_counter() - began) * 1000:.0f} ms")
        zooms = [lambda factor=1.06**n: view.zoom_to(view.zoom * factor) for n in range(1, 20)]
        for mode in Mode:
            view.set_mode(mode)
            view.fit()
            print(f"{mode.value:13} zoom fit..1600%: {paints(view, zooms)}")
            for zoom in (0.25, 1.0, 5.0):
                print(f"{mode.value:13} pan at {zoom:4.0%}:     {paints(view, pans(view, side, zoom))}")
        print(f"the view's memory: {megabytes() - before:.0f} MB more than without the result")


if __name__ == "__main__":
    main()
