"""The tools below the picture: the ways to compare, trials, and what is under the cursor."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup, QColor, QPalette
from PySide6.QtWidgets import QLabel, QToolBar, QToolButton, QWidget

from aresrgan_gui.ui import icons
from aresrgan_gui.ui.accessible import name_overflow
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.actions import Actions, name_button
from aresrgan_gui.ui.compare.canvas import Pointed
from aresrgan_gui.ui.compare.scene import Mode
from aresrgan_gui.ui.compare.view import CompareView

ACT_OF_MODE = {
    Mode.SLIDER: Act.MODE_SLIDER,
    Mode.SIDE_BY_SIDE: Act.MODE_SIDE_BY_SIDE,
    Mode.DIFFERENCE: Act.MODE_DIFFERENCE,
    Mode.RESULT: Act.MODE_RESULT,
}

_IN_WORDS = (Act.TRY_AREA, Act.COMPARE_MODELS)


class CompareBar(QToolBar):
    """Buttons for the modes, for holding, for exact pixels and for trials; what has no room is in a menu."""

    def __init__(self, actions: Actions, compare: CompareView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare-bar")
        self.setAccessibleName(self.tr("Ways to compare"))
        self.setIconSize(QSize(18, 18))
        self._modes = QActionGroup(self)
        for act in ACT_OF_MODE.values():
            self._modes.addAction(actions[act])
        actions[ACT_OF_MODE[compare.mode]].setChecked(True)
        self.hold = QToolButton(self)
        self.hold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hold.setAccessibleName(self.tr("Hold to see the source"))
        self.hold.setToolTip(self.tr("Hold to see the source (H)"))
        self.hold.pressed.connect(lambda: compare.hold(True))
        self.hold.released.connect(lambda: compare.hold(False))
        self._add(actions, *ACT_OF_MODE.values())
        self.addWidget(self.hold)
        self._add(actions, Act.EXACT)
        self.addSeparator()
        self._add(actions, *_IN_WORDS)
        name_overflow(self, self.tr("More ways to compare"))

    def tint(self, palette: QPalette) -> None:
        """Paint icons in the palette's colours."""
        self.hold.setIcon(icons.icon("hold", palette))

    def _add(self, actions: Actions, *acts: Act) -> None:
        for act in acts:
            self.addAction(actions[act])
            button = self.widgetForAction(actions[act])
            if isinstance(button, QToolButton):
                name_button(button)
                if act in _IN_WORDS:
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)


class Readout(QLabel):
    """The place under the cursor and the colours of both pictures there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Under the cursor"))
        self.setProperty("role", "readout")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, pointed: Pointed | None) -> None:
        """Show what is under the cursor; nothing where that is no pixel."""
        self.setVisible(pointed is not None)
        if pointed is None:
            return
        colours = [colour for colour in (pointed.before, pointed.after) if colour is not None]
        arrow = " \N{RIGHTWARDS ARROW} "
        self.setText(f"{pointed.x}, {pointed.y}&nbsp;&nbsp;{arrow.join(map(_swatch, colours))}")


def _swatch(colour: QColor) -> str:
    name = colour.name(QColor.NameFormat.HexArgb if colour.alpha() < 255 else QColor.NameFormat.HexRgb)
    return f'<span style="background-color:{colour.name()}">{"&nbsp;" * 4}</span>&nbsp;{name}'
