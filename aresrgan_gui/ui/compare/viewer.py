"""The window's middle: the picture that is looked at, before and after."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from aresrgan_gui.core.errors import Failure
from aresrgan_gui.core.imaging.pyramid import HUGE_SIDE, Pyramid, is_huge
from aresrgan_gui.core.job import Job, JobState
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.ui.action_table import Act
from aresrgan_gui.ui.actions import Actions, name_button
from aresrgan_gui.ui.banner import Banner
from aresrgan_gui.ui.compare.bar import CompareBar, Readout
from aresrgan_gui.ui.compare.tiled_layer import TiledLayer
from aresrgan_gui.ui.compare.view import CompareView
from aresrgan_gui.ui.parts.elided_label import ElidedLabel
from aresrgan_gui.ui.queue.model import sizes_text
from aresrgan_gui.ui.theme import GAP, MARGIN

SIDES = (HUGE_SIDE // 4, HUGE_SIDE // 2, HUGE_SIDE)
"""Longer sides in pixels: of what is shown at once, and of what is fetched for looking closer.

Each is twice the last: what is made smaller than half would lose details, and take longer to paint.
"""
AS_TILES = HUGE_SIDE + 1
"""Stands for a huge picture, which is looked at through tiles."""


class Viewer(QWidget):
    """Follows one job: its source before the run, source and result after, and why there is none."""

    shown = Signal()
    """Another picture is looked at, or this one in another size or state."""

    def __init__(self, previews: PreviewLoader, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._previews = previews
        self._job: Job | None = None
        self._wanted: list[tuple[Path, int]] = []
        self._is_loading = False
        self.banner = Banner(self.tr("Why there is no result"), self)
        self.compare = CompareView(self)
        self._caption = ElidedLabel(self)
        self._zoom = QLabel(self)
        self._zoom.setAccessibleName(self.tr("Zoom"))
        self._zoom.setProperty("role", "faint")
        self._bar = CompareBar(actions, self.compare, self)
        self._readout = Readout(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN, 5, GAP, 5)
        bar.setSpacing(2)
        bar.addWidget(self._caption, 1)
        bar.addSpacing(GAP)
        bar.addWidget(self._zoom)
        bar.addSpacing(GAP)
        for act in (Act.FIT, Act.ZOOM_100, Act.ZOOM_500):
            button = QToolButton(self)
            button.setDefaultAction(actions[act])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            name_button(button)
            bar.addWidget(button)
        picture = QGridLayout()
        picture.addWidget(self.compare, 0, 0)
        picture.addWidget(self._readout, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addLayout(picture, 1)
        layout.addWidget(self._bar)
        layout.addLayout(bar)
        self.compare.zoom_changed.connect(self._say_zoom)
        self.compare.pointed.connect(self._readout.say)
        previews.loaded.connect(self._take)
        previews.tiled.connect(self._take_tiled)
        previews.failed.connect(self._refuse)

    @property
    def job(self) -> Job | None:
        """The job looked at, as it is now."""
        return self._job

    def show_job(self, job: Job | None) -> None:
        """Look at another job's picture."""
        self._job = job
        self._wanted.clear()
        self.shown.emit()
        if job is None:
            self.banner.hide()
            self.compare.clear()
            self._caption.say("")
            return
        self.compare.show_picture(job.output_size)
        self._describe(job)
        self._explain(job)
        self._fetch(job.source, job.size)
        if job.state is JobState.DONE:
            self._fetch(job.target, job.output_size)

    def refresh(self, job: Job) -> None:
        """Take note that a job has changed, if it is the one looked at."""
        before = self._job
        if before is None or before.id != job.id:
            return
        if job.view != before.view:
            self.show_job(job)
            return
        self._job = job
        self.compare.set_size(job.output_size)
        if job.output_size != before.output_size:
            self._describe(job)
        has_another_result = job.state is not before.state and job.state is JobState.DONE
        if has_another_result or before.output_size != job.output_size:
            self.shown.emit()
        if job.state is before.state:
            return
        self._explain(job)
        self.compare.drop_after()
        if job.state is JobState.DONE:
            self._fetch(job.target, job.output_size)

    def tint(self, palette: QPalette) -> None:
        """Paint icons in the palette's colours."""
        self._bar.tint(palette)

    def _describe(self, job: Job) -> None:
        self._caption.say(f"{job.source.name}   {sizes_text(job)}")

    def _explain(self, job: Job) -> None:
        if job.failure is None:
            self.banner.hide()
        else:
            text = failure_text(job.failure)
            self.banner.say(text.what, text.remedy, job.failure)

    def _fetch(self, path: Path, size: tuple[int, int]) -> None:
        if is_huge(size):
            self._wanted.append((path, AS_TILES))
        else:
            smaller = [side for side in SIDES if side < max(size)]
            self._wanted += [(path, side) for side in SIDES[: len(smaller) + 1]]
        self._load_next()

    def _load_next(self) -> None:
        """Load one at a time, so that passing over many pictures reads only those that are stayed at."""
        if self._wanted and not self._is_loading:
            self._is_loading = True
            self._wanted.sort(key=itemgetter(1))
            path, side = self._wanted.pop(0)
            if side == AS_TILES:
                self._previews.load_tiled(path)
            else:
                self._previews.load(path, side)

    def _take(self, path: Path, image: QImage) -> None:
        self._is_loading = False
        self._load_next()
        if self._job is None:
            return
        if path == self._job.source:
            self.compare.add_before(_shown_part(image, self._job))
        elif path == self._job.target and self._job.state is JobState.DONE:
            self.compare.add_after(image)

    def _take_tiled(self, path: Path, pyramid: Pyramid) -> None:
        self._is_loading = False
        self._load_next()
        if self._job is None:
            return
        if path == self._job.source:
            self.compare.set_before(TiledLayer(pyramid))
        elif path == self._job.target and self._job.state is JobState.DONE:
            self.compare.set_after(TiledLayer(pyramid))

    def _refuse(self, path: Path, failure: Failure) -> None:
        self._is_loading = False
        self._load_next()
        job = self._job
        if job is None:
            return
        text = failure_text(failure if failure.path else replace(failure, path=path))
        if path == job.source:
            self.compare.explain(f"{text.what}\n{text.remedy}".strip())
        if job.state is JobState.DONE and path in (job.source, job.target):
            self.banner.say(text.what, text.remedy)

    def _say_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)}%")


def _shown_part(source: QImage, job: Job) -> QImage:
    """What of the source, here in any size, the result shows."""
    across, down = source.width() / job.size[0], source.height() / job.size[1]
    left, top, right, bottom = job.view
    part = QRectF(left * across, top * down, (right - left) * across, (bottom - top) * down).toRect()
    return source if part == source.rect() else source.copy(part)
