"""The window's lower edge: how far the queue has come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from aresrgan_gui.core.job import JobState
from aresrgan_gui.messages import QT_TRANSLATE_NOOP
from aresrgan_gui.services.queue import Mode
from aresrgan_gui.ui.summary import Summary

STEPS = 1000

_COUNTED = (
    (JobState.RUNNING, QT_TRANSLATE_NOOP("status", "{count} running")),
    (JobState.WAITING, QT_TRANSLATE_NOOP("status", "{count} waiting")),
    (JobState.FAILED, QT_TRANSLATE_NOOP("status", "{count} failed")),
    (JobState.SKIPPED, QT_TRANSLATE_NOOP("status", "{count} skipped")),
    (JobState.CANCELLED, QT_TRANSLATE_NOOP("status", "{count} cancelled")),
)


_MODES = {
    Mode.PAUSED: QT_TRANSLATE_NOOP("status", "Paused"),
    Mode.ENDING: QT_TRANSLATE_NOOP("status", "Stops after this one"),
}


class StatusLine(QStatusBar):
    """Counts on the left, the progress of the whole on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = QLabel(self)
        self._counts.setContentsMargins(8, 3, 0, 3)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, STEPS)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(180)
        self._progress.setAccessibleName(self.tr("Progress of the whole queue"))
        self._percent = QLabel(self)
        self._percent.setContentsMargins(0, 0, 8, 0)
        self.setSizeGripEnabled(False)
        self.addWidget(self._counts, 1)
        self.addPermanentWidget(self._progress)
        self.addPermanentWidget(self._percent)

    def show_summary(self, summary: Summary, mode: Mode) -> None:
        """Say what the queue amounts to."""
        said = [_text(_MODES[mode])] if mode in _MODES else []
        self._counts.setText("  ·  ".join([*said, summary_text(summary)]))
        for widget in (self._progress, self._percent):
            widget.setVisible(mode is not Mode.IDLE)
        self._progress.setValue(round(summary.fraction * STEPS))
        self._percent.setText(f"{int(summary.fraction * 100)}%")

    @property
    def text(self) -> str:
        """What the counts say."""
        return self._counts.text()


def summary_text(summary: Summary) -> str:
    """The counts in words, such as `3 of 12 done · 1 running · 8 waiting`."""
    if not summary.total:
        return _text(QT_TRANSLATE_NOOP("status", "No pictures yet"))
    done = _text(QT_TRANSLATE_NOOP("status", "{done} of {total} done"))
    parts = [done.format(done=summary.counts[JobState.DONE], total=summary.total)]
    parts += [
        _text(text).format(count=summary.counts[state]) for state, text in _COUNTED if summary.counts[state]
    ]
    return "  ·  ".join(parts)


def _text(source: str) -> str:
    return QCoreApplication.translate("status", source)
