"""The window: it puts the parts together and passes on what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QToolBar, QVBoxLayout, QWidget
from typing_extensions import override

from aresrgan_gui.core.errors import Failure, UpscaleError
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models import InstalledModel
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import presets_file
from aresrgan_gui.core.settings import Settings
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.intake import FoundPicture, Intake
from aresrgan_gui.services.previews import PreviewLoader
from aresrgan_gui.services.queue import Queue
from aresrgan_gui.services.thumbnails import Thumbnails
from aresrgan_gui.ui.actions import Act, Actions
from aresrgan_gui.ui.banner import Banner
from aresrgan_gui.ui.care import Care
from aresrgan_gui.ui.commands import Commands
from aresrgan_gui.ui.empty_state import DropOverlay, EmptyState
from aresrgan_gui.ui.incoming import paths_of
from aresrgan_gui.ui.options_panel import OptionsPanel
from aresrgan_gui.ui.possible import possible
from aresrgan_gui.ui.preset_bar import PresetButton
from aresrgan_gui.ui.queue_model import QueueModel
from aresrgan_gui.ui.queue_panel import QueuePanel
from aresrgan_gui.ui.status_line import StatusLine
from aresrgan_gui.ui.summary import summarize
from aresrgan_gui.ui.theme import MARGIN, style_sheet
from aresrgan_gui.ui.viewer import Viewer

SAVE_DELAY = 500
REFRESH_DELAY = 50
"""Milliseconds in which changes gather: of the settings, and of the queue."""

FIRST_SIZE = QSize(1280, 800)
SMALLEST_SIZE = QSize(720, 480)
FIRST_WIDTHS = (270, 710, 300)
ROOM = 0.9
"""Until the user has chosen others: the window's size, the widths of its three columns, and
the share of a small screen that the window takes, which leaves room for its frame."""


class MainWindow(QMainWindow):
    """Everything that the user sees; what happens is the queue's doing."""

    settings_changed = Signal(object)
    """The Settings, when the user has agreed to others in the dialog."""
    models_wanted = Signal()
    """The user asked for the models; the answer comes through `show_models_progress` and `set_models`."""

    def __init__(  # noqa: PLR0917 - the parts have types of their own, none can take another's place
        self,
        queue: Queue,
        intake: Intake,
        thumbnails: Thumbnails,
        previews: PreviewLoader,
        models: tuple[InstalledModel, ...],
        settings: Settings,
        save: Callable[[Settings], None],
    ) -> None:
        super().__init__()
        self._queue = queue
        self._intake = intake
        self._settings = settings
        self._save = save
        self._has_models = False
        self._rejected = 0
        self._saving = _delay(self, SAVE_DELAY, self._save_settings)
        self._refreshing = _delay(self, REFRESH_DELAY, self._refresh)
        self._actions = Actions(self)
        self._tool_bar = QToolBar(self.tr("Tools"), self)
        self._model = QueueModel(queue, thumbnails, self)
        self.queue_panel = QueuePanel(self._model, self._actions.context_menu, self)
        self._notice = Banner(self.tr("What could not be added"), self)
        self.empty_state = EmptyState(self)
        self.viewer = Viewer(previews, self._actions, self)
        self._middle = QStackedWidget(self)
        self.options_panel = OptionsPanel(settings.options, self)
        self.presets = PresetButton(presets_file(), lambda: self.options_panel.options, self)
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.status_line = StatusLine(self)
        self._overlay = DropOverlay(self)
        self._commands = Commands(
            self, queue, intake, self.queue_panel, self.viewer.compare, self.options_panel
        )
        self.care = Care(self, self.queue_panel, lambda: self._settings)
        self._lay_out()
        self._connect()
        self._dress()
        self.set_models(models)
        self._restore()

    @property
    def notice(self) -> str:
        """What the message above the picture says; empty where there is none."""
        return "" if self._notice.isHidden() else self._notice.text

    def set_models(self, models: tuple[InstalledModel, ...]) -> None:
        """Offer these models."""
        self._has_models = bool(models)
        self._notice.hide()
        self.options_panel.set_models(models)
        self._refresh()

    def show_models_progress(self, text: str) -> None:
        """Say how getting the models goes; an empty text offers the button again."""
        self.options_panel.show_models_progress(text)

    def show_failure(self, failure: Failure) -> None:
        """Say above the picture what went wrong and what to do."""
        text = failure_text(failure)
        self._notice.say(text.what, text.remedy, failure)

    def retire(self) -> None:
        """Go, and leave the queue and its work to the window that comes after."""
        self._intake.found.disconnect(self._add)
        self._saving.stop()
        self.hide()
        self.deleteLater()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overlay.isVisible():
            self._overlay.cover()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_of(event.mimeData()):
            _accept_copy(event)
            self._overlay.cover()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _accept_copy(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._overlay.hide()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._overlay.hide()
        _accept_copy(event)
        self._intake.scan(paths_of(event.mimeData()))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._queue.stop()
        self._intake.cancel()
        self._settings = replace(self._settings, window=self._shape())
        self._saving.stop()
        self._save_settings()
        event.accept()

    def _shape(self) -> str:
        geometry, columns = self.saveGeometry(), self._columns.saveState()
        return ".".join(bytes(part.toBase64().data()).decode("ascii") for part in (geometry, columns))

    def _lay_out(self) -> None:
        self.setWindowTitle("ARESRGAN")
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST_SIZE)
        self._tool_bar.setObjectName("tools")
        self._tool_bar.setMovable(False)
        self._tool_bar.setIconSize(QSize(20, 20))
        self._tool_bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions.fill_menu_bar(self)
        self._actions.fill_tool_bar(self._tool_bar)
        self.addToolBar(self._tool_bar)
        self._middle.addWidget(self.empty_state)
        self._middle.addWidget(self.viewer)
        centre = QWidget(self)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._notice)
        layout.addWidget(self._middle, 1)
        right = QWidget(self)
        options = QVBoxLayout(right)
        options.setContentsMargins(0, MARGIN, 0, 0)
        options.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(MARGIN, 0, MARGIN, 0)
        above.addWidget(self.presets)
        options.addLayout(above)
        options.addWidget(self.options_panel, 1)
        for column in (self.queue_panel, centre, right):
            self._columns.addWidget(column)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        self._columns.setStretchFactor(1, 1)
        self._columns.setSizes(list(FIRST_WIDTHS))
        self.setCentralWidget(self._columns)
        self.setStatusBar(self.status_line)
        # Children that are put into a splitter go to the end of the chain.
        for one, other in pairwise((self._tool_bar, self.queue_panel, centre, right)):
            self.setTabOrder(one, other)

    def _connect(self) -> None:
        self._commands.connect_all(self._actions, self.care.work)
        self._commands.said.connect(self._notice.say)
        self.care.settings_agreed.connect(self._take_settings)
        self.presets.chosen.connect(self.options_panel.choose)
        self.presets.said.connect(self._notice.say)
        for banner in (self._notice, self.viewer.banner):
            banner.explanation_wanted.connect(self.care.explain)
        self._intake.found.connect(self._add)
        self._intake.rejected.connect(self._reject)
        self._intake.finished.connect(self._forget_rejected)
        self._queue.added.connect(self._refresh_soon)
        self._queue.removed.connect(self._refresh_soon)
        self._queue.running_changed.connect(self._refresh_soon)
        self._queue.changed.connect(self._follow)
        self.queue_panel.current_changed.connect(self._look_at)
        self.queue_panel.selection_changed.connect(self._refresh_soon)
        self.queue_panel.activated.connect(self._commands.open_result)
        self.empty_state.button.clicked.connect(self._commands.ask_for_pictures)
        self.options_panel.options_changed.connect(self._take_options)
        self.options_panel.models_wanted.connect(self.models_wanted)

    def _restore(self) -> None:
        """Give the window its last shape, as far as it is known."""
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() * ROOM))
        geometry, _, columns = self._settings.window.partition(".")
        self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self._columns.restoreState(QByteArray.fromBase64(columns.encode()))

    def _dress(self) -> None:
        """Follow the palette. A new style sheet leads here again, an equal one does not."""
        sheet = style_sheet(self.palette())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
            self._actions.tint(self.palette())
            self._notice.tint(self.palette())
            self.viewer.tint(self.palette())
            self.options_panel.tint(self.palette())

    def _add(self, pictures: list[FoundPicture]) -> None:
        if not self._rejected:
            self._notice.hide()
        try:
            self._queue.add(pictures, self._settings.options)
        except UpscaleError as error:
            self.show_failure(error.failure)

    def _reject(self, failure: Failure) -> None:
        self._rejected += 1
        text = failure_text(failure)
        others = self._rejected - 1
        more = self.tr("{count} more could not be added either.").format(count=others) if others else ""
        self._notice.say(text.what, more or text.remedy, failure)

    def _forget_rejected(self) -> None:
        self._rejected = 0

    def _take_options(self, options: UpscaleOptions) -> None:
        self._settings = replace(self._settings, options=options)
        self._queue.set_options(options)
        self._saving.start()

    def _take_settings(self, settings: Settings) -> None:
        self._settings = replace(settings, options=self._settings.options, window=self._shape())
        if settings.options != self._settings.options:
            self.options_panel.choose(settings.options)
        self._saving.stop()
        self._save_settings()
        self.settings_changed.emit(self._settings)

    def _save_settings(self) -> None:
        self._save(self._settings)

    def _look_at(self, job: Job | None) -> None:
        self.viewer.show_job(job)
        self.options_panel.set_example(job)

    def _follow(self, job: Job) -> None:
        self.viewer.refresh(job)
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        if not self._refreshing.isActive():
            self._refreshing.start()

    def _refresh(self) -> None:
        """Bring counts, actions and the middle in line with the queue."""
        summary = summarize(self._queue.jobs())
        is_running = self._queue.is_running
        self.status_line.show_summary(summary, is_running=is_running)
        self.queue_panel.setVisible(bool(summary.total))
        self._middle.setCurrentWidget(self.viewer if summary.total else self.empty_state)
        acts = possible(
            self.queue_panel.selected(), summary, is_running=is_running, has_models=self._has_models
        )
        for act in Act:
            self._actions[act].setEnabled(act in acts)


def _accept_copy(event: QDropEvent) -> None:
    """Take what is dropped as a copy: a source whose drag is taken as a move deletes its files."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def _delay(parent: MainWindow, milliseconds: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
