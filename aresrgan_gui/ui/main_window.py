"""The window as it is from its first moment: its place on the screen, its colours, and what is brought to it.

It needs little, and is seen before the rest of the program is loaded; `empty_state` says what is not named
before. What it holds then is made by `contents`; until that is there it keeps what is brought.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QMargins, QPoint, QSize, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from aresrgan_gui.core.overriding import override
from aresrgan_gui.ui.empty_state import EmptyState, Ground
from aresrgan_gui.ui.shape import Shape, shape_of, shape_text
from aresrgan_gui.ui.theme import style_sheet

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QFileDialog

    from aresrgan_gui.ui.brought import Brought
    from aresrgan_gui.ui.drop_overlay import DropOverlay

FIRST_SIZE = QSize(1280, 800)
SMALLEST_SIZE = QSize(720, 480)
ROOM = 0.9
"""Until the user has chosen another size: the window's, and the share of a small screen that the window
takes, which leaves room for its frame."""


class MainWindow(QMainWindow):
    """Everything that the user sees; before it is furnished, the middle alone."""

    closing = Signal()
    """The window closes for good."""
    dressed = Signal()
    """The palette has changed, and the style sheet with it."""

    def __init__(self, shape: str = "") -> None:
        """`shape` is what `shape` of an earlier window was."""
        super().__init__()
        self._take: Callable[[Brought], None] | None = None
        self._waiting: list[Brought] = []
        self._restored = shape_of(shape)
        self.empty_state = EmptyState(self)
        self._overlay: DropOverlay | None = None
        self.setWindowTitle("ARESRGAN")
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST_SIZE)
        self.setCentralWidget(self._first_middle(self._restored.frame))
        self.empty_state.button.clicked.connect(self.ask_for_pictures)
        self.empty_state.sample.clicked.connect(self._bring_sample)
        self.setStyleSheet(style_sheet(self.palette()))
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() * ROOM))
        self.restoreGeometry(self._restored.geometry)

    def furnish(self, columns: QSplitter, middle: QWidget, take: Callable[[Brought], None]) -> None:
        """Hold these columns, of which `middle` is one, and give what is brought to `take` from now on."""
        self._columns, self._middle = columns, middle
        self.setCentralWidget(columns)
        columns.restoreState(self._restored.columns)
        if self._overlay is not None:
            self._overlay.raise_()
        self._take = take
        while self._waiting:
            take(self._waiting.pop(0))

    def bring(self, brought: Brought) -> None:
        """Have something taken in, now or as soon as that can be done."""
        if self._take is None:
            self._waiting.append(brought)
        else:
            self._take(brought)

    @property
    def shape(self) -> str:
        """The window's place and size, and those of its columns, for another time."""
        corner, room = self._middle.mapTo(self, QPoint(0, 0)), self._middle.size()
        right, bottom = self.width() - corner.x() - room.width(), self.height() - corner.y() - room.height()
        frame = QMargins(corner.x(), corner.y(), right, bottom)
        return shape_text(Shape(self.saveGeometry(), self._columns.saveState(), frame))

    def ask_for_pictures(self) -> None:
        """Let the user choose files to add."""
        from PySide6.QtWidgets import QFileDialog

        from aresrgan_gui.core.imaging.pictures import SUFFIXES

        dialog = QFileDialog(self, self.tr("Add pictures"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        dialog.setNameFilters(
            [self.tr("Pictures ({patterns})").format(patterns=patterns), self.tr("All files (*)")]
        )
        self._open(dialog)

    def ask_for_folder(self) -> None:
        """Let the user choose a folder to add."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, self.tr("Add a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open(dialog)

    def paste(self) -> None:
        """Add what was copied."""
        self._bring_data(QGuiApplication.clipboard().mimeData())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overlay is not None:
            self._overlay.cover()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence

        # Once there is an action for it, its key comes here no more.
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from aresrgan_gui.ui.queue.incoming import brings_picture

        if brings_picture(event.mimeData()):
            _accept_copy(event)
            self._cover()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _accept_copy(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._uncover()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._uncover()
        _accept_copy(event)
        self._bring_data(event.mimeData())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def _first_middle(self, frame: QMargins) -> QWidget:
        """What is seen first: what to do, or the ground of the picture where the last time left some."""
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(frame)
        has_queue = frame.left() > 0
        self.empty_state.setVisible(not has_queue)
        layout.addWidget(Ground(centre) if has_queue else self.empty_state)
        return centre

    def _cover(self) -> None:
        """Show that what is held over the window can be dropped."""
        from aresrgan_gui.ui.drop_overlay import DropOverlay

        self._uncover()
        self._overlay = DropOverlay(self)
        self._overlay.cover()

    def _uncover(self) -> None:
        if self._overlay is not None:
            self._overlay.hide()
            self._overlay.deleteLater()
            self._overlay = None

    def _dress(self) -> None:
        """Follow the palette. A new style sheet leads here again, an equal one does not."""
        sheet = style_sheet(self.palette())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
            self.dressed.emit()

    def _open(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._bring_files)
        dialog.open()

    def _bring_files(self, files: Sequence[str]) -> None:
        from aresrgan_gui.ui.brought import Brought

        self.bring(Brought(tuple(Path(file) for file in files)))

    def _bring_sample(self) -> None:
        from aresrgan_gui.ui.brought import Brought

        self.bring(Brought(is_sample=True))

    def _bring_data(self, data: QMimeData) -> None:
        from aresrgan_gui.ui.brought import brought_by

        self.bring(brought_by(data))


def _accept_copy(event: QDropEvent) -> None:
    """Take what is dropped as a copy: a source whose drag is taken as a move deletes its files."""
    event.setDropAction(QtCore.Qt.DropAction.CopyAction)
    event.accept()
