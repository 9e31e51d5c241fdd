"""What each action does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from aresrgan_gui.core.errors import ErrorCode, Failure
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.core.models.own import is_model_file
from aresrgan_gui.core.paths import plain
from aresrgan_gui.messages import failure_text
from aresrgan_gui.runners.background import Priority, Task
from aresrgan_gui.services.queue.entry import JobOptions, can_retry
from aresrgan_gui.services.queue.intake import Intake, sizes_of
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.actions import Actions
from aresrgan_gui.ui.brought import Brought
from aresrgan_gui.ui.compare.bar import ACT_OF_MODE
from aresrgan_gui.ui.compare.trying import Trying
from aresrgan_gui.ui.compare.view import WHEEL_STEP, CompareView
from aresrgan_gui.ui.main_window import MainWindow
from aresrgan_gui.ui.options.scope import OptionsScope
from aresrgan_gui.ui.possible import can_cancel
from aresrgan_gui.ui.queue.arrivals import Arrivals
from aresrgan_gui.ui.queue.edits import Edits
from aresrgan_gui.ui.queue.panel import QueuePanel


class Commands(QObject):
    """Carries out the window's actions on the queue, the intake and the view."""

    said = Signal(str, str)
    """What stood in the way, and what to do."""
    models_brought = Signal(list)
    """Paths of files that look like models: list[Path]."""
    folders_brought = Signal(list)
    """Paths that were read for pictures, and may be folders with models: list[Path]."""

    def __init__(  # noqa: PLR0917 - the parts have types of their own, none can take another's place
        self,
        window: MainWindow,
        queue: Queue,
        intake: Intake,
        panel: QueuePanel,
        compare: CompareView,
        edits: Edits,
        scope: OptionsScope,
        arrivals: Arrivals,
        trying: Trying,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._queue = queue
        self._intake = intake
        self._panel = panel
        self._compare = compare
        self._edits = edits
        self._scope = scope
        self._arrivals = arrivals
        self._trying = trying

    def connect_all(self, actions: Actions, more: Mapping[Act, Callable[[], object]]) -> None:
        """Let every action do its work; `more` is the work that is done elsewhere."""
        work: dict[Act, Callable[[], object]] = {
            Act.ADD: self._window.ask_for_pictures,
            Act.ADD_FOLDER: self._window.ask_for_folder,
            Act.PASTE: self._window.paste,
            Act.QUIT: self._window.close,
            Act.UNDO: self._undo,
            Act.REDO: self._redo,
            Act.START: self._start,
            Act.PAUSE: self._queue.pause,
            Act.STOP_AFTER: self._queue.finish_current,
            Act.MOVE_TOP: lambda: self.move_to(0),
            Act.MOVE_UP: lambda: self._step(up=True),
            Act.MOVE_DOWN: lambda: self._step(up=False),
            Act.MOVE_BOTTOM: lambda: self.move_to(len(self._queue.jobs())),
            Act.RETRY_FAILED: self._retry_failed,
            Act.COPY_PATH: self._copy_paths,
            Act.STOP: self._queue.stop,
            Act.REMOVE: lambda: self._remove(self._panel.selected()),
            Act.RETRY: self._retry,
            Act.CANCEL: self._cancel,
            Act.CLEAR_DONE: self._clear_done,
            Act.OPEN_RESULT: self._open_results,
            Act.SHOW_FOLDER: self._show_folder,
            Act.FIT: self._compare.fit,
            Act.ZOOM_100: lambda: self._compare.zoom_to(1.0),
            Act.ZOOM_500: lambda: self._compare.zoom_to(5.0),
            Act.ZOOM_IN: lambda: self._compare.zoom_to(self._compare.zoom * WHEEL_STEP),
            Act.ZOOM_OUT: lambda: self._compare.zoom_to(self._compare.zoom / WHEEL_STEP),
            **more,
        }
        for mode, act in ACT_OF_MODE.items():
            work[act] = partial(self._compare.set_mode, mode)
        work[Act.EXACT] = lambda: self._compare.set_exact(actions[Act.EXACT].isChecked())
        work[Act.TRY_AREA] = self._trying.try_area
        work[Act.COMPARE_MODELS] = self._trying.compare_models
        for act in Act:
            actions[act].triggered.connect(lambda _checked=False, run=work[act]: run())

    def open_result(self, job: Job | None) -> None:
        """Show a finished job's result in its usual program."""
        if job is not None and job.state is JobState.DONE:
            self._show(job.target)

    def move_to(self, row: int) -> None:
        """Put the selected jobs before what stands at `row` of the whole queue."""
        self._edits.move([job.id for job in self._panel.selected()], row)
        self._panel.reveal_current()

    def take(self, brought: Brought) -> None:
        """Add what was brought, or say why that cannot be."""
        models = [path for path in brought.paths if brought.may_be_models and is_model_file(path)]
        others = [path for path in brought.paths if path not in models]
        if models:
            self.models_brought.emit(models)
        if others:
            self._intake.scan(others)
            if brought.may_be_models:
                self.folders_brought.emit(others)
        if brought.image is not None:
            self._arrivals.take_image(brought.image)
        if brought.is_sample:
            self._arrivals.take_sample()
        if brought.is_link:
            self.said.emit(
                self.tr("Only a link came, and links are not fetched from the web."),
                self.tr("Save the picture and drop the file here, or copy the picture itself and paste it."),
            )
        if brought.is_nothing:
            self.said.emit(
                self.tr("Nothing that was copied can be added."),
                self.tr("Copy picture files or their paths, then paste again."),
            )

    def _start(self) -> None:
        self._scope.flush()
        self._queue.start()

    def _undo(self) -> None:
        self._scope.flush()
        self._edits.stack.undo()

    def _redo(self) -> None:
        self._scope.flush()
        self._edits.stack.redo()

    def _step(self, *, up: bool) -> None:
        """Move the selected jobs by one of the rows that are shown."""
        rows = self._panel.selected_rows()
        if rows and up and rows[0] > 0:
            self.move_to(self._panel.queue_row(rows[0] - 1))
        elif rows and not up and rows[-1] + 1 < self._panel.shown_rows():
            self.move_to(self._panel.queue_row(rows[-1] + 1) + 1)

    def _retry(self) -> None:
        self._try_again(job for job in self._panel.selected() if can_retry(job))

    def _retry_failed(self) -> None:
        self._try_again(job for job in self._queue.jobs() if job.state is JobState.FAILED)

    def _try_again(self, jobs: Iterable[Job]) -> None:
        """Try with options and sources as they are now: the user may have changed what was wrong."""
        self._scope.flush()
        chosen = list(jobs)
        current = JobOptions(self._edits.defaults, are_own=False)
        self._queue.give_options({job.id: current for job in chosen if not job.has_own_options})
        sources = {job.id: job.source for job in chosen}
        look = Task(partial(sizes_of, sources), Priority.READING)
        look.returned.connect(self._retry_as_found)
        look.start()

    def _retry_as_found(self, sizes: dict[str, tuple[int, int] | None]) -> None:
        self._queue.retry(sizes, {job_id: size for job_id, size in sizes.items() if size is not None})

    def _copy_paths(self) -> None:
        done = (job.target for job in self._panel.selected() if job.state is JobState.DONE)
        QGuiApplication.clipboard().setText("\n".join(plain(target) for target in done))

    def _cancel(self) -> None:
        for job in self._panel.selected():
            if can_cancel(job):
                self._queue.cancel(job.id)

    def _clear_done(self) -> None:
        ended = (JobState.DONE, JobState.SKIPPED)
        self._remove(job for job in self._queue.jobs() if job.state in ended)

    def _remove(self, jobs: Iterable[Job]) -> None:
        self._scope.flush()
        self._edits.remove([job.id for job in jobs])

    def _open_results(self) -> None:
        for job in self._panel.selected():
            self.open_result(job)

    def _show_folder(self) -> None:
        shown = (job.target if job.state is JobState.DONE else job.source for job in self._panel.selected())
        for folder in dict.fromkeys(path.parent for path in shown):
            self._show(folder)

    def _show(self, path: Path) -> None:
        """Open a file or folder in its usual program."""
        if not path.exists():
            text = failure_text(Failure(ErrorCode.INPUT_MISSING, path))
            self.said.emit(text.what, text.remedy)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(plain(path))):
            self.said.emit(self.tr("No program was found that opens {name}.").format(name=path.name), "")
