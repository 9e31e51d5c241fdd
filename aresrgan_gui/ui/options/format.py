"""What results are: their format, how it is packed, and what they take over of the source."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from aresrgan_gui.core.options import Compression, Metadata, OutputFormat, UpscaleOptions
from aresrgan_gui.messages import format_text
from aresrgan_gui.ui.parts.fields import Choice, Slider
from aresrgan_gui.ui.parts.texts import column, heading, labelled

WITH_QUALITY = (OutputFormat.JPG, OutputFormat.WEBP, OutputFormat.AVIF, None)
WITH_COMPRESSION = (OutputFormat.PNG, OutputFormat.TIFF, None)
"""The formats for which the one and the other counts; it may be either where the format is the source's."""


class FormatOptions(QWidget):
    """Format, quality, what becomes of transparency in a format that has none, and metadata."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        formats = [(entry, format_text(entry)) for entry in OutputFormat]
        self._format = Choice(self.tr("Format"), [*formats, (None, self.tr("As the source"))], self)
        self._quality = Slider(self.tr("Quality"), 1, 100, self)
        self._quality_label = QLabel(self)
        self._compression = Choice(
            self.tr("Compression"),
            (
                (Compression.FAST, self.tr("Fast to write")),
                (Compression.BALANCED, self.tr("Balanced")),
                (Compression.SMALL, self.tr("Smallest file")),
            ),
            self,
        )
        self._background = Choice(
            self.tr("Transparent parts"),
            (
                (None, self.tr("Refuse the picture")),
                ("#ffffff", self.tr("White")),
                ("#000000", self.tr("Black")),
            ),
            self,
        )
        self._metadata = Choice(
            self.tr("Metadata"),
            (
                (Metadata.KEEP, self.tr("Keep")),
                (Metadata.NO_LOCATION, self.tr("Remove the location")),
                (Metadata.DROP, self.tr("Remove all")),
            ),
            self,
        )
        layout = column(self)
        layout.addWidget(heading(self.tr("Format"), self))
        layout.addWidget(self._format)
        self._quality_label.setBuddy(self._quality)
        self._quality_label.setProperty("role", "faint")
        layout.addWidget(self._quality_label)
        layout.addWidget(self._quality)
        self._compression_label = labelled(self.tr("Compression"), self._compression, layout, self)
        self._background_label = labelled(self.tr("Transparent parts"), self._background, layout, self)
        labelled(self.tr("Metadata"), self._metadata, layout, self)
        for choice in (self._format, self._compression, self._background, self._metadata):
            choice.chosen.connect(self.changed)
        self._quality.valueChanged.connect(self._quality_moved)
        self._quality.sliderReleased.connect(self.changed)

    def show_options(self, options: UpscaleOptions) -> None:
        """Set the controls to these options."""
        self._format.set_value(options.format)
        self._quality.setValue(options.quality)
        self._compression.set_value(options.compression)
        self._background.set_value(options.background)
        self._metadata.set_value(options.metadata)
        shown: dict[QWidget, bool] = {
            self._quality: options.format in WITH_QUALITY,
            self._quality_label: options.format in WITH_QUALITY,
            self._compression: options.format in WITH_COMPRESSION,
            self._compression_label: options.format in WITH_COMPRESSION,
            self._background: options.format is OutputFormat.JPG,
            self._background_label: options.format is OutputFormat.JPG,
        }
        for widget, is_shown in shown.items():
            widget.setVisible(is_shown)
        self._say_quality()

    def applied(self, options: UpscaleOptions) -> UpscaleOptions:
        """The options with what the controls say."""
        chosen, background = self._format.value(), self._background.value()
        compression, metadata = self._compression.value(), self._metadata.value()
        return replace(
            options,
            format=chosen if isinstance(chosen, OutputFormat) else None,
            quality=self._quality.value(),
            compression=compression if isinstance(compression, Compression) else options.compression,
            background=background if isinstance(background, str) else None,
            metadata=metadata if isinstance(metadata, Metadata) else options.metadata,
        )

    def _quality_moved(self) -> None:
        self._say_quality()
        if not self._quality.isSliderDown():
            self.changed.emit()

    def _say_quality(self) -> None:
        self._quality_label.setText(self.tr("Quality: {value}").format(value=self._quality.value()))
