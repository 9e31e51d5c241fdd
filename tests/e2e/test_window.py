"""The real window with the real services, engine and fast model: dropped on, started, watched, compared."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from aresrgan_gui.core.job import JobState
from aresrgan_gui.core.models.catalogue import installed
from aresrgan_gui.core.options import UpscaleOptions
from aresrgan_gui.core.paths import log_file, models_folder, settings_file
from aresrgan_gui.core.settings import Settings, load_settings
from aresrgan_gui.runners.local.engines import find_engine
from aresrgan_gui.runners.local.runner import LocalRunner
from aresrgan_gui.services.pictures.previews import PreviewLoader
from aresrgan_gui.services.pictures.thumbnails import Thumbnails
from aresrgan_gui.services.pictures.trials import Trials
from aresrgan_gui.services.queue.intake import Intake
from aresrgan_gui.services.queue.queue import Queue
from aresrgan_gui.ui.contents import Contents
from aresrgan_gui.ui.main_window import MainWindow
from tests.e2e.conftest import environment

pytestmark = pytest.mark.usefixtures("use_real_models")

OPTIONS = UpscaleOptions(model="realesr-animevideov3", device="cpu")


class Desk:
    """A window and what stands behind it."""

    def __init__(self) -> None:
        self.runner = LocalRunner(find_engine(None), models_folder())
        self.queue = Queue(self.runner)
        self.intake = Intake()
        self.saved: list[Settings] = []
        self.window = MainWindow()
        self.contents = Contents(
            self.window,
            self.queue, self.intake, Thumbnails(), PreviewLoader(), Trials(self.runner),
            installed(models_folder()),
            Settings(options=OPTIONS), self.saved.append,
        )  # fmt: skip

    def drop(self, *paths: Path) -> None:
        """Drop files on the window as a file manager does."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        details = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        middle = self.window.rect().center()
        QApplication.sendEvent(self.window, QDragEnterEvent(middle, *details))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), *details))

    def click(self, qtbot: QtBot, text: str) -> None:
        """Click the toolbar's button of that text."""
        button = next(button for button in self.window.findChildren(QToolButton) if button.text() == text)
        qtbot.waitUntil(button.isEnabled)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk.window)
    desk.window.show()
    yield desk
    desk.window.close()
    desk.runner.shutdown()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that asks a program to end")
@pytest.mark.parametrize(
    "moment", ["the window is open", "the window is furnished", "everything is in its place"]
)
def test_that_the_program_closes_its_window_when_asked_to_end(
    moment: str, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = make_picture(tmp_path / "a.png")
    command = [sys.executable, "-m", "aresrgan_gui", str(picture)]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as program:
        qtbot.waitUntil(lambda: log_file().exists() and moment in log_file().read_text(), timeout=30_000)
        program.terminate()
        _, complaints = program.communicate(timeout=30)
    assert (program.returncode, complaints) == (0, "")
    # Before the window is furnished nobody has given it another shape.
    assert load_settings(settings_file()).window or moment == "the window is open"


def make_picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.radial_gradient("L").resize((24, 16)).convert("RGB").save(path)
    return path


def test_that_dropped_pictures_are_made_with_one_click_and_can_be_compared(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    pictures = [make_picture(tmp_path / "a 图.png"), make_picture(tmp_path / "set" / "inner" / "b.png")]
    (tmp_path / "set" / "broken.png").write_bytes(b"no picture")
    desk.drop(pictures[0], tmp_path / "set")
    qtbot.waitUntil(lambda: len(desk.queue.jobs()) == 2)
    assert "broken.png" in desk.contents.notice
    with qtbot.waitSignal(desk.queue.drained, timeout=60_000):
        desk.click(qtbot, "Start")
    assert [job.state for job in desk.queue.jobs()] == [JobState.DONE] * 2
    for picture in pictures:
        with Image.open(picture.with_name(f"{picture.stem}_4x.png")) as result:
            assert result.size == (96, 64)
    qtbot.waitUntil(lambda: desk.contents.viewer.compare.has_result)


def test_that_stopping_leaves_nothing_and_starting_again_finishes(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "large.png"
    Image.effect_noise((700, 700), 60).convert("RGB").save(path)
    desk.drop(path)
    qtbot.waitUntil(lambda: len(desk.queue.jobs()) == 1)
    desk.click(qtbot, "Start")
    qtbot.waitUntil(lambda: desk.queue.jobs()[0].progress > 0, timeout=30_000)
    desk.click(qtbot, "Stop")
    qtbot.waitUntil(lambda: desk.queue.jobs()[0].state is JobState.WAITING, timeout=30_000)
    assert [entry.name for entry in tmp_path.iterdir()] == ["large.png"]
    with qtbot.waitSignal(desk.queue.drained, timeout=60_000):
        desk.click(qtbot, "Start")
    assert (tmp_path / "large_4x.png").exists()


def test_that_closing_while_running_leaves_no_partial_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.effect_noise((700, 700), 60).convert("RGB").save(path)
    desk.drop(path)
    qtbot.waitUntil(lambda: len(desk.queue.jobs()) == 1)
    desk.click(qtbot, "Start")
    qtbot.waitUntil(lambda: desk.queue.jobs()[0].progress > 0, timeout=30_000)
    desk.window.close()
    desk.runner.shutdown()
    assert [entry.name for entry in tmp_path.iterdir()] == ["large.png"]
    assert desk.saved[-1].window
