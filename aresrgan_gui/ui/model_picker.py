"""Which model to use: a card for each."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from aresrgan_gui.core.models import InstalledModel, ModelKind, ModelSpec
from aresrgan_gui.messages import kind_text
from aresrgan_gui.ui import icons
from aresrgan_gui.ui.fields import column, faint
from aresrgan_gui.ui.text_layout import wrapped
from aresrgan_gui.ui.theme import RADIUS, SMALL, mixed, theme_of

PADDING = 8
ICON = 24
MARK = 50
LINES = 2

_ICONS = {
    ModelKind.PHOTO: "model-photo",
    ModelKind.DRAWING: "model-drawing",
    ModelKind.VIDEO: "model-video",
    ModelKind.OWN: "model-own",
}


class ModelCard(QAbstractButton):
    """A model's title, what it is good for, and the enlargements that it makes by itself."""

    def __init__(self, spec: ModelSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec = spec
        self._speed = ""
        self.setText(spec.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spec.title)
        self.setAccessibleDescription(kind_text(spec.kind))
        self.setToolTip(f"{spec.title} ({scales_text(spec)})\n{kind_text(spec.kind)}\n{spec.name}")

    def set_speed(self, speed: str) -> None:
        """Say how fast the model is here; an empty text where that is not known."""
        if speed != self._speed:
            self._speed = speed
            self.setAccessibleDescription(f"{kind_text(self._spec.kind)} {speed}".rstrip())
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        lines = 1 + LINES + bool(self._speed)
        return QSize(180, round(QFontMetricsF(self.font()).height() * lines + 2 * PADDING))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.hover if self.underMouse() else theme.field
        edge, width = mixed(theme.panel, theme.text, 0.18), 1.0
        if self.isChecked():
            ground = mixed(theme.panel, theme.accent, 0.24 if theme.dark else 0.14)
            edge, width = theme.accent, 1.5
        if self.hasFocus():
            width = 2.5
            edge = theme.accent
        painter.setPen(QPen(edge, width))
        painter.setBrush(ground)
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS)
        self._paint_mark(painter, theme.accent if self.isChecked() else theme.faint)
        self._paint_text(painter, QRectF(self.rect()).adjusted(MARK + PADDING, PADDING, -PADDING, -PADDING))

    def _paint_mark(self, painter: QPainter, colour: QColor) -> None:
        """The kind's drawing, with the scales below it."""
        line = QFontMetricsF(self.font()).height()
        mark = QRectF(PADDING, (self.height() - ICON - line) / 2, MARK - PADDING, ICON)
        icons.paint(painter, _ICONS[self._spec.kind], mark, colour)
        painter.setPen(theme_of(self.palette()).faint)
        painter.setFont(self.font())
        row = QRectF(mark.left(), mark.bottom() + 1, mark.width(), line)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, scales_text(self._spec))

    def _paint_text(self, painter: QPainter, place: QRectF) -> None:
        theme = theme_of(self.palette())
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        row = QRectF(place.left(), place.top(), place.width(), QFontMetricsF(self.font()).height())
        title = QFontMetricsF(bold).elidedText(self._spec.title, Qt.TextElideMode.ElideRight, row.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.text)
        painter.setFont(bold)
        painter.drawText(row, left, title)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * SMALL)
        painter.setPen(theme.faint)
        painter.setFont(small)
        for part in wrapped(kind_text(self._spec.kind), small, place.width(), LINES):
            row.translate(0, row.height())
            painter.drawText(row, left, part)
        if self._speed:
            row.translate(0, row.height())
            painter.drawText(row, left, self._speed)


class ModelPicker(QWidget):
    """Cards of the installed models, or the way to get some."""

    chosen = Signal(str)
    """The name of the model that the user chose."""
    wanted = Signal()
    """The user asked for the models."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, ModelCard] = {}
        self._group = QButtonGroup(self)
        self._layout = column(self, 6)
        self._missing = faint(self.tr("No models are installed yet. They are about 45 MB."), self)
        self._get = QPushButton(self.tr("Get the models"), self)
        self._get.setAccessibleName(self.tr("Get the models"))
        self._get.setProperty("primary", True)
        self._progress = faint("", self)
        self._progress.hide()
        for widget in (self._missing, self._get, self._progress):
            self._layout.addWidget(widget)
        self._get.clicked.connect(self.wanted)

    def set_models(self, models: tuple[InstalledModel, ...]) -> None:
        """Show these models."""
        for card in self._cards.values():
            self._group.removeButton(card)
            card.deleteLater()
        self._cards = {model.spec.name: ModelCard(model.spec, self) for model in models}
        for name, card in self._cards.items():
            self._group.addButton(card)
            self._layout.addWidget(card)
            card.clicked.connect(lambda _checked, name=name: self.chosen.emit(name))
            card.show()
        for one, other in pairwise([self._get, *self._cards.values()]):
            self.setTabOrder(one, other)
        self._missing.setVisible(not models)
        self._get.setVisible(not models)
        self._get.setEnabled(True)
        self._progress.hide()

    def set_speeds(self, speeds: Mapping[str, str]) -> None:
        """Say of each model how fast it is here; models that are left out are not known."""
        for name, card in self._cards.items():
            card.set_speed(speeds.get(name, ""))

    def show_progress(self, text: str) -> None:
        """Say how getting the models goes; an empty text offers the button again."""
        self._progress.setText(text)
        self._progress.setVisible(bool(text))
        self._get.setEnabled(not text)

    def select(self, name: str) -> None:
        """Mark a model as chosen without saying so; one that is not installed marks none."""
        self._group.setExclusive(False)
        for known, card in self._cards.items():
            card.setChecked(known == name)
        self._group.setExclusive(True)

    def names(self) -> list[str]:
        """The names of the models on offer."""
        return list(self._cards)

    def selected(self) -> str | None:
        """The name of the marked model."""
        return next((name for name, card in self._cards.items() if card.isChecked()), None)


def scales_text(spec: ModelSpec) -> str:
    """The model's own enlargements, such as `2-4×` or `2/4×`."""
    first, last = spec.scales[0], spec.scales[-1]
    if len(spec.scales) > 1 and spec.scales == tuple(range(first, last + 1)):
        return f"{first}\N{EN DASH}{last}×"
    return "/".join(str(scale) for scale in spec.scales) + "×"
