"""Whose options are shown and changed: those of all waiting pictures, or those of the selected ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from aresrgan_gui.core.job import Job
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.services.queue.entry import FIXED
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.options.panel import OptionsPanel
from aresrgan_gui.ui.parts.fields import Segments
from aresrgan_gui.ui.parts.texts import faint
from aresrgan_gui.ui.queue.edits import Edits
from aresrgan_gui.ui.theme import GAP, MARGIN

GATHER_DELAY = 200
"""Milliseconds in which changes gather before they reach the queue: one step to take back, not one a key."""


class OptionsScope(QWidget):
    """Stands between the options panel and the queue, with a switch above the panel.

    One picture is always selected, so that selecting alone must not decide what a change is for.
    """

    defaults_changed = Signal(object)
    """The UpscaleOptions for all, as soon as they are changed."""

    def __init__(
        self, panel: OptionsPanel, queue: Queue, edits: Edits, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._queue = queue
        self._edits = edits
        self._selected: list[str] = []
        self._shown = edits.defaults
        self._changes: dict[str, Any] = {}
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(GATHER_DELAY)
        self._gathering.timeout.connect(self.flush)
        self._bar = QWidget(self)
        entries = ((False, self.tr("All pictures")), (True, self.tr("Selected only")))
        self._switch = Segments(self.tr("Options for"), entries, self._bar)
        self._hint = faint("", self._bar)
        self._follow = QPushButton(self.tr("Same options as for all"), self._bar)
        self._follow.setAccessibleName(self.tr("Give the selected pictures the options for all"))
        self._lay_out()
        self._switch.chosen.connect(self._change_scope)
        self._follow.clicked.connect(self._follow_defaults)
        panel.options_changed.connect(self._take)
        edits.defaults_changed.connect(self._on_defaults)
        self._describe()

    @property
    def is_for_selected(self) -> bool:
        """Whether a change is for the selected pictures only."""
        return self._switch.value()

    @property
    def controls(self) -> list[QWidget]:
        """What stands above the options, in its order."""
        return [*self._switch.findChildren(QToolButton), self._follow]

    def set_selected(self, jobs: Sequence[Job]) -> None:
        """These jobs are selected now."""
        selected = [job.id for job in jobs if job.state not in FIXED]
        if selected != self._selected:
            self.flush()
            self._selected = selected
        self._bar.setVisible(bool(jobs))
        if not jobs:
            self._switch.set_value(False)
        if not self._changes:
            self._show()
        self._describe(any(job.has_own_options for job in jobs))

    def flush(self) -> None:
        """Let what has gathered reach the queue now."""
        self._gathering.stop()
        changes, self._changes = self._changes, {}
        if changes and self.is_for_selected:
            self._edits.change_own(self._selected, changes)
        elif changes:
            self._edits.set_defaults(self._shown)

    def _lay_out(self) -> None:
        bar = QVBoxLayout(self._bar)
        bar.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        bar.setSpacing(GAP)
        bar.addWidget(self._switch)
        bar.addWidget(self._hint)
        bar.addWidget(self._follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._panel)

    def _take(self, options: UpscaleOptions) -> None:
        for field in fields(options):
            value = getattr(options, field.name)
            if value != getattr(self._shown, field.name):
                self._changes[field.name] = value
        self._shown = options
        self._gathering.start()
        if not self.is_for_selected:
            self.defaults_changed.emit(options)

    def _on_defaults(self, options: UpscaleOptions) -> None:
        if not self._changes:
            self._show()
        self.defaults_changed.emit(options)

    def _change_scope(self) -> None:
        # What has gathered is for those whose options were shown until now.
        changes, self._changes = self._changes, {}
        if changes and self.is_for_selected:
            self._edits.set_defaults(self._shown)
        elif changes:
            self._edits.change_own(self._selected, changes)
        self._show()
        self._describe(any(given.are_own for given in self._queue.options_of(self._selected).values()))

    def _follow_defaults(self) -> None:
        self.flush()
        self._edits.follow_defaults(self._selected)
        self._show()
        self._describe()

    def _show(self) -> None:
        options = self._edits.defaults
        if self.is_for_selected and self._selected:
            for first in self._queue.options_of(self._selected[:1]).values():
                options = first.options
        self._panel.setEnabled(bool(self._selected) or not self.is_for_selected)
        if options != self._shown:
            self._shown = options
            self._panel.show_options(options)

    def _describe(self, have_own: bool = False) -> None:
        count = len(self._selected)
        text = self.tr("{count} selected. What you change here is for the selected pictures only.")
        if not count:
            text = self.tr("The options of the selected pictures cannot be changed any more.")
        self._hint.setText(text.format(count=count))
        self._hint.setVisible(self.is_for_selected)
        self._follow.setVisible(self.is_for_selected and have_own)
