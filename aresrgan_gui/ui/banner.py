"""A message above the picture that stays until it is no longer true or is sent away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui import drawings, icons
from aresrgan_gui.ui.parts.text_layout import breakable
from aresrgan_gui.ui.parts.texts import new_link
from aresrgan_gui.ui.theme import GAP, MARGIN, mixed, theme_of

ICON = 20


class Banner(QFrame):
    """An icon, what happened in bold, and what to do."""

    explanation_wanted = Signal(object)
    """The Failure that the user wants to know more about."""

    dismissed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, is_calm: bool = False) -> None:
        """`is_calm` where what it says never means that something went wrong."""
        super().__init__(parent)
        self._is_always_calm = self._is_calm = is_calm
        self._text = ""
        self._failure: Failure | None = None
        self._what = QLabel(self)
        self._remedy = QLabel(self)
        for label in (self._what, self._remedy):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        bold = self._what.font()
        bold.setBold(True)
        self._what.setFont(bold)
        self._close = QToolButton(self)
        self._close.setAccessibleName(self.tr("Dismiss the message"))
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setIconSize(QSize(14, 14))
        self._close.clicked.connect(self.dismiss)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(2)
        self._texts.addWidget(self._what)
        self._texts.addWidget(self._remedy)
        self._links = QHBoxLayout()
        self._links.setSpacing(MARGIN)
        self._links.addStretch(1)
        self._texts.addLayout(self._links)
        self._details = self.add_link(self.tr("Details..."), self.tr("Details of what went wrong"))
        self._details.clicked.connect(lambda: self.explanation_wanted.emit(self._failure))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN + ICON + GAP, GAP, GAP, GAP)
        layout.addLayout(self._texts, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(name)
        self._tint()
        self.hide()

    @property
    def text(self) -> str:
        """Everything that it says."""
        return self._text

    @property
    def is_calm(self) -> bool:
        """Whether what it says does not mean that something went wrong."""
        return self._is_calm

    def add_link(self, text: str, name: str) -> QPushButton:
        """Offer something to do below the text; a screen reader calls it `name`."""
        link = new_link(text, name, self)
        self._links.insertWidget(self._links.count() - 1, link)
        return link

    def say(self, what: str, remedy: str = "", failure: Failure | None = None) -> None:
        """Show a message; the details of a failure can be asked for."""
        self._show(what, remedy, failure, is_calm=self._is_always_calm)

    def note(self, what: str) -> None:
        """Show a message on something that is as it should be."""
        self._show(what, "", None, is_calm=True)

    def _show(self, what: str, remedy: str, failure: Failure | None, *, is_calm: bool) -> None:
        self._is_calm = is_calm
        self._failure = failure
        self._details.setVisible(failure is not None)
        self._text = f"{what} {remedy}".strip()
        self._what.setText(breakable(what))
        self._remedy.setText(breakable(remedy))
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleDescription(self.text)
        self.update()
        self.show()

    def dismiss(self) -> None:
        """The user has read it."""
        self.hide()
        self.dismissed.emit()

    def _tint(self) -> None:
        """Paint icons in the palette's colours."""
        self._close.setIcon(icons.icon("close", self.palette()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = theme_of(self.palette())
        colour = theme.accent if self._is_calm else theme.error
        painter.fillRect(self.rect(), mixed(theme.panel, colour, 0.14))
        painter.fillRect(QRectF(0, 0, 3, self.height()), colour)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.line)
        drawing = "about" if self._is_calm else "failed"
        drawings.paint(painter, drawing, QRectF(MARGIN, GAP, ICON, ICON), colour)
