"""Colours and distances that the palette does not name, all worked out from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from aresrgan_gui.core.paths import resources

GAP = 8
MARGIN = 12
RADIUS = 6
"""Distances in logical pixels: between controls, around a group of them, and of rounded corners."""

SMALL = 0.93
"""The size of what stands below a name, relative to the name's."""

_GREEN, _RED = 135, 2
"""Hues in degrees."""


@dataclass(frozen=True)
class Theme:
    """Colours: `panel` is the window's ground, `canvas` what surrounds pictures, `line` what parts things."""

    dark: bool
    text: QColor
    faint: QColor
    accent: QColor
    on_accent: QColor
    panel: QColor
    field: QColor
    canvas: QColor
    line: QColor
    hover: QColor
    success: QColor
    error: QColor


def theme_of(palette: QPalette) -> Theme:
    """The theme that goes with a palette, light or dark."""
    return _theme(*(palette.color(role).rgba() for role in _ROLES))


_ROLES = (
    QPalette.ColorRole.Window,
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Base,
    QPalette.ColorRole.Highlight,
    QPalette.ColorRole.HighlightedText,
)


@lru_cache(maxsize=16)
def _theme(*colours: int) -> Theme:
    """The theme of these colours, in the order of `_ROLES`: lists ask for it row by row."""
    window, text, base, accent, on_accent = map(QColor.fromRgba, colours)
    dark = window.lightnessF() < text.lightnessF()
    lightness = 0.66 if dark else 0.34
    return Theme(
        dark=dark,
        text=text,
        faint=mixed(window, text, 0.62),
        accent=accent,
        on_accent=on_accent,
        panel=window,
        field=mixed(window, text, 0.06) if dark else base,
        canvas=mixed(window, QColor("black"), 0.42) if dark else mixed(window, QColor("black"), 0.10),
        line=mixed(window, text, 0.16),
        hover=mixed(window, text, 0.09),
        success=QColor.fromHslF(_GREEN / 360, 0.45, lightness),
        error=QColor.fromHslF(_RED / 360, 0.72, lightness + 0.06),
    )


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with a share (0.0 to 1.0) of `other`."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def style_sheet(palette: QPalette) -> str:
    """The flat look of the controls, for `QWidget.setStyleSheet`."""
    theme = theme_of(palette)
    names = {
        "text": theme.text.name(),
        "faint": theme.faint.name(),
        "accent": theme.accent.name(),
        "accent_hover": mixed(theme.accent, theme.text, 0.12).name(),
        "accent_ground": mixed(theme.panel, theme.accent, 0.18).name(),
        "accent_edge": mixed(theme.panel, theme.accent, 0.6).name(),
        "on_accent": theme.on_accent.name(),
        "panel": theme.panel.name(),
        "field": theme.field.name(),
        "line": theme.line.name(),
        "canvas": theme.canvas.name(),
        "dashes": mixed(theme.canvas, theme.text, 0.28).name(),
        "edge": mixed(theme.panel, theme.text, 0.24).name(),
        "hover": theme.hover.name(),
        "pressed": mixed(theme.panel, theme.text, 0.16).name(),
        "disabled": mixed(theme.panel, theme.text, 0.38).name(),
        "thumb": mixed(theme.panel, theme.text, 0.30).name(),
        "error": theme.error.name(),
        "radius": f"{RADIUS}px",
        "chevron": _file("chevron-grey"),
        "more": _file("more-grey"),
        "check": _file("check-dark" if theme.on_accent.lightnessF() < 0.5 else "check-light"),
    }
    return _SHEET % names


def _file(name: str) -> str:
    """A drawing for the style sheet, which cannot tint it."""
    return (resources() / "icons" / f"{name}.svg").as_posix()


_SHEET = """
QToolBar { border: none; border-bottom: 1px solid %(line)s; padding: 5px 8px; spacing: 3px; }
QToolBar#compare-bar { border: none; padding: 4px 8px 0 8px; }
QToolButton#qt_toolbar_ext_button { padding: 0; qproperty-icon: url("%(more)s"); }
QToolBar::separator { width: 1px; background: %(line)s; margin: 5px 6px; }
QMenuBar { background: %(panel)s; }
QStatusBar { border-top: 1px solid %(line)s; }
QStatusBar::item { border: none; }
QSplitter::handle { background: %(line)s; }
QSplitter::handle:hover, QSplitter::handle:focus { background: %(accent)s; }

QToolButton { border: 1px solid transparent; border-radius: %(radius)s; padding: 5px 8px; color: %(text)s; }
QToolButton:hover { background: %(hover)s; }
QToolButton:pressed { background: %(pressed)s; }
QToolButton:checked { background: %(pressed)s; }
QToolButton:focus { border-color: %(accent)s; }
QToolButton:disabled { color: %(disabled)s; }
QToolButton[primary="true"]:enabled { background: %(accent_ground)s; border-color: %(accent_edge)s;
    font-weight: 600; }
QToolButton[primary="true"]:enabled:hover { border-color: %(accent)s; }
QToolButton[primary="true"]:enabled:focus { border: 2px solid %(accent)s; padding: 4px 7px; }

QToolButton[segment] { background: %(field)s; border: 1px solid %(edge)s; border-radius: 0; padding: 5px 2px;
    margin: 0; }
QToolButton[segment="middle"], QToolButton[segment="last"] { border-left: none; }
QToolButton[segment][begins="true"] { border-left: 1px solid %(edge)s; }
QToolButton[segment="first"] { border-top-left-radius: %(radius)s; border-bottom-left-radius: %(radius)s; }
QToolButton[segment="last"] { border-top-right-radius: %(radius)s; border-bottom-right-radius: %(radius)s; }
QToolButton[segment]:hover { background: %(hover)s; }
QToolButton[segment]:checked { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QToolButton[segment]:focus { border: 2px solid %(accent)s; padding: 4px 1px; }
QToolButton[segment]:checked:focus { border-color: %(text)s; }
QToolButton[fold] { padding: 5px 2px; font-weight: 600; color: %(faint)s; border: 1px solid transparent; }
QToolButton[small] { padding: 0 4px; }
QToolButton[small]::menu-indicator { image: none; }
QToolButton[fold]:focus { border-color: %(accent)s; }

QPushButton { background: %(field)s; border: 1px solid %(edge)s; border-radius: %(radius)s; padding: 5px 14px;
    color: %(text)s; }
QPushButton:hover { background: %(hover)s; }
QPushButton:pressed { background: %(pressed)s; }
QPushButton:focus { border-color: %(accent)s; }
QPushButton:disabled { color: %(disabled)s; border-color: %(line)s; background: %(panel)s; }
QPushButton::menu-indicator { image: url("%(chevron)s"); width: 12px; height: 12px; right: 8px;
    subcontrol-origin: padding; subcontrol-position: center right; }
QPushButton[primary="true"] { background: %(accent)s; border-color: %(accent)s; color: %(on_accent)s;
    font-weight: 600; }
QPushButton[primary="true"]:hover { background: %(accent_hover)s; }
QPushButton[primary="true"]:focus { border: 2px solid %(text)s; padding: 4px 13px; }

QPushButton[link] { background: transparent; border: 1px solid transparent; padding: 2px 0;
    text-decoration: underline; text-align: left; }
QPushButton[link]:hover { color: %(accent)s; }
QPushButton[link]:focus { border-color: %(accent)s; }

QLineEdit, QSpinBox, QComboBox { background: %(field)s; border: 1px solid %(edge)s; border-radius: %(radius)s;
    padding: 4px 8px; min-height: 18px; color: %(text)s;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit:hover, QSpinBox:hover, QComboBox:hover { border-color: %(thumb)s; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border-color: %(accent)s; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: %(disabled)s; border-color: %(line)s;
    background: %(panel)s; }
QLineEdit[invalid="true"] { border-color: %(error)s; }
QComboBox::drop-down { border: none; width: 22px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("%(chevron)s"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: %(field)s; border: 1px solid %(edge)s; outline: none;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s; }

QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid %(thumb)s; border-radius: 3px;
    background: %(field)s; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: %(accent)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(check)s"); }
QCheckBox::indicator:checked:focus { border-color: %(text)s; }

QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: %(edge)s; }
QSlider::sub-page:horizontal { border-radius: 2px; background: %(accent)s; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
    background: %(field)s; border: 1px solid %(thumb)s; }
QSlider::handle:horizontal:focus { border: 2px solid %(accent)s; }
QSlider::sub-page:horizontal:disabled, QSlider::groove:horizontal:disabled { background: %(line)s; }
QSlider::handle:horizontal:disabled { background: %(panel)s; border-color: %(line)s; }

QProgressBar { border: none; border-radius: 3px; background: %(line)s; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: %(accent)s; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: %(edge)s; border-radius: 3px; min-height: 28px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: %(thumb)s; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QListView { background: %(panel)s; border: none; outline: none; activate-on-singleclick: 0; }
QListWidget::item { padding: 3px 4px; }
QListWidget, QTreeWidget, QTableView, QPlainTextEdit, QTextBrowser { background: %(field)s;
    border: 1px solid %(edge)s; border-radius: %(radius)s; }
QScrollArea { background: %(panel)s; border: none; }
EmptyState, Ground { background: %(canvas)s; }
QFrame#drop-place { border: 2px dashed %(dashes)s; border-radius: 12px; margin: 16px; }
QLabel[centred="true"] { qproperty-alignment: AlignCenter; }
QLabel[role="heading"] { color: %(faint)s; }
QLabel[role="faint"] { color: %(faint)s; }
QLabel[role="faint"]:disabled { color: %(disabled)s; }
QLabel[role="readout"] { background: %(panel)s; border-radius: %(radius)s; padding: 3px 8px; margin: 8px; }
QLabel[role="error"] { color: %(error)s; }
QToolTip { background: %(field)s; color: %(text)s; border: 1px solid %(edge)s; padding: 4px; }
"""
