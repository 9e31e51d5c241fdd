"""Options that hardly anyone needs, folded away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from aresrgan_gui.core.options import MAX_THREADS, UpscaleOptions
from aresrgan_gui.ui import icons
from aresrgan_gui.ui.options.device import DeviceOptions
from aresrgan_gui.ui.parts.fields import Choice, Number
from aresrgan_gui.ui.parts.texts import column, faint, labelled

TILES = (32, 64, 100, 128, 200, 256, 400, 512, 1024)
"""Sides of a tile on offer, in source pixels."""


class AdvancedOptions(QWidget):
    """Device, tile, threads and TTA below a heading that opens and closes."""

    changed = Signal()
    opened = Signal()
    """What was folded away has been given its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toggle = QToolButton(self)
        self._toggle.setText(self.tr("Advanced"))
        self._toggle.setAccessibleName(self.tr("Advanced options"))
        self._toggle.setCheckable(True)
        self._toggle.setProperty("fold", True)
        self._toggle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._body = QWidget(self)
        self._device = DeviceOptions(self._body)
        sides = [(side, self.tr("{side} pixels").format(side=side)) for side in TILES]
        self._tile = Choice(self.tr("Tile"), ((0, self.tr("Automatic")), *sides), self._body)
        self._threads = Number(self.tr("Threads of the processor"), 0, MAX_THREADS, self._body)
        self._threads.setSpecialValueText(self.tr("Automatic"))
        self._tta = QCheckBox(self.tr("Best quality (TTA)"), self._body)
        self._tta.setAccessibleName(self.tr("Best quality (TTA)"))
        body = column(self._body)
        body.addWidget(self._device)
        labelled(self.tr("Tile: smaller needs less memory"), self._tile, body, self._body)
        labelled(self.tr("Threads of the processor"), self._threads, body, self._body)
        body.addWidget(self._tta)
        body.addWidget(faint(self.tr("Eight passes over each picture: eight times as slow."), self._body))
        layout = column(self)
        layout.addWidget(self._toggle)
        layout.addWidget(self._body)
        self._toggle.toggled.connect(self._fold)
        self._device.changed.connect(self.changed)
        self._tile.chosen.connect(self.changed)
        self._threads.valueChanged.connect(self.changed)
        self._tta.clicked.connect(self.changed)
        self._fold(False)

    def set_cards(self, names: Mapping[int, str]) -> None:
        """Offer these graphics cards, by number."""
        self._device.set_cards(names)

    def show_options(self, options: UpscaleOptions) -> None:
        """Set the controls to these options."""
        self._device.set_value(options.device)
        self._tile.set_value(options.tile)
        self._threads.setValue(options.threads)
        self._tta.setChecked(options.tta)

    def applied(self, options: UpscaleOptions) -> UpscaleOptions:
        """The options with what the controls say."""
        tile = self._tile.value()
        return replace(
            options,
            device=self._device.value(),
            tile=tile if isinstance(tile, int) else options.tile,
            threads=self._threads.value(),
            tta=self._tta.isChecked(),
        )

    def tint(self, palette: QPalette) -> None:
        """Paint the heading's arrow in the palette's colours."""
        name = "chevron-down" if self._toggle.isChecked() else "chevron-right"
        self._toggle.setIcon(icons.icon(name, palette))

    def _fold(self, is_open: bool) -> None:
        self._body.setVisible(is_open)
        self.tint(self.palette())
        if is_open:
            # The layouts around it take until the next turn of the event loop.
            QTimer.singleShot(0, self, self.opened.emit)
