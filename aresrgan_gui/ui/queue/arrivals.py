"""What is dropped, chosen or pasted, on its way into the queue."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from aresrgan_gui.core.errors import Failure, UpscaleError
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import sample_file
from aresrgan_gui.messages import failure_text
from aresrgan_gui.services.queue.intake import FoundPicture, Intake
from aresrgan_gui.services.queue.pasted import PastedPictures
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.queue.edits import Edits

SAMPLE_NAME = "sample"


class Arrivals(QObject):
    """Queues what the intake finds, and says what was left out and why."""

    said = Signal(str, str)
    """What could not be added, and what to do or what else was left out."""
    noted = Signal(str)
    """What was left out because there is nothing to do about it."""
    welcomed = Signal()
    """Something was added, and nothing is to be said of this arrival so far."""

    def __init__(
        self,
        queue: Queue,
        intake: Intake,
        edits: Edits,
        options: Callable[[], UpscaleOptions],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._edits = edits
        self._options = options
        self._intake = intake
        self._pasted = PastedPictures(self)
        self._arrival = 0
        self._first: tuple[str, str] | None = None
        self._rejected = 0
        self._known = 0
        intake.found.connect(self._add)
        intake.rejected.connect(self._reject)
        intake.finished.connect(self._finish)
        self._pasted.kept.connect(lambda path: intake.scan([path]))
        self._pasted.failed.connect(self._reject)

    def take_image(self, image: QImage | bytes) -> None:
        """Queue a picture that comes without a file, as pixels or as a PNG."""
        self._pasted.keep(image)

    def take_sample(self) -> None:
        """Queue the picture that comes with the program, as a copy: its result stands beside it."""
        self._pasted.keep(QImage(str(sample_file())), SAMPLE_NAME)

    def leave(self) -> None:
        """Take nothing more in; another window does from now on."""
        self._intake.disconnect(self)

    def _add(self, pictures: list[FoundPicture]) -> None:
        new = [picture for picture in pictures if not self._queue.is_pending(picture.path)]
        self._known += len(pictures) - len(new)
        if new and not self._rejected:
            self.welcomed.emit()
        try:
            self._edits.add(new, self._options(), self._arrival)
        except UpscaleError as error:
            self._reject(error.failure)

    def _reject(self, failure: Failure) -> None:
        self._rejected += 1
        if self._first is None:
            text = failure_text(failure)
            self._first = text.what, text.remedy
        self._say()

    def _finish(self) -> None:
        if self._known:
            self._say()
        self._arrival += 1
        self._first = None
        self._rejected = self._known = 0

    def _say(self) -> None:
        waiting = self.tr("{count} left out: already in the queue.").format(count=self._known)
        if self._first is None:
            self.noted.emit(waiting)
            return
        more = []
        if self._rejected > 1:
            others = self.tr("{count} more could not be added either.")
            more.append(others.format(count=self._rejected - 1))
        if self._known:
            more.append(waiting)
        self.said.emit(self._first[0], " ".join(more) or self._first[1])
