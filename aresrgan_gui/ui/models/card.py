"""A model to choose: what it does to a picture, what it is good for, and what it costs."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QToolButton, QWidget

from aresrgan_gui.core.models.catalogue import InstalledModel, ModelKind, ModelSpec
from aresrgan_gui.core.overriding import override
from aresrgan_gui.messages import kind_text
from aresrgan_gui.ui.models.sample import MIDDLE, Sample, paint_sample, sample_of
from aresrgan_gui.ui.parts.text_layout import wrapped
from aresrgan_gui.ui.theme import RADIUS, SMALL, mixed, theme_of

WIDTH = 180
"""In logical pixels, of a card that may choose."""

PADDING = 8
PICTURE = 72
SHARE = 0.28
"""Side of the sample in pixels, and what it takes at most of a narrow card's width."""

LINES = 4
"""What each text on a card takes at most: the longest of ours needs three where the window is smallest."""

STEP = 0.1
"""How far a key moves the line of the sample, as a share of its width."""

_STEPS = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}


class ModelCard(QAbstractButton):
    """A model's sample, its title, what it is good for, the enlargements that it makes, and its speed.

    The pointer over the sample, or the left and right keys, move the line between before and after.
    """

    rename_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, model: InstalledModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._spec = model.spec
        self._speed = ""
        self._split = MIDDLE
        self._sample: Sample = sample_of(model)
        self._menu: QMenu | None = None
        self.menu_button: QToolButton | None = None
        self.setText(self._spec.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self._spec.title)
        title = f"{self._spec.title} ({scales_text(self._spec)})"
        name = [] if self._spec.name == self._spec.title else [self._spec.name]
        self.setToolTip("\n".join([title, kind_text(self._spec.kind), *name]))
        if self._spec.kind is ModelKind.OWN:
            self._offer_changes()
        self._describe()

    @property
    def is_sample_made(self) -> bool:
        """Whether the card shows what the model makes."""
        return self._sample.is_made

    @property
    def split(self) -> float:
        """Where the line of the sample stands, as a share of its width."""
        return self._split

    def set_speed(self, speed: str) -> None:
        """Say how fast the model is here; an empty text where that is not known."""
        if speed != self._speed:
            self._speed = speed
            self._describe()
            self.updateGeometry()
            self.update()

    def refresh_sample(self) -> None:
        """Show the model's sample as it is now."""
        self._sample = sample_of(self._model)
        self._describe()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.heightForWidth(WIDTH))

    @override
    def heightForWidth(self, width: int) -> int:
        texts = self._texts(width - self._side(width) - 3 * PADDING)
        height = sum(QFontMetricsF(font).height() * len(lines) for lines, font in texts)
        return ceil(max(height, PICTURE) + 2 * PADDING)

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
        picture = self._picture()
        paint_sample(painter, self._sample, picture, self._split)
        left = picture.right() + PADDING
        self._paint_text(painter, QRectF(self.rect()).adjusted(left, PADDING, -PADDING, -PADDING))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.menu_button is not None:
            size = self.menu_button.sizeHint()
            self.menu_button.setGeometry(self.width() - size.width() - 3, 3, size.width(), size.height())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        picture = self._picture()
        inside = picture.contains(event.position())
        self._move_split((event.position().x() - picture.left()) / picture.width() if inside else MIDDLE)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._move_split(MIDDLE)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._move_split(self._split + _STEPS[key])
        elif self._menu is not None and key == Qt.Key.Key_F2:
            self.rename_wanted.emit()
        elif self._menu is not None and key == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        # The window has Delete for pictures; on a card it is for the model.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_ours = self._menu is not None and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete)
            event.setAccepted(is_ours or event.key() in _STEPS)
            return True
        return super().event(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._menu is not None:
            self._menu.popup(event.globalPos())

    def _picture(self) -> QRectF:
        side = self._side(self.width())
        return QRectF(PADDING, (self.height() - side) / 2, side, side)

    @staticmethod
    def _side(width: int) -> float:
        """The sample's side on a card of this width."""
        return min(PICTURE, width * SHARE)

    def _move_split(self, split: float) -> None:
        split = min(max(split, 0.0), 1.0)
        if split != self._split:
            self._split = split
            self.update()

    def _offer_changes(self) -> None:
        """Let a model of the user's own be renamed and removed."""
        name = self.tr("Change {name}").format(name=self._spec.title)
        menu = self._menu = QMenu(self)
        menu.setAccessibleName(name)
        for text, keys, wanted in (
            (self.tr("Rename..."), "F2", self.rename_wanted),
            (self.tr("Remove..."), "Del", self.remove_wanted),
        ):
            menu.addAction(f"{text}\t{keys}").triggered.connect(lambda _checked=False, s=wanted: s.emit())
        button = self.menu_button = QToolButton(self)
        button.setText("\N{HORIZONTAL ELLIPSIS}")
        button.setAccessibleName(name)
        button.setToolTip(self.tr("Rename or remove the model"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("small", True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)

    def _describe(self) -> None:
        """Say to screen readers what is painted."""
        parts = [kind_text(self._spec.kind), scales_text(self._spec), self._speed]
        if self._sample.is_made:
            parts.append(self.tr("With a picture before and after; the left and right keys move the line."))
        self.setAccessibleDescription(" ".join(filter(None, parts)))

    def _paint_text(self, painter: QPainter, place: QRectF) -> None:
        theme = theme_of(self.palette())
        row = QRectF(place)
        painter.setPen(theme.text)
        for lines, font in self._texts(place.width()):
            painter.setFont(font)
            row.setHeight(QFontMetricsF(font).height())
            for line in lines:
                painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
                row.translate(0, row.height())
            painter.setPen(theme.faint)

    def _texts(self, width: float) -> list[tuple[tuple[str, ...], QFont]]:
        """The title, what the model is good for and what it costs, in lines of `width` logical pixels."""
        bold, small = QFont(self.font()), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(small.pointSizeF() * SMALL)
        costs = "  ·  ".join(filter(None, (scales_text(self._spec), self._speed)))
        taken = self.menu_button.sizeHint().width() if self.menu_button is not None else 0
        texts = (
            (self._spec.title, bold, width - taken),
            (kind_text(self._spec.kind), small, width),
            (costs, small, width),
        )
        return [(wrapped(text, font, room, LINES), font) for text, font, room in texts]


def scales_text(spec: ModelSpec) -> str:
    """The model's own enlargements, such as `2-4×` or `2/4×`."""
    first, last = spec.scales[0], spec.scales[-1]
    if len(spec.scales) > 1 and spec.scales == tuple(range(first, last + 1)):
        return f"{first}\N{EN DASH}{last}×"
    return "/".join(str(scale) for scale in spec.scales) + "×"
