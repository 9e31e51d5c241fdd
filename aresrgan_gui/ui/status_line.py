"""The window's lower edge: how far the queue has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QStatusBar, QWidget

from aresrgan_gui.core.hosts import HERE
from aresrgan_gui.core.job import JobState
from aresrgan_gui.messages import QT_TRANSLATE_NOOP, failure_text
from aresrgan_gui.runners.places import PlaceState
from aresrgan_gui.services.queue.queue import Mode
from aresrgan_gui.ui.parts.elided_label import ElidedLabel
from aresrgan_gui.ui.parts.figures import bytes_text, left_text, speed_text
from aresrgan_gui.ui.queue.summary import Summary

if TYPE_CHECKING:
    from aresrgan_gui.services.machine.monitor import Load
    from aresrgan_gui.services.queue.watch import Outlook

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
    """Counts and pace on the left; the progress of the whole and the machine's load on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = QLabel(self)
        self._counts.setContentsMargins(8, 3, 0, 3)
        # A text that grows must not push the window's edge.
        self._pace = ElidedLabel(self, Qt.TextElideMode.ElideRight)
        self._progress = QProgressBar(self)
        self._progress.setRange(0, STEPS)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(110)
        self._progress.setAccessibleName(self.tr("Progress of the whole queue"))
        self._percent = QLabel(self)
        self._percent.setContentsMargins(0, 0, 8, 0)
        self._places = QLabel(self)
        self._places.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._places.hide()
        self._load = QLabel(self)
        self._load.setContentsMargins(8, 0, 8, 0)
        self._load.setToolTip(self.tr("What ARESRGAN and its engine use now"))
        self._load.hide()
        self.setSizeGripEnabled(False)
        self.addWidget(self._counts)
        self.addWidget(self._pace, 1)
        self.addWidget(self._places, 1)
        self.addPermanentWidget(self._progress)
        self.addPermanentWidget(self._percent)
        self.addPermanentWidget(self._load)

    def show_summary(self, summary: Summary, mode: Mode, *, is_held: bool = False) -> None:
        """Say what the queue is doing and how many pictures are in which state."""
        said = [_text(_MODES[mode])] if mode in _MODES else []
        if is_held and mode is not Mode.PAUSED:
            said.append(_text(QT_TRANSLATE_NOOP("status", "Paused while you use the computer")))
        self._counts.setText("  ·  ".join([*said, summary_text(summary)]))
        for widget in (self._pace, self._progress, self._percent):
            widget.setVisible(mode is not Mode.IDLE)

    def show_outlook(self, outlook: Outlook) -> None:
        """Say how far the work is and how fast it goes."""
        self._progress.setValue(round(outlook.fraction * STEPS))
        self._percent.setText(f"{int(outlook.fraction * 100)}%")
        self._pace.say("·  " + "  ·  ".join(pace_parts(outlook)))

    def show_places(self, states: Sequence[PlaceState]) -> None:
        """Say of each place what it does; nothing where there is only this computer."""
        self._places.setVisible(len(states) > 1)
        text = "  ·  ".join(_place_text(state) for state in states)
        self._places.setText(text)
        troubles = [str(failure_text(state.failure)) for state in states if state.failure]
        self._places.setToolTip("\n".join([text, *troubles]))

    @property
    def places(self) -> str:
        """What is said of the places."""
        return "" if self._places.isHidden() else self._places.text()

    def show_load(self, load: Load | None) -> None:
        """Say what the work takes of the machine; nothing while there is none."""
        self._load.setVisible(load is not None)
        if load is not None:
            parts = [self.tr("CPU {percent}%").format(percent=round(load.cpu))]
            parts.append(self.tr("RAM {amount}").format(amount=bytes_text(load.memory)))
            if load.gpu is not None:
                parts.append(self.tr("GPU {percent}%").format(percent=round(load.gpu)))
            self._load.setText("   ".join(parts))

    @property
    def text(self) -> str:
        """What the counts say."""
        return self._counts.text()

    @property
    def load(self) -> str:
        """What is said of the machine's load."""
        return "" if self._load.isHidden() else self._load.text()

    @property
    def pace(self) -> str:
        """What is said of speed and time while the queue runs."""
        return "" if self._pace.isHidden() else self._pace.full


def _place_text(state: PlaceState) -> str:
    """One place, such as `big iron 2/4, 3.1 MP/s`."""
    name = _text(QT_TRANSLATE_NOOP("status", "Here")) if state.name == HERE else state.name
    if state.failure is not None:
        return _text(QT_TRANSLATE_NOOP("status", "{place}: not available")).format(place=name)
    busy = f"{name} {min(state.running, state.at_once)}/{state.at_once}"
    if state.speed is None:
        return busy
    speed = _text(QT_TRANSLATE_NOOP("status", "{speed} MP/s")).format(speed=f"{state.speed:.1f}")
    return f"{busy}, {speed}"


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


def pace_parts(outlook: Outlook) -> list[str]:
    """Speed, time left and what is yet to be written, such as `4.1 MP/s`, `2 min left`, `1.8 GB on disk`."""
    parts = []
    if outlook.speed is not None:
        parts.append(speed_text(outlook.speed))
    left = left_text(outlook.seconds_left, is_rough=outlook.is_rough)
    parts.append(_text(QT_TRANSLATE_NOOP("status", "{duration} left")).format(duration=left))
    amount = bytes_text(outlook.disk)
    parts.append(_text(QT_TRANSLATE_NOOP("status", "{amount} to write")).format(amount=amount))
    return parts


def _text(source: str) -> str:
    return QCoreApplication.translate("status", source)
