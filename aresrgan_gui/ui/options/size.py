"""How large results become: by a factor, or exactly so many pixels."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from aresrgan_gui.core.estimate import about_bytes
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import MAX_SIDE, SCALES, ExactSize, UpscaleOptions
from aresrgan_gui.core.plan import factor_of, fits_format, result_size
from aresrgan_gui.messages import first_frame_text, too_large_text
from aresrgan_gui.ui.parts.fields import Choice, Number, Segments, restyle
from aresrgan_gui.ui.parts.figures import megapixels_text
from aresrgan_gui.ui.parts.texts import column, faint, heading
from aresrgan_gui.ui.theme import GAP

FIRST = (3840, 2160)
"""What the fields hold at first, while there is no picture: width and height in pixels."""


class Rule(Enum):
    """What of a size is fixed."""

    LONGEST = 0
    WIDTH = 1
    HEIGHT = 2
    FIT = 3
    FILL = 4


def rule_of(exact: ExactSize) -> Rule:
    """The rule that `exact` follows."""
    if exact.fill:
        return Rule.FILL
    if not exact.height:
        return Rule.WIDTH
    if not exact.width:
        return Rule.HEIGHT
    return Rule.LONGEST if exact.width == exact.height else Rule.FIT


def exact_of(rule: Rule, width: int, height: int) -> ExactSize:
    """The size by `rule`; for the longest side, `width` is it."""
    sides = {Rule.LONGEST: (width, width), Rule.WIDTH: (width, 0), Rule.HEIGHT: (0, height)}
    return ExactSize(*sides.get(rule, (width, height)), fill=rule is Rule.FILL)


class SizeOptions(QWidget):
    """The factors and, where they are asked for, the fields of an exact size; below, what comes out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = UpscaleOptions()
        self._example: Job | None = None
        scales: list[tuple[int | None, str]] = [(scale, f"{scale}×") for scale in SCALES]
        self._scale = Segments(self.tr("Enlargement"), [*scales, (None, self.tr("Exact"))], self)
        self._rule = Choice(
            self.tr("Exact size"),
            (
                (Rule.LONGEST, self.tr("Longest side")),
                (Rule.WIDTH, self.tr("Width")),
                (Rule.HEIGHT, self.tr("Height")),
                (Rule.FIT, self.tr("Fit inside")),
                (Rule.FILL, self.tr("Fill and cut off")),
            ),
            self,
        )
        self._fields = QWidget(self)
        self._width = Number(self.tr("Width in pixels"), 1, MAX_SIDE, self._fields)
        self._height = Number(self.tr("Height in pixels"), 1, MAX_SIDE, self._fields)
        self._times = QLabel("×", self._fields)
        self._result = faint("", self)
        self._result.setAccessibleName(self.tr("Size of the result"))
        self._lay_out()
        self._scale.chosen.connect(self._choose_scale)
        self._rule.chosen.connect(self._choose_rule)
        for field in (self._width, self._height):
            field.valueChanged.connect(self.changed)

    def show_options(self, options: UpscaleOptions) -> None:
        """Set the controls to these options."""
        self._options = options
        exact = options.exact
        self._scale.set_value(None if exact else options.scale)
        for widget in (self._rule, self._fields):
            widget.setVisible(exact is not None)
        if exact is not None:
            if exact != self._exact():
                self._rule.set_value(rule_of(exact))
                self._set_sides(exact.width, exact.height)
            rule = self._rule.value()
            self._width.setVisible(rule is not Rule.HEIGHT)
            self._height.setVisible(rule in (Rule.HEIGHT, Rule.FIT, Rule.FILL))
            self._times.setVisible(rule in (Rule.FIT, Rule.FILL))
        self._show_result()

    def applied(self, options: UpscaleOptions) -> UpscaleOptions:
        """The options with what the controls say."""
        scale = self._scale.value()
        if scale is None:
            return replace(options, exact=self._exact())
        return replace(options, scale=scale, exact=None)

    def set_example(self, job: Job | None) -> None:
        """Say how large the result of this job would be."""
        self._example = job
        self._show_result()

    def _lay_out(self) -> None:
        sides = QHBoxLayout(self._fields)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(GAP)
        sides.addWidget(self._width, 1)
        sides.addWidget(self._times)
        sides.addWidget(self._height, 1)
        layout = column(self)
        layout.addWidget(heading(self.tr("Size"), self))
        layout.addWidget(self._scale)
        layout.addWidget(self._rule)
        layout.addWidget(self._fields)
        layout.addWidget(self._result)

    def _exact(self) -> ExactSize:
        return exact_of(Rule(self._rule.value()), self._width.value(), self._height.value())

    def _choose_scale(self, scale: int | None) -> None:
        if scale is None:
            self._keep_size()
        self.changed.emit()

    def _choose_rule(self) -> None:
        self._keep_size()
        self.changed.emit()

    def _keep_size(self) -> None:
        """Put into the fields the size that the picture would have had."""
        width, height = FIRST
        if self._example is not None:
            width, height = result_size(self._example.size, self._options.target)
        if self._rule.value() is Rule.LONGEST:
            width = max(width, height)
        self._set_sides(width, height)

    def _set_sides(self, width: int, height: int) -> None:
        for field, side in ((self._width, width), (self._height, height)):
            field.blockSignals(True)
            if side:
                field.setValue(side)
            field.blockSignals(False)

    def _show_result(self) -> None:
        self._result.setVisible(self._example is not None)
        if self._example is None:
            return
        options, source = self._options, self._example.size
        size = result_size(source, options.target)
        made = replace(self._example, options=options)
        output_format = made.output_format
        fits = fits_format(size, output_format)
        text = self.tr("{width} × {height} pixels · {megapixels}").format(
            width=size[0], height=size[1], megapixels=megapixels_text(size[0] * size[1] / 1e6)
        )
        if fits:
            count = made.frames_made
            about = count * about_bytes(size, output_format, options.quality, options.compression)
            text += self.tr(" · about {size}").format(size=_size_text(about))
        else:
            text += f"\n{too_large_text(output_format)}"
        if made.frames_made < made.frames:
            text += f"\n{first_frame_text(output_format)}"
        if factor_of(source, options.target) <= 1:
            text += "\n" + self.tr("Not larger than the picture: it is resized without a model.")
        self._result.setText(text)
        restyle(self._result, "role", "faint" if fits else "error")


def _size_text(size: int) -> str:
    """Bytes as two figures and a unit: an estimate is no more exact than that."""
    figures = len(str(size))
    rounded = round(size, 2 - figures)
    unit = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(rounded, int(figures % 3 == 1), unit)
