"""The program's icon in the forms that desktops and installers want, drawn from `resources/icons/app.svg`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from places import ROOT
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = ROOT / "resources" / "icons" / "app.svg"
SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
LARGEST_OF_ICO = 256


def write_icons(folder: Path) -> None:
    """Put `aresrgan.ico`, `aresrgan.icns` and `aresrgan-N.png` for each side N into `folder`."""
    images = {side: drawn(side) for side in SIDES}
    for side, image in images.items():
        image.save(folder / f"aresrgan-{side}.png", optimize=True)
    for_windows = [image for side, image in images.items() if side <= LARGEST_OF_ICO]
    largest = for_windows[-1]
    sizes = [image.size for image in for_windows]
    largest.save(folder / "aresrgan.ico", sizes=sizes, append_images=for_windows[:-1])
    images[SIDES[-1]].save(folder / "aresrgan.icns", append_images=list(images.values()))


def drawn(side: int) -> Image.Image:
    """The icon as RGBA, `side` pixels wide and high."""
    image = QImage(side, side, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (side, side), bytes(plain.constBits()))
