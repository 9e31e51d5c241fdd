"""What the window holds: it puts the parts together and passes on what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.job import Job
from aresrgan_gui.core.models.catalogue import InstalledModel
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import presets_file
from aresrgan_gui.core.settings import Settings, Updates
from aresrgan_gui.messages import failure_text
from aresrgan_gui.runners.places import Places
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.intake import Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.accessible import name_overflow
from aresrgan_gui.ui.action_table import Act, Menu
from aresrgan_gui.ui.actions import Actions
from aresrgan_gui.ui.banner import Banner
from aresrgan_gui.ui.care import Care
from aresrgan_gui.ui.commands import Commands
from aresrgan_gui.ui.compare.trying import Trying
from aresrgan_gui.ui.compare.viewer import Viewer
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.models.care import ModelCare
from aresrgan_gui.ui.options.panel import OptionsPanel
from aresrgan_gui.ui.options.presets import PresetButton
from aresrgan_gui.ui.options.scope import OptionsScope
from aresrgan_gui.ui.possible import possible
from aresrgan_gui.ui.queue.arrivals import Arrivals
from aresrgan_gui.ui.queue.edits import Edits
from aresrgan_gui.ui.queue.elsewhere import Elsewhere
from aresrgan_gui.ui.queue.forecast import Forecast, speed_texts
from aresrgan_gui.ui.queue.model import QueueModel
from aresrgan_gui.ui.queue.panel import QueuePanel
from aresrgan_gui.ui.queue.summary import Summary
from aresrgan_gui.ui.status_line import StatusLine
from aresrgan_gui.ui.theme import MARGIN

if TYPE_CHECKING:
    from aresrgan_gui.services.machine.power import Power
    from aresrgan_gui.services.queue.watch import Watch
    from aresrgan_gui.services.updates import UpdateCheck
    from aresrgan_gui.ui.when_done import WhenDone

SAVE_DELAY = 500
REFRESH_DELAY = 50
"""Milliseconds in which changes gather: of the settings, and of the queue."""

FIRST_WIDTHS = (270, 710, 300)
"""Of the three columns, until the user has chosen others."""


class Contents(QObject):
    """Everything that the user works with; what happens is the queue's doing."""

    settings_changed = Signal(object)
    """The Settings, when the user has agreed to others in the dialog."""
    models_wanted = Signal()
    """The user asked for the models; the answer comes through `show_models_progress` and `set_models`."""
    hosts_wanted = Signal()
    """The user wants to see the other machines that do the work."""
    closing = Signal()
    """The window closes for good; what runs is stopped next."""
    measuring_wanted = Signal()
    """The user wants to know how fast this computer is; nothing of this window runs."""

    def __init__(  # noqa: PLR0917 - the parts have types of their own, none can take another's place
        self,
        window: MainWindow,
        queue: Queue,
        intake: Intake,
        thumbnails: Thumbnails,
        previews: PreviewLoader,
        trials: Trials,
        models: tuple[InstalledModel, ...],
        settings: Settings,
        save: Callable[[Settings], None],
    ) -> None:
        super().__init__(window)
        self.window = window
        self._queue = queue
        self._intake = intake
        self._settings = settings
        self._save = save
        self._has_models = False
        self._models: tuple[InstalledModel, ...] = ()
        self._watch: Watch | None = None
        self._places: Places | None = None
        self._hosts: dict[str, str] = {}
        self._saving = _delay(self, SAVE_DELAY, self._save_settings)
        self._refreshing = _delay(self, REFRESH_DELAY, self._refresh)
        self._actions = Actions(window)
        self._tool_bar = QToolBar(self.tr("Tools"), window)
        self._model = QueueModel(queue, thumbnails, self)
        self.queue_panel = QueuePanel(self._model, self._actions.context_menu, window)
        self._notice = Banner(self.tr("What could not be added"), window)
        self.viewer = Viewer(previews, self._actions, window)
        self._banners = QVBoxLayout()
        self._middle = QStackedWidget(window)
        self._centre = QWidget(window)
        self.options_panel = OptionsPanel(settings.options, window)
        self.presets = PresetButton(presets_file(), lambda: self.options_panel.options, window)
        self.edits = Edits(queue, settings.options, self)
        self._scope = OptionsScope(self.options_panel, queue, self.edits, window)
        self._arrivals = Arrivals(queue, intake, self.edits, lambda: self._settings.options, self)
        self._columns = QSplitter(Qt.Orientation.Horizontal, window)
        self.status_line = StatusLine(window)
        self._trying = Trying(window, trials, self.viewer, self.options_panel)
        self.model_care = ModelCare(window, queue, self.options_panel.picker)
        parts = (self.queue_panel, self.viewer.compare, self.edits, self._scope, self._arrivals, self._trying)
        self._commands = Commands(window, queue, intake, *parts)
        self.care = Care(window, self.queue_panel, lambda: self._settings)
        self.elsewhere = Elsewhere(window, queue, self.edits)
        self._lay_out()
        self._connect()
        self._tint()
        self.set_models(models)
        window.furnish(self._columns, self._centre, self._commands.take)

    @property
    def is_notice_calm(self) -> bool:
        """Whether the message above the picture is of nothing that went wrong."""
        return self._notice.is_calm

    @property
    def notice(self) -> str:
        """What the message above the picture says; empty where there is none."""
        return "" if self._notice.isHidden() else self._notice.text

    def set_models(self, models: tuple[InstalledModel, ...]) -> None:
        """Offer these models."""
        self._has_models = bool(models)
        self._models = models
        self._notice.hide()
        self.options_panel.set_models(models)
        if self._watch is not None:
            self._watch.set_models(model.spec for model in models)
            self._show_speeds()
        self._trying.set_models(models)
        while self._furnish():
            pass
        self._refresh()

    def attend(self, watch: Watch) -> None:
        """Show what `watch` finds out."""
        self._watch = watch
        self._model.set_watch(watch)
        forecast = Forecast(watch, self.queue_panel)
        forecast.folder_wanted.connect(self.elsewhere.ask)
        self.queue_panel.set_foot(forecast)
        watch.told.connect(self.status_line.show_outlook)
        watch.learnt.connect(self._show_speeds)
        self.options_panel.options_changed.connect(self._show_speeds)
        watch.set_models(model.spec for model in self._models)
        self._show_speeds()

    def show_places(self, places: Places) -> None:
        """Show where pictures are, and let the user choose where they go."""
        self._model.set_places(places)
        self._places = places
        # The places outlive this window: a lambda would be called for it when it is gone.
        places.changed.connect(self._tell_places)
        self._tell_places()

    def _tell_places(self) -> None:
        states = self._places.states() if self._places is not None else ()
        self.status_line.show_places(states)
        names = {state.place: state.name for state in states if state.place != HERE}
        if names != self._hosts:
            self._hosts = names
            self.options_panel.set_hosts(names)

    def offer_endings(self, power: Power) -> WhenDone:
        """Let the user choose what happens when all is done."""
        from aresrgan_gui.ui.when_done import WhenDone

        notify, sound = self._settings.notify, self._settings.sound
        when_done = WhenDone(self.window, self._queue, power, notify=notify, sound=sound)
        self._actions.add_menu(Menu.QUEUE, when_done.menu)
        when_done.changed.connect(self._keep_wishes)
        return when_done

    def show_models_progress(self, text: str) -> None:
        """Say how getting the models goes; an empty text offers the button again."""
        self.options_panel.show_models_progress(text)

    def show_trial(self, name: str) -> None:
        """Say that a model is being tried before it is taken in."""
        self._notice.hide()
        self.options_panel.show_models_progress(self.tr("Trying {name}...").format(name=name))

    def show_accepted(self, name: str) -> None:
        """Say that a model was taken in, which is among the models now."""
        self.options_panel.show_models_progress(self.tr("{name} was imported.").format(name=name))
        self.options_panel.picker.reveal(name)

    def replace_model(self, old: str, new: str) -> None:
        """Let the options for all name the model `new` where they name `old`, which is gone."""
        self._scope.flush()
        if self.edits.defaults.model == old:
            self.edits.set_defaults(replace(self.edits.defaults, model=new))

    def show_failure(self, failure: Failure) -> None:
        """Say above the picture what went wrong and what to do."""
        text = failure_text(failure)
        self._notice.say(text.what, text.remedy, failure)

    def add_banner(self, banner: Banner) -> None:
        """Make room above the picture for a message that others look after."""
        self._banners.addWidget(banner)
        banner.explanation_wanted.connect(self.care.explain)

    def offer_updates(self, check: UpdateCheck, page: str) -> None:
        """Tell of a newer release, which is got from `page`, and ask once whether to look for one."""
        from aresrgan_gui.ui.dialogs.update_offer import UpdateNews, UpdateQuestion

        news = UpdateNews(page, self.window)
        check.ended.connect(news.tell)
        self.add_banner(news)
        if self._settings.updates is Updates.UNDECIDED:
            question = UpdateQuestion(self.window)
            question.answered.connect(self._keep_answer)
            self.add_banner(question)

    def retire(self) -> None:
        """Go with the window, and leave the queue and its work to the one that comes after."""
        self._arrivals.leave()
        self._saving.stop()
        self.window.hide()
        self.window.deleteLater()

    def _lay_out(self) -> None:
        self._tool_bar.setObjectName("tools")
        self._tool_bar.setMovable(False)
        self._tool_bar.setIconSize(QSize(20, 20))
        self._tool_bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions.fill_menu_bar(self.window)
        self._actions.fill_tool_bar(self._tool_bar)
        name_overflow(self._tool_bar, self.tr("More tools"))
        self.window.addToolBar(self._tool_bar)
        self._middle.addWidget(self.window.empty_state)
        self._middle.addWidget(self.viewer)
        layout = QVBoxLayout(self._centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._banners)
        layout.addWidget(self._notice)
        layout.addWidget(self._middle, 1)
        right = QWidget(self.window)
        options = QVBoxLayout(right)
        options.setContentsMargins(0, MARGIN, 0, 0)
        options.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(MARGIN, 0, MARGIN, 0)
        above.addWidget(self.presets)
        options.addLayout(above)
        options.addWidget(self._scope, 1)
        for column in (self.queue_panel, self._centre, right):
            self._columns.addWidget(column)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        self._columns.setStretchFactor(1, 1)
        self._columns.setSizes(list(FIRST_WIDTHS))
        self.window.setStatusBar(self.status_line)
        # These were made after the options, and stand above them. Qt puts nothing after what takes no focus.
        last = _focusable_before(self.options_panel)
        for one, other in pairwise((last, self.presets, *self._scope.controls)):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        work = {
            **self.care.work,
            Act.MEASURE: self._ask_for_measuring,
            Act.HOSTS: self.hosts_wanted.emit,
            Act.IMPORT_MODEL: self.model_care.ask_for_files,
        }
        self.window.closing.connect(self._close)
        self.window.dressed.connect(self._tint)
        self._commands.connect_all(self._actions, work)
        self._commands.said.connect(self._notice.say)
        self._commands.models_brought.connect(self.model_care.offered)
        self._commands.folders_brought.connect(self.model_care.folders_offered)
        self.model_care.said.connect(self._notice.say)
        self.care.settings_agreed.connect(self._take_settings)
        self.care.folder_wanted.connect(self.elsewhere.ask)
        self.presets.chosen.connect(self.options_panel.choose)
        self.presets.said.connect(self._notice.say)
        for banner in (self._notice, self.viewer.banner):
            banner.explanation_wanted.connect(self.care.explain)
        self._arrivals.said.connect(self._notice.say)
        self._arrivals.noted.connect(self._notice.note)
        self._arrivals.welcomed.connect(self._notice.hide)
        self.edits.stack.indexChanged.connect(self._refresh_soon)
        self.edits.rested.connect(lambda: self._look_at(self.queue_panel.current()))
        self._queue.added.connect(self._refresh_soon)
        self._queue.removed.connect(self._refresh_soon)
        self._queue.mode_changed.connect(self._refresh_soon)
        self._queue.changed.connect(self._follow)
        self.queue_panel.current_changed.connect(self._look_at)
        self.queue_panel.selection_changed.connect(self._follow_selection)
        self.queue_panel.activated.connect(self._commands.open_result)
        self.queue_panel.rows_dropped.connect(self._commands.move_to)
        self._scope.defaults_changed.connect(self._take_options)
        self.options_panel.models_wanted.connect(self.models_wanted)

    def _tint(self) -> None:
        """Paint icons in the palette's colours."""
        palette = self.window.palette()
        for part in (self._actions, self.viewer, self.options_panel, self.queue_panel):
            part.tint(palette)

    def _close(self) -> None:
        """Keep what there is to keep, and stop what runs."""
        self._scope.flush()
        self.closing.emit()
        self._queue.stop()
        self._trying.stop()
        self._intake.cancel()
        self._settings = replace(self._settings, window=self.window.shape)
        self._saving.stop()
        self._save_settings()

    def _take_options(self, options: UpscaleOptions) -> None:
        self._settings = replace(self._settings, options=options)
        self._saving.start()

    def _take_settings(self, settings: Settings) -> None:
        self._settings = replace(settings, options=self._settings.options, window=self.window.shape)
        if settings.options != self._settings.options:
            self.options_panel.choose(settings.options)
        self._saving.stop()
        self._save_settings()
        self.settings_changed.emit(self._settings)

    def _ask_for_measuring(self) -> None:
        self._trying.stop()
        self.measuring_wanted.emit()

    def _show_speeds(self) -> None:
        if self._watch is not None:
            options = self.options_panel.options
            self.options_panel.set_speeds(speed_texts(self._watch, options, self._models))

    def _keep_wishes(self, notify: bool, sound: bool) -> None:
        self._settings = replace(self._settings, notify=notify, sound=sound)
        self._saving.start()

    def _keep_answer(self, updates: Updates) -> None:
        self._settings = replace(self._settings, updates=updates)
        self._saving.start()
        self.settings_changed.emit(self._settings)

    def _save_settings(self) -> None:
        self._save(self._settings)

    def _look_at(self, job: Job | None) -> None:
        """Look at another picture, once at rest: while many go, one row after the other becomes current."""
        known = self.viewer.job
        is_known = (job.id if job else None) == (known.id if known else None)
        if not is_known and not self.edits.is_busy:
            self.viewer.show_job(job)
            self.options_panel.set_example(job)

    def _follow(self, job: Job) -> None:
        self.viewer.refresh(job)
        self._refresh_soon()

    def _follow_selection(self) -> None:
        """At once, as the next click may change the options of the selected pictures."""
        self._scope.set_selected(self.queue_panel.selected())
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        if not self._refreshing.isActive():
            self._refreshing.start()

    def _refresh(self) -> None:
        """Bring counts, actions and the middle in line with the queue."""
        if self._furnish():
            # Each in a turn of its own: the first pictures bring much that was never painted before.
            QTimer.singleShot(0, self, self._refresh)
            return
        summary = Summary(self._model.counts)
        mode, selected = self._queue.mode, self.queue_panel.selected()
        self.status_line.show_summary(summary, mode, is_held=self._queue.is_held)
        self.queue_panel.filter_bar.show_counts(summary.counts)
        self._scope.set_selected(selected)
        acts = possible(selected, summary, mode=mode, has_models=self._has_models)
        for act in Act:
            self._actions[act].setEnabled(act in acts)
        self._actions[Act.UNDO].setEnabled(self.edits.stack.canUndo())
        self._actions[Act.REDO].setEnabled(self.edits.stack.canRedo())

    def _furnish(self) -> bool:
        """Show or hide one of what a window with pictures has; whether there was one."""
        has_jobs = bool(self._queue.ids())
        if self.queue_panel.isHidden() == has_jobs:
            self.queue_panel.setVisible(has_jobs)
            return True
        middle = self.viewer if has_jobs else self.window.empty_state
        is_other = self._middle.currentWidget() is not middle
        self._middle.setCurrentWidget(middle)
        return is_other


def _focusable_before(widget: QWidget) -> QWidget:
    """What the tab chain reaches last before `widget`."""
    before = widget
    while (other := before.previousInFocusChain()) is not None:
        before = other
        if before.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            break
    return before


def _delay(parent: QObject, milliseconds: int, call: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
